//! `cargo xtask soak --server`: the server under the load that the design names, and killed under load a hundred times. Drives the real
//! program from outside; what was measured goes into `docs/soak.md`.

mod filled;
mod http;
mod kills;
mod load;
mod process;
mod report;

use anyhow::{Context, Result, bail, ensure};
use std::path::{Path, PathBuf};

const USAGE: &str = "用法：cargo xtask soak --server [--forms 张数] [--seconds 秒] [--rate 每秒请求] [--kills 次] [--database 地址] [--fill yes|no] [--program 程序] [--report 文件]";

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Forms in the store.
    pub forms: usize,
    /// How long the load lasts.
    pub seconds: u64,
    /// Requests a second.
    pub rate: u64,
    /// How often the server is killed.
    pub kills: usize,
    /// PostgreSQL in place of a file.
    pub database: Option<String>,
    /// Whether the store is filled first; one that an earlier run filled can be measured again.
    pub fill: bool,
    /// The program.
    pub program: PathBuf,
    /// Where the report goes; none to print it only.
    pub report: Option<PathBuf>,
}

fn program(root: &Path) -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR");
    let target = target.map_or_else(|| root.join("target"), PathBuf::from);
    target.join("release/jixiao")
}

fn request(root: &Path, arguments: &[String]) -> Result<Request> {
    let mut request = Request {
        forms: 100_000,
        seconds: 60,
        rate: 200,
        kills: 100,
        database: None,
        fill: true,
        program: program(root),
        report: None,
    };
    let mut rest = arguments.iter().filter(|word| *word != "--server");
    while let Some(option) = rest.next() {
        let value = rest
            .next()
            .with_context(|| format!("{option} 后面缺少内容。\n{USAGE}"))?;
        let number = || {
            let number = value.parse::<u64>();
            number.with_context(|| format!("{option} 后面应是整数，不是“{value}”。\n{USAGE}"))
        };
        match option.as_str() {
            "--forms" => request.forms = usize::try_from(number()?)?,
            "--seconds" => request.seconds = number()?,
            "--rate" => request.rate = number()?.max(1),
            "--kills" => request.kills = usize::try_from(number()?)?,
            "--database" => request.database = Some(value.clone()),
            "--fill" => {
                request.fill = match value.as_str() {
                    "yes" => true,
                    "no" => false,
                    other => bail!("--fill 后面应是 yes 或 no，不是“{other}”。\n{USAGE}"),
                }
            }
            "--program" => request.program = value.into(),
            "--report" => request.report = Some(value.into()),
            other => bail!("没有“{other}”这个选项。\n{USAGE}"),
        }
    }
    ensure!(
        request.fill || request.database.is_some(),
        "--fill no 只用于 --database 里已经有表的库。\n{USAGE}"
    );
    Ok(request)
}

/// Runs the soak of the server.
///
/// # Errors
/// When the server does not do what it should: an acknowledged save is lost, the log does not verify, a request fails.
pub fn run(root: &Path, arguments: &[String]) -> Result<String> {
    let request = request(root, arguments)?;
    ensure!(
        request.program.is_file(),
        "没有 {}：请先 cargo build --release -p cli --features full。",
        request.program.display()
    );
    let folder = tempfile::tempdir().context("无法建立临时文件夹")?;
    let place = process::Place::new(&request, folder.path());
    let filled = match request.fill {
        true => Some(filled::fill(&place, request.forms)?),
        false => None,
    };
    if let Some(filled) = &filled {
        println!("{filled}");
    }
    let load = load::run(&place, &request)?;
    println!("{load}");
    let kills = kills::run(&place, request.kills)?;
    println!("{kills}");
    let text = report::text(root, &request, filled.as_ref(), &load, &kills);
    if let Some(path) = &request.report {
        report::write(&root.join(path), &request, &text)?;
    }
    ensure!(load.failed == 0, "有 {} 个请求没有成功", load.failed);
    ensure!(kills.lost == 0, "丢了 {} 次已确认的保存", kills.lost);
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_read_and_others_refused() {
        let words = |text: &str| -> Vec<String> { text.split(' ').map(str::to_owned).collect() };
        let root = Path::new("here");
        let asked = request(root, &words("--server --forms 10 --rate 0 --kills 3")).unwrap();
        assert_eq!((asked.forms, asked.rate, asked.kills), (10, 1, 3));
        assert!(request(root, &words("--server --colour red")).is_err());
        assert!(request(root, &words("--server --fill no")).is_err());
        let again = "--server --database postgres://here --fill no";
        assert!(!request(root, &words(again)).unwrap().fill);
        assert!(request(root, &words("--server --forms")).is_err());
    }
}
