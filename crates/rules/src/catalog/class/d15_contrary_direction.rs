//! D15: the name says that less is better, the sign that more is, or the reverse.

use crate::measured::{bare, measured};
use crate::report::Report;
use crate::rule::{Check, Rule, TARGET};
use crate::subject::{Row, Subject};
use law::regulation::cite;
use law::vocabulary::{List, words_of};
use model::{Operator, Severity};

/// D15.
pub static RULE: Rule = Rule {
    code: "D15",
    name: "contrary-direction",
    severity: Severity::Warning,
    cites: &[cite("指标科学性")],
    kinds: TARGET,
    criterion: "指标科学性",
    page: include_str!("d15_contrary_direction.md"),
    check: Check::Form(check),
};

fn check(subject: &Subject, report: &mut Report) {
    for row in subject.judged().filter(|row| !row.value_open) {
        let (sign, direction, right) = match (row.value().operator, direction(row)) {
            (Some(Operator::AtLeast | Operator::MoreThan), Some(Direction::Less)) => {
                ("下限", "越小越好", "≤")
            }
            (Some(Operator::AtMost | Operator::LessThan), Some(Direction::More)) => {
                ("上限", "越大越好", "≥")
            }
            _ => continue,
        };
        report
            .value(
                row,
                format!(
                    "“{}”{direction}，指标值“{}”却是{sign}，请核对符号（{right}）。",
                    row.row.path(),
                    row.value().raw
                ),
            )
            .fact("found", row.value().raw.as_str());
    }
}

/// What is better for a measure.
enum Direction {
    Less,
    More,
}

/// The direction that a name states; none where it states neither.
fn direction(row: &Row) -> Option<Direction> {
    let name = bare(row.name.text);
    if falls(name, &row.value().raw) {
        return Some(Direction::More);
    }
    // What stands last decides: 事故发生率 is better small, 投诉办结率 is not.
    let (before, _) = measured(List::Adverse, name)?;
    // 无事故天数 and 达标排放率 say that it is absent or mastered, 年减少碳排放 that it is made less, 受理投诉数 that it is work.
    let averted = words_of(List::Averted, before)
        .last()
        .is_some_and(|sign| before.ends_with(sign));
    let handled = [List::Reduction, List::Handled]
        .iter()
        .any(|list| !words_of(*list, before).is_empty());
    (!averted && !handled).then_some(Direction::Less)
}

/// 故障下降率, 能耗降幅: how far something falls. 下降 alone may stand before the level that is reached: 下降至.
fn falls(name: &str, value: &str) -> bool {
    let ends = ["率", "比例", "幅度", "比率"];
    let stem = ends.iter().find_map(|end| name.strip_suffix(end));
    let falling = |text: &str| {
        words_of(List::Reduction, text)
            .last()
            .is_some_and(|word| text.ends_with(word))
    };
    match stem {
        Some(stem) => falling(stem),
        None => {
            name.ends_with("降幅")
                || falling(name) && value.contains('%') && !value.contains(['至', '到', '在'])
        }
    }
}
