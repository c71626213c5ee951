//! D04: no cost indicator where the form or the kind of project requires one.

use crate::report::Report;
use crate::rule::{Check, Rule, TARGET};
use crate::subject::{Row, Subject};
use law::profile::CostLevel;
use law::regulation::cite;
use law::vocabulary::List;
use model::{IndicatorClass, Severity};

/// D04.
pub static RULE: Rule = Rule {
    code: "D04",
    name: "cost-missing",
    severity: Severity::Warning,
    cites: &[cite("R34-target-scope"), cite("R88-10"), cite("R101-cost")],
    kinds: TARGET,
    criterion: "指标科学性",
    page: include_str!("d04_cost_missing.md"),
    check: Check::Form(check),
};

fn check(subject: &Subject, report: &mut Report) {
    let newer = subject.profile.cost_level == CostLevel::First;
    let required = subject.profile.requires(IndicatorClass::Cost)
        || crate::printed::requires(subject.form, IndicatorClass::Cost)
        || subject.project.has(List::Works)
        || newer && subject.project.has(List::Capital);
    // A printed row that was left empty asks for a cost and has none.
    let filled = |row: &Row| !row.name.text.is_empty() || !row.value().raw.is_empty();
    let has_cost = subject
        .rows
        .iter()
        .any(|row| row.class == Some(IndicatorClass::Cost) && filled(row));
    // While a label is in doubt, the missing one may be just that label.
    if !required || has_cost || subject.rows.is_empty() || subject.has_open_reading() {
        return;
    }
    let at = subject
        .rows
        .first()
        .map(|row| row.row.place())
        .unwrap_or_default();
    let usual = subject.usual(IndicatorClass::Cost, "单位成本");
    report.form(
        at,
        format!("没有成本指标，请补充{usual}或分项成本的控制数（≤＿＿元）。"),
    );
}
