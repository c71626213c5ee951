//! D06: the economic benefit row has no economic content.

use crate::report::Report;
use crate::rule::{Check, Rule, TARGET};
use crate::subject::Subject;
use law::regulation::cite;
use law::vocabulary::{List, UnitFamily};
use model::{IndicatorClass, Severity};

/// D06.
pub static RULE: Rule = Rule {
    code: "D06",
    name: "economic-without-content",
    severity: Severity::Warning,
    cites: &[cite("R101-benefit"), cite("R88-10"), cite("指标科学性")],
    kinds: TARGET,
    criterion: "指标科学性",
    page: include_str!("d06_economic_without_content.md"),
    check: Check::Form(check),
};

fn check(subject: &Subject, report: &mut Report) {
    for row in subject.of_class(IndicatorClass::Economic) {
        let growth = ["增长", "提高", "下降", "减少"]
            .iter()
            .any(|word| row.name.text.contains(word) || row.value().raw.contains(word))
            && row.value().number.is_some()
            && !row.value().is_hundred_percent();
        let content = row.name.lists.has(List::Economic)
            || row.head.is_some()
            || row.unit == Some(UnitFamily::Money)
            || growth;
        if !content && !row.name.text.is_empty() {
            let advice = subject.leave_out(IndicatorClass::Economic);
            report.row(
                row,
                format!(
                    "经济效益“{}”未体现收入、节约等经济内容，请改写；{advice}。",
                    row.name.text
                ),
            );
        }
    }
}
