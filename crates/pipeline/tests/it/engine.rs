//! Runs the engine, and finds the folders that tests read.

use jiff::civil::date;
use model::{Document, DocumentVerdict, Finding, Form, Indicator};
use pipeline::{Batch, Options};
use std::path::PathBuf;

/// A run over some files.
pub struct Run {
    pub documents: Vec<(Document, DocumentVerdict)>,
    pub package: Vec<Finding>,
}

pub fn options() -> Options {
    Options::on(date(2026, 1, 15))
}

/// Reads and checks these files.
pub fn run(files: &[(&str, Vec<u8>)]) -> Run {
    let options = options();
    let mut batch = Batch::new(&options);
    let mut documents = Vec::new();
    for (name, bytes) in files {
        for document in pipeline::read(bytes, name) {
            let verdict = pipeline::check(&document, &options);
            batch.add(&document, &verdict, None);
            documents.push((document, verdict));
        }
    }
    Run {
        documents,
        package: batch.finish().0,
    }
}

/// The repository.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A file beside the repository that only some machines have; says loudly when it is absent.
pub fn shared(path: &str) -> Option<Vec<u8>> {
    let file = root().join("../shared").join(path);
    let bytes = std::fs::read(&file).ok();
    if bytes.is_none() {
        eprintln!("SKIPPED: ../shared/{path} is absent, the test that needs it did not run");
    }
    bytes
}

/// How labels call a row: the level-2 word without 指标, numbered where it has several rows, and the first 8 characters of the
/// name.
pub fn row_label(form: &Form, row: &Indicator) -> String {
    let word = |row: &Indicator| {
        let level = row
            .level2
            .as_deref()
            .or(row.level1.as_deref())
            .unwrap_or("");
        level.trim_end_matches("指标").to_owned()
    };
    let same: Vec<&str> = form
        .indicators
        .iter()
        .filter(|other| word(other) == word(row))
        .map(|other| other.id.as_str())
        .collect();
    let number = match same.len() {
        1 => String::new(),
        _ => (same.iter().position(|id| *id == row.id).unwrap_or(0) + 1).to_string(),
    };
    let name: String = row.name.chars().take(8).collect();
    format!("{}{number}|{name}", word(row))
}

/// How labels call the place of a finding: a row, 目标 or 表.
pub fn place_label(form: &Form, finding: &Finding) -> String {
    match &finding.row {
        Some(id) => form
            .row(id)
            .map_or_else(|| id.clone(), |row| row_label(form, row)),
        None if finding.field() == Some("goal.annual") => "目标".to_owned(),
        None => "表".to_owned(),
    }
}
