//! `check --review` and `--evidence`: papers of the desk, written while documents stream past.

use crate::args::CheckArgs;
use crate::output;
use crate::papers::{FileNames, empty_of_papers, paper_path};
use anyhow::bail;
use jiff::civil::Date;
use model::{Document, DocumentVerdict, Finding, FormKind};
use pipeline::writers::Names;
use pipeline::writers::desk::{self, Material, Tally};
use pipeline::writers::paint::docx;
use std::path::PathBuf;

/// The report over all forms; no project is called so.
const REPORT: &str = "00审核情况报告.docx";

/// What was asked for, and what was written so far.
pub struct Desk {
    review: Option<PathBuf>,
    evidence: Option<PathBuf>,
    as_of: Date,
    tally: Tally,
    files: FileNames,
    sheets: usize,
    records: usize,
}

impl Desk {
    /// Fails where a folder is a file.
    pub fn new(arguments: &CheckArgs, as_of: Date) -> anyhow::Result<Desk> {
        let folders = [
            ("--review", &arguments.review),
            ("--evidence", &arguments.evidence),
        ];
        for (option, folder) in folders {
            if let Some(folder) = folder.as_deref().filter(|folder| folder.is_file()) {
                bail!(
                    "“{}”是一个文件。请在 {option} 后面写文件夹。",
                    folder.display()
                );
            }
            if let Some(folder) = folder {
                empty_of_papers(folder)?;
            }
        }
        Ok(Desk {
            review: arguments.review.clone(),
            evidence: arguments.evidence.clone(),
            as_of,
            tally: Tally::default(),
            files: FileNames::default(),
            sheets: 0,
            records: 0,
        })
    }

    /// Writes the papers of the forms of a document.
    pub fn add(
        &mut self,
        document: &Document,
        verdict: &DocumentVerdict,
        names: &Names,
    ) -> anyhow::Result<()> {
        if self.review.is_none() && self.evidence.is_none() {
            return Ok(());
        }
        self.tally.add(document, verdict);
        for (number, (form, verdict)) in (1..).zip(document.forms.iter().zip(&verdict.forms)) {
            let name = self.files.named(pipeline::writers::head::name(form));
            if let Some(folder) = self
                .review
                .as_deref()
                .filter(|_| form.kind == FormKind::Target)
            {
                let paper = desk::review(form, verdict);
                let bytes = docx::document("审核表", &[paper], None)?;
                output::write_file(&paper_path(folder, &name, "审核表"), &bytes)?;
                self.sheets += 1;
            }
            let Some(folder) = self.evidence.as_deref() else {
                continue;
            };
            let hash = pipeline::publish::content_hash(form);
            let material = Material {
                source: &document.source,
                number,
                hash: &hash,
                as_of: self.as_of,
                rules_version: pipeline::rules::VERSION,
                names: *names,
            };
            let papers = desk::evidence(form, verdict, &material);
            if !papers.is_empty() {
                let bytes = docx::document("取证单", &papers, None)?;
                output::write_file(&paper_path(folder, &name, "取证单"), &bytes)?;
                self.records += papers.len();
            }
        }
        Ok(())
    }

    /// Writes the report over all forms and says what was written.
    pub fn finish(mut self, package: &[Finding], names: &Names) -> anyhow::Result<()> {
        self.tally.add_package(package);
        if let Some(folder) = self.review.as_ref().filter(|_| self.tally.has_forms()) {
            let letter = desk::summary(&self.tally, self.as_of, desk::Recount::Files, names);
            output::write_file(&folder.join(REPORT), &docx::letter(&letter)?)?;
            eprintln!(
                "审核表 {} 份和审核情况报告，在 {}",
                self.sheets,
                folder.display()
            );
        }
        if let Some(folder) = &self.evidence {
            eprintln!("取证记录 {} 条，在 {}", self.records, folder.display());
        }
        Ok(())
    }
}
