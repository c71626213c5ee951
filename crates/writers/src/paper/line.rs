//! A row of a template filled from a form.

use super::{Cell, Kind, Row, Shows};
use crate::head;
use law::profile::{TemplateCell, TemplateContent};
use model::text::norm;
use model::{Amount, Form, FundLine, HeadField};

/// What a field of a form says.
pub(super) struct Answer {
    pub(super) text: String,
    pub(super) kind: Kind,
    pub(super) shows: Shows,
}

/// The row; nothing where all its fields may be missing and are.
pub(super) fn row(form: &Form, cells: &[TemplateCell]) -> Option<Row> {
    let mut optional = 0;
    let mut needed = 0;
    let mut filled = false;
    let cells: Vec<Cell> = cells
        .iter()
        .map(|cell| {
            let Answer { text, kind, shows } = match &cell.content {
                TemplateContent::Label(label) => Answer {
                    text: label.clone(),
                    kind: Kind::Label,
                    shows: Shows::Frame,
                },
                TemplateContent::Field {
                    name,
                    optional: may_miss,
                    blank,
                } => {
                    let answer = answer(form, name);
                    optional += usize::from(*may_miss);
                    needed += usize::from(!may_miss);
                    filled |= !answer.text.is_empty() || is_printed(form, &answer.shows);
                    match (answer.text.is_empty(), blank.is_empty()) {
                        (true, false) => Answer {
                            text: blank.clone(),
                            kind: Kind::Number,
                            shows: Shows::Frame,
                        },
                        _ => answer,
                    }
                }
            };
            Cell {
                across: cell.across,
                down: cell.down,
                ..Cell::new(kind, text).showing(shows)
            }
        })
        .collect();
    let left_out = optional > 0 && needed == 0 && !filled;
    (!left_out).then_some(Row::of(cells))
}

/// Whether the form prints this text of the head, be it blank.
fn is_printed(form: &Form, shows: &Shows) -> bool {
    matches!(shows, Shows::Head(field) if field.of(form).is_some())
}

/// What a field says; empty where the form does not have it.
fn answer(form: &Form, name: &str) -> Answer {
    let short = |text: &str, shows: Shows| Answer {
        text: text.to_owned(),
        kind: Kind::Short,
        shows,
    };
    if let Some(field) = HeadField::from_word(name) {
        let text = match field {
            HeadField::Department => head::party(&form.department),
            HeadField::Unit => head::party(&form.unit),
            field => field.of(form).unwrap_or_default().to_owned(),
        };
        return short(&text, Shows::Head(field));
    }
    if name == "归口科室" {
        let office = form.project.office.as_deref();
        return short(office.unwrap_or_default(), Shows::Frame);
    }
    match amount(form, name) {
        Some(amount) => Answer {
            text: amount.raw.clone(),
            kind: Kind::Number,
            shows: amount.at.clone().map_or(Shows::Frame, Shows::At),
        },
        None => Answer {
            text: extra(form, name).unwrap_or_default(),
            kind: Kind::Text,
            shows: Shows::Frame,
        },
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
