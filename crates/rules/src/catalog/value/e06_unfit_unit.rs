//! E06: the unit cannot be that of the name, or a share exceeds 100%.

use crate::report::Report;
use crate::rule::{Check, Rule, TARGET};
use crate::subject::{Row, Subject};
use law::regulation::cite;
use law::vocabulary::{HeadKind, List, UnitFamily, unit_family};
use model::{Severity, ValueKind};

/// E06.
pub static RULE: Rule = Rule {
    code: "E06",
    name: "unfit-unit",
    severity: Severity::Warning,
    cites: &[cite("指标科学性")],
    kinds: TARGET,
    criterion: "指标科学性",
    page: include_str!("e06_unfit_unit.md"),
    check: Check::Form(check),
};

/// Rates that may exceed 100%.
const OPEN: &[&str] = &[
    "增长",
    "提高",
    "提升",
    "增加",
    "增幅",
    "完成",
    "使用",
    "利用",
    "配套",
    "产销",
    "毛入学",
    "入住",
    "上座",
    "负荷",
];

fn check(subject: &Subject, report: &mut Report) {
    for row in subject.judged() {
        let value = row.value();
        let measured = matches!(value.kind, ValueKind::Number | ValueKind::Range);
        let (Some(unit), true, false) = (value.unit.as_deref(), measured, row.class_open) else {
            continue;
        };
        let Some(said) = mismatch(row, unit).filter(|_| !row.verified_cost) else {
            continue;
        };
        report
            .value(
                row,
                format!("“{}”的指标值“{}”{said}。", row.row.path(), value.raw),
            )
            .fact("unit", unit)
            .fact("found", value.raw.as_str());
    }
}

fn mismatch(row: &Row, unit: &str) -> Option<String> {
    let head = row.head?;
    // A name that holds its number, with 100% beside it, is E01's matter.
    if row.value().is_hundred_percent() && row.name.numbers.iter().any(|number| number.is_count()) {
        return None;
    }
    // 减少事故起数 ≥20%: a change of a count is a rate.
    let changes = !law::vocabulary::words_of(List::Change, row.name.text).is_empty()
        || !law::vocabulary::words_of(List::Reduction, row.name.text).is_empty();
    if changes && unit == "%" && matches!(head.kind, HeadKind::Count | HeadKind::Size) {
        return None;
    }
    // 起/万人, 元/户: a relation says by itself what is measured.
    if unit.contains('/') {
        return None;
    }
    let family = unit_family(unit)?;
    let counts = family.is_count() || family == UnitFamily::Money;
    match head.kind {
        HeadKind::Count | HeadKind::Size if family == UnitFamily::Rate => Some(format!(
            "以“{unit}”计，与“{}”不符，请改为数量和相应的单位，或改用比率作名称",
            head.word
        )),
        HeadKind::Count if head.word.contains('人') && family != UnitFamily::Person && counts => {
            Some(format!(
                "以“{unit}”计，与“{}”不符，请核对数量和单位",
                head.word
            ))
        }
        HeadKind::Rate | HeadKind::Satisfaction if counts => Some(format!(
            "以“{unit}”计，与“{}”不符，请改为百分比，或改用数量作名称",
            head.word
        )),
        HeadKind::Rate | HeadKind::Satisfaction if unit == "%" && exceeds(row) => {
            Some("超过100%，请核对".to_owned())
        }
        _ => None,
    }
}

/// Whether a share is more than the whole.
fn exceeds(row: &Row) -> bool {
    let open = OPEN.iter().any(|word| row.name.text.contains(word));
    let number = row.value().upper.or(row.value().number);
    !open && number.is_some_and(|number| number.0 > 100.into())
}
