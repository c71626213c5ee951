//! L09: the work was finished before its target was approved, and the values are those of the result.

use crate::beside::Case;
use crate::compare::pair;
use crate::dates::written;
use crate::identity::is_one_year;
use crate::progress;
use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::subject::{Row, Subject};
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
        _ => case
            .evaluation
            .iter()
            .chain(&case.monitoring)
            .map(|known| of_other(subject, &known.form))
            .find(|results| !results.is_empty())
            .unwrap_or_default(),
    };
    if results.len() < ROWS || !results.iter().all(|same| *same) {
        return;
    }
    let message = format!(
        "台账登记工作{}完成，目标{}批复，{}个产出和成本指标的完成值与指标值相同，请说明目标设定的依据，或改为其余工作的目标。",
        written(finished),
        written(approved),
        results.len()
    );
    report
        .form(Vec::new(), message)
        .fact("finished", finished.to_string())
        .fact("approved", approved.to_string());
}

/// Whether a row states by a number what the work itself brings. Effects come later and may differ.
fn is_work(row: &Row) -> bool {
    let output = row.class.is_some_and(|class| class.is_output());
    output && row.value().kind == ValueKind::Number
}

/// For each row of the work, whether what was reached is the target to the digit.
fn of_own(subject: &Subject) -> Vec<bool> {
    let rows = subject.judged().filter(|row| is_work(row));
    rows.filter_map(|row| {
        Some(progress::reached(row, row.row.actual.as_ref()?, subject.dates)?.same)
    })
    .collect()
}

fn of_other(subject: &Subject, evaluation: &model::Form) -> Vec<bool> {
    let rows = pair(subject, evaluation).both.into_iter();
    rows.filter(|(row, _)| is_work(row))
        .filter_map(|(row, other)| {
            let monitored = other.monitoring.as_ref().map(|seen| &seen.to_date);
            let value = other.actual.as_ref().or(monitored)?;
            Some(progress::reached(row, value, subject.dates)?.same)
        })
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
    let goal = form
        .annual_goal()
        .map(|goal| goal.text.as_str())
        .unwrap_or_default();
    let attribute = form.project.attribute.as_deref().unwrap_or_default();
    is_one_year(form) == Some(false)
        || ["延续", "阶段", "跨年"]
            .iter()
            .any(|word| attribute.contains(word))
        || ["结转", "续建", "上年批复", "提前下达", "提前批"]
            .iter()
            .any(|word| goal.contains(word) || form.project_name().contains(word))
}
