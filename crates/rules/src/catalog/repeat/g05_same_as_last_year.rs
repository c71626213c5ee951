//! G05: the rows and values are those of last year although the budget is another.

use crate::beside::Case;
use crate::compare::{pair, same_but_for_year};
use crate::report::Report;
use crate::rule::{Check, Rule, TARGET};
use crate::subject::Subject;
use law::regulation::cite;
use law::vocabulary::{FundRole, List};
use model::text::Pairs;
use model::{Money, Severity};
use rust_decimal::Decimal;

/// G05.
pub static RULE: Rule = Rule {
    code: "G05",
    name: "same-as-last-year",
    severity: Severity::Hint,
    cites: &[cite("R101-value"), cite("绩效合理性")],
    kinds: TARGET,
    criterion: "绩效合理性",
    page: include_str!("g05_same_as_last_year.md"),
    check: Check::Beside(check),
};

/// Fewer rows are no table that could have been taken over.
const ROWS: usize = 3;

fn check(subject: &Subject, case: &Case, report: &mut Report) {
    let Some(previous) = case.previous else {
        return;
    };
    report.compared();
    let (Some(now), Some(then)) = (
        subject.budget(),
        previous.form.funds.budget().map(Money::yuan),
    ) else {
        return;
    };
    if then <= Decimal::ZERO || is_fixed_above(subject) {
        return;
    }
    let Some(change) = (now.saturating_sub(then)).checked_div(then) else {
        return;
    };
    let pairing = pair(subject, &previous.form);
    let same = pairing.here.is_empty()
        && pairing.there.is_empty()
        && pairing.both.len() >= ROWS
        && pairing.both.iter().all(|(row, other)| {
            row.name.pairs.dice(&Pairs::of(&other.name)) >= 0.95
                && same_but_for_year(row.value(), &other.value)
        });
    if !same || change.abs() <= Decimal::new(1, 1) {
        return;
    }
    let message = format!(
        "{}个指标和指标值与上年的表相同，{}由{}变为{}，请核对指标值是否随任务量调整。",
        pairing.both.len(),
        subject.budget_word(),
        subject.amount(then),
        subject.amount(now)
    );
    let at = subject.rows.first().map(|row| row.row.place());
    report
        .form(at.unwrap_or_default(), message)
        .fact("rows", pairing.both.len())
        .fact("previous", subject.amount(then))
        .fact("found", subject.amount(now))
        .beside(previous);
}

/// Whether law or a higher level fixes what is paid, so that the money follows the number of entitled persons.
fn is_fixed_above(subject: &Subject) -> bool {
    let transfers = subject.form.funds.lines.iter().any(|line| {
        law::vocabulary::fund_role(&line.label) == Some(FundRole::TransferBlock)
            && line
                .amount
                .for_sum()
                .is_some_and(|yuan| yuan > Decimal::ZERO)
    });
    subject.project.has(List::Statutory) || transfers
}
