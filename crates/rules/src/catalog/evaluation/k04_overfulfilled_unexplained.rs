//! K04: much more reached than was set, and nothing said about it.

use crate::progress;
use crate::quote::quoted;
use crate::report::Report;
use crate::rule::{Check, EVALUATION, Rule};
use crate::subject::Subject;
use law::regulation::cite;
use law::vocabulary::List;
use model::{Severity, ValueKind};

/// K04.
pub static RULE: Rule = Rule {
    code: "K04",
    name: "overfulfilled-unexplained",
    severity: Severity::Warning,
    cites: &[cite("R10-score")],
    kinds: EVALUATION,
    criterion: "",
    page: include_str!("k04_overfulfilled_unexplained.md"),
    check: Check::Form(check),
};

fn check(subject: &Subject, report: &mut Report) {
    let attention = subject.profile.parameters.attention.0;
    for row in subject
        .judged()
        .filter(|row| row.value().kind == ValueKind::Number)
    {
        let Some(actual) = &row.row.actual else {
            continue;
        };
        let Some(reached) = progress::reached(row, actual, subject.dates) else {
            continue;
        };
        // Less than a limit is no excess, and what others ask for nobody can set.
        let over = reached.ratio.is_some_and(|ratio| ratio >= attention) && !reached.less;
        if !over || progress::is_explained(row) || row.name.lists.has(List::Demand) {
            continue;
        }
        let message = format!(
            "“{}”指标值{}，实际完成{}，超出较多，没有说明，请写明原因，并核对指标值是否偏低。",
            row.row.path(),
            quoted(&row.value().raw),
            quoted(&actual.raw)
        );
        report
            .row(row, message)
            .fact("expected", row.value().raw.as_str())
            .fact("found", actual.raw.as_str());
    }
}
