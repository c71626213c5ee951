//! D02: the quality row says that something is done, not how well.

use crate::report::Report;
use crate::rule::{Check, Rule, TARGET};
use crate::subject::Subject;
use law::regulation::cite;
use law::vocabulary::List;
use model::text::norm;
use model::{IndicatorClass, Severity, ValueKind};

/// D02.
pub static RULE: Rule = Rule {
    code: "D02",
    name: "activity-as-quality",
    severity: Severity::Warning,
    cites: &[cite("R101-output"), cite("指标科学性")],
    kinds: TARGET,
    criterion: "指标科学性",
    page: include_str!("d02_activity_as_quality.md"),
    check: Check::Form(check),
};

fn check(subject: &Subject, report: &mut Report) {
    let project = norm(subject.form.project_name());
    for row in subject.of_class(IndicatorClass::Quality) {
        let standard = row.head.is_some()
            || row.name.lists.has(List::Quality)
            || row.value().kind == ValueKind::Ordinal;
        if standard || row.name.text.is_empty() {
            continue;
        }
        if row.name.lists.has(List::Activity) || ends_in_project(&row.name.norm, &project) {
            let usual = subject.usual(IndicatorClass::Quality, "合格率、准确率、达标率");
            let name = row.name.text;
            report.row(
                row,
                format!("质量指标“{name}”写的是做什么，请改为做得怎样，如{usual}（≥＿＿%）。"),
            );
        }
    }
}

/// Whether the name ends in four or more characters of the project's name.
fn ends_in_project(name: &str, project: &str) -> bool {
    let chars: Vec<char> = name.chars().collect();
    chars.len() >= 4 && project.contains(&chars[chars.len() - 4..].iter().collect::<String>())
}
