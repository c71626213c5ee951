//! Labels of findings, and how a run compares with them.

use crate::engine::place_label;
use model::{Form, FormVerdict, Severity};
use std::collections::BTreeSet;

/// One labelled finding.
#[derive(Debug, Clone)]
pub struct Label {
    pub file: String,
    pub form: usize,
    pub row: String,
    pub code: String,
    pub level: String,
    pub must: bool,
    pub leader: Option<String>,
}

/// Reads a table of labels by its head line.
pub fn parse(text: &str) -> Vec<Label> {
    let mut lines = text.lines();
    let head: Vec<&str> = lines.next().unwrap_or("").split('\t').collect();
    let column = |cells: &[&str], name: &str| -> Option<String> {
        let at = head.iter().position(|title| *title == name)?;
        cells.get(at).map(|cell| (*cell).to_owned())
    };
    lines
        .filter(|line| !line.trim().is_empty())
        .map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            Label {
                file: column(&cells, "file").unwrap_or_default(),
                form: column(&cells, "form")
                    .and_then(|number| number.parse().ok())
                    .unwrap_or(1),
                row: column(&cells, "row").unwrap_or_default(),
                code: column(&cells, "code").unwrap_or_default(),
                level: column(&cells, "level").unwrap_or_default(),
                must: column(&cells, "expect").as_deref() == Some("must"),
                leader: column(&cells, "leader"),
            }
        })
        .collect()
}

/// What a form lacks of its labels, and what it says beyond them.
#[derive(Default, Debug)]
pub struct Difference {
    pub missing: Vec<String>,
    pub extra: Vec<String>,
    pub wrong: Vec<String>,
}

/// Compares one form's findings with its labels.
pub fn compare(form: &Form, verdict: &FormVerdict, labels: &[&Label]) -> Difference {
    let mut difference = Difference::default();
    let level = |severity: Severity| match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "hint",
    };
    for label in labels.iter().filter(|label| label.must) {
        let found = verdict
            .findings
            .iter()
            .find(|f| f.code == label.code && place_label(form, f) == label.row);
        match found {
            None => difference
                .missing
                .push(format!("{} {}", label.row, label.code)),
            Some(finding) => {
                if level(finding.severity) != label.level {
                    difference.wrong.push(format!(
                        "{} {}: {} not {}",
                        label.row,
                        label.code,
                        level(finding.severity),
                        label.level
                    ));
                }
                let leader = finding
                    .covered_by
                    .as_ref()
                    .and_then(|id| verdict.findings.iter().find(|f| &f.id == id));
                let leads = leader.map_or(finding.code.as_str(), |leader| leader.code.as_str());
                match label.leader.as_deref() {
                    Some("rows") if finding.covered_by.is_none() => difference
                        .wrong
                        .push(format!("{} {} is not folded", label.row, label.code)),
                    Some("rows") | None => {}
                    Some(expected) if expected != leads => {
                        difference.wrong.push(format!(
                            "{} {}: led by {leads}, not {expected}",
                            label.row, label.code
                        ));
                    }
                    Some(_) => {}
                }
            }
        }
    }
    let known: BTreeSet<(String, String)> = labels
        .iter()
        .map(|label| (label.row.clone(), label.code.clone()))
        .collect();
    for finding in &verdict.findings {
        let place = place_label(form, finding);
        if !known.contains(&(place.clone(), finding.code.clone())) {
            difference
                .extra
                .push(format!("{place} {} {}", finding.code, finding.message));
        }
    }
    difference
}
