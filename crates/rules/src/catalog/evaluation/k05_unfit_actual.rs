//! K05: an actual value of another form than its target: 已完成 for a limit, no day for a deadline, another unit.

use crate::dates;
use crate::numbers::quantities;
use crate::progress;
use crate::quote::quoted;
use crate::report::Report;
use crate::rule::{Check, EVALUATION, Rule};
use crate::subject::{Row, Subject};
use law::regulation::cite;
use law::vocabulary::unit_family;
use model::value::date;
use model::{Severity, Value, ValueKind};

/// K05.
pub static RULE: Rule = Rule {
    code: "K05",
    name: "unfit-actual",
    severity: Severity::Warning,
    cites: &[cite("R10-score")],
    kinds: EVALUATION,
    criterion: "",
    page: include_str!("k05_unfit_actual.md"),
    check: Check::Form(check),
};

fn check(subject: &Subject, report: &mut Report) {
    for row in subject
        .judged()
        .filter(|row| !row.value_open && !row.is_open_blank())
    {
        let Some(actual) = &row.row.actual else {
            continue;
        };
        let raw = actual.raw.trim();
        let silent = raw.is_empty()
            || model::text::is_placeholder(raw)
            || matches!(raw, "/" | "—" | "——" | "-");
        if silent || progress::is_undone(raw) {
            continue;
        }
        let target = row.value();
        let wanted = match target.kind {
            ValueKind::Number | ValueKind::Range if !is_number_for(target, actual) => "数值",
            ValueKind::Deadline | ValueKind::Period if !is_day_for(subject, row, actual) => "日期",
            _ => continue,
        };
        let unit = target.unit.as_deref().filter(|_| wanted == "数值");
        let advice = match unit {
            Some(unit) => format!("请改填数值和单位（＿＿{unit}）"),
            None => format!("请改填{wanted}"),
        };
        let message = format!(
            "“{}”的指标值为{}，实际完成值为{}，两者不能比较，{advice}。",
            row.row.path(),
            quoted(&target.raw),
            quoted(raw)
        );
        report.row(row, message).fact("found", raw);
    }
}

fn is_number_for(target: &Value, actual: &Value) -> bool {
    let zero = target.number.is_some_and(|number| number.0.is_zero());
    if zero
        && ["无", "未发生", "零", "没有"]
            .iter()
            .any(|word| actual.raw.contains(word))
    {
        return true;
    }
    if progress::number_like(target, actual).is_some() {
        return true;
    }
    let known = |unit: &str| unit_family(unit).is_some();
    let unit = target.unit.as_deref().unwrap_or("");
    let numbers = quantities(&actual.raw);
    let own = actual.unit.as_deref().filter(|_| actual.number.is_some());
    // A number whose unit nobody knows may still be the one that was asked for.
    let unknown = own.is_some_and(|own| !known(own) || !known(unit))
        || numbers
            .iter()
            .any(|number| !number.date && (!known(&number.unit) || !known(unit)));
    let size = |unit: &str| {
        unit_family(unit).is_some_and(|family| family == law::vocabulary::UnitFamily::Size)
    };
    let sizes = size(unit) && numbers.iter().any(|number| size(&number.unit));
    let same_words = actual.raw.trim() == target.raw.trim();
    same_words || unknown || sizes || matches!(actual.kind, ValueKind::Number) && own.is_none()
}

/// A day, a day elsewhere in the row, or words for what comes back at fixed times.
fn is_day_for(subject: &Subject, row: &Row, actual: &Value) -> bool {
    let day = |text: &str| {
        date::find(text, subject.dates).is_some()
            || quantities(text).iter().any(|number| number.date)
    };
    let raw = &actual.raw;
    let recurring = dates::recurs(&row.value().raw) || dates::recurs(raw);
    let fixed = row.value().date.as_ref().and_then(|span| span.to).is_some();
    matches!(actual.kind, ValueKind::Deadline | ValueKind::Period)
        || day(raw)
        || progress::reason(row).is_some_and(day)
        || recurring
        || !fixed
        || raw.chars().any(|c| c.is_ascii_digit())
}
