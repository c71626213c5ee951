//! `cargo xtask layouts`: the office files of `samples/layouts`, made from HTML sources whose marks HTML has no element for.

mod marks;
mod polish;

use crate::office;
use crate::samples::same_content;
use anyhow::{Context, Result, bail};
use marks::Marked;
use readers::{Content, Limits};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Writes what has changed, below `samples/layouts` of the repository at `root`. Answers how much there is.
/// Fails where a source cannot be read or asks for a format that is not made here.
pub fn run(root: &Path) -> Result<String> {
    let folder = root.join("samples/layouts");
    let files = make(&folder.join("source"))?;
    let mut written = 0;
    for (name, bytes) in &files {
        let path = folder.join(name);
        if fs::read(&path).is_ok_and(|old| same_content(&old, bytes)) {
            continue;
        }
        fs::write(&path, bytes).with_context(|| format!("无法写入 {name}"))?;
        written += 1;
    }
    Ok(format!("共{}个文件，更新{written}个", files.len()))
}

/// Every generated file by its name below `samples/layouts`.
/// Fails where a source cannot be read or asks for a format that is not made here.
pub fn make(sources: &Path) -> Result<BTreeMap<String, Vec<u8>>> {
    let mut files = BTreeMap::new();
    let entries =
        fs::read_dir(sources).with_context(|| format!("无法打开 {}", sources.display()))?;
    for entry in entries {
        let path = entry?.path();
        let Some(stem) = path.file_stem().and_then(|stem| stem.to_str()) else {
            continue;
        };
        if path.extension().is_none_or(|extension| extension != "html") {
            continue;
        }
        let source = fs::read_to_string(&path)?;
        for format in formats(&source).with_context(|| format!("{stem}.html"))? {
            let bytes = office_file(&source, format).with_context(|| format!("{stem}.html"))?;
            files.insert(format!("{stem}.{format}"), bytes);
        }
    }
    Ok(files)
}

/// What `<meta name="formats" content="docx xlsx">` asks for.
fn formats(source: &str) -> Result<Vec<&str>> {
    let list = source
        .split_once("<meta name=\"formats\" content=\"")
        .and_then(|(_, rest)| rest.split_once('"'))
        .map(|(list, _)| list.split_whitespace().collect::<Vec<_>>())
        .unwrap_or_default();
    if list.is_empty() {
        bail!("缺少 <meta name=\"formats\" content=\"docx xlsx\">");
    }
    Ok(list)
}

/// The source as one office file. Fails where the source shows nothing, or the format is neither docx nor xlsx.
pub fn office_file(source: &str, format: &str) -> Result<Vec<u8>> {
    let limits = Limits::default();
    let reading = readers::read(marks::marked(source).as_bytes(), "source.html", &limits)
        .map_err(|error| anyhow::anyhow!("{error}"))?;
    let Content::Pages(pages) = reading.content else {
        bail!("不是网页");
    };
    let Marked { blocks, hidden } = marks::take(pages.blocks)?;
    match format {
        "docx" => polish::document(&office::docx(&blocks)?),
        "xlsx" => polish::workbook(&office::xlsx(&blocks)?, &hidden),
        format => bail!("这里只生成 docx 和 xlsx，不生成“{format}”"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::path::PathBuf;

    fn folder() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../samples/layouts")
    }

    fn names(folder: &Path) -> BTreeSet<String> {
        let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
        let files = entries.filter(|entry| entry.file_type().unwrap().is_file());
        let names = files.map(|entry| entry.file_name().to_string_lossy().into_owned());
        names
            .filter(|name| {
                !["README.md", ".gitattributes", "score.tsv", "prints.tsv"].contains(&name.as_str())
            })
            .collect()
    }

    #[test]
    fn the_office_files_on_disk_are_what_the_generator_makes() {
        for (name, bytes) in make(&folder().join("source")).unwrap() {
            let old = fs::read(folder().join(&name)).unwrap_or_default();
            assert!(
                same_content(&old, &bytes),
                "samples/layouts/{name} is stale: run `cargo xtask layouts`"
            );
        }
    }

    #[test]
    fn every_document_has_its_gold_and_every_gold_its_document() {
        let golds: BTreeSet<String> = names(&folder().join("gold"))
            .iter()
            .map(|name| name.strip_suffix(".gold.json").unwrap().to_owned())
            .collect();
        assert_eq!(names(&folder()), golds);
    }

    #[test]
    fn every_gold_is_json_with_a_list_of_forms() {
        for name in names(&folder().join("gold")) {
            let text = fs::read_to_string(folder().join("gold").join(&name)).unwrap();
            let gold: serde_json::Value = serde_json::from_str(&text).expect(&name);
            assert!(gold["forms"].is_array(), "{name}");
        }
    }
}
