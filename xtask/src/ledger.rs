//! `cargo xtask ledger`: how right each rule is on `samples/labelled`, as precision and recall with counts. A pattern lists what was
//! said beyond the labels and what was not said.

mod labels;
mod table;

use anyhow::{Context, Result, bail};
use jiff::civil::date;
use labels::{Label, Spot};
use model::{Document, DocumentVerdict, Finding};
use pipeline::{Batch, Options};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// What is known of one rule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Labels that must be found.
    pub must: usize,
    /// Those that were.
    pub found: usize,
    /// Findings that a label allows or wants.
    pub right: usize,
    /// Findings that no label knows.
    pub wrong: usize,
}

/// The ledger: what is known of each rule, and each difference in one line.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    /// By code.
    pub rules: BTreeMap<String, Tally>,
    /// `file form row code`, said beyond the labels with its message, or not said.
    pub differences: Vec<String>,
}

/// Writes `docs/ledger.md`; with an argument, lists the differences that contain it instead. Fails where a file cannot be read.
pub fn run(root: &Path, arguments: &[String]) -> Result<String> {
    let ledger = measure(&root.join("samples/labelled"))?;
    if let Some(pattern) = arguments.first() {
        let lines = ledger.differences.iter();
        let own: Vec<&str> = lines
            .filter(|line| line.contains(pattern.as_str()))
            .map(String::as_str)
            .collect();
        return Ok(format!("{}\n{}", own.join("\n"), table::totals(&ledger)));
    }
    fs::write(root.join("docs/ledger.md"), table::page(&ledger))?;
    Ok(format!("已更新 docs/ledger.md\n{}", table::totals(&ledger)))
}

/// Judges every labelled file and compares. Fails where a file or the labels cannot be read.
pub fn measure(folder: &Path) -> Result<Ledger> {
    let text = fs::read_to_string(folder.join("labels.tsv")).context("无法读取 labels.tsv")?;
    let mut labels = labels::parse(&text)?;
    let mut names: Vec<String> = fs::read_dir(folder)?
        .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
        .collect::<Result<_>>()?;
    names.retain(|name| name.ends_with(".html"));
    names.sort();
    if let Some(label) = labels.iter().find(|label| !names.contains(&label.file)) {
        bail!("labels.tsv 里的 {} 没有这个文件", label.file);
    }
    let mut ledger = Ledger::default();
    for name in &names {
        let bytes = fs::read(folder.join(name))?;
        let own = labels.extract_if(.., |label| label.file == *name).collect();
        compare(name, &bytes, own, &mut ledger);
    }
    Ok(ledger)
}

fn compare(name: &str, bytes: &[u8], mut labels: Vec<Label>, ledger: &mut Ledger) {
    let options = Options::on(date(2026, 1, 15));
    let mut batch = Batch::new(&options);
    let mut said: Vec<(Vec<Spot>, Finding)> = Vec::new();
    let document = pipeline::read(bytes, name).remove(0);
    let verdict = pipeline::check(&document, &options);
    batch.add(&document, &verdict);
    said.extend(of_forms(&document, &verdict));
    for finding in batch.finish().0 {
        said.push((labels::package_spots(&document, &finding), finding));
    }
    for (spots, finding) in &said {
        let tally = ledger.rules.entry(finding.code.clone()).or_default();
        let mut known = false;
        for label in labels.iter_mut().filter(|label| label.code == finding.code) {
            if spots.iter().any(|spot| label.fits(spot)) {
                known = true;
                label.found = true;
            }
        }
        if known {
            tally.right += 1;
        } else {
            tally.wrong += 1;
            let mut line = format!("多 {name} {}", finding.code);
            for spot in spots.iter().take(1) {
                let _ = write!(line, " 表{} {}", spot.form, spot.row);
            }
            ledger
                .differences
                .push(format!("{line}：{}", finding.message));
        }
    }
    for label in labels.iter().filter(|label| label.must) {
        let tally = ledger.rules.entry(label.code.clone()).or_default();
        tally.must += 1;
        if label.found {
            tally.found += 1;
        } else {
            ledger.differences.push(format!(
                "漏 {name} {} 表{} {}",
                label.code, label.form, label.row
            ));
        }
    }
}

fn of_forms(document: &Document, verdict: &DocumentVerdict) -> Vec<(Vec<Spot>, Finding)> {
    let forms = (1..).zip(document.forms.iter().zip(&verdict.forms));
    forms
        .flat_map(|(number, (form, verdict))| {
            verdict
                .findings
                .iter()
                .map(move |finding| (labels::spots(form, number, finding), finding.clone()))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_committed_ledger_is_the_one_measured_now() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let ledger = measure(&root.join("samples/labelled")).unwrap();
        let page = fs::read_to_string(root.join("docs/ledger.md")).unwrap();
        assert_eq!(
            page,
            table::page(&ledger),
            "docs/ledger.md is stale: run `cargo xtask ledger`"
        );
    }
}
