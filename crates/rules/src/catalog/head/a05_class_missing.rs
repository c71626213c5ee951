//! A05: no output or no benefit at all, or a class that the form requires has no row.

use crate::report::Report;
use crate::rule::{Check, Rule, TARGET};
use crate::subject::Subject;
use law::regulation::cite;
use model::{IndicatorClass, Severity};

/// A05.
pub static RULE: Rule = Rule {
    code: "A05",
    name: "class-missing",
    severity: Severity::Error,
    cites: &[
        cite("R88-10"),
        cite("R34-target-scope"),
        cite("R101-output"),
        cite("R101-benefit"),
    ],
    kinds: TARGET,
    criterion: "指标科学性",
    page: include_str!("a05_class_missing.md"),
    check: Check::Form(check),
};

/// The closed list of classes in the order of the form.
const ALL: [IndicatorClass; 9] = [
    IndicatorClass::Quantity,
    IndicatorClass::Quality,
    IndicatorClass::Time,
    IndicatorClass::Cost,
    IndicatorClass::Economic,
    IndicatorClass::Social,
    IndicatorClass::Ecological,
    IndicatorClass::Lasting,
    IndicatorClass::Satisfaction,
];

/// Salaries and contributions, which some places exempt from benefits.
const EXEMPT: &[&str] = &[
    "工资",
    "薪酬",
    "人员经费",
    "社会保险",
    "社保",
    "公积金",
    "津贴补贴",
];

fn check(subject: &Subject, report: &mut Report) {
    let rows = &subject.rows;
    // While a label is in doubt or outside the closed list, the missing class may be just that one.
    let known = rows.iter().all(|row| {
        row.class
            .is_some_and(|class| class != IndicatorClass::Other)
    });
    if rows.is_empty()
        || !known
        || subject.has_open_reading()
        || rows.iter().any(|row| row.row.is_inferred())
    {
        return;
    }
    let has = |wanted: &dyn Fn(IndicatorClass) -> bool| {
        rows.iter().any(|row| row.class.is_some_and(wanted))
    };
    let outputs = has(&|class| {
        matches!(
            class,
            IndicatorClass::Quantity | IndicatorClass::Quality | IndicatorClass::Time
        )
    });
    let benefits = has(&IndicatorClass::is_benefit);
    let project = subject.form.project_name();
    let exempt = EXEMPT.iter().any(|word| project.contains(word));
    let at = rows.first().map(|row| row.row.place()).unwrap_or_default();
    if !outputs {
        report
            .form(
                at.clone(),
                "没有产出指标，请补充数量、质量、时效中与任务相应的指标。",
            )
            .fact("missing", "产出指标");
    }
    if !benefits && !exempt {
        report
            .form(
                at.clone(),
                "没有效益指标，只有投入和产出看不出效果，请补充经济、社会、生态效益或可持续影响中与项目相应的指标。",
            )
            .fact("missing", "效益指标");
    }
    let printed = ALL
        .iter()
        .filter(|class| crate::printed::requires(subject.form, **class));
    let mut required: Vec<IndicatorClass> = subject.profile.level2_required.clone();
    required.extend(printed);
    required.retain(|class| !crate::printed::waives(subject.form, *class));
    required.sort_by_key(|class| ALL.iter().position(|other| other == class));
    required.dedup();
    let filled =
        |row: &&crate::subject::Row| !row.name.text.is_empty() || !row.value().raw.is_empty();
    let missing: Vec<&str> = required
        .iter()
        .filter(|class| {
            !rows
                .iter()
                .filter(filled)
                .any(|row| row.class == Some(**class))
        })
        // What is missing as a whole was said above, a cost row is asked for by D04.
        .filter(|class| {
            **class != IndicatorClass::Cost
                && (outputs || class.is_benefit() || **class == IndicatorClass::Satisfaction)
        })
        .map(|class| class.word())
        .collect();
    if !missing.is_empty() {
        report
            .form(
                at,
                format!(
                    "未设{}指标，表式要求填写，请补充；确不涉及的填“不涉及”。",
                    missing.join("、")
                ),
            )
            .severity(Severity::Warning)
            .fact("missing", missing);
    }
}
