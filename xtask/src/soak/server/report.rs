//! `docs/soak.md`: what was measured, with the day and the commit.

use super::Request;
use super::filled::Filled;
use super::kills::Kills;
use super::load::{Load, quantile};
use anyhow::{Context, Result};
use std::path::Path;
use std::process::Command;

const HEAD: &str = "# 服务器的压力测试

`cargo xtask soak --server --report docs/soak.md` 量的：真实的程序，服务器在一个核上，发请求的在另一个核上，按固定的速率发（前面慢了，后面等的时间也算）。
预算（设计第 9 节）：十万张表、每秒 200 个请求，99% 在 50 毫秒内；杀 100 次不丢已确认的保存，日志能查验，1 秒内恢复应答。
";

fn said(command: &str, words: &[&str], root: &Path) -> String {
    let output = Command::new(command).args(words).current_dir(root).output();
    let text = output.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    text.unwrap_or_default()
}

/// One run in words.
pub fn text(
    root: &Path,
    request: &Request,
    filled: Option<&Filled>,
    load: &Load,
    kills: &Kills,
) -> String {
    let commit = said("git", &["rev-parse", "--short", "HEAD"], root);
    let day = jiff::Zoned::now().date();
    let database = match request.database {
        Some(_) => "PostgreSQL",
        None => "SQLite",
    };
    let all = load.all();
    let filled = match filled {
        Some(filled) => filled.to_string(),
        None => format!("库里已有 {} 张表，这一次没有再导入", request.forms),
    };
    let p99 = quantile(&all, 0.99).as_secs_f64() * 1000.0;
    let memory = load
        .memory
        .map_or(String::new(), |memory| format!("，最多占内存 {memory} MiB"));
    format!(
        "## {database}，{day}，{commit}\n\n{filled}。\n\n每秒 {} 个请求、{} 秒（实际每秒 {:.0}），没有成功的 {} 个，99% 在 {p99:.1} 毫秒内{memory}。\n\n| 请求 | 个数 | 中位（毫秒） | 99% | 最慢 |\n|---|---|---|---|---|\n{load}\n{kills}。\n",
        request.rate, request.seconds, load.rate, load.failed
    )
}

/// Puts a run in the place of the last one on the same database.
pub fn write(path: &Path, request: &Request, text: &str) -> Result<()> {
    let old = std::fs::read_to_string(path).unwrap_or_default();
    let own = match request.database {
        Some(_) => "## PostgreSQL",
        None => "## SQLite",
    };
    let kept: Vec<&str> = old
        .split("\n## ")
        .skip(1)
        .filter(|part| !format!("## {part}").starts_with(own))
        .collect();
    let mut out = format!("{HEAD}\n{text}");
    for part in kept {
        out.push_str(&format!("\n## {}\n", part.trim_end()));
    }
    std::fs::write(path, out).with_context(|| format!("无法写 {}", path.display()))
}
