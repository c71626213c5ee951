//! E07: the deadline is missing, hidden in the name, or vague.

use crate::report::Report;
use crate::rule::{Check, Rule, TARGET};
use crate::subject::{Row, Subject};
use law::regulation::cite;
use law::vocabulary::{HeadKind, UnitFamily, head};
use model::{Edit, IndicatorClass, Severity, ValueKind};
use std::ops::Range;

/// E07.
pub static RULE: Rule = Rule {
    code: "E07",
    name: "deadline-in-name",
    severity: Severity::Warning,
    cites: &[cite("R101-output"), cite("R88-13-2")],
    kinds: TARGET,
    criterion: "指标科学性",
    page: include_str!("e07_deadline_in_name.md"),
    check: Check::Form(check),
};

/// Words that promise to be in time without saying when.
const VAGUE: &[&str] = &["及时", "按时", "按期", "适时", "尽快", "准时", "如期"];

fn check(subject: &Subject, report: &mut Report) {
    for row in subject.of_class(IndicatorClass::Time) {
        let value = row.value();
        let within_year = value.kind == ValueKind::Period
            && value
                .date
                .as_ref()
                .is_some_and(|date| date.basis.as_deref() == Some("年内"));
        if within_year {
            report
                .value(
                    row,
                    format!(
                        "“{}”的时限为“{}”，范围较宽，如能确定请写明月份或季度。",
                        row.row.path(),
                        value.raw
                    ),
                )
                .severity(Severity::Hint);
            continue;
        }
        if matches!(
            value.kind,
            ValueKind::Deadline | ValueKind::Period | ValueKind::Empty
        ) || row.unit == Some(UnitFamily::Span)
            || row.is_open_blank()
        {
            continue;
        }
        let plain = value.is_hundred_percent()
            || matches!(value.kind, ValueKind::Boolean | ValueKind::Ordinal);
        // 每月25日前发放率: how much of it came in time.
        let punctuality = row.has_head(HeadKind::Rate);
        if let Some(mention) = row.deadline.as_ref().filter(|_| plain && !punctuality) {
            say_hidden(row, mention.range.clone(), report);
        } else if is_vague(row, plain) {
            report.value(row, format!("“{}”（{}）没有明确时间，请写明完成时间（＿＿月＿＿日前），持续性工作可用及时率。", row.row.path(), value.raw));
        }
    }
}

fn say_hidden(row: &Row, range: Range<usize>, report: &mut Report) {
    let words = &row.name.text[range.clone()];
    let name = name_without(row.name.text, range.clone());
    report
        .row(
            row,
            format!(
                "时效指标应明确完成时间，建议将名称中的“{words}”移入指标值，名称改为“{name}”。"
            ),
        )
        .span(row.name.text, range)
        .fact("found", words)
        .fix(
            format!("将“{words}”移入指标值"),
            vec![Edit::name(row.row, name), Edit::value(row.row, words)],
        );
}

/// `春节前完成走访` → `走访完成时间`, `培训时间9月底前完成` → `培训时间`.
pub(crate) fn name_without(text: &str, range: Range<usize>) -> String {
    let rest = format!("{}{}", &text[..range.start], &text[range.end..]);
    let mut rest = rest
        .trim_matches(|c: char| "，、,；;。 于在".contains(c))
        .to_owned();
    for word in ["全部完成", "办理完毕", "完毕", "完成"] {
        if let Some(at) = rest.find(word) {
            rest.replace_range(at..at + word.len(), "");
            break;
        }
    }
    let timed = head(&rest).is_some_and(|head| head.kind == HeadKind::Time);
    if timed {
        rest
    } else {
        format!("{rest}完成时间")
    }
}

/// 及时, 按时 as a value, or a name with such a word, no measure and 100%.
fn is_vague(row: &Row, plain: bool) -> bool {
    let raw = row.value().raw.trim_end_matches('。');
    let vague_value = row.value().kind == ValueKind::Text
        && raw.chars().count() <= 8
        && VAGUE.iter().any(|word| raw.contains(word))
        && !raw.contains(|c: char| c.is_ascii_digit());
    let vague_name = VAGUE.iter().any(|word| row.name.text.contains(word))
        && row.head.is_none()
        && !row.name.text.ends_with('性');
    // 完成时限 100%: the name asks for a date and the value gives none.
    let asks_for_date = row.has_head(HeadKind::Time);
    vague_value || plain && (vague_name || asks_for_date)
}
