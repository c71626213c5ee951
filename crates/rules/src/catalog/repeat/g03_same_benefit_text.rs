//! G03: the same sentence stands in several benefit classes.

use crate::likeness::same_text;
use crate::report::Report;
use crate::rule::{Check, Rule, TARGET};
use crate::subject::{Row, Subject};
use law::regulation::cite;
use model::Severity;

/// G03.
pub static RULE: Rule = Rule {
    code: "G03",
    name: "same-benefit-text",
    severity: Severity::Warning,
    cites: &[cite("R101-benefit")],
    kinds: TARGET,
    criterion: "指标科学性",
    page: include_str!("g03_same_benefit_text.md"),
    check: Check::Form(check),
};

fn check(subject: &Subject, report: &mut Report) {
    let mut rest: Vec<&Row> = subject
        .benefits()
        .filter(|row| !row.name.text.is_empty() && !row.name_open)
        .collect();
    while !rest.is_empty() {
        let first = rest.remove(0);
        let (same, others): (Vec<&Row>, Vec<&Row>) = rest
            .into_iter()
            .partition(|row| row.class != first.class && same_text(&first.name, &row.name));
        rest = others;
        if same.is_empty() {
            continue;
        }
        let labels: Vec<String> = std::iter::once(first)
            .chain(same.iter().copied())
            .map(|row| format!("“{}”", row.label()))
            .collect();
        let advice = same
            .iter()
            .chain([&first])
            .filter_map(|row| row.class)
            .map(|class| subject.leave_out(class))
            .min()
            .unwrap_or_default();
        report
            .row(
                first,
                format!(
                    "{}表述相同，请保留一处并明确可衡量的内容；其余{advice}。",
                    labels.join("与")
                ),
            )
            .related(same.iter().copied())
            .fact("rows", labels);
    }
}
