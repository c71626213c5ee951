//! E13: the value cell holds a sentence.

use crate::report::Report;
use crate::rule::{Check, Rule, TARGET};
use crate::subject::{Row, Subject};
use law::regulation::cite;
use law::vocabulary::List;
use model::{IndicatorClass, Severity, ValueKind};

/// E13.
pub static RULE: Rule = Rule {
    code: "E13",
    name: "sentence-as-value",
    severity: Severity::Warning,
    cites: &[cite("指标科学性")],
    kinds: TARGET,
    criterion: "指标科学性",
    page: include_str!("e13_sentence_as_value.md"),
    check: Check::Form(check),
};

fn check(subject: &Subject, report: &mut Report) {
    let most = subject.profile.parameters.value_max_characters as usize;
    for row in subject.judged() {
        // Words for satisfaction are E10's matter.
        if row.class == Some(IndicatorClass::Satisfaction)
            || !is_sentence(row, most)
            || crate::printed::asks_for_words(subject.form)
        {
            continue;
        }
        report
            .value(
                row,
                format!(
                    "“{}”的指标值是整句{}，无法比较，请把考核的内容写进名称，指标值只填数量、比率或时间（＿＿）。",
                    row.row.path(),
                    crate::quote::quoted(&row.value().raw)
                ),
            )
            .fact("found", row.value().raw.as_str());
    }
}

fn is_sentence(row: &Row, most: usize) -> bool {
    let value = row.value();
    let raw = value.raw.trim();
    let stated = value.kind != ValueKind::Text || value.number.is_some() || value.date.is_some();
    // 优（90分以上）、良、中、差: a scale says what its grades are.
    let scale =
        raw.contains('/') || raw.matches('、').count() >= 2 && raw.contains(['优', '好', '良']);
    if stated || scale || model::text::is_placeholder(raw) {
        return false;
    }
    let acts = !law::vocabulary::words_of(List::Activity, raw).is_empty();
    let stops = raw.ends_with('。');
    raw.chars().count() > most || stops && (acts || raw.contains(['，', '；']))
}
