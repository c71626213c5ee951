//! E10: the satisfaction target is 100%, below 80%, or words.

use crate::report::Report;
use crate::rule::{Check, Rule, TARGET};
use crate::subject::{Row, Subject, Text};
use law::regulation::cite;
use law::vocabulary::List;
use model::{IndicatorClass, Severity, ValueKind};

/// E10.
pub static RULE: Rule = Rule {
    code: "E10",
    name: "unfit-satisfaction-target",
    severity: Severity::Hint,
    cites: &[cite("绩效合理性")],
    kinds: TARGET,
    criterion: "绩效合理性",
    page: include_str!("e10_unfit_satisfaction_target.md"),
    check: Check::Form(check),
};

/// Topics on which an honest target is low.
const HARD: &[&str] = &["停车", "拆迁", "征收", "征地", "信访", "物业"];

fn check(subject: &Subject, report: &mut Report) {
    let low = subject.profile.parameters.satisfaction_low;
    for row in subject.of_class(IndicatorClass::Satisfaction) {
        let value = row.value();
        if row.is_open_blank() {
            continue;
        }
        let said = match value.kind {
            ValueKind::Number if value.is_hundred_percent() && !few_asked(subject, row) => {
                "为100%，实际调查难以达到，请参照上年调查结果填写（≥＿＿%）".to_owned()
            }
            ValueKind::Number
                if value.unit.as_deref() == Some("%")
                    && value.number < Some(low)
                    && !row.name.lists.has(List::Adverse)
                    && !is_hard(subject, row) =>
            {
                format!("低于{low}%，请核对是否偏低")
            }
            ValueKind::Ordinal | ValueKind::Text if !model::text::is_placeholder(&value.raw) => {
                "不是可调查的比例，请改填百分比（≥＿＿%）".to_owned()
            }
            _ => continue,
        };
        report
            .value(
                row,
                format!("“{}”的目标值“{}”{said}。", row.row.path(), value.raw),
            )
            .fact("found", value.raw.as_str());
    }
}

/// Whether only one to three organisations are asked, where 100% is natural.
fn few_asked(subject: &Subject, row: &Row) -> bool {
    let few = |text: &str| {
        let text = Text::of(text);
        text.numbers.iter().any(|n| {
            !n.date
                && n.number <= 3.into()
                && n.number > 0.into()
                && matches!(&*n.unit, "家" | "个" | "所")
        })
    };
    let noted = row
        .row
        .remark
        .iter()
        .chain(&row.row.basis)
        .any(|text| few(text));
    let counted = subject
        .of_class(IndicatorClass::Quantity)
        .any(|other| other.value().unit.as_deref() == Some("家") && few(&other.value().raw));
    noted || counted
}

fn is_hard(subject: &Subject, row: &Row) -> bool {
    HARD.iter()
        .any(|word| row.name.text.contains(word) || subject.form.project_name().contains(word))
}
