//! E18: one indicator carries most of the weight.

use crate::report::Report;
use crate::rule::{Check, Rule, TARGET};
use crate::subject::{Row, Subject};
use law::regulation::cite;
use model::{Exact, IndicatorClass, Severity};

/// E18.
pub static RULE: Rule = Rule {
    code: "E18",
    name: "concentrated-weight",
    severity: Severity::Hint,
    cites: &[cite("R101-weight"), cite("R101-P2")],
    kinds: TARGET,
    criterion: "指标科学性",
    page: include_str!("e18_concentrated_weight.md"),
    check: Check::Form(check),
};

fn check(subject: &Subject, report: &mut Report) {
    let weighed: Vec<(&Row, Exact)> = subject
        .rows
        .iter()
        .filter_map(|row| Some((row, row.row.weight?)))
        .collect();
    let named = subject.rows.iter().filter(|row| !row.name.text.is_empty());
    // A weight column that is filled in here and there says nothing of importance.
    if weighed.len() < named.count() || guessed(subject) || has_single_output(subject) {
        return;
    }
    let parameters = &subject.profile.parameters;
    for (row, weight) in &weighed {
        let alone = row.class.is_some()
            && weighed
                .iter()
                .filter(|(other, _)| other.label() == row.label())
                .count()
                == 1;
        let said = if *weight > parameters.max_weight {
            format!("超过{}", parameters.max_weight)
        } else if alone && *weight > parameters.max_single_weight {
            format!(
                "是“{}”下唯一的指标，超过{}",
                row.label(),
                parameters.max_single_weight
            )
        } else {
            continue;
        };
        report
            .row(
                row,
                format!(
                    "“{}”的权重为{weight}，{said}，建议按重要程度分到几个指标。",
                    row.row.path()
                ),
            )
            .fact("found", weight.to_string());
    }
}

/// Where the cells themselves were guessed, points may be parts of other numbers.
fn guessed(subject: &Subject) -> bool {
    subject.rows.iter().any(|row| {
        let from = row.row.inferred_from.as_ref();
        from.is_some_and(|from| from.code == "cells_restored")
    })
}

/// A project that delivers one thing, counted, has no other row to share with.
fn has_single_output(subject: &Subject) -> bool {
    let outputs: Vec<&Row> = subject
        .judged()
        .filter(|row| row.class.is_some_and(IndicatorClass::is_output))
        .filter(|row| row.class != Some(IndicatorClass::Cost))
        .collect();
    let others = subject.rows.len() - outputs.len();
    matches!(outputs.as_slice(), [one] if one.count().is_some()) && others >= 2
}
