//! E15: the name already holds the target or a verdict.

use super::e07_deadline_in_name::name_without;
use crate::report::Report;
use crate::rule::{Check, Rule, TARGET};
use crate::subject::{Row, Subject};
use law::regulation::cite;
use model::{Edit, IndicatorClass, Severity};
use std::ops::Range;

/// E15.
pub static RULE: Rule = Rule {
    code: "E15",
    name: "target-in-name",
    severity: Severity::Hint,
    cites: &[cite("R101-name")],
    kinds: TARGET,
    criterion: "指标科学性",
    page: include_str!("e15_target_in_name.md"),
    check: Check::Form(check),
};

/// Words after which a name restates its value.
const RESTATE: &[&str] = &["达到", "不低于", "不少于", "不超过", "实现", "达"];

fn check(subject: &Subject, report: &mut Report) {
    for row in subject.judged() {
        if row.verified_cost || row.name_open {
            continue;
        }
        if let Some(range) = restated(row.name.text) {
            say_restated(row, range, report);
        } else if let Some(mention) = row
            .deadline
            .as_ref()
            .filter(|_| row.name.text.contains('完'))
        {
            let words = &row.name.text[mention.range.clone()];
            let name = name_without(row.name.text, mention.range.clone());
            let said = report
                .row(
                    row,
                    format!("名称已含时限“{words}”，建议名称改为“{name}”，时限写在指标值中。"),
                )
                .span(row.name.text, mention.range.clone())
                .fact("found", words);
            if row.class == Some(IndicatorClass::Time) && row.value().is_hundred_percent() {
                said.fix(
                    format!("将“{words}”移入指标值"),
                    vec![Edit::name(row.row, name), Edit::value(row.row, words)],
                );
            }
        }
    }
}

fn say_restated(row: &Row, range: Range<usize>, report: &mut Report) {
    let words = &row.name.text[range.clone()];
    let name = row.name.text[..range.start]
        .trim_end_matches(['，', ' '])
        .to_owned();
    let said = report
        .row(
            row,
            format!("名称已含目标“{words}”，建议名称改为“{name}”，目标写在指标值中。"),
        )
        .span(row.name.text, range)
        .fact("found", words);
    // Only a name that still says what is measured can be cut by program, and only where the value says the same number.
    let value = row.value();
    let numbers = crate::numbers::quantities(words);
    let same_number = match numbers.as_slice() {
        [] => value.number.is_some(),
        [one] => value
            .number
            .is_some_and(|number| one.typed.parse() == Ok(number.0)),
        _ => false,
    };
    if law::vocabulary::head(&name).is_none() || !same_number {
        return;
    }
    let title = format!("名称改为“{name}”");
    let mut edits = vec![Edit::name(row.row, name)];
    // 不少于 is a comparison of the author's: it goes with the number.
    if value.operator.is_none() && words.starts_with('不') {
        edits.push(Edit::value(row.row, words));
    }
    said.fix(title, edits);
}

/// The words from 达到, 不低于 … with a number or 全覆盖 to the end; quoted names of campaigns and
/// explanations in brackets are left alone.
fn restated(name: &str) -> Option<Range<usize>> {
    let quoted = |at: usize| {
        let before = &name[..at];
        before.matches(['“', '《', '「', '（', '(']).count()
            > before.matches(['”', '》', '」', '）', ')']).count()
    };
    let by_word = RESTATE.iter().filter_map(|word| {
        let at = name.find(word)?;
        let behind = &name[at + word.len()..];
        let target = behind.starts_with("全覆盖")
            || model::text::half_width(behind).starts_with(|c: char| c.is_ascii_digit());
        (at > 0 && target && !quoted(at)).then_some(at)
    });
    if let Some(at) = by_word.min() {
        return Some(at..name.len());
    }
    let at = name.find("全覆盖").filter(|at| *at > 0 && !quoted(*at))?;
    name[at..]
        .trim_end_matches(['。', ' '])
        .ends_with("全覆盖")
        .then_some(at..name.len())
}
