//! L04: a target was lowered after a result below the old one had been recorded.

use crate::beside::{Case, Known};
use crate::compare::pair;
use crate::progress::{measure, number_like};
use crate::quote::quoted;
use crate::report::Report;
use crate::reported;
use crate::rule::{Check, Rule, TARGET};
use crate::subject::{Row, Subject};
use jiff::civil::Date;
use law::vocabulary::{List, lists_in};
use model::value::date;
use model::{Indicator, Operator, Severity, Value};
use rust_decimal::Decimal;

/// L04.
pub static RULE: Rule = Rule {
    code: "L04",
    name: "lowered-after-result",
    severity: Severity::Warning,
    cites: &[],
    kinds: TARGET,
    criterion: "",
    page: include_str!("l04_lowered_after_result.md"),
    check: Check::Beside(check),
};

fn check(subject: &Subject, case: &Case, report: &mut Report) {
    let Some(approved) = case.targets.first().filter(|_| !case.monitoring.is_empty()) else {
        return;
    };
    report.compared();
    let budget = |form: &model::Form| {
        form.funds
            .annual_total
            .as_ref()
            .or(form.funds.total.as_ref())
            .and_then(|amount| amount.yuan)
    };
    // With less money, less is asked.
    let cut = budget(subject.form)
        .zip(budget(&approved.form))
        .is_some_and(|(now, then)| now.yuan() < then.yuan());
    if cut || subject.has_open_reading() {
        return;
    }
    let own_day = reported::day(subject.form).or(case.record.and_then(|record| record.adjusted));
    for (row, old) in pair(subject, &approved.form).both {
        let Some((new, was)) = lowered(row, old) else {
            continue;
        };
        let seen = case.monitoring.iter().find_map(|known| {
            let day = seen_on(known)?;
            let (text, reached) = recorded(known, old)?;
            let before = own_day.is_none_or(|own| day < own);
            let fits = before && is_short(old, reached, was) && !changed_before(subject, day);
            fits.then_some((day, text))
        });
        if let Some((day, text)) = seen {
            let message = format!(
                "“{}”的指标值由{}改为{}，而{}的监控表已记录{}，请说明调整的理由和批准的时间。",
                row.row.path(),
                quoted(&old.value.raw),
                quoted(&row.value().raw),
                crate::dates::written(day),
                quoted(&text)
            );
            report
                .value(row, message)
                .fact("previous", was.to_string())
                .fact("found", new.to_string())
                .beside(approved);
        }
    }
}

/// Whether the goal says that a policy or a price was changed on a day before this one.
fn changed_before(subject: &Subject, day: Date) -> bool {
    let goal = subject.form.annual_goal();
    let text = goal.map(|goal| goal.text.as_str()).unwrap_or_default();
    text.split(['（', '）', '(', ')', '；', '。'])
        .filter(|part| lists_in(part).has(List::Policy))
        .filter_map(|part| date::find(part, subject.dates)?.span.to)
        .any(|changed| changed < day)
}

fn less_is_better(value: &Value) -> bool {
    matches!(value.operator, Some(Operator::AtMost | Operator::LessThan))
}

/// The new and the old number, where the new one asks for less.
fn lowered(row: &Row, old: &Indicator) -> Option<(Decimal, Decimal)> {
    let (was, _) = measure(&old.value)?;
    let now = number_like(&old.value, row.value())?;
    let lower = if less_is_better(&old.value) {
        now > was
    } else {
        now < was
    };
    lower.then_some((now, was))
}

/// The day up to which a monitoring form speaks: when it was filled in, else the end of its last month.
fn seen_on(known: &Known) -> Option<Date> {
    reported::day(&known.form).or_else(|| {
        let (year, month) = known.form.fiscal_year.zip(known.form.through_month)?;
        Some(Date::new(year, month, 1).ok()?.last_of_month())
    })
}

/// What a monitoring form recorded of the row.
fn recorded(known: &Known, old: &Indicator) -> Option<(String, Decimal)> {
    let same = |row: &&Indicator| model::text::norm(&row.name) == model::text::norm(&old.name);
    let row = known.form.annual().find(same)?;
    let monitoring = row.monitoring.as_ref()?;
    [&monitoring.forecast, &monitoring.to_date]
        .into_iter()
        .find_map(|value| Some((value.raw.clone(), number_like(&old.value, value)?)))
}

fn is_short(old: &Indicator, reached: Decimal, was: Decimal) -> bool {
    if less_is_better(&old.value) {
        reached > was
    } else {
        reached < was
    }
}
