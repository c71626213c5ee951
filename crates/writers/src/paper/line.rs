//! A row of a template filled from a form.

use super::{Cell, Kind, Row};
use crate::head;
use law::profile::{TemplateCell, TemplateContent};
use model::text::norm;
use model::{Amount, Form, FundLine, Place};

/// What a field of a form says.
pub(super) struct Answer {
    pub(super) text: String,
    pub(super) kind: Kind,
    pub(super) at: Option<Place>,
}

/// The row; nothing where all its fields may be missing and are.
pub(super) fn row(form: &Form, cells: &[TemplateCell]) -> Option<Row> {
    let mut optional = 0;
    let mut needed = 0;
    let mut filled = false;
    let cells: Vec<Cell> = cells
        .iter()
        .map(|cell| {
            let Answer { text, kind, at } = match &cell.content {
                TemplateContent::Label(label) => Answer {
                    text: label.clone(),
                    kind: Kind::Label,
                    at: None,
                },
                TemplateContent::Field {
                    name,
                    optional: may_miss,
                    blank,
                } => {
                    let answer = answer(form, name);
                    optional += usize::from(*may_miss);
                    needed += usize::from(!may_miss);
                    filled |= !answer.text.is_empty();
                    match (answer.text.is_empty(), blank.is_empty()) {
                        (true, false) => Answer {
                            text: blank.clone(),
                            kind: Kind::Number,
                            at: None,
                        },
                        _ => answer,
                    }
                }
            };
            Cell {
                across: cell.across,
                down: cell.down,
                ..Cell::new(kind, text).at(at.as_ref())
            }
        })
        .collect();
    let left_out = optional > 0 && needed == 0 && !filled;
    (!left_out).then_some(Row::of(cells))
}

/// What a field says; empty where the form does not have it.
fn answer(form: &Form, name: &str) -> Answer {
    let project = &form.project;
    let text = match name {
        "项目名称" => project.name.clone(),
        "项目编码" => project.code.clone(),
        "归口科室" => project.office.clone(),
        "项目属性" => project.attribute.clone(),
        "项目期" => project.period.clone(),
        "主管部门" => Some(head::party(&form.department)),
        "实施单位" => Some(head::party(&form.unit)),
        _ => {
            return match amount(form, name) {
                Some(amount) => Answer {
                    text: amount.raw.clone(),
                    kind: Kind::Number,
                    at: amount.at.clone(),
                },
                None => Answer {
                    text: extra(form, name).unwrap_or_default(),
                    kind: Kind::Text,
                    at: None,
                },
            };
        }
    };
    Answer {
        text: text.unwrap_or_default(),
        kind: Kind::Short,
        at: None,
    }
}

/// The amount of a total or of a line of the money block.
fn amount<'f>(form: &'f Form, name: &str) -> Option<&'f Amount> {
    match name {
        "项目总额" => form.funds.total.as_ref(),
        "年度资金总额" => form.funds.annual_total.as_ref(),
        path => form
            .funds
            .lines
            .iter()
            .find(|line| is_at(line, path))
            .map(|line| &line.amount),
    }
}

/// Whether a line stands at a path of labels: 本级资金/财政拨款.
pub(super) fn is_at(line: &FundLine, path: &str) -> bool {
    let labels: Vec<&str> = path.split('/').collect();
    labels.len() == line.path.len()
        && labels
            .iter()
            .zip(&line.path)
            .all(|(label, own)| norm(label) == norm(own))
}

/// A labelled field without a place of its own that the template names.
fn extra(form: &Form, name: &str) -> Option<String> {
    let extra = form
        .extra
        .iter()
        .find(|extra| norm(&extra.label) == norm(name));
    extra.map(|extra| extra.text.clone())
}
