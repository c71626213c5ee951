//! A07: too few indicators to cover the goal, or so many that nothing is key.

use crate::report::Report;
use crate::rule::{Check, Rule, TARGET};
use crate::subject::{Row, Subject};
use law::regulation::cite;
use law::vocabulary::{List, lists_in};
use model::Severity;
use std::collections::BTreeMap;

/// A07.
pub static RULE: Rule = Rule {
    code: "A07",
    name: "unfit-number-of-indicators",
    severity: Severity::Hint,
    cites: &[cite("R101-P2")],
    kinds: TARGET,
    criterion: "指标科学性",
    page: include_str!("a07_unfit_number_of_indicators.md"),
    check: Check::Form(check),
};

fn check(subject: &Subject, report: &mut Report) {
    let usual = &subject.profile.indicator_count;
    let rows = named(subject);
    // Several projects in one form, and whole departments, have more rows than one project.
    if rows.is_empty() || subject.has_open_reading() || bundles(subject) {
        return;
    }
    let count = rows.len();
    let at = || rows[0].row.place();
    if count < usual.min as usize {
        report
            .form(
                at(),
                format!(
                    "全表共{count}个指标，少于{}个，请核对是否覆盖了总体目标的主要内容。",
                    usual.min
                ),
            )
            .fact("found", count)
            .fact("expected", usual.min);
        return;
    }
    if count > usual.max as usize {
        report
            .form(
                at(),
                format!(
                    "全表共{count}个指标，多于{}个，请保留最能反映目标的指标。",
                    usual.max
                ),
            )
            .fact("found", count)
            .fact("expected", usual.max);
        return;
    }
    let mut levels: BTreeMap<String, Vec<&Row>> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.class.is_some()) {
        levels.entry(row.label()).or_default().push(row);
    }
    for (label, own) in levels {
        if own.len() > usual.max_per_level2 as usize {
            report
                .form(
                    own[0].row.place(),
                    format!(
                        "“{label}”下有{}个指标，多于{}个，请保留最能反映目标的指标。",
                        own.len(),
                        usual.max_per_level2
                    ),
                )
                .related(own.iter().copied())
                .fact("found", own.len())
                .fact("expected", usual.max_per_level2);
        }
    }
}

/// The rows that have a name, a name that stands for several regions once.
fn named<'s, 'a>(subject: &'s Subject<'a>) -> Vec<&'s Row<'a>> {
    let mut seen = std::collections::HashSet::new();
    subject
        .judged()
        .filter(|row| !row.name.text.is_empty())
        .filter(|row| row.row.region.is_none() || seen.insert((row.label(), row.name.text)))
        .collect()
}

fn bundles(subject: &Subject) -> bool {
    let title = subject.form.title.as_deref().unwrap_or("");
    title.contains("整体")
        || subject.project.has(List::Umbrella)
        || lists_in(title).has(List::Umbrella)
}
