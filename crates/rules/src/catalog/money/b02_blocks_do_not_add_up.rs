//! B02: the annual total differs from 本级 plus 转移 (I01), or 转移 from its parts (I03).

use crate::identity;
use crate::report::Report;
use crate::rule::{ANY, Check, Rule};
use crate::subject::Subject;
use law::regulation::cite;
use model::{Exact, Severity};

/// B02.
pub static RULE: Rule = Rule {
    code: "B02",
    name: "blocks-do-not-add-up",
    severity: Severity::Error,
    cites: &[cite("资金匹配性")],
    kinds: ANY,
    criterion: "规范完整性",
    page: include_str!("b02_blocks_do_not_add_up.md"),
    check: Check::Form(check),
};

fn check(subject: &Subject, report: &mut Report) {
    let switches = &subject.profile.identities;
    let blocks = identity::blocks(subject.form).filter(|_| switches.blocks_add_up);
    let transfer = identity::parts(subject.form)
        .into_iter()
        .filter(|sum| sum.identity == "I03");
    for sum in blocks.into_iter().chain(transfer) {
        let Some(outcome) = sum.outcome(subject) else {
            continue;
        };
        let stated = subject.amount(outcome.stated);
        let difference = outcome.sum.saturating_sub(outcome.stated);
        if difference.abs() <= subject.profile.tolerance.0 {
            let message = format!("{}{stated}＝{}", sum.total_label, outcome.written);
            report.verified(
                message,
                outcome.at,
                &[("identity", sum.identity.into()), ("total", stated.into())],
            );
            continue;
        }
        let less = difference.is_sign_negative();
        // The block of the template has no line for city funds, so less may be right.
        let explained = sum.identity == "I03" && less && switches.transfer_lacks_city_line;
        let (severity, advice) = if explained {
            (Severity::Warning, "差额如为市级资金，请在备注中说明")
        } else {
            (Severity::Error, "请核对改为相等")
        };
        let word = if less { "少" } else { "多" };
        let (total, gap) = (
            subject.amount(outcome.sum),
            subject.amount(difference.abs()),
        );
        report
            .form(
                outcome.at,
                format!(
                    "{}为{stated}，{}，合计{total}，{word}{gap}，{advice}。",
                    sum.total_label, outcome.written
                ),
            )
            .severity(severity)
            .fact("identity", sum.identity)
            .fact("expected", Exact(outcome.stated).to_string())
            .fact("found", Exact(outcome.sum).to_string());
    }
}
