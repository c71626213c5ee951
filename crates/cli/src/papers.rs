//! Names and places of papers that are written a form at a time.

use anyhow::bail;
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// Refuses a folder that has papers in it: somebody may have written on them.
pub fn empty_of_papers(folder: &Path) -> anyhow::Result<()> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut papers =
        entries.filter(|entry| entry.path().extension().is_some_and(|end| end == "docx"));
    match papers.next() {
        Some(first) => bail!(
            "文件夹“{}”里已有 {} 等文件，可能有人填写过，没有覆盖。请换一个空的文件夹，或先移走旧的。",
            folder.display(),
            first.file_name().to_string_lossy()
        ),
        None => Ok(()),
    }
}

/// Names of papers: that of the project, no two alike.
#[derive(Default)]
pub struct FileNames(HashSet<String>);

impl FileNames {
    /// The name for a form of this name.
    pub fn named(&mut self, name: &str) -> String {
        let stem = match model::text::file_name(name, 40) {
            stem if stem.is_empty() => "表".to_owned(),
            stem => stem,
        };
        let mut own = stem.clone();
        let mut number = 2;
        while !self.0.insert(own.to_lowercase()) {
            own = format!("{stem}_{number}");
            number += 1;
        }
        own
    }
}

/// Where a paper stands: the folder, and the name of its form.
pub fn paper_path(folder: &Path, name: &str, title: &str) -> PathBuf {
    folder.join(format!("{name}_{title}.docx"))
}
