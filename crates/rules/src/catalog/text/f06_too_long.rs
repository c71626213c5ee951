//! F06: a text is longer than the receiving system stores, or than rules read.

use crate::report::Report;
use crate::rule::{Check, Rule, TARGET};
use crate::subject::{LONGEST, Subject};
use law::regulation::cite;
use model::Severity;

/// F06.
pub static RULE: Rule = Rule {
    code: "F06",
    name: "too-long",
    severity: Severity::Hint,
    cites: &[cite("规范完整性")],
    kinds: TARGET,
    criterion: "规范完整性",
    page: include_str!("f06_too_long.md"),
    check: Check::Form(check),
};

fn check(subject: &Subject, report: &mut Report) {
    let limits = &subject.profile.parameters;
    if let Some(goal) = subject.form.annual_goal()
        && let Some(message) = too_long("总体目标", &goal.text, limits.goal_bytes)
    {
        report.goal(message).fact("bytes", goal.text.len());
    }
    for row in &subject.rows {
        let texts = [
            ("指标名称", &row.row.name, limits.name_bytes),
            ("指标值", &row.row.value.raw, limits.value_bytes),
        ];
        for (what, text, limit) in texts {
            if let Some(message) = too_long(what, text, limit) {
                report.row(row, message).fact("bytes", text.len());
            }
        }
    }
}

fn too_long(what: &str, text: &str, limit: u32) -> Option<String> {
    if text.len() <= limit as usize {
        return None;
    }
    let characters = text.chars().count();
    let read = if characters > LONGEST {
        format!("；核对只看了前{LONGEST}字")
    } else {
        String::new()
    };
    Some(format!(
        "{what}有{characters}字（{}字节），超过一体化系统可存的{limit}字节（约{}个汉字），导入时会被截断，请精简{read}。",
        text.len(),
        limit / 3
    ))
}
