//! J02: approved without a review, or against what the review said.

use crate::beside::Case;
use crate::dates::written;
use crate::report::Report;
use crate::rule::{ANY, Check, Rule};
use crate::subject::Subject;
use law::regulation::cite;
use model::Severity;
use model::outside::ProjectRecord;

/// J02.
pub static RULE: Rule = Rule {
    code: "J02",
    name: "approved-without-review",
    severity: Severity::Error,
    cites: &[cite("R88-25"), cite("R88-26")],
    kinds: ANY,
    criterion: "",
    page: include_str!("j02_approved_without_review.md"),
    check: Check::Beside(check),
};

fn check(_: &Subject, case: &Case, report: &mut Report) {
    let Some(record) = case.record.filter(|_| case.outside.kept.reviews) else {
        return;
    };
    report.compared();
    if let Some(message) = gap(record) {
        report
            .form(Vec::new(), message)
            .fact("grade", record.grade.as_str());
    }
}

/// What is missing between review and approval.
fn gap(record: &ProjectRecord) -> Option<String> {
    let day = record.approved?;
    let approved = written(day);
    if record.reviewed.is_none() && record.grade.is_empty() {
        return Some(format!(
            "台账登记{approved}批复，没有审核记录，请补登审核，或核对批复日期。"
        ));
    }
    if let Some(reviewed) = record.reviewed.filter(|reviewed| *reviewed > day) {
        let reviewed = written(reviewed);
        return Some(format!(
            "台账登记{reviewed}审核，早于它的{approved}已批复，请核对日期。"
        ));
    }
    match record.grade.trim() {
        "中" => match record.resubmitted {
            None => Some(format!(
                "审核结果为“中”，没有修改重报的记录，{approved}已批复，请补登重报和再次审核。"
            )),
            Some(again) if again > day => {
                let again = written(again);
                Some(format!(
                    "审核结果为“中”，{again}重报，早于它的{approved}已批复，请核对日期。"
                ))
            }
            Some(_) => None,
        },
        "差" => Some(format!(
            "审核结果为“差”，按规定不进入下一步预算安排，{approved}已批复，请核对，或登记重新申报后的审核结果。"
        )),
        _ => None,
    }
}
