//! Before anything is published: numbers that tell who a person is keep the form back; who filled a form in is left out.

use law::vocabulary::{is_contact, names_contact};
use model::{Form, Source};
use rules::personal::personal;

/// A form that is not published, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The document.
    pub path: String,
    /// The form in it, from 1.
    pub number: u32,
    /// The project.
    pub project: String,
    /// What was found where; the numbers themselves are not repeated.
    pub reasons: Vec<String>,
}

/// The form without contacts, and in how many places one was left out; or why it is not published.
///
/// # Errors
/// When a text of the form, or of where it was read from, holds personal data.
pub fn screen(mut form: Form, source: &Source, number: u32) -> Result<(Form, usize), Held> {
    let before = form.extra.len() + form.unplaced.len();
    form.extra
        .retain(|extra| !is_contact(&extra.label) && !names_contact(&extra.text));
    form.unplaced.retain(|text| !names_contact(&text.text));
    let contacts = before - form.extra.len() - form.unplaced.len();
    let mut reasons = Vec::new();
    for fact in model::change::facts(&form) {
        look(
            &mut reasons,
            &format!("{}的{}", fact.subject, fact.field),
            &fact.text,
        );
    }
    for extra in &form.extra {
        look(&mut reasons, &extra.label, &extra.text);
    }
    for text in &form.unplaced {
        look(&mut reasons, "未归入栏目的文字", &text.text);
    }
    for note in &form.notes {
        look(&mut reasons, "阅读说明", &note.message);
    }
    for (place, text) in [
        ("标题", form.title.as_deref()),
        ("原文网址", source.url.as_deref()),
        ("发布单位", source.publisher.as_deref()),
    ] {
        look(&mut reasons, place, text.unwrap_or_default());
    }
    // What serialises is what goes out: whatever no field above names is looked at as well.
    if reasons.is_empty()
        && let Ok(all) = serde_json::to_value(&form)
    {
        texts(&all, &mut |text| look(&mut reasons, "附带的数据", text));
    }
    if reasons.is_empty() {
        return Ok((form, contacts));
    }
    Err(Held {
        path: source.path.clone(),
        number,
        project: form.project_name().to_owned(),
        reasons,
    })
}

/// Whether a text holds personal data.
pub(super) fn is_personal(text: &str) -> bool {
    !personal(text).is_empty()
}

/// Adds what a text holds, once.
fn look(reasons: &mut Vec<String>, place: &str, text: &str) {
    for (kind, _) in personal(text) {
        let reason = format!("{place}有{}", kind.word());
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
}

/// Every text of a value.
fn texts(value: &serde_json::Value, look: &mut impl FnMut(&str)) {
    match value {
        serde_json::Value::String(text) => look(text),
        serde_json::Value::Array(all) => all.iter().for_each(|value| texts(value, look)),
        serde_json::Value::Object(all) => all.values().for_each(|value| texts(value, look)),
        _ => {}
    }
}
