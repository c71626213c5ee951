//! B07: the cost rows exceed the budget, or a total cost differs from it (I12, I13).

use crate::report::Report;
use crate::rule::{Check, Rule, TARGET};
use crate::subject::{Row, Subject};
use law::regulation::cite;
use model::{Exact, IndicatorClass, Operator, Severity};
use rust_decimal::Decimal;

/// B07.
pub static RULE: Rule = Rule {
    code: "B07",
    name: "cost-against-budget",
    severity: Severity::Warning,
    cites: &[cite("R88-13-4"), cite("资金匹配性"), cite("R101-cost")],
    kinds: TARGET,
    criterion: "资金匹配性",
    page: include_str!("b07_cost_against_budget.md"),
    check: Check::Form(check),
};

/// Words that call a cost the whole one.
const WHOLE: &[&str] = &[
    "总成本",
    "总费用",
    "总支出",
    "总经费",
    "总投资",
    "项目成本",
    "资金总额",
    "项目总额",
];

fn check(subject: &Subject, report: &mut Report) {
    let Some(budget) = subject.budget() else {
        return;
    };
    // An open class does not matter here: the row states money in every reading.
    let costs: Vec<(&Row, Decimal)> = subject
        .judged()
        .filter(|row| row.class == Some(IndicatorClass::Cost) || row.class_open)
        .filter_map(|row| Some((row, row.total_cost()?)))
        .collect();
    let (whole, parts): (Vec<_>, Vec<_>) = costs
        .into_iter()
        .partition(|(row, _)| WHOLE.iter().any(|word| row.name.text.contains(word)));
    let word = subject.budget_word();
    for (row, cost) in &whole {
        compare(subject, report, row, *cost, budget);
    }
    match parts.as_slice() {
        [] => {}
        [(row, cost)] if *cost == budget => equal(subject, report, row, *cost),
        [(row, cost)] if *cost > budget => above(subject, report, row, *cost, budget),
        [_] => {}
        several => {
            let sum: Decimal = several
                .iter()
                .fold(Decimal::ZERO, |sum, (_, cost)| sum.saturating_add(*cost));
            let at = several
                .iter()
                .flat_map(|(row, _)| row.row.cells.value.clone())
                .collect();
            if sum > budget {
                report
                    .form(
                        at,
                        format!(
                            "各分项成本合计{}，大于{word}{}，请核对。",
                            subject.amount(sum),
                            subject.amount(budget)
                        ),
                    )
                    .severity(Severity::Error)
                    .related(several.iter().map(|(row, _)| *row))
                    .fact("identity", "I13")
                    .fact("expected", Exact(budget).to_string())
                    .fact("found", Exact(sum).to_string());
            } else if sum == budget {
                report.verified(
                    format!("各分项成本合计{}＝{word}", subject.amount(sum)),
                    at,
                    &[("identity", "I13".into())],
                );
            }
        }
    }
}

fn compare(subject: &Subject, report: &mut Report, row: &Row, cost: Decimal, budget: Decimal) {
    if cost == budget {
        equal(subject, report, row, cost);
    } else if cost > budget {
        above(subject, report, row, cost, budget);
    } else if !matches!(
        row.value().operator,
        Some(Operator::AtMost | Operator::LessThan)
    ) {
        report
            .value(
                row,
                format!(
                    "“{}”为{}，低于{}{}，请核对；只含部分资金的，请在名称中写明。",
                    row.row.path(),
                    row.value().raw,
                    subject.budget_word(),
                    subject.amount(budget)
                ),
            )
            .fact("identity", "I12")
            .fact("expected", Exact(budget).to_string())
            .fact("found", Exact(cost).to_string());
    }
}

fn equal(subject: &Subject, report: &mut Report, row: &Row, cost: Decimal) {
    // A calculation that holds has said so already.
    if row.calculation.is_none() {
        let message = format!(
            "成本{}＝{}{}",
            row.value().raw,
            subject.budget_word(),
            subject.amount(cost)
        );
        report.verified(
            message,
            row.row.cells.value.clone(),
            &[("identity", "I12".into())],
        );
    }
}

fn above(subject: &Subject, report: &mut Report, row: &Row, cost: Decimal, budget: Decimal) {
    report
        .value(
            row,
            format!(
                "“{}”为{}，大于{}{}，请按预算核对。",
                row.row.path(),
                row.value().raw,
                subject.budget_word(),
                subject.amount(budget)
            ),
        )
        .severity(Severity::Error)
        .fact("identity", "I12")
        .fact("expected", Exact(budget).to_string())
        .fact("found", Exact(cost).to_string());
}
