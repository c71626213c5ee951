//! L07: money was due in the first half of the year, and nearly all of it was paid in December.

use super::l01_execution_against_payments::of_year;
use crate::beside::Case;
use crate::execution::two_decimals;
use crate::quote::quoted;
use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::subject::{Row, Subject};
use law::vocabulary::List;
use model::{FormKind, IndicatorClass, Severity};
use rust_decimal::Decimal;

/// L07.
pub static RULE: Rule = Rule {
    code: "L07",
    name: "paid-in-december",
    severity: Severity::Hint,
    cites: &[],
    kinds: &[FormKind::Target, FormKind::SelfEvaluation],
    criterion: "",
    page: include_str!("l07_paid_in_december.md"),
    check: Check::Beside(check),
};

/// The share paid in December from which it is nearly all.
const NEARLY_ALL: Decimal = Decimal::from_parts(80, 0, 0, false, 0);

fn check(subject: &Subject, case: &Case, report: &mut Report) {
    let Some(payments) = &case.payments else {
        return;
    };
    report.compared();
    let own = of_year(subject, payments);
    let sum = |december: bool| {
        own.iter()
            .filter(|payment| !december || payment.day.is_some_and(|day| day.month() == 12))
            .fold(Decimal::ZERO, |sum, payment| {
                sum.saturating_add(payment.amount.yuan())
            })
    };
    let (all, december) = (sum(false), sum(true));
    let Some(share) = december
        .checked_div(all)
        .and_then(|share| share.checked_mul(Decimal::ONE_HUNDRED))
    else {
        return;
    };
    if share < NEARLY_ALL || own.iter().any(|payment| payment.day.is_none()) {
        return;
    }
    for row in subject
        .of_class(IndicatorClass::Time)
        .filter(|row| is_payment_due_early(row))
    {
        let message = format!(
            "“{}”的时限为{}，支付明细中{}%在12月支付，请核对时限，或说明支付较晚的原因。",
            row.row.path(),
            quoted(&row.value().raw),
            two_decimals(share)
        );
        report
            .value(row, message)
            .fact("share", two_decimals(share).to_string());
    }
}

/// Whether the row sets a day in the first half of the year for paying, and does not say itself that it was late.
fn is_payment_due_early(row: &Row) -> bool {
    let due = row.value().date.as_ref().and_then(|span| span.to);
    let early = due.is_some_and(|due| due.month() <= 6);
    let late = row
        .row
        .actual
        .as_ref()
        .and_then(|actual| actual.date.as_ref()?.to)
        .zip(due)
        .is_some_and(|(actual, due)| actual > due);
    let pays = row.name.lists.has(List::OwnDuty) || row.name.text.contains("资金");
    early && pays && !late && !crate::dates::recurs(&row.value().raw)
}
