//! F01: the same words stand twice in a cell, or the next row begins with the end of this one.

use crate::quote::quoted;
use crate::report::Report;
use crate::rule::{ANY, Check, Rule};
use crate::subject::{Row, Subject};
use law::regulation::cite;
use model::text::is_han;
use model::{Edit, Severity};

/// F01.
pub static RULE: Rule = Rule {
    code: "F01",
    name: "doubled-text",
    severity: Severity::Warning,
    cites: &[cite("规范完整性")],
    kinds: ANY,
    criterion: "规范完整性",
    page: include_str!("f01_doubled_text.md"),
    check: Check::Form(check),
};

/// A repetition shorter than this is ordinary speech: 文化建设 ends one name and begins another.
const LEAST: usize = 6;

fn check(subject: &Subject, report: &mut Report) {
    for (index, row) in subject.rows.iter().enumerate() {
        if !row.is_whole() {
            continue;
        }
        if let Some((once, words)) = once(row.name.text) {
            report
                .row(
                    row,
                    format!(
                        "{}中“{words}”重复，请核对后保留一遍。",
                        quoted(row.name.text)
                    ),
                )
                .fact("found", words)
                .safe_fix("重复的文字保留一遍", vec![Edit::name(row.row, once)]);
        } else if row.real_cells
            && let Some(next) = subject.rows.get(index + 1)
            && let Some(words) = overlap(row, next)
        {
            report
                .row(
                    next,
                    format!("“{words}”在上一行末尾和本行开头重复，请核对两行的文字。"),
                )
                .related([row])
                .fact("found", words);
        }
    }
    if let Some(goal) = &subject.goal
        && let Some((once, words)) = once(goal.text.text)
    {
        let edit = Edit::Set {
            row: None,
            field: "goal.annual".into(),
            from: goal.text.text.to_owned(),
            to: once,
        };
        report
            .goal(format!("总体目标中“{words}”重复，请核对后保留一遍。"))
            .safe_fix("重复的文字保留一遍", vec![edit]);
    }
}

/// The text with a directly repeated piece once, and the piece: the longest one, of Han characters without a sign between.
fn once(text: &str) -> Option<(String, String)> {
    let chars: Vec<char> = text.chars().collect();
    let most = (chars.len() / 2).min(200);
    for length in (4..=most).rev() {
        // A short piece counts only when it is the whole cell twice.
        if length < LEAST && length * 2 != chars.len() {
            continue;
        }
        let mut run = 0;
        for at in 0..chars.len() - length {
            run = if chars[at] == chars[at + length] {
                run + 1
            } else {
                0
            };
            if run == length {
                let start = at + 1 - length;
                let piece = &chars[start..start + length];
                if piece.iter().all(|c| is_han(*c) || c.is_alphanumeric()) {
                    let rest = chars[..start + length]
                        .iter()
                        .chain(&chars[start + 2 * length..])
                        .collect();
                    return Some((rest, piece.iter().collect()));
                }
            }
        }
    }
    None
}

/// The words that end one row and begin the next; equal rows are another matter.
fn overlap(row: &Row, next: &Row) -> Option<String> {
    let (a, b): (Vec<char>, Vec<char>) = (
        row.name.text.chars().collect(),
        next.name.text.chars().collect(),
    );
    if a == b || row.head.is_some() {
        return None;
    }
    let most = a.len().min(b.len()).min(100);
    // The shared words must be a piece of both rows, not one row whole.
    (LEAST..most)
        .rev()
        .find(|n| a[a.len() - n..] == b[..*n])
        .map(|n| b[..n].iter().collect())
}
