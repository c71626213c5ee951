//! Generated documents: the JSON schemas of both contracts, and the list of rules.

use law::regulation::citation;
use rules::Rule;
use std::fmt::Write;
use std::path::Path;

/// A generated file: its path in the repository and its text.
pub type File = (&'static str, String);

/// Writes all generated documents.
///
/// # Errors
/// When a file cannot be written.
pub fn run(root: &Path) -> anyhow::Result<String> {
    std::fs::create_dir_all(root.join("docs/schema"))?;
    let files = files()?;
    for (path, text) in &files {
        std::fs::write(root.join(path), text)?;
    }
    let names: Vec<&str> = files.iter().map(|(path, _)| *path).collect();
    Ok(format!("已更新 {}", names.join("、")))
}

/// All generated documents.
///
/// # Errors
/// When a schema cannot be written as JSON.
pub fn files() -> anyhow::Result<Vec<File>> {
    let forms = schemars::schema_for!(model::Forms);
    let findings = schemars::schema_for!(model::Findings);
    Ok(vec![
        (
            "docs/schema/jixiao.forms-1.json",
            format!("{}\n", serde_json::to_string_pretty(&forms)?),
        ),
        (
            "docs/schema/jixiao.findings-1.json",
            format!("{}\n", serde_json::to_string_pretty(&findings)?),
        ),
        ("docs/rules.md", rule_list()),
        ("docs/coverage.md", coverage()),
    ])
}

fn rule_list() -> String {
    let mut out = String::from(
        "# 规则清单\n\n由 `cargo xtask docs` 生成，请勿手改。级别为通常级别，核对口径可以调低。条文编号只在核对过正式文本时列出。\n\n| 编号 | 名称 | 级别 | 审核要点 | 参照 |\n| --- | --- | --- | --- | --- |\n",
    );
    for rule in rules::catalog() {
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} | {} |",
            rule.code,
            rule.title(),
            rule.severity.word(),
            rule.criterion,
            documents(rule)
        );
    }
    out.push('\n');
    for rule in rules::catalog() {
        let _ = writeln!(
            out,
            "## {} {}\n\n{}\n",
            rule.code,
            rule.title(),
            rule.summary()
        );
    }
    out.trim_end().to_owned() + "\n"
}

/// Each clause with the rules that rest on it.
fn coverage() -> String {
    let mut out = String::from(
        "# 条文与规则对照\n\n由 `cargo xtask docs` 生成，请勿手改。“要求”是本项目自己的概括，不是条文原文；条款只在核对过正式文本时列出。\n\n| 依据 | 条款 | 要求 | 规则 |\n| --- | --- | --- | --- |\n",
    );
    for clause in law::regulation::all() {
        let rules: Vec<&str> = rules::catalog()
            .iter()
            .filter(|rule| rule.cites.iter().any(|key| key.clause().key == clause.key))
            .map(|rule| rule.code)
            .collect();
        let article = clause.article.as_deref().filter(|_| clause.checked);
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} |",
            clause.document().label(),
            article.unwrap_or(&clause.name),
            clause.summary,
            if rules.is_empty() {
                "（尚无）".to_owned()
            } else {
                rules.join(" ")
            }
        );
    }
    out
}

fn documents(rule: &Rule) -> String {
    let general = law::profile::general();
    let mut names: Vec<String> = rule
        .cites
        .iter()
        .map(|key| citation(*key, general))
        .map(|c| format!("{}{}", c.document, c.clause.unwrap_or_default()))
        .collect();
    names.dedup();
    names.join("；")
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_committed_documents_are_current() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        for (path, text) in super::files().unwrap() {
            let committed = std::fs::read_to_string(root.join(path)).unwrap_or_default();
            assert!(committed == text, "{path} 已过时，请运行 cargo xtask docs");
        }
    }
}
