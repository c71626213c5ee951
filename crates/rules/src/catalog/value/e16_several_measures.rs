//! E16: one row holds several measures.

use crate::numbers::Quantity;
use crate::report::Report;
use crate::rule::{Check, Rule, TARGET};
use crate::subject::{Row, Subject, Text};
use law::regulation::cite;
use law::vocabulary::{FIXED_PAIRS, HeadKind, List, head, lists_in};
use model::{Severity, ValueKind};
use std::sync::LazyLock;

/// E16.
pub static RULE: Rule = Rule {
    code: "E16",
    name: "several-measures",
    severity: Severity::Warning,
    cites: &[cite("指标科学性")],
    kinds: TARGET,
    criterion: "指标科学性",
    page: include_str!("e16_several_measures.md"),
    check: Check::Form(check),
};

/// Signs and words that can join two measures.
const JOINS: [char; 8] = ['、', '，', ',', '；', ';', '且', '和', '及'];

/// 及时、足额 is one standard, with or without a sign between: each spelling, and its first half.
static STANDARDS: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let spellings = |pair: &String| {
        let half = pair.char_indices().nth(2).map_or(pair.len(), |(at, _)| at);
        let (first, second) = pair.split_at(half);
        ["、", "和", "且", ""].map(|sign| (format!("{first}{sign}{second}"), first.to_owned()))
    };
    FIXED_PAIRS.iter().flat_map(spellings).collect()
});

fn check(subject: &Subject, report: &mut Report) {
    for row in subject.judged() {
        if row.verified_cost || row.calculation.is_some() || row.name_open {
            continue;
        }
        let counts = different_counts(row.name.text, &row.name.numbers);
        let values = counts_in_value(row);
        let parts = measured_parts(row.name.text);
        let found: Vec<String> = if counts.len() >= 2 {
            counts
        } else if values.len() >= 2 {
            values
        } else if parts.len() >= 2 {
            parts
        } else {
            continue;
        };
        report
            .row(
                row,
                format!(
                    "“{}”一行有{}个考核点（{}），请分行填写，各有指标值。",
                    row.row.path(),
                    found.len(),
                    found.join("、")
                ),
            )
            .fact("found", found);
    }
}

/// Counts with different units.
fn different_counts(text: &str, numbers: &[Quantity]) -> Vec<String> {
    let mut counts: Vec<&Quantity> = Vec::new();
    for number in numbers.iter().filter(|number| number.is_count()) {
        if !counts.iter().any(|other| other.unit == number.unit) {
            counts.push(number);
        }
    }
    counts
        .iter()
        .map(|count| count.words(text).to_owned())
        .collect()
}

/// `5场次、参会300人`, `12期600人次`: counts of a value side by side or with a sign between them. What stands in brackets explains
/// the count before it, and 每 makes a rate of both.
fn counts_in_value(row: &Row) -> Vec<String> {
    if row.value_open || row.value().kind != ValueKind::Text {
        return Vec::new();
    }
    let text = without_brackets(&row.value().raw);
    let Text { text, numbers, .. } = Text::of(&text);
    if text.contains(['/', '每', '均']) {
        return Vec::new();
    }
    let joined = text.contains(['、', '，', ',', '；', ';', '且', '和'])
        || numbers
            .windows(2)
            .any(|pair| pair[0].range.end == pair[1].range.start);
    if joined {
        different_counts(text, &numbers)
    } else {
        Vec::new()
    }
}

/// The parts of a name that each have a measurable head or a standard.
fn measured_parts(name: &str) -> Vec<String> {
    if !name.contains(JOINS) {
        return Vec::new();
    }
    let mut text = without_brackets(name);
    for (pair, first) in STANDARDS.iter() {
        if text.contains(pair.as_str()) {
            text = text.replace(pair, first);
        }
    }
    let parts = split(&text);
    // 超规模、超标准、超概算项目比例: one measure of what is said in the same way several times.
    let first = |part: &str| part.chars().next();
    let last = parts.last().and_then(|part| head(part));
    let one_rate = last.is_some_and(|head| head.kind == HeadKind::Rate)
        && parts.iter().all(|part| first(part) == first(parts[0]))
        && parts[..parts.len() - 1]
            .iter()
            .all(|part| head(part).is_none_or(|head| head.kind != HeadKind::Rate));
    if one_rate {
        return Vec::new();
    }
    parts
        .into_iter()
        .filter(|part| {
            part.chars().count() >= 2
                && (head(part).is_some() || lists_in(part).has(List::Standard))
        })
        .map(str::to_owned)
        .collect()
}

fn without_brackets(name: &str) -> String {
    let mut depth = 0;
    name.chars()
        .filter(|c| match c {
            '（' | '(' => {
                depth += 1;
                false
            }
            '）' | ')' => {
                depth -= 1;
                false
            }
            _ => depth <= 0,
        })
        .collect()
}

/// Splits at signs, and at 和, 且, 及 where they join (not in 及时, 和谐, 普及).
fn split(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        let behind = &text[at + c.len_utf8()..];
        let joins = match c {
            '和' => !behind.starts_with(['谐', '平', '睦', '美']),
            '及' => {
                !behind.starts_with(['时', '格']) && !text[..at].ends_with(['普', '以', '涉', '触'])
            }
            _ => JOINS.contains(&c),
        };
        if joins {
            parts.push(&text[start..at]);
            start = at + c.len_utf8();
        }
    }
    parts.push(&text[start..]);
    parts
}
