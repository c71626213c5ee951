//! A06: an indicator has a name and no value, or a value and no name.

use crate::report::Report;
use crate::rule::{Check, Rule, TARGET};
use crate::subject::{Row, Subject};
use law::regulation::cite;
use model::value::DateContext;
use model::{Place, Severity, Value, ValueKind};

/// A06.
pub static RULE: Rule = Rule {
    code: "A06",
    name: "name-without-value",
    severity: Severity::Error,
    cites: &[cite("指标科学性"), cite("R88-13-2")],
    kinds: TARGET,
    criterion: "规范完整性",
    page: include_str!("a06_name_without_value.md"),
    check: Check::Form(check),
};

fn check(subject: &Subject, report: &mut Report) {
    // A value that found no row may be the one a row seems to lack: the reading comes first.
    let stray = |text: &model::Unplaced| {
        let value = Value::parse(&text.text, DateContext::NONE);
        value.number.is_some() || value.kind == ValueKind::Deadline
    };
    if subject.form.unplaced.iter().any(stray) {
        return;
    }
    for row in subject.judged() {
        // Whether a line without a label shares the value above is for a person to say first.
        if row.value_open || row.name_open {
            continue;
        }
        let severity = match (has_own_label(row), row.real_cells) {
            (true, _) => Severity::Error,
            (false, true) => Severity::Warning,
            (false, false) => continue,
        };
        let empty_value = row.value().is_empty();
        if !row.name.text.is_empty() && empty_value {
            let message = format!(
                "“{}”未填写指标值，请补充；确不设置的，请整行留空。",
                row.row.path()
            );
            report
                .value(row, message)
                .severity(severity)
                .fact("missing", "value");
        } else if row.name.text.is_empty() && !empty_value {
            let message = format!(
                "“{}”只有指标值“{}”，没有指标名称，请补充。",
                row.label(),
                row.value().raw
            );
            report
                .value(row, message)
                .severity(severity)
                .fact("missing", "name");
        }
    }
}

/// Whether the row's label stands in its own line, or in a merged cell of a real table.
fn has_own_label(row: &Row) -> bool {
    let cells = &row.row.cells;
    let line = |place: &Place| match place {
        Place::Text { line, .. } => *line,
        Place::Table { row, .. } | Place::Sheet { row, .. } | Place::Page { row, .. } => *row,
    };
    let own = cells.name.first().or(cells.value.first()).map(line);
    own.is_some() && cells.level2.first().map(line) == own
}
