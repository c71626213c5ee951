//! C08: an indicator that no clause of the goal asks for.

use crate::report::Report;
use crate::rule::{Check, Rule, TARGET};
use crate::subject::{GoalText, Row, Subject};
use law::regulation::cite;
use model::text::Pairs;
use model::{IndicatorClass, Severity};

/// C08.
pub static RULE: Rule = Rule {
    code: "C08",
    name: "indicator-beyond-goal",
    severity: Severity::Hint,
    cites: &[cite("R88-9"), cite("目标相关性")],
    kinds: TARGET,
    criterion: "目标相关性",
    page: include_str!("c08_indicator_beyond_goal.md"),
    check: Check::Form(check),
};

/// A shorter goal does not say enough to miss something in it.
const DETAILED: usize = 40;

/// So many numbers make a goal that breaks its work down.
const NUMBERS: usize = 3;

fn check(subject: &Subject, report: &mut Report) {
    let Some(goal) = &subject.goal else { return };
    let numbers = goal
        .text
        .numbers
        .iter()
        .filter(|number| !number.date)
        .count();
    if goal.text.length() < DETAILED || numbers < NUMBERS || subject.has_open_reading() {
        return;
    }
    let project = Pairs::of(subject.form.project_name());
    let beyond: Vec<&Row> = subject
        .judged()
        .filter(|row| is_asked_about(row) && !is_in(row, goal, &project))
        .collect();
    // A goal that speaks of other work altogether is a matter of C04.
    let asked = subject.judged().filter(|row| is_asked_about(row)).count();
    let Some(first) = beyond.first().filter(|_| beyond.len() < asked) else {
        return;
    };
    let names: Vec<String> = beyond
        .iter()
        .map(|row| crate::quote::quoted(&row.row.path()))
        .collect();
    report
        .row(
            first,
            format!(
                "{}在总体目标中没有对应的内容，请在目标中写明这项任务，或删去指标。",
                names.join("、")
            ),
        )
        .fact("rows", beyond.len())
        .related(beyond.iter().skip(1).copied());
}

/// Outputs that are counted. Effects follow from the work whether the goal names them or not, and a rate is no output.
fn is_asked_about(row: &Row) -> bool {
    row.class == Some(IndicatorClass::Quantity) && row.count().is_some()
}

/// Whether the goal has the row's number, or a piece of its name that says what it is about.
fn is_in(row: &Row, goal: &GoalText, project: &Pairs) -> bool {
    let number = |number: &crate::numbers::Quantity| {
        goal.text.numbers.iter().any(|other| {
            other.number == number.number
                && !other.date
                && (other.family == number.family || number.family.is_none())
        })
    };
    let value = crate::subject::Text::of(&row.value().raw);
    if value.numbers.iter().chain(&row.name.numbers).any(number) {
        return true;
    }
    let own: Vec<u64> = row.name.pairs.iter().collect();
    let goal: std::collections::HashSet<u64> = goal.text.pairs.iter().collect();
    let shared = own.iter().filter(|pair| goal.contains(pair)).count();
    let in_project: std::collections::HashSet<u64> = project.iter().collect();
    // Words of the project's name stand everywhere; what the row adds to them must be missing too.
    own.is_empty() || shared > 0 || own.iter().any(|pair| in_project.contains(pair))
}
