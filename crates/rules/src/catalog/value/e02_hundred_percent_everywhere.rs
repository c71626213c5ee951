//! E02: most values are 100%, whatever they measure.

use crate::report::Report;
use crate::rule::{Check, Rule, TARGET};
use crate::subject::{Row, Subject};
use law::regulation::cite;
use law::vocabulary::List;
use model::Severity;
use rust_decimal::Decimal;

/// E02.
pub static RULE: Rule = Rule {
    code: "E02",
    name: "hundred-percent-everywhere",
    severity: Severity::Warning,
    cites: &[cite("绩效合理性"), cite("R101-value")],
    kinds: TARGET,
    criterion: "绩效合理性",
    page: include_str!("e02_hundred_percent_everywhere.md"),
    check: Check::Form(check),
};

fn check(subject: &Subject, report: &mut Report) {
    let filled: Vec<&Row> = subject
        .judged()
        .filter(|row| !row.value().is_empty())
        .collect();
    // 足额发放率 is naturally 100%: such rows count on neither side.
    let counted: Vec<&Row> = filled
        .iter()
        .copied()
        .filter(|row| !row.name.lists.has(List::NaturalHundred))
        .collect();
    let full: Vec<&Row> = counted
        .iter()
        .copied()
        .filter(|row| row.value().is_hundred_percent())
        .collect();
    let parameters = &subject.profile.parameters;
    let share = Decimal::from(full.len()) / Decimal::from(counted.len().max(1));
    if full.len() < parameters.hundred_count as usize || share < parameters.hundred_share.0 {
        return;
    }
    let all = filled
        .iter()
        .filter(|row| row.value().is_hundred_percent())
        .count();
    let message = format!(
        "{}个指标中有{all}个指标值为100%（不计足额、准确、覆盖等本应为100%的，{}个中有{}个），请按指标性质分别设定。",
        filled.len(),
        counted.len(),
        full.len()
    );
    let at = full
        .iter()
        .flat_map(|row| row.row.cells.value.clone())
        .collect();
    report
        .form(at, message)
        .related(full.iter().copied())
        .fact("found", full.len())
        .fact("counted", counted.len());
}
