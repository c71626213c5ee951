//! `cargo xtask ledger`: how right each rule is on `samples/labelled` and `samples/packages`, as precision and recall with counts. A
//! pattern lists what was said beyond the labels and what was not said.

mod labels;
mod table;

use crate::judged::{Set, Spot, files, folders};
use anyhow::{Context, Result, bail};
use labels::Label;
use model::Finding;
use std::collections::{BTreeMap, BTreeSet};
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
    let ledger = measure(&root.join("samples"))?;
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

/// Judges every labelled file and package and compares. Fails where a file or the labels cannot be read.
pub fn measure(samples: &Path) -> Result<Ledger> {
    let mut ledger = Ledger::default();
    let folder = samples.join("labelled");
    let mut labels = labels_of(&folder)?;
    for name in files(&folder, &[".html"])? {
        let mut own: Vec<Label> = labels.extract_if(.., |label| label.file == name).collect();
        let set = Set::file(&folder, &name, name.clone())?;
        tally(&set.judge(), &mut own, &mut ledger);
    }
    nothing_left(&labels)?;
    let folder = samples.join("packages");
    let mut labels = labels_of(&folder)?;
    // A package speaks only of the rules that its labels are about.
    let about: BTreeSet<String> = labels.iter().map(|label| label.code.clone()).collect();
    for name in folders(&folder)? {
        let mut set = Set::of(&folder, &name)?;
        set.select = about.iter().cloned().collect();
        let prefix = format!("{name}/");
        let mut own: Vec<Label> = labels
            .extract_if(.., |label| label.file.starts_with(&prefix))
            .collect();
        tally(&set.judge(), &mut own, &mut ledger);
    }
    nothing_left(&labels)?;
    Ok(ledger)
}

/// The labels of all files of a folder that hold some.
fn labels_of(folder: &Path) -> Result<Vec<Label>> {
    let mut labels = Vec::new();
    for name in files(folder, &[".tsv"])? {
        let text = fs::read_to_string(folder.join(&name))?;
        labels.extend(labels::parse(&text).with_context(|| name)?);
    }
    Ok(labels)
}

fn nothing_left(labels: &[Label]) -> Result<()> {
    match labels.first() {
        Some(label) => bail!("标签里的 {} 没有这个文件", label.file),
        None => Ok(()),
    }
}

fn tally(said: &[(Vec<Spot>, Finding)], labels: &mut [Label], ledger: &mut Ledger) {
    for (spots, finding) in said {
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
            let mut line = format!("多 {}", finding.code);
            for spot in spots.iter().take(1) {
                let _ = write!(line, " {} 表{} {}", spot.file, spot.form, spot.row);
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
                "漏 {} {} 表{} {}",
                label.code, label.file, label.form, label.row
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_committed_ledger_is_the_one_measured_now() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let ledger = measure(&root.join("samples")).unwrap();
        let page = fs::read_to_string(root.join("docs/ledger.md")).unwrap();
        assert_eq!(
            page,
            table::page(&ledger),
            "docs/ledger.md is stale: run `cargo xtask ledger`"
        );
    }
}
