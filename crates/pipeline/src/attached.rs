//! The data attached to a written form against its page: the page wins, and a note says where the two differ.

use model::change::{WHOLE_ROW, changes};
use model::{Document, Form, Note};
use readers::Limits;

/// Differences that a note names.
const NAMED: usize = 3;

/// The note on attached data that says something else than the page; none where there is no such data or both say the same.
pub(crate) fn note(bytes: &[u8], format: &str, forms: &[Form]) -> Option<Note> {
    let attached = readers::attached(bytes, format, &Limits::default())?;
    let attached: Vec<&Form> = attached
        .iter()
        .flat_map(|document: &Document| &document.forms)
        .collect();
    if attached.len() != forms.len() {
        let message = format!(
            "文件里附带的数据有 {} 张表，页面上是 {} 张；以页面为准，附带的数据没有采用。",
            attached.len(),
            forms.len()
        );
        return Some(Note::new("attached_differs", message, Vec::new()));
    }
    let differing: Vec<String> = attached
        .iter()
        .zip(forms)
        .flat_map(|(data, page)| changes(data, page))
        .map(|change| match change.field {
            WHOLE_ROW => change.subject,
            _ => change.place(),
        })
        .collect();
    if differing.is_empty() {
        return None;
    }
    let more = if differing.len() > NAMED { "等" } else { "" };
    let message = format!(
        "文件里附带的数据与页面有 {} 处不同（{}{more}），页面可能在写出之后改过；以页面为准。",
        differing.len(),
        differing[..differing.len().min(NAMED)].join("、")
    );
    Some(Note::new("attached_differs", message, Vec::new()))
}
