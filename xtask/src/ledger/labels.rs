//! The labels, and where findings stand in their words.

use crate::judged::Spot;
use anyhow::{Context, Result};

/// One label.
#[derive(Clone, Debug)]
pub(super) struct Label {
    pub(super) file: String,
    pub(super) form: u32,
    pub(super) row: String,
    pub(super) code: String,
    pub(super) must: bool,
    pub(super) found: bool,
}

/// Words for places that are no indicator rows.
const WHOLE: [&str; 4] = ["表", "目标", "资金", "表头"];

/// Reads labels. A package in front of the file makes one path of both. Fails on a line with fewer than five cells.
pub(super) fn parse(text: &str) -> Result<Vec<Label>> {
    let label = |line: &str| match line.split('\t').collect::<Vec<_>>().as_slice() {
        [package @ .., file, form, row, code, expect] if package.len() < 2 => Ok(Label {
            file: match package.first() {
                Some(package) => format!("{package}/{file}"),
                None => (*file).to_owned(),
            },
            form: form.parse()?,
            row: (*row).to_owned(),
            code: (*code).to_owned(),
            must: *expect == "must",
            found: false,
        }),
        _ => None.with_context(|| format!("labels.tsv：这一行不是五格：{line}")),
    };
    text.lines()
        .skip(1)
        .filter(|line| !line.is_empty())
        .map(label)
        .collect()
}

impl Label {
    /// Whether a finding at this place is the labelled one: on the same row, or where one of the two speaks of the whole form.
    pub(super) fn fits(&self, spot: &Spot) -> bool {
        let whole = |row: &str| WHOLE.contains(&row);
        self.file == spot.file
            && self.form == spot.form
            && (self.row == spot.row || whole(&self.row) || whole(&spot.row))
    }
}
