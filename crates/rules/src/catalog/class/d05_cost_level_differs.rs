//! D05: the cost rows stand on another level than the form's tree has them.

use crate::report::Report;
use crate::rule::{Check, Rule, TARGET};
use crate::subject::{Row, Subject};
use law::profile::CostLevel;
use law::regulation::cite;
use law::vocabulary::{Group, level_key, level1};
use model::{IndicatorClass, Severity};

/// D05.
pub static RULE: Rule = Rule {
    code: "D05",
    name: "cost-level-differs",
    severity: Severity::Hint,
    cites: &[cite("R88-10"), cite("R101-weight")],
    kinds: TARGET,
    criterion: "指标科学性",
    page: include_str!("d05_cost_level_differs.md"),
    check: Check::Form(check),
};

fn check(subject: &Subject, report: &mut Report) {
    if subject.has_open_reading() {
        return;
    }
    // A shifted row stands where extraction put it.
    let costs: Vec<&Row> = subject
        .judged()
        .filter(|row| row.class == Some(IndicatorClass::Cost) && !row.row.is_inferred())
        .collect();
    let on = |group| {
        let own = costs.iter().copied();
        own.filter(move |row| level1(row.row.level1.as_deref().unwrap_or("")) == Some(group))
            .collect::<Vec<&Row>>()
    };
    let (first, second) = (on(Group::Cost), on(Group::Output));
    // What the form prints about itself goes before what its profile supposes.
    let printed = crate::printed::follows(subject.form, "R101");
    let level = if printed {
        CostLevel::First
    } else {
        subject.profile.cost_level
    };
    let (rows, advice) = match level {
        CostLevel::Second if !first.is_empty() => (
            first,
            "列为一级指标，本表的成本指标在产出指标下，请按表式调整",
        ),
        CostLevel::First
            if !second.is_empty() && (printed || !is_in_transition(subject, &first)) =>
        {
            (
                second,
                "列在产出指标下，本表的成本指标是一级指标，请按表式调整",
            )
        }
        _ => {
            let newer: Vec<&Row> = second
                .into_iter()
                .filter(|row| is_newer_word(row))
                .collect();
            (
                newer,
                "是一级指标“成本指标”的下级，本表列在产出指标下，请核对表式",
            )
        }
    };
    let Some((leader, others)) = rows.split_first() else {
        return;
    };
    report
        .row(leader, format!("“{}”{advice}。", leader.label()))
        .related(others.iter().copied());
}

/// Forms with weights kept 成本指标 under 产出指标 for some years.
fn is_in_transition(subject: &Subject, first: &[&Row]) -> bool {
    first.is_empty() && subject.rows.iter().any(|row| row.row.weight.is_some())
}

/// 经济成本, 社会成本, 生态环境成本: words of the tree in which cost is a first level.
fn is_newer_word(row: &Row) -> bool {
    let key = level_key(row.row.level2.as_deref().unwrap_or(""));
    matches!(key.as_str(), "经济成本" | "社会成本" | "生态环境成本")
}
