//! D10: satisfaction stands among the benefits.

use crate::report::Report;
use crate::rule::{Check, Rule, TARGET};
use crate::subject::{Row, Subject};
use law::regulation::cite;
use law::vocabulary::{HeadKind, List};
use model::{IndicatorClass, Severity};

/// D10.
pub static RULE: Rule = Rule {
    code: "D10",
    name: "satisfaction-under-benefit",
    severity: Severity::Warning,
    cites: &[cite("R88-10"), cite("R101-satisfaction")],
    kinds: TARGET,
    criterion: "指标科学性",
    page: include_str!("d10_satisfaction_under_benefit.md"),
    check: Check::Form(check),
};

fn check(subject: &Subject, report: &mut Report) {
    let has_own = subject
        .of_class(IndicatorClass::Satisfaction)
        .any(|row| !row.name.text.is_empty());
    let advice = if has_own {
        "请并入满意度指标"
    } else {
        "请移到满意度指标"
    };
    for row in subject.benefits().filter(|row| is_satisfaction(row)) {
        report
            .row(
                row,
                format!(
                    "{}“{}”是满意度，{advice}，这一行改填项目带来的变化；{}。",
                    row.label(),
                    row.name.text,
                    subject.leave_out(row.class.unwrap_or(IndicatorClass::Social)),
                ),
            )
            .fact("found", row.name.text);
    }
}

fn is_satisfaction(row: &Row) -> bool {
    // 投诉 counts as a social effect: only what people say of the service is satisfaction.
    let complaint = row.name.text.contains("投诉") && !row.name.text.contains("满意");
    let named = row.has_head(HeadKind::Satisfaction) || row.name.lists.has(List::Satisfaction);
    named && !complaint
}
