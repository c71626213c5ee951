//! D09: the lasting-effect row names no mechanism and no period.

use crate::report::Report;
use crate::rule::{Check, Rule, TARGET};
use crate::subject::Subject;
use law::regulation::cite;
use law::vocabulary::{List, UnitFamily};
use model::{IndicatorClass, Severity, ValueKind};

/// D09.
pub static RULE: Rule = Rule {
    code: "D09",
    name: "lasting-without-mechanism",
    severity: Severity::Hint,
    cites: &[cite("R88-10")],
    kinds: TARGET,
    criterion: "指标科学性",
    page: include_str!("d09_lasting_without_mechanism.md"),
    check: Check::Form(check),
};

fn check(subject: &Subject, report: &mut Report) {
    for row in subject.of_class(IndicatorClass::Lasting) {
        let spans = |numbers: &[crate::numbers::Quantity]| {
            numbers.iter().any(|n| n.family == Some(UnitFamily::Span))
        };
        let lasting = row.head.is_some()
            || row.states_measure()
            || row.name.lists.has(List::Lasting)
            || spans(&row.name.numbers)
            || row.unit == Some(UnitFamily::Span)
            || matches!(row.value().kind, ValueKind::Deadline | ValueKind::Period)
            || crate::dates::recurs(row.name.text)
            || crate::dates::recurs(&row.value().raw)
            || ["长期", "年"]
                .iter()
                .any(|word| row.value().raw.contains(word));
        if !lasting && !row.name.text.is_empty() {
            let advice = subject.leave_out(IndicatorClass::Lasting);
            report.row(
                row,
                format!(
                    "可持续影响“{}”未写明留下什么、能用多久，请写明机制、制度或年限；{advice}。",
                    row.name.text
                ),
            );
        }
    }
}
