//! 年度主要任务 of a department: a task a row with what it is about and its money, and the sums below.

use super::{Cell, Kind, Paper};
use crate::paper::Row;
use model::{Amount, Form, FormKind, FundLine};

/// The tasks of a form, where its fund lines are some: lines with parts of their own and words about them.
fn tasks(form: &Form) -> Vec<&FundLine> {
    let lines = &form.funds.lines;
    let has_parts = |line: &FundLine| {
        lines
            .iter()
            .any(|other| other.path.len() == 2 && other.path[0] == line.label)
    };
    let own = lines.iter().filter(|line| line.path.len() == 1);
    own.filter(|line| line.note.is_some() && has_parts(line))
        .collect()
}

/// The labels of the parts, in the order in which the tasks have them.
fn parts<'f>(form: &'f Form, tasks: &[&FundLine]) -> Vec<&'f str> {
    let mut labels: Vec<&str> = Vec::new();
    for line in &form.funds.lines {
        let of_task = line.path.len() == 2 && tasks.iter().any(|task| task.label == line.path[0]);
        if of_task && !labels.contains(&line.label.as_str()) {
            labels.push(&line.label);
        }
    }
    labels
}

/// How many columns the block needs; 0 where the form has no tasks.
pub(super) fn width(form: &Form) -> usize {
    let tasks = tasks(form);
    match form.kind == FormKind::Department && !tasks.is_empty() {
        true => 4 + parts(form, &tasks).len(),
        false => 0,
    }
}

/// Writes the block; false where the form has no tasks.
pub(super) fn write(form: &Form, paper: &mut Paper) -> bool {
    if width(form) == 0 {
        return false;
    }
    let tasks = tasks(form);
    let parts = parts(form, &tasks);
    // What is left of the columns goes to what the task is about.
    let content = paper.columns.len() - 3 - parts.len();
    let mut head = vec![
        Cell::new(Kind::Label, "年度主要任务").down(tasks.len() + 1),
        Cell::new(Kind::Label, "任务名称"),
        Cell::new(Kind::Label, "主要内容").across(content),
        Cell::new(Kind::Label, "总额"),
    ];
    head.extend(parts.iter().map(|label| Cell::new(Kind::Label, *label)));
    paper.rows.push(Row::of(head));
    let part = |task: Option<&FundLine>, label: &str| {
        let lines = form.funds.lines.iter();
        let own = |line: &&FundLine| match task {
            Some(task) => line.path.len() == 2 && line.path[0] == task.label && line.label == label,
            None => line.path.len() == 1 && line.label == label,
        };
        let found = lines.clone().find(own);
        amount(found.map(|line| &line.amount))
    };
    for task in &tasks {
        let mut cells = vec![
            Cell::new(Kind::Text, task.label.as_str()),
            Cell::new(Kind::Text, task.note.as_deref().unwrap_or("")).across(content),
            amount(Some(&task.amount)),
        ];
        cells.extend(parts.iter().map(|label| part(Some(task), label)));
        paper.push(cells);
    }
    let total = form.funds.annual_total.as_ref();
    let mut sums = vec![
        Cell::new(Kind::Label, "金额合计").across(2 + content),
        amount(total),
    ];
    sums.extend(parts.iter().map(|label| part(None, label)));
    paper.push(sums);
    true
}

fn amount(amount: Option<&Amount>) -> Cell {
    match amount {
        Some(amount) => Cell::new(Kind::Number, amount.raw.as_str()).at(amount.at.as_ref()),
        None => Cell::new(Kind::Number, ""),
    }
}
