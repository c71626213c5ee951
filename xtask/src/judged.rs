//! Samples that are judged together, and where their findings stand in words that outlast a change of cells.

use anyhow::{Result, bail};
use jiff::civil::date;
use model::{Document, DocumentVerdict, Finding, Form, Indicator};
use pipeline::beside::{Collector, Taken};
use pipeline::rules::beside::Beside;
use pipeline::{Batch, Options};
use std::fs;
use std::path::Path;
use std::sync::Arc;

/// Folders whose files are judged one by one.
const SINGLE: [&str; 6] = ["forms", "layouts", "labelled", "second", "third", "fourth"];

/// Endings of documents; a README is none.
const DOCUMENTS: [&str; 14] = [
    ".csv", ".doc", ".docx", ".et", ".html", ".md", ".ods", ".ofd", ".pdf", ".tsv", ".txt", ".wps",
    ".xls", ".xlsx",
];

/// Files beside documents that are none.
const NO_DOCUMENTS: [&str; 4] = ["README.md", "labels.tsv", "score.tsv", "expected.tsv"];

/// A place that a finding names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Spot {
    pub(crate) file: String,
    pub(crate) form: u32,
    pub(crate) row: String,
}

/// All samples: documents one by one, packages whole with what lies beside them.
pub(crate) fn sets(samples: &Path) -> Result<Vec<Set>> {
    let mut sets = Vec::new();
    for folder in SINGLE {
        let path = samples.join(folder);
        for name in files(&path, &DOCUMENTS)? {
            if !NO_DOCUMENTS.contains(&name.as_str()) {
                sets.push(Set::file(&path, &name, format!("{folder}/{name}"))?);
            }
        }
    }
    let packages = samples.join("packages");
    for name in folders(&packages)? {
        sets.push(Set::of(&packages, &name)?);
    }
    Ok(sets)
}

/// The files of a folder with one of these endings, in order; none where there is no such folder.
pub(crate) fn files(folder: &Path, endings: &[&str]) -> Result<Vec<String>> {
    let mut names = names(folder)?;
    names.retain(|name| endings.iter().any(|ending| name.ends_with(ending)));
    Ok(names)
}

pub(crate) fn folders(folder: &Path) -> Result<Vec<String>> {
    let mut names = names(folder)?;
    names.retain(|name| folder.join(name).is_dir());
    Ok(names)
}

pub(crate) fn names(folder: &Path) -> Result<Vec<String>> {
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
pub(crate) struct Set {
    files: Vec<(String, Vec<u8>)>,
    beside: Arc<Beside>,
    published: bool,
    /// Only these rules; all where it is empty.
    pub(crate) select: Vec<String>,
}

impl Set {
    /// One file, called by this name.
    pub(crate) fn file(folder: &Path, name: &str, called: String) -> Result<Set> {
        Ok(Set {
            files: vec![(called, fs::read(folder.join(name))?)],
            ..Set::default()
        })
    }

    /// A package: the forms or their published copies, and what lies beside them.
    pub(crate) fn of(packages: &Path, name: &str) -> Result<Set> {
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

    /// What is said about its forms, each finding with the places it names.
    pub(crate) fn judge(&self) -> Vec<(Vec<Spot>, Finding)> {
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
            for document in pipeline::read(bytes, name) {
                let verdict = pipeline::check(&document, &options);
                batch.add(&document, &verdict, None);
                said.extend(of_forms(&document, &verdict));
                documents.push(document);
            }
        }
        for finding in batch.finish().0 {
            said.push((package_spots(&documents, &finding), finding));
        }
        said
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
                .map(move |finding| (spots(file, form, number, finding), finding.clone()))
        })
        .collect()
}

/// The places of a finding of a form: its row and the rows it names.
fn spots(file: &str, form: &Form, number: u32, finding: &Finding) -> Vec<Spot> {
    let related = finding
        .related
        .iter()
        .filter(|related| {
            related.document.is_none() && related.form.is_none_or(|form| form == number)
        })
        .filter_map(|related| related.row.as_deref());
    let rows = finding.row.as_deref().into_iter().chain(related);
    let spot = |row: String| Spot {
        file: file.to_owned(),
        form: number,
        row,
    };
    let mut spots: Vec<Spot> = rows
        .filter_map(|id| form.row(id))
        .map(|row| spot(word(row)))
        .collect();
    if spots.is_empty() {
        spots.push(spot("表".to_owned()));
    }
    spots
}

/// The places of a finding over several forms: where it stands and what it names.
fn package_spots(documents: &[Document], finding: &Finding) -> Vec<Spot> {
    let spot = |path: &str, number: u32, row: Option<&str>| {
        let document = documents
            .iter()
            .find(|document| document.source.path == path)?;
        let form = document.forms.get(number as usize - 1)?;
        let row = row.and_then(|id| form.row(id));
        Some(Spot {
            file: path.to_owned(),
            form: number,
            row: row.map_or_else(|| "表".to_owned(), word),
        })
    };
    let fact = |name: &str| finding.facts.get(name);
    let path = fact("document").and_then(serde_json::Value::as_str);
    let number = fact("form").and_then(serde_json::Value::as_u64);
    let own = path
        .zip(number)
        .and_then(|(path, number)| spot(path, u32::try_from(number).ok()?, finding.row.as_deref()));
    let related = finding.related.iter().filter_map(|related| {
        spot(
            related.document.as_deref()?,
            related.form?,
            related.row.as_deref(),
        )
    });
    own.into_iter().chain(related).collect()
}

fn word(row: &Indicator) -> String {
    let level = row
        .level2
        .as_deref()
        .or(row.level1.as_deref())
        .unwrap_or_default();
    let name: String = row.name.chars().take(8).collect();
    format!("{}|{name}", level.trim_end_matches("指标"))
}
