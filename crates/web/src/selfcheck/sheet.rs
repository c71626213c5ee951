//! A form of a self-check as its page shows it: drawn with cells that can be written into, its points beside it.

use super::work::Worked;
use crate::draw::{Shown, changed_html, shown, text};
use model::edit::said;
use model::{Form, Horizon, Place};
use pipeline::writers::html::{Marked, Sheet, draw};
use pipeline::writers::paint::html::Beside;
use pipeline::writers::paper::{Cell, Row, Shows};
use pipeline::writers::{Levels, head};

/// A form of the page.
pub(super) struct Drawn {
    /// Its number in the document, from 1.
    pub number: usize,
    /// Its name.
    pub name: String,
    /// Kind, unit, year, money.
    pub facts: Vec<String>,
    /// By what it was judged.
    pub profile: String,
    /// What was verified.
    pub verified: Vec<String>,
    /// What is to be said of the reading.
    pub reading: Vec<String>,
    /// The form, drawn.
    pub html: String,
    /// Points by level, in words; empty where there is none.
    pub counts: String,
    /// Points on stated places.
    pub points: Vec<Shown>,
    /// Points on inferred places.
    pub inferred: Vec<Shown>,
    /// Whether the form could be judged at all.
    pub judged: bool,
    /// Whether no indicators were read: then nothing can be said of them.
    pub without_rows: bool,
    /// Points whose repairs only rewrite.
    pub safe: usize,
    /// What was changed so far: the place, and what became of it, escaped already.
    pub changes: Vec<(String, String)>,
}

/// The forms of a document after its steps.
pub(super) fn drawn(worked: &Worked) -> Vec<Drawn> {
    let verdicts = worked.verdict.forms.iter();
    (1..)
        .zip(verdicts)
        .filter_map(|(number, verdict)| {
            let sheet = Sheet::new(number, &worked.after, number, verdict, Levels::USUAL)?;
            Some(one(worked, &sheet))
        })
        .collect()
}

fn one(worked: &Worked, sheet: &Sheet) -> Drawn {
    let (form, verdict) = (sheet.form, sheet.verdict);
    let mut html = String::new();
    let before = worked.before.forms.get(sheet.number - 1);
    let writable = Writable {
        marked: Marked(sheet),
        before,
    };
    draw(&mut html, sheet, &writable);
    let mut facts = vec![form.kind.word().to_owned()];
    facts.extend(form.office().map(str::to_owned));
    facts.extend(form.fiscal_year.map(|year| format!("{year}年")));
    facts.extend(head::money(form).map(|(label, amount)| format!("{label} {amount}")));
    let known = pipeline::law::profile::find(&verdict.profile.id);
    let profile = known.map_or(verdict.profile.id.as_str(), |profile| profile.name.as_str());
    let all = |points: &[pipeline::writers::points::Point]| -> Vec<Shown> {
        points.iter().map(|point| shown(sheet, point)).collect()
    };
    let points = all(&sheet.points.confirmed);
    let notes = form.notes.iter().chain(&worked.after.notes);
    let mut reading = head::quality(form, verdict);
    reading.extend(notes.map(|note| note.message.clone()));
    let changes = before.map(|before| model::change::changes(before, form));
    let verified = verdict.verified.iter();
    Drawn {
        number: sheet.number,
        name: head::name(form).to_owned(),
        facts,
        profile: profile.to_owned(),
        verified: verified.map(|one| one.message.clone()).collect(),
        reading,
        html,
        counts: sheet.points.counts(&sheet.levels),
        safe: points.iter().filter(|point| point.is_safe()).count(),
        points,
        inferred: all(&sheet.points.inferred),
        judged: verdict.quality.judged,
        without_rows: form.indicators.is_empty(),
        changes: changes
            .unwrap_or_default()
            .into_iter()
            .map(|change| (change.place(), changed_html(&change.from, &change.to)))
            .collect(),
    }
}

/// A form with its marks, whose names, values and goals can be written into.
struct Writable<'a> {
    marked: Marked<'a>,
    /// As it was read.
    before: Option<&'a Form>,
}

/// A cell that can be written into.
struct Field {
    /// The row and the field, as an edit names them.
    row: Option<String>,
    key: String,
    said: String,
    called: String,
}

impl Writable<'_> {
    fn field(&self, row: &Row, cell: &Cell) -> Option<Field> {
        let sheet = self.marked.0;
        let of_row = |key: &str, word: &str| {
            let row = self.marked.indicator(row)?;
            let order = row.id.trim_start_matches('r');
            Some(Field {
                said: said(sheet.form, Some(&row.id), key)?,
                called: format!("第{order}行{word}：{}", row.name),
                row: Some(row.id.clone()),
                key: key.to_owned(),
            })
        };
        match &cell.shows {
            Shows::Name => of_row("name", "指标名称"),
            Shows::Value => of_row("value", "指标值"),
            Shows::Weight => of_row("weight", "分值"),
            Shows::Remark => of_row("remark", "备注"),
            Shows::At(place) => {
                let (key, said, word) = of_whole(sheet.form, place)?;
                Some(Field {
                    said,
                    called: word,
                    row: None,
                    key,
                })
            }
            Shows::Frame => None,
        }
    }

    /// Whether a cell no longer says what was read.
    fn is_changed(&self, field: &Field) -> bool {
        let before = self
            .before
            .map(|before| said(before, field.row.as_deref(), &field.key));
        before.is_some_and(|before| before.as_ref() != Some(&field.said))
    }
}

impl Beside for Writable<'_> {
    fn row(&self, row: &Row) -> String {
        self.marked.row(row)
    }

    fn class(&self, row: &Row, cell: &Cell) -> String {
        let class = self.marked.class(row, cell);
        let of_field = match self.field(row, cell) {
            Some(field) if self.is_changed(&field) => "w changed",
            Some(_) => "w",
            None => return class,
        };
        format!("{class} {of_field}").trim_start().to_owned()
    }

    fn inside(&self, row: &Row, cell: &Cell) -> Option<String> {
        let field = self.field(row, cell)?;
        let of_row = field.row.as_deref().unwrap_or("-");
        let name = format!("c.{}.{of_row}.{}", self.marked.0.number, field.key);
        let lines = field.said.lines().count().max(1);
        // The first line break after the tag is not part of the text.
        Some(format!(
            "<textarea name=\"{}\" rows=\"{lines}\" aria-label=\"{}\" spellcheck=\"false\" autocomplete=\"off\">\n{}</textarea>",
            text(&name),
            text(&field.called.replace('\n', " ")),
            plain(&field.said)
        ))
    }

    fn behind(&self, row: &Row, cell: &Cell) -> String {
        self.marked.behind(row, cell)
    }

    fn last(&self, row: &Row) -> Option<String> {
        self.marked.last(row)
    }
}

/// The goal or amount that stands at a place: its field, what it says, what it is called.
fn of_whole(form: &Form, place: &Place) -> Option<(String, String, String)> {
    let mut goals = form.goals.iter();
    if let Some(goal) = goals.find(|goal| goal.at.as_ref() == Some(place)) {
        let (key, word) = match goal.horizon {
            Horizon::Annual => ("goal.annual", "年度总体目标"),
            Horizon::Whole => ("goal.whole", "实施期总体目标"),
        };
        return Some((key.to_owned(), goal.text.clone(), word.to_owned()));
    }
    let funds = &form.funds;
    let totals = [
        ("funds.total", "项目总额", &funds.total),
        ("funds.annual_total", "年度资金总额", &funds.annual_total),
    ];
    for (key, word, amount) in totals {
        if let Some(amount) = amount.as_ref().filter(|one| one.at.as_ref() == Some(place)) {
            return Some((key.to_owned(), amount.raw.clone(), word.to_owned()));
        }
    }
    let mut lines = funds.lines.iter();
    let line = lines.find(|line| line.amount.at.as_ref() == Some(place))?;
    let key = format!("funds.{}", line.path.join("/"));
    Some((key, line.amount.raw.clone(), line.path.join("的")))
}

/// Text inside a textarea: line ends stay.
fn plain(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}
