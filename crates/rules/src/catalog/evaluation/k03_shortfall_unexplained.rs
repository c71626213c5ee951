//! K03: a target that was missed, or little of the money executed, and nothing said about it.

use crate::execution;
use crate::progress;
use crate::quote::quoted;
use crate::report::Report;
use crate::rule::{Check, EVALUATION, Rule};
use crate::subject::{Row, Subject};
use law::regulation::cite;
use law::vocabulary::{List, lists_in};
use model::Severity;

/// K03.
pub static RULE: Rule = Rule {
    code: "K03",
    name: "shortfall-unexplained",
    severity: Severity::Error,
    cites: &[cite("R10-explain")],
    kinds: EVALUATION,
    criterion: "",
    page: include_str!("k03_shortfall_unexplained.md"),
    check: Check::Form(check),
};

/// So many characters of a name tell which row is meant.
const TELLING: usize = 4;

fn check(subject: &Subject, report: &mut Report) {
    for row in subject.judged() {
        let Some(actual) = &row.row.actual else {
            continue;
        };
        let Some(reached) = progress::reached(row, actual, subject.dates) else {
            continue;
        };
        if reached.met || progress::is_explained(row) || is_told_below(subject, row) {
            continue;
        }
        let message = format!(
            "“{}”指标值{}，实际完成{}，未达到指标值，没有说明，请写明原因和改进措施。",
            row.row.path(),
            quoted(&row.value().raw),
            quoted(&actual.raw)
        );
        report
            .row(row, message)
            .severity(severity(row.row.deviation.is_some()))
            .fact("expected", row.value().raw.as_str())
            .fact("found", actual.raw.as_str());
    }
    of_execution(subject, report);
}

/// A cell for reasons that is left empty breaks the form; a form without one leaves them to other places.
fn severity(has_cell: bool) -> Severity {
    if has_cell {
        Severity::Error
    } else {
        Severity::Warning
    }
}

/// Whether a text below the table speaks of the row: 说明：修复面积未完成1200亩，因春季干旱.
fn is_told_below(subject: &Subject, row: &Row) -> bool {
    let head: String = row.name.text.chars().take(TELLING).collect();
    let fields = subject.form.extra.iter().map(|extra| &extra.text);
    let loose = subject.form.unplaced.iter().map(|loose| &loose.text);
    head.chars().count() == TELLING && fields.chain(loose).any(|text| text.contains(&head))
}

fn of_execution(subject: &Subject, report: &mut Report) {
    let Some(total) = execution::total(subject.form) else {
        return;
    };
    let Some(rate) = total.rate() else { return };
    let least = subject.profile.parameters.execution_explain_below;
    if rate >= least.0 || is_explained(subject, total.line.note.as_deref()) {
        return;
    }
    let has_cells = subject.rows.iter().any(|row| row.row.deviation.is_some());
    let message = format!(
        "预算执行率{}，低于{least}%，表中没有说明原因，请补充。",
        total.written(subject)
    );
    report
        .form(total.places(), message)
        .severity(severity(has_cells))
        .fact("expected", least.to_string())
        .fact("found", execution::two_decimals(rate).to_string());
}

/// Whether a text of the form says why money was left over: beside the amounts, in what was reached, or in a field of its own.
fn is_explained(subject: &Subject, note: Option<&str>) -> bool {
    if note.is_some() {
        return true;
    }
    let speaks = |text: &str| {
        ["执行率", "预算", "资金", "经费"]
            .iter()
            .any(|word| text.contains(word))
            && lists_in(text).has(List::Reason)
    };
    let form = subject.form;
    let goals = form.goals.iter().filter_map(|goal| goal.result.as_deref());
    let fields = form.extra.iter().map(|extra| extra.text.as_str());
    let rows = form
        .indicators
        .iter()
        .filter_map(|row| row.deviation.as_deref());
    goals.chain(fields).chain(rows).any(speaks)
}
