//! A form that was read, as the store takes it: its money, its points, the classes of equal cells.

use jiff::civil::Date;
use model::text::shortened;
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

/// Characters that the name of a class has.
const NAMED: usize = 80;

/// The numbers of a text as `N`, so that what differs in numbers only is of one class.
fn without_numbers(text: &str) -> String {
    let mut out = String::new();
    let mut number = false;
    for sign in text.chars().filter(|sign| !sign.is_whitespace()) {
        let goes_on = sign.is_ascii_digit() || number && matches!(sign, '.' | ',');
        match goes_on {
            true if number => {}
            true => out.push('N'),
            false => out.push(sign),
        }
        number = goes_on;
    }
    out
}

/// A message without what it quotes: the sentence that a rule says of every such place.
fn without_quotes(message: &str) -> String {
    let mut out = String::new();
    let mut depth = 0;
    for sign in message.chars() {
        depth -= i32::from(sign == '”');
        if depth <= 0 {
            out.push(sign);
        }
        if sign == '“' {
            depth += 1;
            if depth == 1 {
                out.push('…');
            }
        }
    }
    out
}

/// The class of a point. Where a rule is about the way a value is written: how this one is, numbers aside; else the sentence that it says,
/// without what it quotes.
fn class(point: &Point) -> String {
    let class = match (point.row, point.finding.code.as_bytes().first()) {
        (Some(row), Some(b'E')) => match without_numbers(&row.value.raw) {
            text if text.is_empty() => "指标值空着".to_owned(),
            text => format!("指标值“{text}”"),
        },
        _ => without_numbers(&without_quotes(&point.finding.message)),
    };
    shortened(&class, NAMED)
}

/// What the form says where a point stands: the row's name and value, or the goal, or the line of money.
fn cell(form: &Form, point: &Point) -> Option<String> {
    let said = match point.row {
        Some(row) => {
            let texts = [row.name.as_str(), row.value.raw.as_str()];
            let said: Vec<&str> = texts.into_iter().filter(|text| !text.is_empty()).collect();
            said.join("｜")
        }
        None => whole(form, point)?,
    };
    let said = said.trim().replace('\n', "");
    (!said.is_empty()).then(|| said.chars().take(SHOWN).collect())
}

/// What a point on the form as a whole speaks of.
fn whole(form: &Form, point: &Point) -> Option<String> {
    let finding = point.finding;
    let places = &finding.at;
    let mut goals = form.goals.iter();
    let is_goal = finding
        .field()
        .is_some_and(|field| field.starts_with("goal"));
    let stands = |at: &Option<model::Place>| at.as_ref().is_some_and(|at| places.contains(at));
    if let Some(goal) = goals.find(|goal| stands(&goal.at)) {
        return Some(goal.text.clone());
    }
    if is_goal {
        return form.goals.first().map(|goal| goal.text.clone());
    }
    let lines = form
        .funds
        .lines
        .iter()
        .filter(|line| stands(&line.amount.at) && !line.amount.raw.trim().is_empty());
    let lines: Vec<String> = lines
        .map(|line| format!("{} {}", line.path.join("的"), line.amount.raw))
        .collect();
    if !lines.is_empty() {
        return Some(lines.join("；"));
    }
    let rows = point.others.iter().take(4);
    let rows: Vec<String> = rows
        .map(|row| format!("{}｜{}", row.name, row.value.raw))
        .collect();
    let more = match point.others.len() {
        all @ 5.. => format!("；等{all}个指标"),
        _ => String::new(),
    };
    (!rows.is_empty()).then(|| format!("{}{more}", rows.join("；")))
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
        place: Some(match point.row {
            Some(row) => row.path(),
            None => point.subject(form),
        }),
        cell: cell(form, point),
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
    fn what_differs_in_numbers_only_is_of_one_class() {
        assert_eq!(without_numbers("≥95%"), without_numbers("≥ 98.5%"));
        assert_eq!(without_numbers("2026年10月底前"), "N年N月底前");
        assert_eq!(without_numbers("≤1,200.5元。"), "≤N元。");
        assert_ne!(without_numbers("100%"), without_numbers("≥100%"));
    }

    #[test]
    fn the_sentence_of_a_rule_is_without_what_it_quotes() {
        assert_eq!(
            without_quotes("“培训“骨干”人数”的指标值“100%”是比率，请改填数量。"),
            "“…”的指标值“…”是比率，请改填数量。"
        );
        assert_eq!(without_quotes("没有成本指标。"), "没有成本指标。");
    }
}
