//! `cargo xtask samples`: the descriptions in `samples/forms/source` → sample files, how they should be read, and what a check of
//! them must and may say.

use crate::form::FormSource;
use crate::gold::{GoldDocument, gold, row_keys};
use crate::{layout, office};
use anyhow::{Context, Result, bail};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;

/// One description: its forms, the formats to make, and the findings, written by hand.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Source {
    /// File extensions.
    files: Vec<String>,
    /// Form, row, code, level, must or may.
    expected: Vec<[String; 5]>,
    forms: Vec<FormSource>,
}

const HEAD: [&str; 6] = ["file", "form", "row", "code", "level", "expect"];

/// Writes what has changed, below `samples/forms` of the repository at `root`. Answers how much there is.
/// Fails where a description cannot be read or names a row that it does not have.
pub fn run(root: &Path) -> Result<String> {
    let folder = root.join("samples/forms");
    let files = make(&folder.join("source"))?;
    let mut written = 0;
    for (name, bytes) in &files {
        let path = folder.join(name);
        if fs::read(&path).is_ok_and(|old| same_content(&old, bytes)) {
            continue;
        }
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(&path, bytes).with_context(|| format!("无法写入 {name}"))?;
        written += 1;
    }
    Ok(format!("共{}个文件，更新{written}个", files.len()))
}

/// Every generated file by its name below `samples/forms`.
/// Fails where a description cannot be read or names a row that it does not have.
pub fn make(sources: &Path) -> Result<BTreeMap<String, Vec<u8>>> {
    let mut files = BTreeMap::new();
    let mut expected = HEAD.join("\t") + "\n";
    for stem in stems(sources)? {
        let text = fs::read_to_string(sources.join(format!("{stem}.toml")))?;
        make_one(&stem, &text, &mut files, &mut expected)
            .with_context(|| format!("{stem}.toml"))?;
    }
    files.insert("expected.tsv".to_owned(), expected.into_bytes());
    Ok(files)
}

fn stems(sources: &Path) -> Result<Vec<String>> {
    let entries =
        fs::read_dir(sources).with_context(|| format!("无法打开 {}", sources.display()))?;
    let mut stems = Vec::new();
    for entry in entries {
        let name = entry?.file_name();
        stems.extend(
            name.to_string_lossy()
                .strip_suffix(".toml")
                .map(str::to_owned),
        );
    }
    stems.sort();
    Ok(stems)
}

fn make_one(
    stem: &str,
    text: &str,
    files: &mut BTreeMap<String, Vec<u8>>,
    expected: &mut String,
) -> Result<()> {
    let source: Source = toml::from_str(text).context("样例说明无法读取")?;
    source.forms.iter().try_for_each(FormSource::check)?;
    let forms = source.forms.iter().map(gold).collect::<Result<Vec<_>>>()?;
    let document = GoldDocument { forms };
    check_rows(&source, &document)?;
    let pages = layout::pages_of(&source.forms);
    let gold = serde_json::to_string_pretty(&document)? + "\n";
    for extension in &source.files {
        let name = format!("{stem}.{extension}");
        let made =
            office::write(extension, &pages).with_context(|| format!("不支持格式“{extension}”"))?;
        files.insert(format!("gold/{name}.gold.json"), gold.clone().into_bytes());
        for line in &source.expected {
            expected.push_str(&format!("{name}\t{}\n", line.join("\t")));
        }
        files.insert(name, made?);
    }
    Ok(())
}

/// Every expected finding names a form and a row that exist, and known words.
fn check_rows(source: &Source, document: &GoldDocument) -> Result<()> {
    for [form, row, code, level, expect] in &source.expected {
        let number: usize = form
            .parse()
            .with_context(|| format!("表号“{form}”不是数"))?;
        let Some(gold) = number
            .checked_sub(1)
            .and_then(|index| document.forms.get(index))
        else {
            bail!("没有第{number}张表");
        };
        let keys = row_keys(gold);
        if !["表", "目标"].contains(&row.as_str()) && !keys.contains(row) {
            bail!("第{number}张表没有“{row}”这一行；现有：{}", keys.join("、"));
        }
        let known = ["error", "warning", "hint"].contains(&level.as_str())
            && ["must", "may"].contains(&expect.as_str());
        if !known {
            bail!(
                "“{row} {code} {level} {expect}”：级别应为 error、warning、hint，末格应为 must 或 may"
            );
        }
    }
    Ok(())
}

/// Whether two files say the same. Archives are compared part by part: how they are compressed depends on the build.
pub(crate) fn same_content(old: &[u8], new: &[u8]) -> bool {
    match (parts(old), parts(new)) {
        (Some(old), Some(new)) => old == new,
        _ => old == new,
    }
}

fn parts(bytes: &[u8]) -> Option<BTreeMap<String, Vec<u8>>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut parts = BTreeMap::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).ok()?;
        let name = part.name().ok()?.into_owned();
        let mut text = Vec::new();
        part.read_to_end(&mut text).ok()?;
        parts.insert(name, text);
    }
    Some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::path::PathBuf;

    fn folder() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../samples/forms")
    }

    #[test]
    fn the_files_on_disk_are_what_the_generator_makes() {
        for (name, bytes) in make(&folder().join("source")).unwrap() {
            let old = fs::read(folder().join(&name)).unwrap_or_default();
            assert!(
                same_content(&old, &bytes),
                "samples/forms/{name} is stale: run `cargo xtask samples`"
            );
        }
    }

    #[test]
    fn no_file_lies_there_that_the_generator_does_not_make() {
        let made: BTreeSet<String> = make(&folder().join("source"))
            .unwrap()
            .into_keys()
            .collect();
        for (prefix, path) in [("", folder()), ("gold/", folder().join("gold"))] {
            for entry in fs::read_dir(path).unwrap() {
                let entry = entry.unwrap();
                let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
                let known = made.contains(&name)
                    || ["README.md", ".gitattributes"].contains(&name.as_str());
                assert!(
                    known || entry.file_type().unwrap().is_dir(),
                    "samples/forms/{name}"
                );
            }
        }
    }

    #[test]
    fn a_finding_on_a_row_that_does_not_exist_is_refused() {
        let text = "files=['txt']\nexpected=[['1','数量|场次','E04','hint','must'],['1','质量|场次','E04','hint','may']]\n\
            [[forms]]\ntitle='目标表'\nrows=[['产出指标','数量指标','场次','3场']]";
        let refused = make_one("x", text, &mut BTreeMap::new(), &mut String::new()).unwrap_err();
        assert!(refused.to_string().contains("没有“质量|场次”"), "{refused}");
    }

    #[test]
    fn a_third_of_the_forms_draws_no_finding() {
        let (mut forms, mut clean) = (0, 0);
        for stem in stems(&folder().join("source")).unwrap() {
            let text = fs::read_to_string(folder().join(format!("source/{stem}.toml"))).unwrap();
            let source: Source = toml::from_str(&text).unwrap();
            forms += source.forms.len();
            let silent = |form: usize| {
                !source
                    .expected
                    .iter()
                    .any(|line| line[0] == (form + 1).to_string())
            };
            clean += (0..source.forms.len()).filter(|form| silent(*form)).count();
        }
        assert!(forms >= 14 && clean * 3 >= forms, "{clean} of {forms}");
    }
}
