//! E05: a bare number; neither value, name nor a unit column says what it counts.

use crate::report::Report;
use crate::rule::{Check, Rule, TARGET};
use crate::subject::Subject;
use law::regulation::cite;
use law::vocabulary::HeadKind;
use model::{Severity, ValueKind};

/// E05.
pub static RULE: Rule = Rule {
    code: "E05",
    name: "missing-unit",
    severity: Severity::Warning,
    cites: &[cite("规范完整性")],
    kinds: TARGET,
    criterion: "规范完整性",
    page: include_str!("e05_missing_unit.md"),
    check: Check::Form(check),
};

fn check(subject: &Subject, report: &mut Report) {
    for row in subject.judged() {
        let value = row.value();
        let bare = matches!(value.kind, ValueKind::Number | ValueKind::Range)
            && value.unit.is_none()
            && row.unit.is_none();
        // Scores and indices have no unit; a serial number of a date is another matter.
        let without_unit = row.has_head(HeadKind::Grade)
            || [
                "指数",
                "系数",
                "容积率",
                "得分",
                "评分",
                "比值",
                "PUE",
                "pH",
            ]
            .iter()
            .any(|word| row.name.text.contains(word));
        // 床护比 0.6 compares two counts; 同比 is a percentage.
        let ratio = row
            .head
            .is_some_and(|head| matches!(head.word, "比" | "倍数"))
            && !row.name.text.ends_with("同比")
            && !row.name.text.ends_with("环比");
        let serial = value
            .number
            .is_some_and(|n| n.0 >= 36_526.into() && n.0 <= 73_050.into())
            && row.class == Some(model::IndicatorClass::Time);
        // 0.98 under a rate is 98% without its sign: a unit behind it would make it less.
        let share = matches!(row.head, Some(head) if matches!(head.kind, HeadKind::Rate | HeadKind::Satisfaction))
            && value
                .number
                .is_some_and(|n| n.0 > 0.into() && n.0 < 1.into());
        if !bare || without_unit || ratio || serial || row.value_open {
            continue;
        }
        if share {
            report
                .value(
                    row,
                    format!(
                        "“{}”的指标值“{}”小于1且没有百分号，如为比率请改写成百分数（如0.5写作50%）。",
                        row.row.path(),
                        value.raw
                    ),
                )
                .severity(Severity::Hint)
                .fact("found", value.raw.as_str());
        } else {
            report
                .value(
                    row,
                    format!(
                        "“{}”的指标值“{}”没有计量单位，请补充单位。",
                        row.row.path(),
                        value.raw
                    ),
                )
                .fact("found", value.raw.as_str());
        }
    }
}
