//! E12: the value is a vague word without a definition of grades.

use crate::report::Report;
use crate::rule::{Check, Rule, TARGET};
use crate::subject::{Row, Subject};
use law::regulation::cite;
use law::vocabulary::{HeadKind, List, lists_in};
use model::text::norm;
use model::{IndicatorClass, Severity, ValueKind};

/// E12.
pub static RULE: Rule = Rule {
    code: "E12",
    name: "vague-value",
    severity: Severity::Warning,
    cites: &[cite("R88-13-2"), cite("R101-P3")],
    kinds: TARGET,
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

/// Directions that say neither how much nor against what.
const DIRECTIONS: &[&str] = &[
    "降低", "下降", "减少", "增长", "增加", "增强", "提高", "提升", "扩大", "缩小", "缩短", "上升",
    "好转",
];

/// What a direction is measured against: with it the year end can tell yes from no.
const BASELINES: &[&str] = &[
    "上年",
    "去年",
    "往年",
    "前一年",
    "同期",
    "同比",
    "环比",
    "基期",
    "逐年",
];

/// Words of degree, vague even against a baseline.
const DEGREES: &[&str] = &[
    "显著",
    "明显",
    "大幅",
    "有效",
    "进一步",
    "不断",
    "持续",
    "稳步",
    "逐步",
    "大力",
    "切实",
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
        || DIRECTIONS.contains(&text.as_str())
        || lists_in(&value.raw).has(List::Vague);
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let compared = has(BASELINES) && !has(DEGREES);
    // 短期, 中期 and 长期 are the grades of a span of time.
    let scaled = row.has_head(HeadKind::Time)
        && matches!(
            text.as_str(),
            "长期" | "中长期" | "长期有效" | "持续有效" | "保持有效"
        );
    let worded = matches!(value.kind, ValueKind::Text | ValueKind::Ordinal);
    // 优良 and 良好以上 on a named scale are grades; 明显 is none.
    let bound = text
        .strip_suffix("以上")
        .map(|grade| grade.trim_end_matches('及'));
    let grade =
        value.kind == ValueKind::Ordinal && !text.contains("明显") && !text.contains("显著")
            || bound.is_some_and(|grade| {
                matches!(
                    grade,
                    "优" | "优秀" | "良" | "良好" | "好" | "较好" | "优良"
                )
            });
    worded
        && short
        && wish
        && !grade
        && !compared
        && !scaled
        && !text.chars().any(|c| c.is_ascii_digit())
        && !model::text::is_placeholder(&value.raw)
}

/// Whether the value lists its grades (较好，分好、较好、一般、差四档), or a remark or rule says what they mean.
fn is_defined(row: &Row) -> bool {
    let scale = row
        .value()
        .raw
        .split(|c: char| !c.is_alphanumeric())
        .filter(|grade| {
            matches!(
                grade.trim_start_matches('分'),
                "优" | "优秀"
                    | "良"
                    | "良好"
                    | "好"
                    | "较好"
                    | "中"
                    | "中等"
                    | "一般"
                    | "合格"
                    | "差"
                    | "较差"
            )
        })
        .count();
    scale >= 3
        || row
            .row
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
