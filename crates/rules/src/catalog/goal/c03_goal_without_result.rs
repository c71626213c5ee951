//! C03: the overall goal speaks of duties, meaning or attitude, and of no result.

use crate::report::Report;
use crate::rule::{Check, Rule, TARGET};
use crate::subject::Subject;
use law::regulation::cite;
use law::vocabulary::{List, lists_in};
use model::Severity;
use rust_decimal::Decimal;

/// C03.
pub static RULE: Rule = Rule {
    code: "C03",
    name: "goal-without-result",
    severity: Severity::Warning,
    cites: &[cite("R88-9"), cite("明确清晰性")],
    kinds: TARGET,
    criterion: "明确清晰性",
    page: include_str!("c03_goal_without_result.md"),
    check: Check::Form(check),
};

fn check(subject: &Subject, report: &mut Report) {
    let Some(goal) = &subject.goal else { return };
    let text = &goal.text;
    if text.has_number() {
        return;
    }
    let clauses: Vec<&str> = text
        .text
        .split(['，', '。', '；', ',', ';'])
        .filter(|clause| !clause.trim().is_empty())
        .collect();
    let wishes = clauses.iter().filter(|clause| {
        let lists = lists_in(clause);
        lists.has(List::Slogan) || lists.has(List::Vague)
    });
    let wishes = wishes.count();
    let result = [
        List::Quantity,
        List::Economic,
        List::Ecological,
        List::Satisfaction,
    ]
    .iter()
    .any(|list| text.lists.has(*list));
    let share = Decimal::from(wishes) / Decimal::from(clauses.len().max(1));
    let mostly_wishes = share >= subject.profile.parameters.goal_vague_share.0 && !result;
    let purpose_only = ["为了", "为进一步贯彻", "为深入贯彻", "为全面贯彻"]
        .iter()
        .any(|word| text.text.trim_start().starts_with(word));
    if !mostly_wishes && !purpose_only {
        return;
    }
    let soft = subject.office.has(List::SoftWork) || subject.project.has(List::SoftWork);
    report
        .goal("总体目标偏重意义表述，请补充要完成的工作和看得见的结果。")
        .severity(if soft {
            Severity::Hint
        } else {
            Severity::Warning
        })
        .fact("clauses", clauses.len())
        .fact("found", wishes);
}
