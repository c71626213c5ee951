//! B01: an amount differs from the sum of its parts (I02, I07, I08).

use crate::execution;
use crate::identity;
use crate::report::Report;
use crate::rule::{ANY, Check, Rule};
use crate::subject::Subject;
use law::regulation::cite;
use model::{Exact, FormKind, Severity};
use rust_decimal::Decimal;

/// B01.
pub static RULE: Rule = Rule {
    code: "B01",
    name: "parts-do-not-add-up",
    severity: Severity::Error,
    cites: &[cite("资金匹配性"), cite("规范完整性")],
    kinds: ANY,
    criterion: "规范完整性",
    page: include_str!("b01_parts_do_not_add_up.md"),
    check: Check::Form(check),
};

fn check(subject: &Subject, report: &mut Report) {
    let profile = subject.profile;
    // K07 adds up every column of a self-evaluation's money table, this one among them.
    let by_column =
        subject.form.kind == FormKind::SelfEvaluation && execution::total(subject.form).is_some();
    for sum in identity::parts(subject.form)
        .iter()
        .filter(|sum| sum.identity != "I03" && !(by_column && sum.identity == "I07"))
    {
        let Some(outcome) = sum.outcome(subject) else {
            continue;
        };
        let (stated, total) = (subject.amount(outcome.stated), subject.amount(outcome.sum));
        let difference = outcome.sum.saturating_sub(outcome.stated);
        if difference.abs() <= profile.tolerance.0.max(rounding(subject, sum)) {
            let message = format!("{}{stated}＝{}", sum.total_label, outcome.written);
            report.verified(
                message,
                outcome.at,
                &[("identity", sum.identity.into()), ("total", stated.into())],
            );
            continue;
        }
        let less = difference.is_sign_negative();
        if less && profile.identities.parts_may_be_partial {
            continue;
        }
        let word = if less { "少" } else { "多" };
        let gap = subject.amount(difference.abs());
        let severity = if sum.may_be_less && less {
            Severity::Warning
        } else {
            Severity::Error
        };
        report
            .form(
                outcome.at,
                format!(
                    "{}为{stated}，各分项合计为{total}（{}），{word}{gap}，请核对改为相等。",
                    sum.total_label, outcome.written
                ),
            )
            .severity(severity)
            .fact("identity", sum.identity)
            .fact("expected", Exact(outcome.stated).to_string())
            .fact("found", Exact(outcome.sum).to_string());
    }
}

/// By how much a sum may differ where the form says that its amounts are rounded: half of the last digit of each, in 元.
fn rounding(subject: &Subject, sum: &identity::Sum) -> Decimal {
    if !crate::printed::rounds(subject.form) {
        return Decimal::ZERO;
    }
    let parts = sum.parts.iter().map(|line| subject.rounding(&line.amount));
    parts.fold(subject.rounding(sum.total), Decimal::saturating_add)
}
