//! Raw pages → forms: where forms begin, their heads, columns and rows.
//!
//! The way of a page: `line` (uniform rows) → `segment` (one form each) → `head` (labels and values) and `columns`
//! (what each column means) → `placement` (which cell belongs to which column, at what cost) → `sequence` (rows to
//! indicators, and other readings that come close) → `assemble` (the form). Nothing is invented and nothing is dropped.

mod assemble;
mod columns;
mod cost;
mod head;
mod line;
mod list;
mod name;
pub mod outside;
mod overlap;
mod placement;
mod prose;
mod regrid;
mod segment;
mod sequence;
mod totals;
mod transposed;

use assemble::Recovered;
use model::page::{CELLS_BY_PLACE, RawDocument};
use model::{Form, Note};
use rust_decimal::Decimal;

/// The forms of a document, and notes about the document as a whole.
pub fn recognise(document: &RawDocument) -> (Vec<Form>, Vec<Note>) {
    let mut found = read(document);
    let mut notes = document.notes.clone();
    let mut restored = false;
    // A page whose cells read badly may have lost them: the reading that leaves less over wins.
    let others = if reads_badly(&found) {
        [
            regrid::restore(document),
            transposed::turned(document),
            prose::tabled(document),
        ]
    } else {
        [None, None, None]
    };
    let other = others
        .into_iter()
        .flatten()
        .map(|other| read(&other))
        .max_by_key(|other| worth(other));
    if let Some(other) = other.filter(|other| worth(other) > worth(&found) + RESTORED) {
        found = other;
        restored = true;
        notes.push(Note::new(
            "cells_restored",
            "文字里已看不出单元格的边界，行和列是按表头、标签和指标值的写法推断的。请对照原件。",
            Vec::new(),
        ));
    }
    let mut forms: Vec<Form> = found.into_iter().map(|found| found.form).collect();
    let guessed = |note: &Note| note.code == CELLS_BY_PLACE;
    if restored || notes.iter().any(guessed) {
        mark_inferred(&mut forms);
    }
    if forms.is_empty() {
        notes.push(Note::new(
            "no_form",
            "没有找到绩效表：文中没有同时具备项目名称和指标表头（一级指标、指标值等）的表。请确认文件是否完整，或另选文件。",
            Vec::new(),
        ));
    }
    (forms, notes)
}

fn read(document: &RawDocument) -> Vec<Recovered> {
    let lines = line::lines(document);
    segment::segments(&lines)
        .iter()
        .flat_map(|segment| assemble::forms(&lines, segment))
        .filter(|found| !is_blank(&found.form))
        .collect()
}

/// What the loss of all cell borders has to be worth before it is assumed.
const RESTORED: i64 = 6;

/// What sums that hold are worth: a wrong reading seldom makes them.
const ADDS_UP: i64 = 4;

/// Rows with everything a row needs.
fn complete(form: &Form) -> usize {
    let whole = |row: &&model::Indicator| {
        let known = row
            .class
            .is_some_and(|class| class != model::IndicatorClass::Other);
        (known || row.level1.is_some() && row.level2.is_some())
            && !row.name.is_empty()
            && !row.value.raw.is_empty()
    };
    form.indicators.iter().filter(whole).count()
}

/// What a reading brings home, less what it leaves over.
fn worth(found: &[Recovered]) -> i64 {
    let worth = |found: &Recovered| {
        let form = &found.form;
        3 * complete(form) as i64 - form.unplaced.len() as i64
            + i64::from(form.project.name.is_some()) * 3
            + i64::from(points_add_up(form)) * ADDS_UP
            + i64::from(funds_add_up(form)) * ADDS_UP
            - i64::from(found.cost)
    };
    found.iter().map(worth).sum()
}

/// Whether the points of the rows make 90, or 100 with those of the execution rate or without such.
fn points_add_up(form: &Form) -> bool {
    let points: Vec<Decimal> = form
        .indicators
        .iter()
        .filter_map(|row| Some(row.weight?.0))
        .collect();
    let sum = sum(&points);
    points.len() > 1 && (sum == Some(Decimal::from(90)) || sum == Some(Decimal::from(100)))
}

/// Whether the top lines of the money make the year's amount, or the whole one.
fn funds_add_up(form: &Form) -> bool {
    let yuan = |amount: &model::Amount| amount.yuan.as_ref().map(|yuan| yuan.0.0);
    let parts: Vec<Decimal> = form
        .funds
        .children(&[])
        .filter_map(|line| yuan(&line.amount))
        .collect();
    let Some(sum) = sum(&parts).filter(|sum| !sum.is_zero()) else {
        return false;
    };
    let totals = [&form.funds.annual_total, &form.funds.total];
    parts.len() > 1
        && totals
            .into_iter()
            .flatten()
            .any(|total| yuan(total) == Some(sum))
}

/// The sum, where it is a number that can be held.
fn sum(numbers: &[Decimal]) -> Option<Decimal> {
    numbers
        .iter()
        .try_fold(Decimal::ZERO, |sum, number| sum.checked_add(*number))
}

fn reads_badly(found: &[Recovered]) -> bool {
    let badly = |found: &Recovered| {
        let rows = found.form.indicators.len();
        complete(&found.form) * 2 < rows
            || rows == 0
            || found.form.unplaced.len() > 3 * rows
            || found.cost as usize > 4 * rows
    };
    found.is_empty() || found.iter().any(badly)
}

fn mark_inferred(forms: &mut [Form]) {
    // Amounts found between other text are no ground for a sum.
    for line in forms.iter_mut().flat_map(|form| &mut form.funds.lines) {
        line.inferred = true;
    }
    for row in forms.iter_mut().flat_map(|form| &mut form.indicators) {
        row.placement = model::Placement::Inferred;
        row.inferred_from.get_or_insert_with(|| model::Inference {
            code: "cells_restored".to_owned(),
            note: "单元格边界已丢失，本行按表头和写法推断。请对照原件。".to_owned(),
        });
    }
}

/// A template that nobody filled in is no form.
fn is_blank(form: &Form) -> bool {
    let named = form
        .project
        .name
        .as_deref()
        .is_some_and(|name| !model::text::is_placeholder(name) && !name.is_empty());
    !named
        && form.indicators.iter().all(|row| {
            let before = row.previous.as_ref().map_or("", |value| &value.raw);
            row.name.is_empty() || (row.value.raw.is_empty() && before.is_empty())
        })
}
