//! B04: a total is zero or negative, or a cost is zero beside a budget (I09, I10).

use crate::report::Report;
use crate::rule::{ANY, Check, Rule};
use crate::subject::Subject;
use law::regulation::cite;
use model::{Amount, IndicatorClass, MoneyUnit, Severity};

/// B04.
pub static RULE: Rule = Rule {
    code: "B04",
    name: "zero-amount",
    severity: Severity::Error,
    cites: &[cite("规范完整性")],
    kinds: ANY,
    criterion: "规范完整性",
    page: include_str!("b04_zero_amount.md"),
    check: Check::Form(check),
};

fn check(subject: &Subject, report: &mut Report) {
    let funds = &subject.form.funds;
    let is_difference = crate::printed::is_adjustment(subject.form);
    let totals = funds
        .total
        .iter()
        .map(|a| ("项目总额", a))
        .chain(funds.annual_total.iter().map(|a| ("年度资金总额", a)));
    for (label, amount) in totals {
        if let Some(number) = amount.typed_number()
            && number.0 <= 0.into()
            && !is_difference
        {
            let (word, identity) = if number.0.is_zero() {
                ("为0", "I10")
            } else {
                ("为负数", "I09")
            };
            say(
                report,
                amount,
                format!("{label}{word}，请核对金额和单位。"),
                identity,
            );
        }
    }
    for line in funds.lines.iter().filter(|_| !is_difference) {
        if line
            .amount
            .typed_number()
            .is_some_and(|number| number.0.is_sign_negative() && !number.0.is_zero())
        {
            say(
                report,
                &line.amount,
                format!("“{}”为负数（{}），请核对。", line.label, line.amount.raw),
                "I09",
            );
        }
    }
    let has_budget = subject.budget().is_some_and(|budget| budget > 0.into());
    for row in subject
        .of_class(IndicatorClass::Cost)
        .filter(|_| has_budget)
    {
        let value = row.value();
        let money = value.unit.as_deref().is_some_and(|unit| {
            MoneyUnit::from_word(unit.split('/').next().unwrap_or("")).is_some()
        });
        if money && value.number.is_some_and(|number| number.0.is_zero()) {
            report
                .value(row, format!("“{}”的金额为0，而项目有预算，可能因单位较大而舍入；请改用“元”或保留更多小数。", row.row.path()))
                .severity(Severity::Warning);
        }
    }
}

fn say(report: &mut Report, amount: &Amount, message: String, identity: &str) {
    let at = amount.at.iter().cloned().collect();
    report
        .form(at, message)
        .fact("identity", identity)
        .fact("found", amount.raw.as_str());
}
