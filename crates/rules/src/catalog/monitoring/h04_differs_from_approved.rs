//! H04: rows, values or weights of a monitoring form or self-evaluation differ from the approved target form.

use crate::beside::Case;
use crate::compare::{pair, same_value, weights_differ};
use crate::quote::quoted;
use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::subject::Subject;
use law::regulation::cite;
use model::{Form, FormKind, Severity};

/// H04.
pub static RULE: Rule = Rule {
    code: "H04",
    name: "differs-from-approved",
    severity: Severity::Error,
    cites: &[cite("R88-28"), cite("R101-weight")],
    kinds: &[FormKind::Monitoring, FormKind::SelfEvaluation],
    criterion: "",
    page: include_str!("h04_differs_from_approved.md"),
    check: Check::Beside(check),
};

fn check(subject: &Subject, case: &Case, report: &mut Report) {
    let Some(approved) = case.targets.last() else {
        return;
    };
    report.compared();
    let adjusted = case.record.is_some_and(|record| record.adjusted.is_some());
    // A version among several that agrees is the one in force.
    let agrees = |known: &&crate::beside::Known| differences(subject, &known.form).is_empty();
    if adjusted || subject.has_open_reading() || case.targets.iter().any(agrees) {
        return;
    }
    for difference in differences(subject, &approved.form) {
        let Difference {
            row,
            message,
            expected,
            found,
        } = difference;
        let row = row.and_then(|id| subject.rows.iter().find(|row| row.row.id == id));
        let said = match row {
            Some(row) => report.value(row, message),
            None => report.form(
                subject
                    .rows
                    .first()
                    .map(|row| row.row.place())
                    .unwrap_or_default(),
                message,
            ),
        };
        // Rows are joined by their names: whoever reads must see that they are the same.
        said.severity(Severity::Warning)
            .fact("expected", expected)
            .fact("found", found)
            .beside(approved);
    }
}

struct Difference {
    row: Option<String>,
    message: String,
    expected: String,
    found: String,
}

fn differences(subject: &Subject, approved: &Form) -> Vec<Difference> {
    let pairing = pair(subject, approved);
    let mut found = Vec::new();
    // A form that shares no row with the approved one was not joined rightly.
    if pairing.both.is_empty() {
        return found;
    }
    for (row, other) in pairing.both {
        let name = row.row.path();
        if !same_value(row.value(), &other.value) && !row.value_open && !other.value.raw.is_empty()
        {
            found.push(Difference {
                row: Some(row.row.id.clone()),
                message: format!(
                    "“{name}”的指标值为{}，批复的目标表为{}，请改回批复的指标值，或先办理目标调整。",
                    quoted(&row.value().raw),
                    quoted(&other.value.raw)
                ),
                expected: other.value.raw.clone(),
                found: row.value().raw.clone(),
            });
        } else if weights_differ(row.row.weight, other.weight) {
            let weight = |weight: Option<model::Exact>| {
                weight.map(|weight| weight.to_string()).unwrap_or_default()
            };
            found.push(Difference {
                row: Some(row.row.id.clone()),
                message: format!(
                    "“{name}”的分值为{}分，批复的目标表为{}分，请改回批复的分值，或先办理目标调整。",
                    weight(row.row.weight),
                    weight(other.weight)
                ),
                expected: weight(other.weight),
                found: weight(row.row.weight),
            });
        }
    }
    for row in pairing.here {
        found.push(Difference {
            row: Some(row.row.id.clone()),
            message: format!(
                "“{}”不在批复的目标表中，请核对；确需增加的，先办理目标调整。",
                row.row.path()
            ),
            expected: String::new(),
            found: row.row.name.clone(),
        });
    }
    if !pairing.there.is_empty() {
        let names: Vec<String> = pairing
            .there
            .iter()
            .map(|row| quoted(&row.path()))
            .collect();
        found.push(Difference {
            row: None,
            message: format!(
                "批复的目标表中有{}，本表没有，请补上；不再考核的，先办理目标调整。",
                names.join("、")
            ),
            expected: names.join("、"),
            found: String::new(),
        });
    }
    found
}
