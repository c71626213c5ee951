//! D07: the ecological row is filled in for a project without environmental content.

use crate::report::Report;
use crate::rule::{Check, Rule, TARGET};
use crate::subject::{Row, Subject};
use law::regulation::cite;
use law::vocabulary::List;
use model::{IndicatorClass, Severity};

/// D07.
pub static RULE: Rule = Rule {
    code: "D07",
    name: "ecological-unrelated",
    severity: Severity::Warning,
    cites: &[
        cite("R101-benefit"),
        cite("R101-P1"),
        cite("R88-13-1"),
        cite("目标相关性"),
    ],
    kinds: TARGET,
    criterion: "目标相关性",
    page: include_str!("d07_ecological_unrelated.md"),
    check: Check::Form(check),
};

fn check(subject: &Subject, report: &mut Report) {
    let goal = subject.goal.as_ref();
    let green_project = subject.project.has(List::Ecological)
        || goal.is_some_and(|goal| goal.text.lists.has(List::Ecological));
    for row in subject.of_class(IndicatorClass::Ecological) {
        if green_project || row.name.lists.has(List::Ecological) || row.name.text.is_empty() {
            continue;
        }
        let repeats = |other: &Row| {
            other.row.id != row.row.id && crate::likeness::same_text(&other.name, &row.name)
        };
        // A measure that the goal names too, 管网漏损率, is no repetition of it.
        if subject.benefits().any(repeats) || row.head.is_none() {
            let advice = subject.leave_out(IndicatorClass::Ecological);
            report.row(
                row,
                format!(
                    "“{}”看不出与生态环境的关系，生态效益请按实际影响填写；{advice}。",
                    row.name.text
                ),
            );
        }
    }
}
