//! D11: the satisfaction row measures no satisfaction, or names nobody.

use crate::report::Report;
use crate::rule::{Check, Rule, TARGET};
use crate::subject::{Row, Subject};
use law::regulation::cite;
use law::vocabulary::{List, lists_in};
use model::{IndicatorClass, Severity};

/// D11.
pub static RULE: Rule = Rule {
    code: "D11",
    name: "no-satisfaction-measured",
    severity: Severity::Warning,
    cites: &[cite("R101-satisfaction")],
    kinds: TARGET,
    criterion: "指标科学性",
    page: include_str!("d11_no_satisfaction_measured.md"),
    check: Check::Form(check),
};

fn check(subject: &Subject, report: &mut Report) {
    for row in subject.of_class(IndicatorClass::Satisfaction) {
        if row.name.text.is_empty() || !row.is_whole() {
            continue;
        }
        let name = row.name.text;
        let said = if !speaks_of_satisfaction(row) {
            "不是满意度，请改为某类对象的满意度，指标值请按可调查的比例填写（≥＿＿%）"
        } else if name.trim_start().starts_with("满意") {
            "未写明对象，请写明是谁的满意度（＿＿满意度）"
        } else {
            continue;
        };
        report
            .row(row, format!("满意度指标“{name}”{said}。"))
            .fact("found", name);
    }
}

/// Whether name or value has a word of satisfaction, in simplified or traditional characters.
fn speaks_of_satisfaction(row: &Row) -> bool {
    let texts = [row.name.text, &row.value().raw];
    texts.into_iter().any(|text| {
        let plain: String = text.chars().map(model::text::frame_char).collect();
        lists_in(&plain).has(List::Satisfaction)
    })
}
