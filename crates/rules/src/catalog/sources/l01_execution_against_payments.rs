//! L01: the executed amount of the self-evaluation differs from what was paid.

use crate::beside::Case;
use crate::execution;
use crate::report::Report;
use crate::rule::{Check, EVALUATION, Rule};
use crate::subject::Subject;
use model::Severity;
use model::outside::Payment;
use rust_decimal::Decimal;

/// L01.
pub static RULE: Rule = Rule {
    code: "L01",
    name: "execution-against-payments",
    severity: Severity::Warning,
    cites: &[],
    kinds: EVALUATION,
    criterion: "",
    page: include_str!("l01_execution_against_payments.md"),
    check: Check::Beside(check),
};

fn check(subject: &Subject, case: &Case, report: &mut Report) {
    let (Some(payments), Some(total)) = (&case.payments, execution::total(subject.form)) else {
        return;
    };
    report.compared();
    let own = of_year(subject, payments);
    let sum = |payments: &[&Payment]| {
        let amounts = payments.iter().map(|payment| payment.amount.yuan());
        amounts.fold(Decimal::ZERO, Decimal::saturating_add)
    };
    let paid = sum(&own);
    // Printed in 万元 with one decimal, an amount is known to half a thousand.
    let step = total
        .line
        .executed
        .as_ref()
        .map_or(Decimal::ZERO, |amount| subject.rounding(amount));
    let agrees = |amount: Decimal| amount.saturating_sub(paid).abs() <= step;
    // Money from elsewhere is not in the export: one line of the form, or several, may be what was paid.
    let parts: Vec<Decimal> = execution::lines(subject.form)
        .iter()
        .filter(|line| line.line.path.last() != total.line.path.last())
        .map(|line| line.executed)
        .collect();
    // Payments of the make-up period after the year count where they close the gap; earlier ones are of another year.
    let made_up = sum(&in_years(subject, payments, |paid, year| paid >= year));
    let late = total.executed.saturating_sub(made_up).abs() <= step;
    if agrees(total.executed) || late || is_sum_of_some(&parts, &agrees) || own.is_empty() {
        return;
    }
    let message = format!(
        "年度资金总额的执行数为{}，支付明细{}笔合计{}（截至12月31日），相差{}，请核对并说明（退款、以前年度支付、自有资金等）。",
        subject.amount_of_money(total.executed),
        own.len(),
        subject.amount_of_money(paid),
        subject.amount_of_money(total.executed.saturating_sub(paid).abs())
    );
    report
        .form(total.places(), message)
        .fact("expected", subject.amount(paid))
        .fact("found", subject.amount(total.executed))
        .fact("payments", own.len());
}

/// The payments of the form's year; those without a day count.
pub(super) fn of_year<'a>(subject: &Subject, payments: &[&'a Payment]) -> Vec<&'a Payment> {
    in_years(subject, payments, |paid, year| paid == year)
}

/// The payments in years that fit the form's; those without a day count.
fn in_years<'a>(
    subject: &Subject,
    payments: &[&'a Payment],
    fits: fn(i16, i16) -> bool,
) -> Vec<&'a Payment> {
    let years = |payment: &Payment| payment.day.zip(subject.form.fiscal_year);
    let kept = payments.iter().copied();
    kept.filter(|payment| years(payment).is_none_or(|(day, year)| fits(day.year(), year)))
        .collect()
}

/// Whether some of these amounts add up to one that agrees.
fn is_sum_of_some(parts: &[Decimal], agrees: &dyn Fn(Decimal) -> bool) -> bool {
    let parts = &parts[..parts.len().min(8)];
    (1..1_u32 << parts.len()).any(|choice| {
        let chosen = parts
            .iter()
            .enumerate()
            .filter(|(at, _)| choice & (1 << at) != 0)
            .map(|(_, part)| *part);
        agrees(chosen.fold(Decimal::ZERO, Decimal::saturating_add))
    })
}
