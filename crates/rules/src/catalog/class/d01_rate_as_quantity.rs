//! D01: the quantity row holds a rate, money or satisfaction.

use crate::report::Report;
use crate::rule::{Check, Rule, TARGET};
use crate::subject::{Row, Subject};
use law::regulation::cite;
use law::vocabulary::{HeadKind, List, UnitFamily};
use model::{IndicatorClass, Severity};

/// D01.
pub static RULE: Rule = Rule {
    code: "D01",
    name: "rate-as-quantity",
    severity: Severity::Warning,
    cites: &[cite("R88-10"), cite("R101-output"), cite("指标科学性")],
    kinds: TARGET,
    criterion: "指标科学性",
    page: include_str!("d01_rate_as_quantity.md"),
    check: Check::Form(check),
};

fn check(subject: &Subject, report: &mut Report) {
    for row in subject.of_class(IndicatorClass::Quantity) {
        let Some(what) = other_measure(row) else {
            continue;
        };
        // 接入单位数量 120%: the name is a quantity, only its value is not.
        if row.has_head(HeadKind::Count) || row.has_head(HeadKind::Size) {
            report
                .value(
                    row,
                    format!(
                        "数量指标“{}”的指标值“{}”是{what}，请改填数量和计量单位。",
                        row.name.text,
                        row.value().raw
                    ),
                )
                .fact("found", what);
        } else {
            report
                .row(
                    row,
                    format!(
                        "数量指标“{}”（{}）是{what}，请改填数量，{what}移到相应的指标。",
                        row.name.text,
                        row.value().raw
                    ),
                )
                .fact("found", what);
        }
    }
}

/// What the row measures instead of a number.
fn other_measure(row: &Row) -> Option<&'static str> {
    match row.unit {
        Some(UnitFamily::Rate) => return Some("比率"),
        Some(UnitFamily::Money) => return Some("金额"),
        Some(_) => return None,
        None => {}
    }
    match row.head.map(|head| head.kind) {
        Some(HeadKind::Rate) => Some("比率"),
        Some(HeadKind::Money) => Some("金额"),
        Some(HeadKind::Satisfaction) => Some("满意度"),
        Some(_) => None,
        // Words decide only where neither name nor unit says what is measured.
        None if row.value().number.is_some() => None,
        None if row.name.lists.has(List::Satisfaction) => Some("满意度"),
        None if row.name.lists.has(List::Quality) => Some("质量要求"),
        None => None,
    }
}
