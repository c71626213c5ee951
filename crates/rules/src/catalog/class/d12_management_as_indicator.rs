//! D12: a duty of management stands as an indicator.

use crate::report::Report;
use crate::rule::{Check, Rule, TARGET};
use crate::subject::{Row, Subject};
use law::regulation::cite;
use law::vocabulary::{List, ProjectTrait, words_of};
use model::{IndicatorClass, Severity};

/// D12.
pub static RULE: Rule = Rule {
    code: "D12",
    name: "management-as-indicator",
    severity: Severity::Hint,
    cites: &[cite("R101-P1")],
    kinds: TARGET,
    criterion: "指标科学性",
    page: include_str!("d12_management_as_indicator.md"),
    check: Check::Form(check),
};

fn check(subject: &Subject, report: &mut Report) {
    for row in subject.judged().filter(|row| is_delivery(row.class)) {
        let Some(word) = words_of(List::Management, row.name.text).into_iter().next() else {
            continue;
        };
        if is_subject_of_project(subject, row, word) {
            continue;
        }
        report
            .row(
                row,
                format!(
                    "“{}”是项目管理的要求，不是产出或效果，建议删去或改填项目的产出、效果；预算执行率另有分值。",
                    row.row.path()
                ),
            )
            .fact("found", word);
    }
}

/// Outputs and benefits; a mechanism that stays is what a lasting effect asks for.
fn is_delivery(class: Option<IndicatorClass>) -> bool {
    class.is_some_and(|class| {
        class.is_output() && class != IndicatorClass::Cost
            || class.is_benefit() && class != IndicatorClass::Lasting
    })
}

/// Whether the project itself pays, meets or makes rules, so that the word names its output.
fn is_subject_of_project(subject: &Subject, row: &Row, word: &str) -> bool {
    let project = subject.form.project_name();
    let pays = subject.is(ProjectTrait::Pays)
        && (word.starts_with("资金") || word.starts_with("经费") || word.starts_with("支付"))
        && ["足额", "及时", "准确", "发放", "兑付"]
            .iter()
            .any(|way| row.name.text.contains(way));
    pays || word.starts_with("会议") && (subject.is(ProjectTrait::Meets) || project.ends_with('会'))
        || word.starts_with("制度") && project.contains("制度")
}
