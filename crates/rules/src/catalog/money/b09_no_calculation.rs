//! B09: only a lump sum equal to the budget, and no standard × quantity anywhere.

use crate::cost::price_rows;
use crate::report::Report;
use crate::rule::{Check, Rule, TARGET};
use crate::subject::{Row, Subject, Text};
use law::regulation::cite;
use law::vocabulary::List;
use model::{IndicatorClass, Severity};

/// B09.
pub static RULE: Rule = Rule {
    code: "B09",
    name: "no-calculation",
    severity: Severity::Warning,
    cites: &[
        cite("R88-13-4"),
        cite("实现可能性"),
        cite("R101-cost"),
        cite("R101-value"),
    ],
    kinds: TARGET,
    criterion: "实现可能性",
    page: include_str!("b09_no_calculation.md"),
    check: Check::Form(check),
};

fn check(subject: &Subject, report: &mut Report) {
    let Some(budget) = subject.budget() else {
        return;
    };
    let Some(row) = subject
        .judged()
        .find(|row| row.total_cost() == Some(budget) && row.calculation.is_none())
    else {
        return;
    };
    if is_calculated(subject) || is_indivisible(subject, row) {
        return;
    }
    report
        .value(row, format!("“{}”仅列总额{}，请在测算依据或备注中补充标准、数量及计算基数，或分列单价与数量两行。", row.row.path(), row.value().raw))
        .fact("total", subject.amount(budget));
}

/// Whether a row, the goal or a note multiplies a price or a percentage with something, or a price row stands beside a
/// quantity row.
fn is_calculated(subject: &Subject) -> bool {
    let explained = |text: &str| {
        let text = Text::of(text);
        let money = text
            .numbers
            .iter()
            .filter(|number| number.is_money())
            .count();
        crate::cost::Calculation::of(&text).is_some()
            || text.text.contains(['×', '*', '✕', 'x']) && text.numbers.len() >= 2
            || money >= 1 && text.numbers.iter().any(|number| number.is_percent())
            || money >= 2 && text.text.contains("明细")
    };
    let notes = |row: &Row| {
        row.row
            .basis
            .iter()
            .chain(&row.row.remark)
            .any(|text| explained(text))
    };
    let goal = subject.goal.as_ref().is_some_and(|goal| {
        crate::cost::Calculation::of(&goal.text).is_some()
            || goal.text.numbers.iter().any(|number| number.is_price())
    });
    let other = crate::printed::texts(subject.form).any(explained);
    let prices = subject
        .of_class(IndicatorClass::Cost)
        .any(|row| row.price().is_some());
    let rows = subject
        .rows
        .iter()
        .any(|row| row.calculation.is_some() || notes(row));
    goal || other
        || rows
        || price_rows(subject).is_some()
        || prices && subject.rows.iter().any(|row| row.count().is_some())
}

/// One thing bought, or works with an estimate of their own.
fn is_indivisible(subject: &Subject, row: &Row) -> bool {
    let one = rust_decimal::Decimal::ONE;
    let counts: Vec<_> = subject
        .of_class(IndicatorClass::Quantity)
        .filter_map(Row::count)
        .collect();
    let single = !counts.is_empty() && counts.iter().all(|(number, _)| *number == one);
    single || subject.project.has(List::Capital) || row.name.lists.has(List::Capital)
}
