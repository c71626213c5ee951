//! E03: an unmeasurable sentence with the value 100%.

use crate::report::Report;
use crate::rule::{Check, Rule, TARGET};
use crate::subject::Subject;
use law::regulation::cite;
use law::vocabulary::List;
use model::{IndicatorClass, Severity};

/// E03.
pub static RULE: Rule = Rule {
    code: "E03",
    name: "unmeasurable-hundred-percent",
    severity: Severity::Warning,
    cites: &[cite("R88-13-2"), cite("R101-P3")],
    kinds: TARGET,
    criterion: "指标科学性",
    page: include_str!("e03_unmeasurable_hundred_percent.md"),
    check: Check::Form(check),
};

fn check(subject: &Subject, report: &mut Report) {
    for row in subject.judged() {
        let Some(class) = row.class else { continue };
        let asked = class.is_benefit()
            || class == IndicatorClass::Quality && !row.name.lists.has(List::Quality);
        let measured = row.head.is_some() || row.name.has_number() || row.deadline.is_some();
        if asked
            && row.value().is_hundred_percent()
            && !measured
            && !row.name.text.is_empty()
            && !row.value_open
        {
            report.row(
                row,
                format!("“{}”是定性表述，100%无从计算，请改为可衡量的指标（≥＿＿），或用好、一般、差等分档表述并说明标准。", row.row.path()),
            );
        }
    }
}
