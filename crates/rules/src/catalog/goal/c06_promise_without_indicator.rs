//! C06: a task or promise of the overall goal has no indicator.

use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::subject::{Subject, Text};
use law::regulation::cite;
use law::vocabulary::List;
use model::Severity;

/// C06.
pub static RULE: Rule = Rule {
    code: "C06",
    name: "promise-without-indicator",
    severity: Severity::Hint,
    cites: &[cite("R88-22-相关性"), cite("目标相关性")],
    criterion: "目标相关性",
    page: include_str!("c06_promise_without_indicator.md"),
    check: Check::Form(check),
};

/// Openings of clauses that give the background.
const BACKGROUND: &[&str] = &["为了", "为", "根据", "依据", "按照", "围绕", "通过"];

fn check(subject: &Subject, report: &mut Report) {
    let Some(goal) = &subject.goal else { return };
    if subject.rows.is_empty() {
        return;
    }
    let mut open = Vec::new();
    let mut numbered = false;
    for clause in goal.text.text.split(['，', '。', '；', ',', ';', '\n']) {
        let clause = clause.trim();
        if clause.is_empty() || BACKGROUND.iter().any(|word| clause.starts_with(word)) {
            continue;
        }
        let text = Text::of(clause);
        if text.has_number() && is_covered(subject, &text) {
            continue;
        }
        let task = text.lists.has(List::Activity) || text.lists.has(List::Promise);
        if task && best_match(subject, &text) < cover(subject) {
            numbered |= text.has_number();
            open.push(clause);
        }
    }
    if open.is_empty() {
        return;
    }
    let list: Vec<String> = open
        .iter()
        .map(|clause| crate::quote::quoted(clause))
        .collect();
    report
        .goal(format!(
            "总体目标中的{}没有对应的指标，请补充指标或从目标中移出。",
            list.join("、")
        ))
        .severity(if numbered {
            Severity::Warning
        } else {
            Severity::Hint
        })
        .fact("clauses", open);
}

fn cover(subject: &Subject) -> f64 {
    subject
        .profile
        .parameters
        .goal_task_cover
        .to_string()
        .parse()
        .unwrap_or(0.3)
}

fn best_match(subject: &Subject, clause: &Text) -> f64 {
    subject
        .rows
        .iter()
        .map(|row| clause.pairs.contained_in(&row.name.pairs))
        .fold(0.0, f64::max)
}

/// Whether every number of the clause stands in a value, a name, or the money block.
fn is_covered(subject: &Subject, clause: &Text) -> bool {
    let budget = subject.budget();
    let lines: Vec<_> = subject
        .form
        .funds
        .lines
        .iter()
        .filter_map(|line| line.amount.yuan)
        .map(model::Money::yuan)
        .collect();
    clause
        .numbers
        .iter()
        .filter(|number| !number.date)
        .all(|number| {
            let money = number.is_money()
                && (budget == Some(number.number) || lines.contains(&number.number));
            let row = subject.rows.iter().any(|row| {
                let scaled = Text::of(&row.value().raw);
                row.name
                    .numbers
                    .iter()
                    .chain(&scaled.numbers)
                    .any(|other| other.number == number.number)
            });
            money || row
        })
}
