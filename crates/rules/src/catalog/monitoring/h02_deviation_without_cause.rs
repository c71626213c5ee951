//! H02: a target that may be missed, with no cause ticked and nothing said.

use crate::chance::{Chance, chance};
use crate::progress;
use crate::report::Report;
use crate::rule::{Check, MONITORING, Rule};
use crate::subject::Subject;
use law::regulation::cite;
use model::Severity;

/// H02.
pub static RULE: Rule = Rule {
    code: "H02",
    name: "deviation-without-cause",
    severity: Severity::Error,
    cites: &[cite("R136-deviation")],
    kinds: MONITORING,
    criterion: "",
    page: include_str!("h02_deviation_without_cause.md"),
    check: Check::Form(check),
};

fn check(subject: &Subject, report: &mut Report) {
    for row in subject.judged() {
        let Some(seen) = &row.row.monitoring else {
            continue;
        };
        let word = match chance(seen) {
            Some(Chance::Possible) => "有可能",
            Some(Chance::Impossible) => "完全不可能",
            Some(Chance::Sure) | None => continue,
        };
        if !seen.causes.is_empty() || progress::is_explained(row) {
            continue;
        }
        let message = format!(
            "“{}”完成目标可能性为“{word}”，没有勾选偏差原因，也没有说明，请写明原因、情况和措施。",
            row.row.path()
        );
        report.row(row, message).fact("possibility", word);
    }
}
