//! The lists: rules, profiles, completions.

use crate::exit::Exit;
use crate::output::Output;
use crate::screen;
use clap_complete::Shell;
use pipeline::writers::text::table;
use pipeline::writers::text::wrap::Widths;
use std::io::Write;

/// `jixiao rules`.
pub fn rules() -> anyhow::Result<Exit> {
    let mut rows = vec![["编号", "名称", "一般级别"].map(str::to_owned).to_vec()];
    for rule in pipeline::rules::catalog() {
        rows.push(vec![
            rule.code.to_owned(),
            rule.title().to_owned(),
            rule.severity.word().to_owned(),
        ]);
    }
    print(
        &rows,
        "某条规则的说明见 jixiao explain 编号，如 jixiao explain E07。",
    )
}

/// `jixiao profiles`.
pub fn profiles() -> anyhow::Result<Exit> {
    let mut rows = vec![
        ["口径", "名称", "施行日期", "说明"]
            .map(str::to_owned)
            .to_vec(),
    ];
    for profile in pipeline::law::profile::all() {
        let from = profile
            .in_force
            .map(|date| date.to_string())
            .unwrap_or_default();
        rows.push(vec![
            profile.id.clone(),
            profile.name.clone(),
            from,
            profile.description.clone(),
        ]);
    }
    for (id, audience) in pipeline::law::audience::audiences() {
        let words = &audience.words;
        let rules = match audience.rules.is_empty() {
            true => "全部规则",
            false => "只作计算和跨材料对照",
        };
        let what = format!(
            "{rules}，级别写作 {}、{}、{}",
            words.error, words.warning, words.hint
        );
        rows.push(vec![
            id.to_owned(),
            format!("{}用语", audience.name),
            String::new(),
            what,
        ]);
    }
    print(
        &rows,
        "口径按表自动选；要指定时写 --profile 口径，可与用语同写，如 --profile general,audit。",
    )
}

/// `jixiao completions`.
pub fn completions(shell: Shell) -> anyhow::Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut crate::args::command(), "jixiao", &mut script);
    std::io::stdout().write_all(&script)?;
    Ok(Exit::default())
}

fn print(rows: &[Vec<String>], after: &str) -> anyhow::Result<Exit> {
    let mut output = Output::new(None)?;
    for line in table::lines(rows, screen::plain().width, Widths::default()) {
        output.print(&format!("{line}\n"))?;
    }
    output.print(&format!("\n{after}\n"))?;
    output.finish()?;
    Ok(Exit::default())
}
