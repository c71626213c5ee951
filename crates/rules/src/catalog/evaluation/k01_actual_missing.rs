//! K01: a row of a self-evaluation without an actual value.

use crate::progress;
use crate::report::Report;
use crate::rule::{Check, EVALUATION, Rule};
use crate::subject::{Row, Subject, Text};
use law::regulation::cite;
use model::text::is_placeholder;
use model::{IndicatorClass, Severity};

/// K01.
pub static RULE: Rule = Rule {
    code: "K01",
    name: "actual-missing",
    severity: Severity::Error,
    cites: &[cite("R10-score")],
    kinds: EVALUATION,
    criterion: "",
    page: include_str!("k01_actual_missing.md"),
    check: Check::Form(check),
};

fn check(subject: &Subject, report: &mut Report) {
    // Without a single actual value the column itself may not have been found.
    if subject.rows.iter().all(|row| row.row.actual.is_none()) {
        return;
    }
    for row in subject.judged() {
        let missing = is_missing(row);
        if !missing || !row.real_cells || row.row.is_inferred() || comes_later(row) {
            continue;
        }
        let found = row
            .row
            .actual
            .as_ref()
            .map_or("", |actual| actual.raw.as_str());
        let state = match found {
            "" => "未填写实际完成值".to_owned(),
            found => format!("实际完成值为“{found}”"),
        };
        let message = format!(
            "“{}”{state}，请补充完成情况；不适用或尚不能取得的，请写明原因和取得的时间。",
            row.row.path()
        );
        report.row(row, message).fact("found", found);
    }
}

fn is_missing(row: &Row) -> bool {
    if row.name.text.is_empty() || row.value().is_empty() {
        return false;
    }
    match &row.row.actual {
        None => true,
        Some(actual) => {
            let raw = actual.raw.trim();
            let no_survey = row.class == Some(IndicatorClass::Satisfaction)
                && ["未调查", "未开展调查", "未开展满意度调查", "未测评"].contains(&raw);
            // A dash says that the row does not apply.
            raw.is_empty() || is_placeholder(raw) || no_survey
        }
    }
}

/// Whether the row says when the effect will show, or why there is no value.
fn comes_later(row: &Row) -> bool {
    progress::reason(row).is_some_and(|reason| {
        let dated = Text::of(reason).numbers.iter().any(|number| number.date);
        dated
            || ["不适用", "下年", "明年", "次年", "尚", "暂"]
                .iter()
                .any(|word| reason.contains(word))
    })
}
