//! C02: the overall goal has no number, unit or date.

use crate::dates::deadline_in;
use crate::report::Report;
use crate::rule::{Check, Rule, TARGET};
use crate::subject::Subject;
use law::regulation::cite;
use model::Severity;

/// C02.
pub static RULE: Rule = Rule {
    code: "C02",
    name: "goal-without-numbers",
    severity: Severity::Warning,
    cites: &[cite("R88-13-2"), cite("明确清晰性")],
    kinds: TARGET,
    criterion: "明确清晰性",
    page: include_str!("c02_goal_without_numbers.md"),
    check: Check::Form(check),
};

/// Graded wording that can be judged without a number.
const GRADED: &[&str] = &[
    "良好以上",
    "优良",
    "优秀",
    "合格以上",
    "达到合格",
    "达到良好",
    "等级达到",
];

fn check(subject: &Subject, report: &mut Report) {
    let Some(goal) = &subject.goal else { return };
    let text = &goal.text;
    if text.has_number()
        || deadline_in(text.text, subject.dates).is_some()
        || GRADED.iter().any(|word| text.text.contains(word))
    {
        return;
    }
    report.goal("总体目标未体现预期产出的数量、时限和效果，请补充量化表述。");
}
