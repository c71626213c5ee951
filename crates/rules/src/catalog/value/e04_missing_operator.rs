//! E04: a count or a cost has no comparison sign.

use crate::report::Report;
use crate::rule::{Check, Rule, TARGET};
use crate::subject::{Row, Subject};
use law::regulation::cite;
use law::vocabulary::UnitFamily;
use model::{Severity, ValueKind};

/// E04.
pub static RULE: Rule = Rule {
    code: "E04",
    name: "missing-operator",
    severity: Severity::Hint,
    cites: &[cite("指标科学性")],
    kinds: TARGET,
    criterion: "指标科学性",
    page: include_str!("e04_missing_operator.md"),
    check: Check::Form(check),
};

fn check(subject: &Subject, report: &mut Report) {
    let rows: Vec<&Row> = subject.judged().filter(|row| lacks_sign(row)).collect();
    if rows.is_empty() {
        return;
    }
    let mut list: Vec<String> = Vec::new();
    for row in &rows {
        let value = format!("“{}”", row.value().raw);
        if !list.contains(&value) {
            list.push(value);
        }
    }
    let at = rows
        .iter()
        .flat_map(|row| row.row.cells.value.clone())
        .collect();
    report
        .form(
            at,
            format!(
                "指标值{}没有比较符号，请选填≥（至少）、=（恰好，如固定名册）或≤（至多）。",
                list.join("、")
            ),
        )
        .related(rows)
        .fact("found", list);
}

fn lacks_sign(row: &Row) -> bool {
    let value = row.value();
    let printed = row.row.printed.as_deref().unwrap_or(row.name.text);
    let worded = ["不少于", "不低于", "不超过", "不高于", "至少", "至多"]
        .iter()
        .any(|word| printed.ends_with(word));
    let signed =
        value.operator.is_some() || worded || printed.contains(['≥', '≤', '＞', '＜', '>', '<']);
    let family = row
        .unit
        .is_some_and(|unit| unit == UnitFamily::Money || unit.is_count());
    // 0起: nothing lies below, so the sign could only be one.
    let none_at_all = row.unit != Some(UnitFamily::Money)
        && value.number.is_some_and(|number| number.0.is_zero());
    value.kind == ValueKind::Number
        && family
        && !signed
        && !none_at_all
        && !row.verified_cost
        && !row.value_open
}
