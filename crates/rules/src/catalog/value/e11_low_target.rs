//! E11: a rate below 100% on a duty that lies with the unit itself, or that others must fulfil.

use crate::report::Report;
use crate::rule::{Check, Rule, TARGET};
use crate::subject::{Row, Subject};
use law::regulation::cite;
use law::vocabulary::List;
use model::{Operator, Severity, ValueKind};

/// E11.
pub static RULE: Rule = Rule {
    code: "E11",
    name: "low-target",
    severity: Severity::Warning,
    cites: &[cite("R101-value"), cite("绩效合理性")],
    kinds: TARGET,
    criterion: "绩效合理性",
    page: include_str!("e11_low_target.md"),
    check: Check::Form(check),
};

fn check(subject: &Subject, report: &mut Report) {
    for row in subject.judged() {
        let value = row.value();
        let below = value.kind == ValueKind::Number
            && value.unit.as_deref() == Some("%")
            && value.number.is_some_and(|n| n.0 < 100.into());
        let limits = matches!(value.operator, Some(Operator::AtMost | Operator::LessThan));
        if !below || limits {
            continue;
        }
        let (severity, duty) = match duty(row) {
            Some(Duty::Own) => (Severity::Warning, "属于本单位应当做到的事项"),
            Some(Duty::Others) => (Severity::Hint, "按规定应足额缴拨"),
            None => continue,
        };
        report
            .value(
                row,
                format!(
                    "“{}”{duty}，指标值为“{}”，请核对是否应为100%。",
                    row.row.path(),
                    value.raw
                ),
            )
            .severity(severity)
            .fact("found", value.raw.as_str());
    }
}

enum Duty {
    Own,
    Others,
}

fn duty(row: &Row) -> Option<Duty> {
    let name = row.name.text;
    let full = name.contains("足额") || name.contains("按标准") || name.contains("按规定标准");
    let proportion =
        name.contains("按照") && row.name.numbers.iter().any(|number| number.is_percent());
    if row.name.lists.has(List::OthersAct) && (full || proportion) {
        return Some(Duty::Others);
    }
    let pays = row.name.lists.has(List::OwnDuty);
    let lawful = ["合规率", "安全率", "合规性"]
        .iter()
        .any(|word| name.ends_with(word));
    (full && pays || lawful).then_some(Duty::Own)
}
