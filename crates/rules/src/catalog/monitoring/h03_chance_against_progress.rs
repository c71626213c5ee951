//! H03: what the form says of the chance to reach a target does not go with the progress it shows.

use crate::chance::{Chance, chance};
use crate::execution;
use crate::progress;
use crate::quote::quoted;
use crate::report::Report;
use crate::rule::{Check, MONITORING, Rule};
use crate::subject::{Row, Subject};
use jiff::civil::Date;
use law::regulation::cite;
use model::{Monitoring, Severity, ValueKind};
use rust_decimal::Decimal;

/// H03.
pub static RULE: Rule = Rule {
    code: "H03",
    name: "chance-against-progress",
    severity: Severity::Warning,
    cites: &[cite("R136-deviation")],
    kinds: MONITORING,
    criterion: "",
    page: include_str!("h03_chance_against_progress.md"),
    check: Check::Form(check),
};

/// Below this execution, in %, not every row can be sure.
const SLOW: i64 = 30;

fn check(subject: &Subject, report: &mut Report) {
    let end = last_day(subject);
    for row in subject.judged() {
        let Some(seen) = &row.row.monitoring else {
            continue;
        };
        let to_date = quoted(&seen.to_date.raw);
        match chance(seen) {
            Some(Chance::Sure) => {
                let Some(due) = deadline(row).filter(|due| end.is_some_and(|end| *due <= end))
                else {
                    continue;
                };
                if !is_behind(subject, row, seen) {
                    continue;
                }
                let message = format!(
                    "“{}”的完成时限（{}月{}日）已过，执行情况为{to_date}，可能性为“确定能”，请核对后改选，并写明原因和新的完成时间。",
                    row.row.path(),
                    due.month(),
                    due.day()
                );
                report.row(row, message).fact("due", due.to_string());
            }
            Some(Chance::Impossible) => {
                let done = progress::reached(row, &seen.to_date, subject.dates);
                if done.is_some_and(|done| done.met && !done.less) {
                    let message = format!(
                        "“{}”的执行情况{to_date}已达到指标值，可能性为“完全不可能”，请核对后改选。",
                        row.row.path()
                    );
                    report
                        .row(row, message)
                        .fact("found", seen.to_date.raw.as_str());
                }
            }
            Some(Chance::Possible) | None => {}
        }
    }
    all_sure(subject, report);
}

/// Every row is sure while little of the money is spent.
fn all_sure(subject: &Subject, report: &mut Report) {
    let Some((total, rate)) = execution::total(subject.form).and_then(|total| {
        let rate = total.rate()?;
        Some((total, rate))
    }) else {
        return;
    };
    let chances: Vec<Option<Chance>> = subject
        .judged()
        .map(|row| row.row.monitoring.as_ref().and_then(chance))
        .collect();
    let explained = total.line.note.is_some() || subject.judged().any(progress::is_explained);
    let sure = chances.len() >= 3 && chances.iter().all(|chance| *chance == Some(Chance::Sure));
    if !sure || explained || rate >= Decimal::from(SLOW) || is_still_ahead(subject) {
        return;
    }
    let message = format!(
        "{}执行率{}，各行可能性均为“确定能”，请逐项核对；资金集中在后期支付的，请在备注中说明。",
        total.line.label,
        total.written(subject)
    );
    report.form(total.places(), message).fact("identity", "I18");
}

/// Whether nothing has begun because all of it falls on days that lie ahead: one visit at a festival.
fn is_still_ahead(subject: &Subject) -> bool {
    let Some(end) = last_day(subject) else {
        return false;
    };
    let mut dues = subject.judged().filter_map(deadline).peekable();
    let ahead = dues.peek().is_some() && dues.all(|due| due > end);
    let begun = |row: &Row| {
        let seen = row.row.monitoring.as_ref().map(|seen| &seen.to_date);
        seen.is_some_and(|value| value.number.is_some_and(|number| !number.0.is_zero()))
    };
    ahead && !subject.judged().any(begun)
}

/// The last day that the form covers.
fn last_day(subject: &Subject) -> Option<Date> {
    let month = subject.form.through_month?;
    Date::new(subject.form.fiscal_year?, month, 1)
        .ok()
        .map(Date::last_of_month)
}

/// The day by which the row is due: its value, or the date in its name.
fn deadline(row: &Row) -> Option<Date> {
    let value = row.value();
    if crate::dates::recurs(&value.raw) || crate::dates::recurs(row.name.text) {
        return None;
    }
    if matches!(value.kind, ValueKind::Deadline | ValueKind::Period) {
        return value.date.as_ref()?.to;
    }
    row.deadline.as_ref()?.span.to
}

/// Whether the row is due and not done.
fn is_behind(subject: &Subject, row: &Row, seen: &Monitoring) -> bool {
    if progress::is_undone(&seen.to_date.raw) {
        return true;
    }
    progress::reached(row, &seen.to_date, subject.dates).is_some_and(|done| !done.met)
}
