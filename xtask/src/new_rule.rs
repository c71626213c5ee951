//! A new rule: its source and its page, ready to be filled in, and the list refreshed.

use anyhow::{bail, ensure};
use std::path::Path;

/// Makes both files: `cargo xtask new-rule value E06 unfit-unit`.
///
/// # Errors
/// When the arguments are incomplete, the code is taken, or a file cannot be written.
pub fn run(root: &Path, arguments: &[String]) -> anyhow::Result<String> {
    let [family, code, name] = arguments else {
        bail!(
            "用法：cargo xtask new-rule 族 编号 英文名，例如 cargo xtask new-rule value E06 unfit-unit"
        );
    };
    let code = code.to_ascii_uppercase();
    ensure!(
        rules::find(&code).is_none(),
        "编号 {code} 已有规则，编号永不重用"
    );
    let folder = root.join("crates/rules/src/catalog").join(family);
    let stem = format!("{}_{}", code.to_ascii_lowercase(), name.replace('-', "_"));
    std::fs::create_dir_all(&folder)?;
    std::fs::write(
        folder.join(format!("{stem}.rs")),
        source(&code, name, &stem),
    )?;
    std::fs::write(folder.join(format!("{stem}.md")), page(&code))?;
    crate::lists::run(root)?;
    Ok(format!(
        "已新建 {}/{stem}.rs 和 .md：先写说明页里的例子，再写检查",
        folder.display()
    ))
}

fn source(code: &str, name: &str, stem: &str) -> String {
    format!(
        r#"//! {code}: what is wrong, in one sentence.

use crate::report::Report;
use crate::rule::{{Check, Rule, TARGET}};
use crate::subject::Subject;
use law::regulation::cite;
use model::Severity;

/// {code}.
pub static RULE: Rule = Rule {{
    code: "{code}",
    name: "{name}",
    severity: Severity::Hint,
    cites: &[cite("指标科学性")],
    kinds: TARGET,
    criterion: "指标科学性",
    page: include_str!("{stem}.md"),
    check: Check::Form(check),
}};

fn check(subject: &Subject, report: &mut Report) {{
    for row in subject.judged().filter(|row| row.name.text.is_empty()) {{
        report.row(row, format!("“{{}}”请补充。", row.row.path()));
    }}
}}
"#
    )
}

fn page(code: &str) -> String {
    format!(
        "# {code} 标题\n\n检查什么、为什么要紧、怎样改。\n\n## 不合格：一个例子\n\n| 二级指标 | 三级指标 | 指标值 |\n| --- | --- | --- |\n| 数量指标 |  | 30人 |\n\n## 合格：改好以后\n\n| 二级指标 | 三级指标 | 指标值 |\n| --- | --- | --- |\n| 数量指标 | 培训人数 | ≥30人 |\n"
    )
}
