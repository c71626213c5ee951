//! E09: the satisfaction row's name states the result: 非常满意.

use crate::report::Report;
use crate::rule::{Check, Rule, TARGET};
use crate::subject::Subject;
use law::regulation::cite;
use model::{Edit, IndicatorClass, Severity};

/// E09.
pub static RULE: Rule = Rule {
    code: "E09",
    name: "result-as-satisfaction-name",
    severity: Severity::Warning,
    cites: &[cite("R101-satisfaction"), cite("R101-name")],
    kinds: TARGET,
    criterion: "指标科学性",
    page: include_str!("e09_result_as_satisfaction_name.md"),
    check: Check::Form(check),
};

fn check(subject: &Subject, report: &mut Report) {
    for row in subject.of_class(IndicatorClass::Satisfaction) {
        let name = row.name.text.trim_end_matches(['。', '！', ' ']);
        let Some(object) = name.strip_suffix("满意") else {
            continue;
        };
        let degrees = [
            "非常", "十分", "比较", "较为", "基本", "普遍", "感到", "表示", "较", "很", "都",
        ];
        let object = degrees
            .iter()
            .fold(object, |object, word| {
                object.strip_suffix(word).unwrap_or(object)
            })
            .trim_end_matches('对');
        let new = if object.is_empty() {
            "＿＿满意度".to_owned()
        } else {
            format!("{object}满意度")
        };
        let value = row.value();
        let mut edits = vec![Edit::name(row.row, new.clone())];
        // A rate that can be surveyed is the author's own and stays.
        if value.unit.as_deref() == Some("%") && !value.is_hundred_percent() {
            report
                .row(row, format!("满意度指标建议改为“{new}”，指标值不变。"))
                .fact("found", row.name.text)
                .fix(format!("改为“{new}”"), edits);
        } else {
            edits.push(Edit::value(row.row, "≥＿＿%"));
            report
                .row(
                    row,
                    format!("满意度指标建议改为“{new}”，指标值请按可调查的比例填写（≥＿＿%）。"),
                )
                .fact("found", row.name.text)
                .fix(format!("改为“{new}”，指标值留待填写"), edits);
        }
    }
}
