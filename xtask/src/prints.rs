//! `cargo xtask prints`: the pdf, old Office and OpenDocument files of `samples/layouts`, printed or saved by LibreOffice from its
//! other files as `prints.tsv` lists them. They are committed: the tests need no LibreOffice.

use anyhow::{Context, Result, bail, ensure};
use std::fs;
use std::path::Path;
use std::process::Command;

/// One file to make.
#[derive(Debug, PartialEq)]
struct Print<'t> {
    file: &'t str,
    source: &'t str,
    /// Whether the lines of its tables are drawn; only a HTML source has a choice.
    drawn: bool,
}

/// Makes every file of the list whose name contains the first argument, with a copy of its source's gold. Fails where LibreOffice is
/// not installed or makes nothing.
pub fn run(root: &Path, arguments: &[String]) -> Result<String> {
    let folder = root.join("samples/layouts");
    let list = fs::read_to_string(folder.join("prints.tsv")).context("无法读取 prints.tsv")?;
    let pattern = arguments.first().map_or("", String::as_str);
    let desk = tempfile::tempdir()?;
    let mut made = 0;
    for print in prints(&list)? {
        if !print.file.contains(pattern) {
            continue;
        }
        make(&folder, &print, desk.path()).with_context(|| print.file.to_owned())?;
        made += 1;
    }
    Ok(format!("做了{made}个文件"))
}

fn prints(list: &str) -> Result<Vec<Print<'_>>> {
    let print = |line| match str::split(line, '\t').collect::<Vec<_>>().as_slice() {
        [file, source, lines @ ("drawn" | "none")] => Ok(Print {
            file,
            source,
            drawn: *lines == "drawn",
        }),
        _ => bail!("prints.tsv 里这一行不是“文件、来源、drawn 或 none”：{line}"),
    };
    list.lines().skip(1).map(print).collect()
}

fn make(folder: &Path, print: &Print, desk: &Path) -> Result<()> {
    let extension = |name: &str| {
        let (_, extension) = name.rsplit_once('.').context("文件名没有扩展名")?;
        anyhow::Ok(extension.to_owned())
    };
    let (from, to) = (extension(print.source)?, extension(print.file)?);
    let mut bytes = fs::read(folder.join(print.source))
        .with_context(|| format!("无法打开 {}", print.source))?;
    if from == "html" && print.drawn {
        bytes = String::from_utf8(bytes)?
            .replace("<table>", "<table border=\"1\" cellspacing=\"0\">")
            .into_bytes();
    }
    let input = desk.join(format!("print.{from}"));
    fs::write(&input, bytes)?;
    // wps and et are what WPS calls files of the old formats.
    let (format, filter) = match to.as_str() {
        "wps" => ("doc", "doc"),
        "et" => ("xls", "xls"),
        "pdf" if from == "html" => ("pdf", "pdf:writer_web_pdf_Export"),
        other => (other, other),
    };
    let profile = format!(
        "-env:UserInstallation=file://{}",
        desk.join("profile").display()
    );
    // Read as a web page, the first paragraph would be lost.
    let read_as = (from == "html").then_some("--infilter=HTML (StarWriter)");
    let outcome = Command::new("soffice")
        .args(read_as)
        .args([
            profile.as_str(),
            "--headless",
            "--convert-to",
            filter,
            "--outdir",
        ])
        .arg(desk)
        .arg(&input)
        .output()
        .context("没有找到 LibreOffice（soffice），请先安装")?;
    let made = desk.join(format!("print.{format}"));
    ensure!(
        made.is_file(),
        "LibreOffice 没有产生文件：{}",
        String::from_utf8_lossy(&outcome.stderr)
    );
    fs::rename(&made, folder.join(print.file))
        .or_else(|_| fs::copy(&made, folder.join(print.file)).map(|_| ()))?;
    let gold = |name: &str| folder.join("gold").join(format!("{name}.gold.json"));
    fs::copy(gold(print.source), gold(print.file)).context("没有 gold 可以照抄")?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_print_of_the_list_is_there_with_its_gold() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../samples/layouts");
        let list = fs::read_to_string(folder.join("prints.tsv")).unwrap();
        for print in prints(&list).unwrap() {
            assert!(folder.join(print.file).is_file(), "{}", print.file);
            let gold = |name: &str| {
                fs::read_to_string(folder.join(format!("gold/{name}.gold.json"))).unwrap()
            };
            assert_eq!(gold(print.file), gold(print.source), "{}", print.file);
        }
    }

    #[test]
    fn a_line_that_is_no_print_is_refused() {
        let error = prints("file\tsource\tlines\na.pdf\ta.html").unwrap_err();
        assert!(error.to_string().contains("a.pdf"), "{error}");
    }
}
