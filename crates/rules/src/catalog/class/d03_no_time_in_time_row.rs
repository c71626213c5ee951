//! D03: the timeliness row holds an amount, a count, or a sentence without time.

use crate::report::Report;
use crate::rule::{Check, Rule, TARGET};
use crate::subject::{Row, Subject};
use law::regulation::cite;
use law::vocabulary::{HeadKind, List, UnitFamily};
use model::{IndicatorClass, Severity, ValueKind};

/// D03.
pub static RULE: Rule = Rule {
    code: "D03",
    name: "no-time-in-time-row",
    severity: Severity::Warning,
    cites: &[cite("R88-10"), cite("R101-output")],
    kinds: TARGET,
    criterion: "指标科学性",
    page: include_str!("d03_no_time_in_time_row.md"),
    check: Check::Form(check),
};

fn check(subject: &Subject, report: &mut Report) {
    for row in subject.of_class(IndicatorClass::Time) {
        if row.name.text.is_empty() || speaks_of_time(row) {
            continue;
        }
        let what = match row.unit {
            Some(UnitFamily::Money) => "金额",
            Some(unit) if unit.is_count() => "数量",
            _ => "其他内容",
        };
        let usual = subject.usual(IndicatorClass::Time, "完成时间或及时率");
        report
            .row(
                row,
                format!(
                    "时效指标“{}”（{}）写的是{what}，请改为{usual}，原有内容移到相应的指标。",
                    row.name.text,
                    row.value().raw
                ),
            )
            .fact("found", what);
    }
}

fn speaks_of_time(row: &Row) -> bool {
    let value = row.value();
    let timed = matches!(value.kind, ValueKind::Deadline | ValueKind::Period)
        || row.unit == Some(UnitFamily::Span)
        || crate::dates::recurs(&value.raw);
    let counted = row
        .unit
        .is_some_and(|unit| unit == UnitFamily::Money || unit.is_count());
    // 48小时内报告率: a span in the name is the time that the rate is about.
    let spans = row
        .name
        .numbers
        .iter()
        .any(|number| number.family == Some(UnitFamily::Span));
    let named = row.has_head(HeadKind::Time)
        || row.deadline.is_some()
        || row.name.lists.has(List::Time)
        || spans;
    // A date typed as a serial number is still a date.
    let serial = value.unit.is_none()
        && value
            .number
            .is_some_and(|n| n.0 >= 36_526.into() && n.0 <= 73_050.into());
    timed || serial || named && (!counted || row.has_head(HeadKind::Time) || row.deadline.is_some())
}
