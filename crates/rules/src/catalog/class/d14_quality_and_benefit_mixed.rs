//! D14: an end result stands in the quality row, or the examination of the delivery among the benefits.

use crate::measured::{bare, measured};
use crate::report::Report;
use crate::rule::{Check, Rule, TARGET};
use crate::subject::{Row, Subject};
use law::regulation::cite;
use law::vocabulary::List;
use model::{IndicatorClass, Severity};

/// D14.
pub static RULE: Rule = Rule {
    code: "D14",
    name: "quality-and-benefit-mixed",
    severity: Severity::Hint,
    cites: &[cite("R101-output"), cite("R101-benefit")],
    kinds: TARGET,
    criterion: "指标科学性",
    page: include_str!("d14_quality_and_benefit_mixed.md"),
    check: Check::Form(check),
};

fn check(subject: &Subject, report: &mut Report) {
    for row in subject.judged() {
        let advice = if is_result_as_quality(row) {
            "是项目带来的效果，建议移到效益指标，质量指标改填交付时可以检验的标准"
        } else if is_delivery_as_benefit(row) {
            "是产出交付时的质量，建议移到质量指标，效益指标改填项目带来的变化"
        } else {
            continue;
        };
        report
            .row(row, format!("“{}”{advice}。", row.row.path()))
            .fact("found", row.name.text);
    }
}

/// 就业率 in the quality row; 就业培训合格率 measures the training.
fn is_result_as_quality(row: &Row) -> bool {
    row.class == Some(IndicatorClass::Quality)
        && measured(List::Outcome, bare(row.name.text)).is_some()
}

/// 验收合格率 under a benefit. A fall of faults or a rise of pass rates is a change, and so an effect; what a spot check
/// finds in the goods of others is one too.
fn is_delivery_as_benefit(row: &Row) -> bool {
    row.class.is_some_and(IndicatorClass::is_benefit)
        && (row.name.text.contains("验收")
            || measured(List::Delivery, bare(row.name.text)).is_some())
        && !row.name.lists.has(List::Change)
        && !row.name.lists.has(List::Surveyed)
}
