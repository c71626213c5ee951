//! What a reviewer asks of a whole package beside the report: only what is new, the list of projects, a list of opinions a department.

use crate::args::CheckArgs;
use crate::output;
use anyhow::{Context, bail};
use model::{Document, DocumentVerdict, Finding, Money, MoneyUnit};
use pipeline::roster::{BEYOND, Comparison, DIFFERING, Declared, MISSING, Roster, TWICE, declared};
use pipeline::writers::Names;
use pipeline::writers::json::read_findings;
use pipeline::writers::letters::Letters;
use pipeline::writers::overview::{Overview, Unmatched};
use std::collections::HashSet;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

/// The file with the whole package; no department is called so.
const OVERVIEW: &str = "00核对总览.xlsx";

/// Projects of one kind that a screen lists; the rest is counted.
const LISTED: usize = 20;

/// What was asked, and what has come so far.
pub struct Package {
    known: Option<HashSet<String>>,
    /// Findings left out because they are known.
    hidden: usize,
    roster: Option<Roster>,
    declared: Vec<Declared>,
    letters: Option<(PathBuf, Letters, Overview)>,
}

impl Package {
    /// Reads what the options name. Fails where a file cannot be read or is of another kind.
    pub fn new(arguments: &CheckArgs) -> anyhow::Result<Package> {
        let known = arguments.baseline.as_deref().map(known).transpose()?;
        let roster = arguments.roster.as_deref().map(roster).transpose()?;
        if let Some(folder) = arguments
            .letters
            .as_deref()
            .filter(|folder| folder.is_file())
        {
            bail!(
                "“{}”是一个文件。请在 --letters 后面写文件夹。",
                folder.display()
            );
        }
        Ok(Package {
            known,
            hidden: 0,
            roster,
            declared: Vec::new(),
            letters: arguments
                .letters
                .clone()
                .map(|folder| (folder, Letters::default(), Overview::default())),
        })
    }

    /// Takes a document in; findings that are known from before leave its verdict.
    pub fn add(&mut self, document: &Document, verdict: &mut DocumentVerdict) {
        if let Some(known) = &self.known {
            for form in &mut verdict.forms {
                let before = form.findings.len();
                form.findings.retain(|finding| !known.contains(&finding.id));
                self.hidden += before - form.findings.len();
                let left: HashSet<String> = form
                    .findings
                    .iter()
                    .map(|finding| finding.id.clone())
                    .collect();
                for finding in &mut form.findings {
                    finding.covers.retain(|id| left.contains(id));
                    finding.covered_by = finding.covered_by.take().filter(|id| left.contains(id));
                }
            }
        }
        if self.roster.is_some() {
            self.declared.extend(declared(document));
        }
        if let Some((_, letters, overview)) = &mut self.letters {
            letters.add(document, verdict);
            overview.add(document, verdict);
        }
    }

    /// Writes the lists and says what was found. Fails where a file cannot be written.
    pub fn finish(mut self, package: &[Finding], names: &Names) -> anyhow::Result<()> {
        if self.known.is_some() {
            eprintln!("上次已有的意见 {} 条没有再列", self.hidden);
        }
        if let Some(roster) = &self.roster {
            let comparison = roster.compare(&self.declared);
            let unmatched = comparison.unmatched();
            let whole = self.letters.is_some();
            eprint!(
                "{}",
                lists(&comparison, &unmatched, roster.entries.len(), whole)
            );
            if let Some((_, _, overview)) = &mut self.letters {
                overview.compared(unmatched);
            }
        }
        if let Some((folder, letters, overview)) = &mut self.letters {
            letters.add_package(package);
            overview.add_package(package);
            let mut books = letters.books(&names.levels)?;
            books.extend(letters.letters(&names.levels)?);
            books.push((OVERVIEW.to_owned(), overview.book(names)?));
            for (name, bytes) in books {
                let path = folder.join(name);
                output::write_file(&path, &bytes)?;
            }
            eprintln!(
                "修改意见函和清单各 {} 份和“{OVERVIEW}”（核对覆盖、资金分档、各表、相同意见、相同句子、抽查），在 {}",
                letters.len(),
                folder.display()
            );
        }
        Ok(())
    }
}

/// The fingerprints of an earlier result.
fn known(path: &Path) -> anyhow::Result<HashSet<String>> {
    let text = fs::read_to_string(path)
        .with_context(|| format!("无法打开 {}，请检查 --baseline 的文件名", path.display()))?;
    let earlier = read_findings(&text).with_context(|| {
        format!(
            "{} 不是核对结果，请用 jixiao check … --format json -o 写出的文件",
            path.display()
        )
    })?;
    let findings = earlier
        .documents
        .into_iter()
        .flat_map(|document| document.forms);
    Ok(findings
        .flat_map(|form| form.findings)
        .map(|finding| finding.id)
        .collect())
}

fn roster(path: &Path) -> anyhow::Result<Roster> {
    let bytes = fs::read(path)
        .with_context(|| format!("无法打开 {}，请检查 --roster 的文件名", path.display()))?;
    let roster = Roster::read(&bytes, &path.to_string_lossy());
    roster.map_err(|error| anyhow::anyhow!("{}：{error}。", path.display()))
}

/// The four lists as text; what a screen leaves out stands in the workbook.
fn lists(comparison: &Comparison, unmatched: &[Unmatched], all: usize, whole: bool) -> String {
    let mut out = format!("\n清单 {all} 个项目：相符 {} 个\n", comparison.agreed);
    for what in [MISSING, TWICE, DIFFERING, BEYOND] {
        let own: Vec<&Unmatched> = unmatched.iter().filter(|one| one.what == what).collect();
        let _ = writeln!(out, "{what} {} 个", own.len());
        for one in own.iter().take(LISTED) {
            let _ = writeln!(out, "  {}", line(one));
        }
        if own.len() > LISTED {
            let place = match whole {
                true => "全部在核对总览的“对照清单”里",
                false => "加 --letters 文件夹，全部写进核对总览",
            };
            let _ = writeln!(out, "  ……另有 {} 个，{place}", own.len() - LISTED);
        }
    }
    out
}

fn line(one: &Unmatched) -> String {
    let named = match one.unit.as_str() {
        "" => one.project.clone(),
        unit => format!("{unit}　{}", one.project),
    };
    let amount = |amount: &Option<Money>| match amount {
        Some(money) => format!("{}万元", money.in_unit(MoneyUnit::Wan)),
        None => "空".to_owned(),
    };
    match one.what {
        MISSING => format!("{named}　{}", amount(&one.listed)),
        TWICE => format!("{named}　{}", one.places),
        DIFFERING => format!(
            "{named}　清单{}，表中{}（{}）",
            amount(&one.listed),
            amount(&one.declared),
            one.places
        ),
        _ => format!("{named}（{}）", one.places),
    }
}
