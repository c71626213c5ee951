//! A form that was read, as the store takes it: its money, its points, the classes of equal cells.

use jiff::civil::Date;
use model::{Document, Form, FormVerdict, Money, Severity};
use pipeline::writers::desk::draft;
use pipeline::writers::points::{Point, Points};
use store::receive::{Incoming, IncomingPoint};
use workflow::State;

/// Characters of a cell that a list shows.
const SHOWN: usize = 120;

/// An amount in 分.
pub(crate) fn cents(money: Money) -> Option<i64> {
    money.fen().and_then(|fen| i64::try_from(fen).ok())
}

/// The key of a kind, as in `jixiao.forms/1`.
pub(crate) fn kind(form: &Form) -> String {
    let key = serde_json::to_value(form.kind).unwrap_or_default();
    key.as_str().unwrap_or("target").to_owned()
}

/// The digits of a text as one sign, so that cells that differ in numbers only are of one class.
fn without_numbers(text: &str) -> String {
    let mut out = String::new();
    for sign in text.chars().filter(|sign| !sign.is_whitespace()) {
        match sign.is_ascii_digit() || sign == '.' && out.ends_with('#') {
            true if out.ends_with('#') => {}
            true => out.push('#'),
            false => out.push(sign),
        }
    }
    out.chars().take(60).collect()
}

/// The class of a point: what its cell says, numbers aside. Of the value where the rule is about values, of the name where it is about
/// names; on the form as a whole all points of a rule are one class.
fn class(point: &Point) -> String {
    let Some(row) = point.row else {
        return "整张表".to_owned();
    };
    let text = match point.finding.code.as_bytes().first() {
        Some(b'D') => without_numbers(&row.name),
        _ => without_numbers(&row.value.raw),
    };
    match text.is_empty() {
        true => "（空）".to_owned(),
        false => text,
    }
}

/// What the form says where a point stands.
fn cell(point: &Point) -> Option<String> {
    let row = point.row?;
    let texts = [row.name.as_str(), row.value.raw.as_str()];
    let said: Vec<&str> = texts.into_iter().filter(|text| !text.is_empty()).collect();
    Some(said.join("｜").chars().take(SHOWN).collect())
}

/// The number that the store keeps for a level.
pub(crate) fn grade(severity: Severity) -> i64 {
    match severity {
        Severity::Error => 3,
        Severity::Warning => 2,
        Severity::Hint => 1,
    }
}

fn point(form: &Form, point: &Point) -> IncomingPoint {
    let finding = point.finding;
    IncomingPoint {
        fingerprint: finding.id.clone(),
        code: finding.code.clone(),
        class: class(point),
        severity: grade(point.severity),
        inferred: finding.inferred,
        criterion: finding.criterion.clone(),
        row_id: finding.row.clone(),
        place: Some(point.subject(form)),
        cell: cell(point),
        message: finding.message.clone(),
        draft: draft(point),
        advice: finding.fix.as_ref().map(|fix| fix.title.clone()),
    }
}

/// Where a form came from and why it is kept.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Origin<'a> {
    /// The document in the store.
    pub document: Option<i64>,
    /// Which form of it, from 1.
    pub place: i64,
    /// The key of why the version is made.
    pub cause: &'a str,
    /// The state in which it is then.
    pub state: State,
}

/// A form with its verdict, as the store takes it.
pub(crate) fn incoming<'a>(
    form: &'a Form,
    verdict: &FormVerdict,
    kind: &'a str,
    today: Date,
    origin: Origin<'a>,
) -> Incoming<'a> {
    let points = Points::of(form, verdict);
    Incoming {
        form,
        year: i64::from(form.fiscal_year.unwrap_or(today.year())),
        kind,
        amount: form.funds.budget().and_then(cents),
        document: origin.document,
        place: origin.place,
        profile: format!("{} {}", verdict.profile.id, verdict.profile.version),
        as_of: today.to_string(),
        points: points.all().map(|one| point(form, one)).collect(),
        cause: origin.cause,
        state: origin.state.key(),
    }
}

/// The forms of a document with their numbers, from 1.
pub(crate) fn numbered(document: &Document) -> impl Iterator<Item = (i64, &Form)> {
    (1..).zip(&document.forms)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_that_differ_in_numbers_only_are_of_one_class() {
        assert_eq!(without_numbers("≥95%"), without_numbers("≥ 98.5%"));
        assert_eq!(without_numbers("2026年10月底前"), "#年#月底前");
        assert_ne!(without_numbers("100%"), without_numbers("≥100%"));
    }
}
