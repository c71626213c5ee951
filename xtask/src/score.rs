//! `cargo xtask score`: reads every document of a practice folder and compares with its gold, so that no layout is lost
//! unnoticed. A port of the scorer that other implementations use; its figures are the same.

mod document;
mod fields;
mod floor;
mod gold;
mod likeness;
mod pairs;
mod reading;
mod table;
mod tally;
mod text;
mod value;

use anyhow::{Context, Result, bail};
use document::Outcome;
use std::fs;
use std::path::{Path, PathBuf};

const USAGE: &str = "用法：cargo xtask score [文件名的一部分] [--folder 文件夹] [--accept]";

#[derive(Debug, Default, PartialEq)]
struct Request {
    pattern: Option<String>,
    folder: Option<PathBuf>,
    accept: bool,
}

/// Scores `samples/layouts` or another folder of documents with their answers in `gold/`, and draws the result; with a
/// pattern only the documents whose names contain it, with every difference. `--accept` makes the result the floor.
/// Fails on other arguments and where a file cannot be read.
pub fn run(root: &Path, arguments: &[String]) -> Result<String> {
    let request = request(arguments)?;
    let folder = request
        .folder
        .unwrap_or_else(|| root.join("samples/layouts"));
    let pattern = request.pattern.as_deref();
    let outcomes = score(&folder, pattern.unwrap_or_default())?;
    if outcomes.is_empty() {
        bail!("{} 里没有相符的文件", folder.join("gold").display());
    }
    if request.accept {
        let text = floor::text(&table::total(&outcomes));
        fs::write(folder.join(floor::FILE), text)?;
    }
    // The floor is that of the whole folder.
    let floor = match pattern {
        None => floor::read(&folder)?,
        Some(_) => None,
    };
    let mut out = table::draw(&outcomes, floor.as_ref(), pattern.is_some());
    if let Some(floor) = floor {
        for line in floor::fallen(&table::total(&outcomes), &floor) {
            out.push('\n');
            out.push_str(&line);
        }
    }
    Ok(out)
}

fn request(arguments: &[String]) -> Result<Request> {
    let mut request = Request::default();
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--accept" => request.accept = true,
            "--folder" => {
                let folder = arguments.next().context("--folder 后面应有文件夹")?;
                request.folder = Some(folder.into());
            }
            option if option.starts_with('-') => bail!("没有选项 {option}\n{USAGE}"),
            pattern if request.pattern.is_none() => request.pattern = Some(pattern.to_owned()),
            other => bail!("多了“{other}”\n{USAGE}"),
        }
    }
    if request.accept && request.pattern.is_some() {
        bail!("--accept 按全部文件重写底线，不能只选一部分文件\n{USAGE}");
    }
    Ok(request)
}

/// Every document with a gold file whose name contains `pattern`, by name.
fn score(folder: &Path, pattern: &str) -> Result<Vec<Outcome>> {
    let documents = names(folder)?;
    let mut outcomes = Vec::new();
    for name in names(&folder.join("gold"))? {
        let Some(document) = name.strip_suffix(".gold.json") else {
            continue;
        };
        if !document.contains(pattern) {
            continue;
        }
        let text = fs::read_to_string(folder.join("gold").join(&name))?;
        let gold = gold::parse(&text).with_context(|| format!("gold/{name} 无法读取"))?;
        let reading = match named(&documents, document) {
            Some(file) => {
                let read = pipeline::read(&fs::read(folder.join(file))?, file);
                read.first().map(reading::reading)
            }
            None => None,
        };
        outcomes.push(document::compare(document, &gold, reading));
    }
    Ok(outcomes)
}

/// The document that a gold file speaks of: by its full name, or without its extension.
fn named<'a>(documents: &'a [String], name: &str) -> Option<&'a String> {
    documents.iter().find(|document| {
        *document == name
            || Path::new(document)
                .file_stem()
                .is_some_and(|stem| stem == name)
    })
}

fn names(folder: &Path) -> Result<Vec<String>> {
    let entries = fs::read_dir(folder).with_context(|| format!("无法打开 {}", folder.display()))?;
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_file() && !name.starts_with("README") && name != floor::FILE {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_practice_corpus_reads_as_well_as_before() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../samples/layouts");
        let total = table::total(&score(&folder, "").unwrap());
        let floor = floor::read(&folder).unwrap().unwrap();
        let fallen = floor::fallen(&total, &floor);
        assert!(
            fallen.is_empty(),
            "{}；用 cargo xtask score 查看各份文件",
            fallen.join("；")
        );
    }

    #[test]
    fn a_gold_file_names_its_document_with_or_without_extension() {
        let documents = ["a.csv".to_owned(), "a.txt".to_owned()];
        assert_eq!(named(&documents, "a.txt").unwrap(), "a.txt");
        assert_eq!(named(&documents, "a").unwrap(), "a.csv");
        assert_eq!(named(&documents, "b"), None);
    }

    #[test]
    fn a_floor_is_never_accepted_from_a_part() {
        let arguments = ["d05", "--accept"].map(str::to_owned);
        assert!(
            request(&arguments)
                .unwrap_err()
                .to_string()
                .contains("--accept")
        );
        let arguments = ["--folder", "other", "d05"].map(str::to_owned);
        let expected = Request {
            pattern: Some("d05".to_owned()),
            folder: Some("other".into()),
            accept: false,
        };
        assert_eq!(request(&arguments).unwrap(), expected);
    }
}
