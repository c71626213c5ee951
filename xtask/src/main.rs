//! `cargo xtask COMMAND`: one command a line, one module a command.

use std::path::Path;
use std::process::ExitCode;

/// A chore: takes the root of the repository and its own arguments, and answers what it did.
type Chore = fn(&Path, &[String]) -> anyhow::Result<String>;

/// The commands: word, what it does, the chore.
const COMMANDS: &[(&str, &str, Chore)] = &[
    (
        "samples",
        "由 samples/forms/source 生成样例文件、读取答案和应有意见",
        |root, _| xtask::samples::run(root),
    ),
    (
        "layouts",
        "由 samples/layouts/source 生成各地版式的 docx、xlsx",
        |root, _| xtask::layouts::run(root),
    ),
    (
        "prints",
        "用 LibreOffice 把 samples/layouts 的文件打印成 pdf、存成 doc、xls、ods：cargo xtask prints [文件名的一部分]",
        xtask::prints::run,
    ),
    (
        "score",
        "按 samples/layouts/gold 给读取打分：cargo xtask score [文件名的一部分]",
        xtask::score::run,
    ),
    (
        "soak",
        "用变异的样例文件长时间考验读取和核对：cargo xtask soak [--target 名称] [--minutes 分钟]，每个目标默认 10 分钟",
        xtask::soak::run,
    ),
    (
        "ledger",
        "在 samples/labelled 和 samples/packages 上逐条规则算准确率和召回率：cargo xtask ledger [编号或文件名，列出差别]",
        xtask::ledger::run,
    ),
    (
        "findings",
        "列出所有样例上新增和消失的意见：cargo xtask findings [--accept，确认后写入 samples/findings.tsv]",
        xtask::findings::run,
    ),
    (
        "lists",
        "重新生成规则清单 crates/rules/src/catalog/mod.rs",
        |root, _| xtask::lists::run(root),
    ),
    (
        "docs",
        "重新生成 docs/schema、docs/rules.md 和 docs/coverage.md",
        |root, _| xtask::docs::run(root),
    ),
    (
        "new-rule",
        "新建一条规则：cargo xtask new-rule 族 编号 英文名",
        xtask::new_rule::run,
    ),
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let word = arguments.first().cloned().unwrap_or_default();
    let Some((_, _, chore)) = COMMANDS.iter().find(|(name, ..)| *name == word) else {
        eprint!("{}", usage(&word));
        return ExitCode::from(2);
    };
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    match chore(&root, arguments.get(1..).unwrap_or_default()) {
        Ok(done) => {
            println!("{done}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn usage(word: &str) -> String {
    let mut out = match word {
        "" | "help" | "-h" | "--help" => String::new(),
        word => format!("没有“{word}”这项任务。\n\n"),
    };
    out.push_str("用法：cargo xtask 任务\n\n任务：\n");
    for (name, what, _) in COMMANDS {
        out.push_str(&format!("  {name:<12}{what}\n"));
    }
    out
}
