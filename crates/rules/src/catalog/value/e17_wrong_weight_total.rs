//! E17: the weights of a form do not add up to the total its profile sets (I16).

use crate::report::Report;
use crate::rule::{ANY, Check, Rule};
use crate::subject::Subject;
use law::profile::Level1Weights;
use law::regulation::cite;
use law::vocabulary::Group;
use model::{Exact, Horizon, Severity};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

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
    let printed: Vec<Exact> = subject.form.weight_total.into_iter().collect();
    let totals = match (printed.is_empty(), groups.contains(&Group::Other)) {
        // What the form itself says goes before what is usual.
        (false, _) => &printed[..],
        (true, true) => &whole[..],
        (true, false) => &subject.profile.weights.totals,
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
            at.clone(),
            &[("identity", "I16".into())],
        );
        of_classes(subject, report, at);
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

/// The weights of each first level against the splits of the profile (I17). A form without one of the levels, and one that pays
/// salaries, splits otherwise.
fn of_classes(subject: &Subject, report: &mut Report, at: Vec<model::Place>) {
    let splits = &subject.profile.weights.level1;
    let mut sums: BTreeMap<&'static str, Decimal> = BTreeMap::new();
    for row in subject.form.annual() {
        let (Some(weight), Some(group)) = (
            row.weight,
            row.level1.as_deref().and_then(law::vocabulary::level1),
        ) else {
            continue;
        };
        let word = match group {
            Group::Cost => "成本",
            Group::Output => "产出",
            Group::Benefit => "效益",
            Group::Satisfaction => "满意度",
            Group::Other => return,
        };
        let sum = sums.entry(word).or_default();
        *sum = sum.saturating_add(weight.0);
    }
    let own = |word: &str| sums.get(word).copied().unwrap_or_default();
    let fits = |split: &Level1Weights| {
        own("成本") == split.cost.0
            && own("产出") == split.output.0
            && own("效益") == split.benefit.0
            && own("满意度") == split.satisfaction.0
    };
    let salaries = ["工资", "薪酬", "人员经费"]
        .iter()
        .any(|word| subject.form.project_name().contains(word));
    let Some(usual) = splits
        .first()
        .filter(|_| !salaries && sums.len() >= 3 && !splits.iter().any(fits))
    else {
        return;
    };
    let written = |amounts: [(&str, Decimal); 4]| {
        let parts = amounts.iter().filter(|(_, amount)| !amount.is_zero());
        let parts: Vec<String> = parts
            .map(|(word, amount)| format!("{word}{}", Exact(*amount)))
            .collect();
        parts.join("、")
    };
    let found = written([
        ("成本", own("成本")),
        ("产出", own("产出")),
        ("效益", own("效益")),
        ("满意度", own("满意度")),
    ]);
    let expected = written([
        ("成本", usual.cost.0),
        ("产出", usual.output.0),
        ("效益", usual.benefit.0),
        ("满意度", usual.satisfaction.0),
    ]);
    report
        .form(
            at,
            format!(
                "各一级指标权重为{found}，通常为{expected}；当地另有规定的从其规定，否则请调整。"
            ),
        )
        .severity(Severity::Hint)
        .fact("identity", "I17")
        .fact("expected", expected)
        .fact("found", found);
}
