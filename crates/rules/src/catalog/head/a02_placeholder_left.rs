//! A02: a template's mark stands in a value, a goal, an amount or a free text.

use crate::quote::quoted;
use crate::report::Report;
use crate::rule::{ANY, Check, Rule};
use crate::subject::Subject;
use law::regulation::cite;
use model::text::{half_width, is_han, is_open_blank, squeezed};
use model::{AmountState, Severity};

/// A02.
pub static RULE: Rule = Rule {
    code: "A02",
    name: "placeholder-left",
    severity: Severity::Error,
    cites: &[cite("规范完整性")],
    kinds: ANY,
    criterion: "规范完整性",
    page: include_str!("a02_placeholder_left.md"),
    check: Check::Form(check),
};

fn check(subject: &Subject, report: &mut Report) {
    for row in &subject.rows {
        let raw = &row.value().raw;
        if marked_value(raw) {
            report
                .value(
                    row,
                    format!(
                        "“{}”的指标值{}仍是模板占位符，请填写实际内容。",
                        row.row.path(),
                        quoted(raw)
                    ),
                )
                .fact("text", raw.as_str());
        }
        for text in row.row.basis.iter().chain(&row.row.remark) {
            if marked_text(text) {
                report
                    .row(
                        row,
                        format!(
                            "“{}”的说明{}仍有模板占位符，请填写或删除。",
                            row.row.path(),
                            quoted(text)
                        ),
                    )
                    .fact("text", text.as_str());
            }
        }
    }
    if let Some(goal) = subject.form.annual_goal()
        && marked_text(&goal.text)
    {
        report.goal(format!(
            "总体目标{}仍有模板占位符，请填写实际内容。",
            quoted(&goal.text)
        ));
    }
    let funds = &subject.form.funds;
    let amounts = funds
        .total
        .iter()
        .map(|a| ("项目总额", a))
        .chain(funds.annual_total.iter().map(|a| ("年度资金总额", a)));
    for (label, amount) in amounts.chain(
        funds
            .lines
            .iter()
            .map(|line| (line.label.as_str(), &line.amount)),
    ) {
        if amount.state == AmountState::Placeholder && !is_open_blank(&amount.raw) {
            let at = amount.at.iter().cloned().collect();
            report
                .form(
                    at,
                    format!("“{label}”仍是模板占位符“{}”，请填写金额。", amount.raw),
                )
                .fact("text", amount.raw.as_str());
        }
    }
}

fn marked_value(raw: &str) -> bool {
    let plain = squeezed(&half_width(raw));
    let dots = plain.trim_matches(|c: char| "≥≤><=%".contains(c));
    !is_open_blank(raw)
        && (plain.contains("**") && !masked_name(&plain)
            || plain == "*"
            || plain.contains("XX")
            || plain.contains("××")
            || !dots.is_empty() && dots.chars().all(|c| "….".contains(c)))
}

/// In running text 张** is a masked name, ×× in a document number or a title is a citation, and …… ends a list.
fn marked_text(text: &str) -> bool {
    let plain = squeezed(&half_width(text));
    let mut out = String::new();
    let mut depth = 0;
    for c in plain.chars() {
        match c {
            '《' | '〔' | '“' => depth += 1,
            '》' | '〕' | '”' => depth = (depth - 1i32).max(0),
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    let crosses = ["XX", "××"].iter().any(|mark| {
        out.match_indices(mark).any(|(at, _)| {
            !out[at + mark.len()..]
                .trim_start_matches(['X', '×'])
                .starts_with('号')
        })
    });
    let bare_goal = out.strip_prefix("目标").is_some_and(|rest| {
        rest.trim_start_matches(|c: char| c.is_ascii_digit())
            .trim_matches(':')
            .is_empty()
    });
    crosses
        || bare_goal
        || out.contains("**") && !masked_name(&out)
        || !out.is_empty() && out.chars().all(|c| "….*".contains(c))
}

/// Stars behind a Han character and before none of a number's signs hide a name.
fn masked_name(plain: &str) -> bool {
    plain.match_indices('*').all(|(at, _)| {
        let before = plain[..at].trim_end_matches('*').chars().next_back();
        let behind = plain[at..].trim_start_matches('*').chars().next();
        before.is_some_and(is_han) && !behind.is_some_and(|c| "%元人户个项次".contains(c))
    })
}
