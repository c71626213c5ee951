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
    pub(super) file: String,
    pub(super) form: u32,
    pub(super) row: String,
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

/// The places of a finding of a form: its row and the rows it names.
pub(super) fn spots(file: &str, form: &Form, number: u32, finding: &Finding) -> Vec<Spot> {
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
pub(super) fn package_spots(documents: &[Document], finding: &Finding) -> Vec<Spot> {
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
