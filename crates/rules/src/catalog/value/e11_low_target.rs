//! E11: a rate below 100% on a duty that lies with the unit itself, or that others must fulfil; a target far below last year's result.

use crate::beside::Case;
use crate::compare;
use crate::execution;
use crate::progress;
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
    check: Check::Both(check, against_last_year),
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

/// A target that asks for clearly less than last year's result. With less money, or where less is planned, that is natural.
fn against_last_year(subject: &Subject, case: &Case, report: &mut Report) {
    let Some(known) = case.previous_evaluation else {
        return;
    };
    let (now, then) = (
        subject.budget(),
        execution::total(&known.form).map(|total| total.budget),
    );
    let less_money = now.zip(then).is_some_and(|(now, then)| now < then);
    if less_money || subject.has_open_reading() {
        return;
    }
    let low = subject.profile.parameters.history_low.0;
    for (row, other) in compare::pair(subject, &known.form).both {
        let value = row.value();
        let limits = matches!(value.operator, Some(Operator::AtMost | Operator::LessThan));
        let less_is_planned = row.name.lists.has(List::Reduction)
            || row.name.lists.has(List::Adverse)
            || row.name.lists.has(List::Cost);
        let Some(actual) = &other.actual else {
            continue;
        };
        let (Some((target, _)), Some(reached)) = (
            progress::measure(value),
            progress::number_like(value, actual),
        ) else {
            continue;
        };
        if value.kind != ValueKind::Number
            || limits
            || less_is_planned
            || target >= reached.saturating_mul(low)
        {
            continue;
        }
        report
            .value(
                row,
                format!(
                    "“{}”指标值为“{}”，上年实际完成“{}”，低了较多，请核对是否与任务量和预算相称。",
                    row.row.path(),
                    value.raw,
                    actual.raw
                ),
            )
            .fact("found", value.raw.as_str())
            .fact("previous", actual.raw.as_str())
            .beside(known);
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
