//! E12: the value is a vague word without a definition of grades.

use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::subject::{Row, Subject};
use law::regulation::cite;
use law::vocabulary::{List, lists_in};
use model::text::norm;
use model::{IndicatorClass, Severity, ValueKind};

/// E12.
pub static RULE: Rule = Rule {
    code: "E12",
    name: "vague-value",
    severity: Severity::Warning,
    cites: &[cite("R88-13-2"), cite("R101-P3")],
    criterion: "指标科学性",
    page: include_str!("e12_vague_value.md"),
    check: Check::Form(check),
};

/// Values that only say how it will be felt.
const WISHES: &[&str] = &[
    "显著",
    "明显",
    "较明显",
    "长期",
    "中长期",
    "有所",
    "不断",
    "逐步",
    "持续",
    "进一步",
    "有效",
];

fn check(subject: &Subject, report: &mut Report) {
    for row in subject.judged() {
        // Satisfaction and time have words of their own.
        if matches!(
            row.class,
            Some(IndicatorClass::Satisfaction | IndicatorClass::Time)
        ) || row.value_open
        {
            continue;
        }
        if is_vague(row) && !is_defined(row) {
            report
                .value(row, format!("“{}”的指标值“{}”无法对照，请改为数量，或分档（如好、一般、差）并说明各档标准。", row.row.path(), row.value().raw))
                .fact("found", row.value().raw.as_str());
        }
    }
}

fn is_vague(row: &Row) -> bool {
    let value = row.value();
    let text = norm(&value.raw);
    let short = text.chars().count() <= 15;
    let wish = WISHES
        .iter()
        .any(|word| text.starts_with(word) || text.ends_with(word))
        || lists_in(&value.raw).has(List::Vague);
    let worded = matches!(value.kind, ValueKind::Text | ValueKind::Ordinal);
    // 优良 on a named scale is a grade; 明显 is none.
    let grade =
        value.kind == ValueKind::Ordinal && !text.contains("明显") && !text.contains("显著");
    worded
        && short
        && wish
        && !grade
        && !text.chars().any(|c| c.is_ascii_digit())
        && !model::text::is_placeholder(&value.raw)
}

/// Whether a remark or rule says what the grades mean.
fn is_defined(row: &Row) -> bool {
    row.row
        .remark
        .iter()
        .chain(&row.row.rule)
        .chain(&row.row.basis)
        .any(|text| {
            text.chars().count() >= 8
                && ["档", "好", "优", "一般", "差", "标准"]
                    .iter()
                    .any(|word| text.contains(word))
        })
}
