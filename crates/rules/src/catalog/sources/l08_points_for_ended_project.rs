//! L08: a project that was ended before it began, or lost all its money, has points.

use crate::beside::Case;
use crate::dates::written;
use crate::execution;
use crate::report::Report;
use crate::rule::{Check, EVALUATION, Rule};
use crate::subject::Subject;
use model::Severity;
use rust_decimal::Decimal;

/// L08.
pub static RULE: Rule = Rule {
    code: "L08",
    name: "points-for-ended-project",
    severity: Severity::Warning,
    cites: &[],
    kinds: EVALUATION,
    criterion: "",
    page: include_str!("l08_points_for_ended_project.md"),
    check: Check::Beside(check),
};

fn check(subject: &Subject, case: &Case, report: &mut Report) {
    let Some(record) = case.record else { return };
    let Some(ended) = record.ended else { return };
    report.compared();
    let total = execution::total(subject.form);
    let executed = total.as_ref().map(|total| total.executed);
    let initial = total.as_ref().and_then(|total| {
        let initial = total.line.initial.as_ref().and_then(execution::number);
        initial.max(Some(total.budget))
    });
    let taken = record.withdrawn.map(model::Money::yuan);
    let all_taken = taken
        .zip(initial.or_else(|| subject.budget()))
        .is_some_and(|(taken, budget)| budget > Decimal::ZERO && taken >= budget);
    // What was carried out before the end is scored on that part.
    if !(all_taken || executed == Some(Decimal::ZERO)) {
        return;
    }
    let printed = subject
        .form
        .evaluation
        .as_ref()
        .and_then(|evaluation| evaluation.total);
    let rows = subject.rows.iter().filter_map(|row| row.row.score);
    let points = printed
        .map(|total| total.0)
        .unwrap_or_else(|| rows.fold(Decimal::ZERO, |sum, score| sum.saturating_add(score.0)));
    if points <= Decimal::ZERO {
        return;
    }
    let money = taken
        .map(|taken| format!("，收回资金{}", subject.amount_of_money(taken)))
        .unwrap_or_default();
    let message = format!(
        "台账登记项目{}终止{money}，自评表得{}分；未实施的项目只作文字说明，请核对。",
        written(ended),
        model::Exact(points)
    );
    report
        .form(Vec::new(), message)
        .fact("ended", ended.to_string())
        .fact("points", points.to_string());
}
