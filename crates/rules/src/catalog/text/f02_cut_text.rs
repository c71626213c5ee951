//! F02: a text ends in the middle.

use crate::quote::quoted;
use crate::report::Report;
use crate::rule::{Check, Rule, TARGET};
use crate::subject::Subject;
use law::regulation::cite;
use model::Severity;

/// F02.
pub static RULE: Rule = Rule {
    code: "F02",
    name: "cut-text",
    severity: Severity::Warning,
    cites: &[cite("规范完整性")],
    kinds: TARGET,
    criterion: "规范完整性",
    page: include_str!("f02_cut_text.md"),
    check: Check::Form(check),
};

fn check(subject: &Subject, report: &mut Report) {
    for row in subject.judged().filter(|row| row.is_whole()) {
        if let Some(why) = cut(row.name.text) {
            report
                .row(row, format!("{}{why}，请补充完整。", quoted(row.name.text)))
                .fact("found", why);
        }
    }
    let Some(goal) = &subject.goal else { return };
    if let Some(why) = cut(goal.text.text) {
        report
            .goal(format!("总体目标{why}，请补充完整。"))
            .fact("found", why);
    } else if subject.publication
        && goal.text.text.chars().count()
            > subject.profile.parameters.goal_full_stop_characters as usize
        && !goal
            .text
            .text
            .trim_end()
            .ends_with(['。', '！', '；', '.', ';'])
    {
        report
            .goal("总体目标末尾没有句号，公开前请核对是否完整。")
            .severity(Severity::Hint);
    }
}

/// Words that end in a particle's character: 行为 is a noun, 普及 a verb that needs nothing behind it.
const WHOLE_WORDS: &[&str] = &[
    "行为", "作为", "认为", "人为", "有为", "目的", "标的", "有的", "饱和", "温和", "共和", "平和",
    "缓和", "总和", "中和", "普及", "涉及", "波及", "惠及", "触及", "参与", "给与", "赠与",
];

/// Why a text seems to be cut.
fn cut(text: &str) -> Option<&'static str> {
    let text = text.trim_end();
    let word_end = WHOLE_WORDS.iter().any(|word| text.ends_with(word));
    if text.ends_with(['的', '和', '为', '与', '及', '、', '（', '(', '，']) && !word_end {
        return Some("末尾似未写完");
    }
    let count = |signs: &[char]| text.matches(signs).count();
    // 1） in an enumeration has no opening bracket.
    let listed = text
        .match_indices(['）', ')'])
        .filter(|(at, _)| {
            text[..*at]
                .ends_with(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
        })
        .count();
    let (open, closed) = (count(&['（', '(']), count(&['）', ')']));
    if open > closed || closed > open + listed {
        return Some("括号不成对");
    }
    if count(&['《']) != count(&['》']) {
        return Some("书名号不成对");
    }
    None
}
