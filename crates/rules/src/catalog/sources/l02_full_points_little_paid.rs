//! L02: little of the money was paid, and the indicators have nearly all their points.

use super::l01_execution_against_payments::of_year;
use crate::beside::Case;
use crate::execution;
use crate::report::Report;
use crate::rule::{Check, EVALUATION, Rule};
use crate::subject::Subject;
use law::vocabulary::{List, lists_in};
use model::Severity;
use rust_decimal::Decimal;

/// L02.
pub static RULE: Rule = Rule {
    code: "L02",
    name: "full-points-little-paid",
    severity: Severity::Hint,
    cites: &[],
    kinds: EVALUATION,
    criterion: "",
    page: include_str!("l02_full_points_little_paid.md"),
    check: Check::Beside(check),
};

/// The share of its points from which the table is nearly full.
const FULL: Decimal = Decimal::from_parts(95, 0, 0, false, 2);

fn check(subject: &Subject, case: &Case, report: &mut Report) {
    let Some(payments) = &case.payments else {
        return;
    };
    let budget = execution::total(subject.form)
        .map(|total| total.budget)
        .or_else(|| subject.budget());
    let (Some(budget), Some((points, most))) = (budget, points(subject)) else {
        return;
    };
    report.compared();
    let paid = of_year(subject, payments)
        .iter()
        .fold(Decimal::ZERO, |sum, payment| {
            sum.saturating_add(payment.amount.yuan())
        });
    let Some(rate) = paid
        .checked_div(budget)
        .and_then(|share| share.checked_mul(Decimal::ONE_HUNDRED))
    else {
        return;
    };
    let low = subject.profile.parameters.paid_low.0;
    if rate >= low || points < most.saturating_mul(FULL) || is_told(subject) {
        return;
    }
    let message = format!(
        "支付{}占预算{}的{}%，指标得分{}分（满分{}分），请说明未支付的部分是节约、质保金还是待验收后支付。",
        subject.amount_of_money(paid),
        subject.amount_of_money(budget),
        execution::two_decimals(rate),
        model::Exact(points),
        model::Exact(most)
    );
    report
        .form(Vec::new(), message)
        .fact("rate", execution::two_decimals(rate).to_string())
        .fact("points", points.to_string());
}

/// Points and weights of the rows that have both.
fn points(subject: &Subject) -> Option<(Decimal, Decimal)> {
    let rows = subject
        .rows
        .iter()
        .filter_map(|row| Some((row.row.score?.0, row.row.weight?.0)));
    let sums = rows.fold((Decimal::ZERO, Decimal::ZERO), |sums, row| {
        (sums.0.saturating_add(row.0), sums.1.saturating_add(row.1))
    });
    (sums.1 > Decimal::ZERO).then_some(sums)
}

/// Whether the form says why money was left: saved, kept as security, due after acceptance.
fn is_told(subject: &Subject) -> bool {
    let form = subject.form;
    let goals = form.goals.iter().filter_map(|goal| goal.result.as_deref());
    let fields = form.extra.iter().map(|extra| extra.text.as_str());
    let loose = form.unplaced.iter().map(|loose| loose.text.as_str());
    let notes = form
        .funds
        .lines
        .iter()
        .filter_map(|line| line.note.as_deref());
    let rows = form
        .indicators
        .iter()
        .flat_map(|row| [row.deviation.as_deref(), row.remark.as_deref()]);
    goals
        .chain(fields)
        .chain(loose)
        .chain(notes)
        .chain(rows.flatten())
        .any(|text| lists_in(text).has(List::Retained))
}
