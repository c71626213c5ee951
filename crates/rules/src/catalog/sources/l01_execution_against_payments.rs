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
        .map_or(Decimal::ZERO, |amount| printed_step(subject, amount));
    let agrees = |amount: Decimal| amount.saturating_sub(paid).abs() <= step;
    // Money from elsewhere is not in the export: one line of the form, or several, may be what was paid.
    let parts: Vec<Decimal> = execution::lines(subject.form)
        .iter()
        .filter(|line| line.line.path.last() != total.line.path.last())
        .map(|line| line.executed)
        .collect();
    // Payments of the make-up period after the year count where they close the gap; earlier ones are of another year.
    let made_up = sum(&since_year(subject, payments));
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
    let year = subject.form.fiscal_year;
    let fits = |payment: &&&Payment| {
        payment
            .day
            .zip(year)
            .is_none_or(|(day, year)| day.year() == year)
    };
    payments.iter().filter(fits).copied().collect()
}

/// The payments since the form's year began; those without a day count.
fn since_year<'a>(subject: &Subject, payments: &[&'a Payment]) -> Vec<&'a Payment> {
    let year = subject.form.fiscal_year;
    let fits = |payment: &&&Payment| {
        payment
            .day
            .zip(year)
            .is_none_or(|(day, year)| day.year() >= year)
    };
    payments.iter().filter(fits).copied().collect()
}

/// By how much a printed amount may stand off: half of its last digit, in 元.
fn printed_step(subject: &Subject, amount: &model::Amount) -> Decimal {
    let unit = subject.form.amount_unit.unwrap_or(model::MoneyUnit::Yuan);
    let digits = amount.typed_number().map_or(0, |number| number.0.scale());
    unit.yuan() / Decimal::TWO / Decimal::from(10_u64.pow(digits.min(9)))
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
