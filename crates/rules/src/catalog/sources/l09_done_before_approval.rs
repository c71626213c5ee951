//! L09: the work was finished before its target was approved, and the values are those of the result.

use crate::beside::Case;
use crate::compare::pair;
use crate::dates::written;
use crate::identity::is_one_year;
use crate::progress;
use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::subject::Subject;
use law::vocabulary::{List, lists_in};
use model::{FormKind, Severity, ValueKind};

/// L09.
pub static RULE: Rule = Rule {
    code: "L09",
    name: "done-before-approval",
    severity: Severity::Hint,
    cites: &[],
    kinds: &[FormKind::Target, FormKind::SelfEvaluation],
    criterion: "",
    page: include_str!("l09_done_before_approval.md"),
    check: Check::Beside(check),
};

/// So many numbers equal to their targets make a table of results.
const ROWS: usize = 2;

fn check(subject: &Subject, case: &Case, report: &mut Report) {
    let Some(record) = case.record else { return };
    let (Some(approved), Some(finished)) = (record.approved, record.finished) else {
        return;
    };
    report.compared();
    if finished >= approved || has_own_date(subject) || is_continued(subject) {
        return;
    }
    let results = match subject.form.kind {
        FormKind::SelfEvaluation => of_own(subject),
        _ => case.evaluation.map(|known| of_other(subject, &known.form)).unwrap_or_default(),
    };
    if results.len() < ROWS || !results.iter().all(|same| *same) {
        return;
    }
    let message = format!(
        "台账登记工作{}完成，目标{}批复，{}个指标值与完成值相同，请说明目标设定的依据，或改为其余工作的目标。",
        written(finished),
        written(approved),
        results.len()
    );
    report
        .form(Vec::new(), message)
        .fact("finished", finished.to_string())
        .fact("approved", approved.to_string());
}

/// For each row with a number, whether what was reached is the target to the digit.
fn of_own(subject: &Subject) -> Vec<bool> {
    let rows = subject.judged().filter(|row| row.value().kind == ValueKind::Number);
    rows.filter_map(|row| Some(progress::reached(row, row.row.actual.as_ref()?, subject.dates)?.same))
        .collect()
}

fn of_other(subject: &Subject, evaluation: &model::Form) -> Vec<bool> {
    let rows = pair(subject, evaluation).both.into_iter();
    rows.filter(|(row, _)| row.value().kind == ValueKind::Number)
        .filter_map(|(row, other)| Some(progress::reached(row, other.actual.as_ref()?, subject.dates)?.same))
        .collect()
}

/// Whether the work has its own day in the year: visits at a festival.
fn has_own_date(subject: &Subject) -> bool {
    let rows = subject.rows.iter().any(|row| {
        row.name.lists.has(List::Festival) || lists_in(&row.value().raw).has(List::Festival)
    });
    subject.project.has(List::Festival) || rows
}

/// Whether the work began under an earlier approval.
fn is_continued(subject: &Subject) -> bool {
    let form = subject.form;
    let goal = form.annual_goal().map(|goal| goal.text.as_str()).unwrap_or_default();
    let attribute = form.project.attribute.as_deref().unwrap_or_default();
    is_one_year(form) == Some(false)
        || ["延续", "阶段", "跨年"].iter().any(|word| attribute.contains(word))
        || ["结转", "续建", "上年批复", "提前下达", "提前批"]
            .iter()
            .any(|word| goal.contains(word) || form.project_name().contains(word))
}
