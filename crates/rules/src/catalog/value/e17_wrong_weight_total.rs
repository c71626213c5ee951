//! E17: the weights of a form do not add up to the total its profile sets (I16).

use crate::report::Report;
use crate::rule::{ANY, Check, Rule};
use crate::subject::Subject;
use law::regulation::cite;
use law::vocabulary::Group;
use model::{Exact, Horizon, Severity};
use rust_decimal::Decimal;

/// E17.
pub static RULE: Rule = Rule {
    code: "E17",
    name: "wrong-weight-total",
    severity: Severity::Error,
    cites: &[cite("R101-weight"), cite("R10-weight")],
    kinds: ANY,
    criterion: "规范完整性",
    page: include_str!("e17_wrong_weight_total.md"),
    check: Check::Form(check),
};

fn check(subject: &Subject, report: &mut Report) {
    let rows = || {
        subject
            .form
            .indicators
            .iter()
            .filter(|row| row.horizon == Horizon::Annual)
    };
    let weights: Vec<Decimal> = rows()
        .filter_map(|row| row.weight)
        .map(|weight| weight.0)
        .collect();
    // A form without a weight column, or with one filled in here and there, has nothing to add up.
    if weights.is_empty() || weights.len() < rows().filter(|row| !row.name.is_empty()).count() {
        return;
    }
    // Where the cells themselves were guessed, a point may be half of another number.
    let guessed = |row: &model::Indicator| {
        let from = row.inferred_from.as_ref();
        from.is_some_and(|from| from.code == "cells_restored")
    };
    if rows().any(guessed) {
        return;
    }
    let groups: Vec<_> = rows()
        .filter_map(|row| law::vocabulary::level1(row.level1.as_deref()?))
        .collect();
    // Outputs alone are the upper half of a form: what is missing there are rows, not points.
    if groups.iter().all(|group| *group == Group::Output) {
        return;
    }
    let sum = weights
        .iter()
        .fold(Decimal::ZERO, |sum, weight| sum.saturating_add(*weight));
    // A table that weighs 决策 and 过程 holds 预算执行率 among its rows.
    let whole = [subject.profile.weights.with_execution];
    let totals = if groups.contains(&Group::Other) {
        &whole[..]
    } else {
        &subject.profile.weights.totals
    };
    let Some(first) = totals.first() else { return };
    let written: Vec<String> = weights
        .iter()
        .map(|weight| Exact(*weight).to_string())
        .collect();
    let at: Vec<_> = rows()
        .filter(|row| row.weight.is_some())
        .flat_map(model::Indicator::place)
        .collect();
    if totals.iter().any(|total| total.0 == sum) {
        report.verified(
            format!("权重{}＝{}", written.join("＋"), Exact(sum)),
            at,
            &[("identity", "I16".into())],
        );
        return;
    }
    let expected: Vec<String> = totals
        .iter()
        .map(|total| {
            let gap = total.0 - sum;
            let word = if gap.is_sign_positive() { "少" } else { "多" };
            format!("{total}（{word}{}）", Exact(gap.abs()))
        })
        .collect();
    report
        .form(
            at,
            format!(
                "权重合计为{}，应为{}，请调整各指标权重。",
                Exact(sum),
                expected.join("或")
            ),
        )
        .fact("identity", "I16")
        .fact("expected", first.to_string())
        .fact("found", Exact(sum).to_string());
}
