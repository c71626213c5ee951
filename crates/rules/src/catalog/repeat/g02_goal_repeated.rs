//! G02: a benefit row repeats the overall goal.

use crate::report::Report;
use crate::rule::{Check, Rule, TARGET};
use crate::subject::Subject;
use law::regulation::cite;
use model::Severity;

/// G02.
pub static RULE: Rule = Rule {
    code: "G02",
    name: "goal-repeated",
    severity: Severity::Warning,
    cites: &[cite("R88-9")],
    kinds: TARGET,
    criterion: "指标科学性",
    page: include_str!("g02_goal_repeated.md"),
    check: Check::Form(check),
};

fn check(subject: &Subject, report: &mut Report) {
    let Some(goal) = &subject.goal else { return };
    for row in subject.benefits() {
        let taken = row.name.length() >= 8 && row.name.pairs.contained_in(&goal.text.pairs) >= 0.9;
        let measured = row.name.has_number() || row.head.is_some() || row.states_measure();
        if taken && !measured {
            report.row(
                row,
                format!(
                    "“{}”与总体目标表述重复，请提炼可衡量的效果。",
                    row.row.path()
                ),
            );
        }
    }
}
