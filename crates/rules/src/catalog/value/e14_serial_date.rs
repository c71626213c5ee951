//! E14: a date became the serial number of a spreadsheet, a number stands in scientific notation, a share lost its sign.

use crate::report::Report;
use crate::rule::{Check, Rule, TARGET};
use crate::subject::{Row, Subject};
use law::regulation::cite;
use law::vocabulary::HeadKind;
use model::{IndicatorClass, Severity, ValueKind};
use rust_decimal::Decimal;

/// E14.
pub static RULE: Rule = Rule {
    code: "E14",
    name: "serial-date",
    severity: Severity::Warning,
    cites: &[cite("规范完整性")],
    kinds: TARGET,
    criterion: "规范完整性",
    page: include_str!("e14_serial_date.md"),
    check: Check::Form(check),
};

/// Rates that are small numbers by nature.
const SMALL: &[&str] = &["容积率", "死亡率", "系数", "指数", "万人", "倍"];

fn check(subject: &Subject, report: &mut Report) {
    for row in subject.judged() {
        let raw = row.value().raw.trim();
        let path = row.row.path();
        if is_serial(row) {
            report
                .value(
                    row,
                    format!(
                        "“{path}”的指标值“{raw}”像是表格软件的日期序号，请按日期格式填写完成时间。"
                    ),
                )
                .fact("found", raw);
        } else if is_scientific(raw) {
            report
                .value(
                    row,
                    format!("“{path}”的指标值“{raw}”是科学记数，请写成普通数字。"),
                )
                .fact("found", raw);
        } else if raw.len() > 1 && raw.ends_with(['\'', '"', '＇', '＂']) {
            report
                .value(
                    row,
                    format!("“{path}”的指标值“{raw}”末尾多了引号，请删去。"),
                )
                .fact("found", raw);
        } else if is_bare_share(row) {
            report
                .value(
                    row,
                    format!("“{path}”的指标值“{raw}”小于1且没有单位，如为百分比请写成百分数。"),
                )
                .severity(Severity::Hint)
                .fact("found", raw);
        }
    }
}

/// A whole number between the days of 2000 and 2100 in a row of time.
fn is_serial(row: &Row) -> bool {
    let value = row.value();
    let time = row.class == Some(IndicatorClass::Time) || row.has_head(HeadKind::Time);
    let range = Decimal::from(36_526)..=Decimal::from(73_050);
    time && value.kind == ValueKind::Number
        && value.unit.is_none()
        && value
            .number
            .is_some_and(|number| number.0.fract().is_zero() && range.contains(&number.0))
}

/// `1.2E+03`, with whatever unit behind it.
fn is_scientific(raw: &str) -> bool {
    raw.to_ascii_uppercase().match_indices('E').any(|(at, _)| {
        let (before, behind) = (&raw[..at], &raw[at + 1..]);
        let signed = behind.strip_prefix(['+', '-']);
        before.ends_with(|c: char| c.is_ascii_digit())
            && signed.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    })
}

/// A number between 0 and 1 without a unit where the name is a rate.
fn is_bare_share(row: &Row) -> bool {
    let value = row.value();
    let rate = row.has_head(HeadKind::Rate) || row.has_head(HeadKind::Satisfaction);
    let share = |number: Decimal| number > Decimal::ZERO && number < Decimal::ONE;
    rate && value.kind == ValueKind::Number
        && value.unit.is_none()
        && row.unit.is_none()
        && value.number.is_some_and(|number| share(number.0))
        && !SMALL.iter().any(|word| row.name.text.contains(word))
}
