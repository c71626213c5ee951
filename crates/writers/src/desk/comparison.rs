//! 修改对照表: what a returned form changed, and which opinion asked for it.

use super::{head, row, titled};
use crate::paper::{Cell, Kind, Paper};
use model::{Change, Form};

/// A change with the opinion that asked for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reasoned {
    /// The change.
    pub change: Change,
    /// The opinions that it answers; empty where none asked for it.
    pub reason: String,
}

/// The comparison of two versions of a form.
pub fn comparison(form: &Form, changes: &[Reasoned]) -> Paper {
    let mut paper = titled("绩效目标表修改对照表", &[6, 24, 12, 32, 32, 34]);
    paper.line[0] = crate::head::name(form).to_owned();
    paper.line[2] = form.office().unwrap_or_default().to_owned();
    paper
        .rows
        .push(head(&["序号", "内容", "栏目", "原内容", "修改后", "理由"]));
    for (number, one) in (1..).zip(changes) {
        let change = &one.change;
        let reason = match one.reason.as_str() {
            "" => "（意见没有提到，请说明）",
            reason => reason,
        };
        paper.rows.push(row(vec![
            Cell::new(Kind::Short, number.to_string()),
            Cell::new(Kind::Text, change.subject.as_str()),
            Cell::new(Kind::Short, change.field),
            Cell::new(Kind::Text, shown(&change.from)),
            Cell::new(Kind::Text, after(change)),
            Cell::new(Kind::Text, reason),
        ]));
    }
    if changes.is_empty() {
        paper.below.push("两个版本的内容没有不同。".to_owned());
    }
    paper
}

/// What stands there now; a row that is gone is said to be.
fn after(change: &Change) -> &str {
    match change.field == model::change::WHOLE_ROW && change.to.is_empty() {
        true => "（删去）",
        false => shown(&change.to),
    }
}

fn shown(text: &str) -> &str {
    if text.is_empty() { "（空）" } else { text }
}
