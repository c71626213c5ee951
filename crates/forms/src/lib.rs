//! Raw pages → forms: where forms begin, their heads, columns and rows.
//!
//! The way of a page: `line` (uniform rows) → `segment` (one form each) → `head` (labels and values) and `columns`
//! (what each column means) → `placement` (which cell belongs to which column, at what cost) → `sequence` (rows to
//! indicators, and other readings that come close) → `assemble` (the form). Nothing is invented and nothing is dropped.

mod assemble;
mod columns;
mod cost;
mod head;
mod line;
mod list;
mod name;
mod overlap;
mod placement;
mod segment;
mod sequence;

use model::page::RawDocument;
use model::{Form, Note};

/// The forms of a document, and notes about the document as a whole.
pub fn recognise(document: &RawDocument) -> (Vec<Form>, Vec<Note>) {
    let lines = line::lines(document);
    let forms: Vec<Form> = segment::segments(&lines)
        .iter()
        .flat_map(|segment| assemble::forms(&lines, segment))
        .filter(|form| !is_blank(form))
        .collect();
    let mut notes = document.notes.clone();
    if forms.is_empty() {
        notes.push(Note::new(
            "no_form",
            "没有找到绩效表：文中没有同时具备项目名称和指标表头（一级指标、指标值等）的表。请确认文件是否完整，或另选文件。",
            Vec::new(),
        ));
    }
    (forms, notes)
}

/// A template that nobody filled in is no form.
fn is_blank(form: &Form) -> bool {
    let named = form
        .project
        .name
        .as_deref()
        .is_some_and(|name| !model::text::is_placeholder(name) && !name.is_empty());
    !named
        && form
            .indicators
            .iter()
            .all(|row| row.name.is_empty() || row.value.raw.is_empty())
}
