//! `cargo xtask ledger`: how right each rule is on `samples/labelled` and `samples/packages`, as precision and recall with counts. A
//! pattern lists what was said beyond the labels and what was not said.

mod labels;
mod table;

use anyhow::{Context, Result, bail};
use jiff::civil::date;
use labels::{Label, Spot};
use model::{Document, DocumentVerdict, Finding};
use pipeline::beside::{Collector, Taken};
use pipeline::rules::beside::Beside;
use pipeline::{Batch, Options};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::sync::Arc;

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
        let set = Set {
            files: vec![(name.clone(), fs::read(folder.join(&name))?)],
            ..Set::default()
        };
        let own = labels.extract_if(.., |label| label.file == name).collect();
        set.compare(own, &mut ledger);
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
        let own = labels
            .extract_if(.., |label| label.file.starts_with(&prefix))
            .collect();
        set.compare(own, &mut ledger);
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

/// The files of a folder with one of these endings, in order; none where there is no such folder.
fn files(folder: &Path, endings: &[&str]) -> Result<Vec<String>> {
    let mut names = names(folder)?;
    names.retain(|name| endings.iter().any(|ending| name.ends_with(ending)));
    Ok(names)
}

fn folders(folder: &Path) -> Result<Vec<String>> {
    let mut names = names(folder)?;
    names.retain(|name| folder.join(name).is_dir());
    Ok(names)
}

fn names(folder: &Path) -> Result<Vec<String>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut names: Vec<String> = fs::read_dir(folder)?
        .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
        .collect::<Result<_>>()?;
    names.sort();
    Ok(names)
}

/// Files that are judged together.
#[derive(Default)]
struct Set {
    files: Vec<(String, Vec<u8>)>,
    beside: Arc<Beside>,
    published: bool,
    select: Vec<String>,
}

impl Set {
    /// A package: the forms or their published copies, and what lies beside them.
    fn of(packages: &Path, name: &str) -> Result<Set> {
        let folder = packages.join(name);
        let published = folder.join("published").is_dir();
        let forms = folder.join(if published { "published" } else { "forms" });
        let mut set = Set {
            published,
            ..Set::default()
        };
        for file in files(&forms, &[".html"])? {
            set.files
                .push((format!("{name}/{file}"), fs::read(forms.join(&file))?));
        }
        let mut collector = Collector::default();
        let beside = folder.join("beside");
        for file in files(&beside, &[".html", ".csv"])? {
            let bytes = fs::read(beside.join(&file))?;
            match collector.add(&bytes, &file, || pipeline::read(&bytes, &file)) {
                Taken::Forms(_) | Taken::Table(_) => {}
                other => bail!("{name}/beside/{file} 没有读出可对照的内容：{other:?}"),
            }
        }
        set.beside = Arc::new(collector.finish());
        Ok(set)
    }

    fn compare(&self, mut labels: Vec<Label>, ledger: &mut Ledger) {
        let options = Options {
            beside: self.beside.clone(),
            published: self.published,
            select: self.select.clone(),
            ..Options::on(date(2026, 1, 15))
        };
        let mut batch = Batch::new(&options);
        let mut said: Vec<(Vec<Spot>, Finding)> = Vec::new();
        let mut documents = Vec::new();
        for (name, bytes) in &self.files {
            let document = pipeline::read(bytes, name).remove(0);
            let verdict = pipeline::check(&document, &options);
            batch.add(&document, &verdict, None);
            said.extend(of_forms(&document, &verdict));
            documents.push(document);
        }
        for finding in batch.finish().0 {
            said.push((labels::package_spots(&documents, &finding), finding));
        }
        tally(&said, &mut labels, ledger);
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

fn of_forms(document: &Document, verdict: &DocumentVerdict) -> Vec<(Vec<Spot>, Finding)> {
    let forms = (1..).zip(document.forms.iter().zip(&verdict.forms));
    forms
        .flat_map(|(number, (form, verdict))| {
            let file = &document.source.path;
            verdict
                .findings
                .iter()
                .map(move |finding| (labels::spots(file, form, number, finding), finding.clone()))
        })
        .collect()
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
