//! `jixiao explain`: the page of a rule.

use crate::args::ExplainArgs;
use crate::exit::Exit;
use crate::output::Output;
use crate::rulings::known_code;
use crate::screen;
use pipeline::writers::text::page::page;

/// How a bureau writes its own rules: the page behind every code that begins with Z.
const OWN_RULES: &str = include_str!("../../../docs/own-rules.md");

/// Runs the command.
pub fn run(arguments: &ExplainArgs) -> anyhow::Result<Exit> {
    let mut output = Output::new(None)?;
    for (index, code) in arguments.codes.iter().enumerate() {
        let code = known_code(code, false)?;
        if index > 0 {
            output.print("\n")?;
        }
        let Some(rule) = pipeline::rules::find(&code) else {
            output.print(&page(OWN_RULES, screen::plain()))?;
            continue;
        };
        output.print(&page(rule.page, screen::plain()))?;
        output.print(&format!("\n一般级别：{}\n", rule.severity.word()))?;
        for key in rule.cites {
            let clause = key.clause();
            // An article is printed only where it was checked against the official text.
            let article = clause
                .article
                .as_deref()
                .filter(|_| clause.checked)
                .unwrap_or("");
            output.print(&format!(
                "有关文件：{}{article} {}\n",
                clause.document().label(),
                clause.name
            ))?;
        }
    }
    output.finish()?;
    Ok(Exit::default())
}
