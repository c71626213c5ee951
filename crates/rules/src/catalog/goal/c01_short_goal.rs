//! C01: the overall goal is empty, or hardly more than the project's name.

use crate::report::Report;
use crate::rule::{Check, Rule, TARGET};
use crate::subject::Subject;
use law::regulation::cite;
use model::Severity;
use model::text::Pairs;

/// C01.
pub static RULE: Rule = Rule {
    code: "C01",
    name: "short-goal",
    severity: Severity::Warning,
    cites: &[cite("明确清晰性"), cite("R88-9")],
    kinds: TARGET,
    criterion: "明确清晰性",
    page: include_str!("c01_short_goal.md"),
    check: Check::Form(check),
};

fn check(subject: &Subject, report: &mut Report) {
    let Some(goal) = &subject.goal else {
        if subject.form.annual_goal().is_some() {
            report
                .goal("总体目标为空，请写明预期产出的数量、时限和效果。")
                .severity(Severity::Error);
        }
        return;
    };
    let length = goal.text.length();
    let least = subject.profile.parameters.goal_min_characters as usize;
    let name = Pairs::of(subject.form.project_name());
    if length < least {
        report
            .goal(format!(
                "总体目标只有{length}个字，请写明预期产出的数量、时限和效果。"
            ))
            .fact("found", length)
            .fact("expected", least);
    } else if goal.text.pairs.dice(&name) >= 0.6 {
        report.goal("总体目标与项目名称基本相同，请写明预期产出的数量、时限和效果。");
    }
}
