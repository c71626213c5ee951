//! F03: two percentages without a sign between them, or a long sentence without punctuation.

use crate::numbers::Quantity;
use crate::report::Report;
use crate::rule::{Check, Rule, TARGET};
use crate::subject::{Row, Subject, Text};
use law::regulation::cite;
use law::vocabulary::{List, words_of};
use model::Severity;
use model::text::is_han;

/// F03.
pub static RULE: Rule = Rule {
    code: "F03",
    name: "missing-sign",
    severity: Severity::Warning,
    cites: &[cite("明确清晰性")],
    kinds: TARGET,
    criterion: "明确清晰性",
    page: include_str!("f03_missing_sign.md"),
    check: Check::Form(check),
};

fn check(subject: &Subject, report: &mut Report) {
    let mut told: Vec<String> = Vec::new();
    for row in &subject.rows {
        let Some(words) = adjacent_percentages(&row.name) else {
            continue;
        };
        // The same string in several rows is one finding, on the first.
        if told.contains(&words) {
            continue;
        }
        let others: Vec<&Row> = subject
            .rows
            .iter()
            .filter(|other| {
                other.row.id != row.row.id
                    && adjacent_percentages(&other.name).as_deref() == Some(&words)
            })
            .collect();
        report
            .row(
                row,
                format!("“{words}”两个百分数之间没有符号，请写明是“×”“和”还是“至”。"),
            )
            .related(others)
            .fact("found", words.as_str());
        told.push(words);
    }
    let goal = subject.goal.as_ref().map(|goal| &goal.text);
    if let Some(text) = goal {
        if let Some(words) = adjacent_percentages(text).filter(|words| !told.contains(words)) {
            report
                .goal(format!(
                    "总体目标中“{words}”两个百分数之间没有符号，请写明关系。"
                ))
                .fact("found", words);
        }
        if let Some(run) = unbroken(subject, text.text) {
            report
                .goal(format!(
                    "总体目标中{}没有标点，请断句。",
                    crate::quote::quoted(&run)
                ))
                .severity(Severity::Hint);
        }
    }
    for row in subject
        .benefits()
        .filter(|row| row.head.is_none() && !row.name_open)
    {
        if let Some(run) = unbroken(subject, row.name.text) {
            report
                .row(
                    row,
                    format!("{}没有标点，请断句。", crate::quote::quoted(&run)),
                )
                .severity(Severity::Hint);
        }
    }
}

/// `30%70%`
fn adjacent_percentages(text: &Text) -> Option<String> {
    let percent = |n: &Quantity| n.is_percent();
    let pair = text.numbers.windows(2).find(|pair| {
        percent(&pair[0])
            && percent(&pair[1])
            && text.text[pair[0].range.end..pair[1].range.start]
                .trim()
                .is_empty()
    })?;
    Some(
        text.text[pair[0].range.start..pair[1].range.end]
            .split_whitespace()
            .collect(),
    )
}

fn verbs(run: &str) -> usize {
    words_of(List::Activity, run).len() + words_of(List::ClauseVerb, run).len()
}

/// A run of more Han characters than the profile allows, with two verbs or more.
fn unbroken(subject: &Subject, text: &str) -> Option<String> {
    let most = subject.profile.parameters.unbroken_characters as usize;
    let text = model::text::one_line(text);
    text.split(|c: char| !is_han(c))
        .find(|run| run.chars().count() > most && verbs(run) >= 2)
        .map(str::to_owned)
}
