//! The labels, and where findings stand in their words.

use anyhow::{Context, Result};
use model::{Document, Finding, Form, Indicator};

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

/// A place that a finding names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Spot {
    pub(super) form: u32,
    pub(super) row: String,
}

/// Words for places that are no indicator rows.
const WHOLE: [&str; 4] = ["表", "目标", "资金", "表头"];

/// Reads `labels.tsv`. Fails on a line with fewer than five cells.
pub(super) fn parse(text: &str) -> Result<Vec<Label>> {
    let label = |line: &str| match line.split('\t').collect::<Vec<_>>().as_slice() {
        [file, form, row, code, expect] => Ok(Label {
            file: (*file).to_owned(),
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
        self.form == spot.form && (self.row == spot.row || whole(&self.row) || whole(&spot.row))
    }
}

/// The places of a finding of a form: its row and the rows it names.
pub(super) fn spots(form: &Form, number: u32, finding: &Finding) -> Vec<Spot> {
    let related = finding
        .related
        .iter()
        .filter(|related| related.form.is_none_or(|form| form == number))
        .filter_map(|related| related.row.as_deref());
    let rows = finding.row.as_deref().into_iter().chain(related);
    let mut spots: Vec<Spot> = rows
        .filter_map(|id| form.row(id))
        .map(|row| Spot {
            form: number,
            row: word(row),
        })
        .collect();
    if spots.is_empty() {
        spots.push(Spot {
            form: number,
            row: "表".to_owned(),
        });
    }
    spots
}

/// The places of a finding over several forms: where it stands and what it names.
pub(super) fn package_spots(document: &Document, finding: &Finding) -> Vec<Spot> {
    let spot = |related: &model::Related| {
        let number = related.form?;
        let form = document.forms.get(number as usize - 1)?;
        let row = related.row.as_deref().and_then(|id| form.row(id));
        Some(Spot {
            form: number,
            row: row.map_or_else(|| "表".to_owned(), word),
        })
    };
    let stands = (1..).zip(&document.forms).filter_map(|(number, form)| {
        let at = finding.at.first()?;
        let goal = form.goals.iter().any(|goal| goal.at.as_ref() == Some(at));
        let row = form.indicators.iter().find(|row| row.place().contains(at));
        let row = row.map(word).or(goal.then(|| "表".to_owned()))?;
        Some(Spot { form: number, row })
    });
    stands
        .chain(finding.related.iter().filter_map(spot))
        .collect()
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
