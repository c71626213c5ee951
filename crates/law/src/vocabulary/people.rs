//! What tells that a text speaks of a person by name, and of an illness.

use serde::Deserialize;
use std::sync::LazyLock;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    surnames: String,
    illnesses: Vec<String>,
    roles: Vec<String>,
    contacts: Vec<String>,
}

static FILE: LazyLock<File> = LazyLock::new(|| {
    super::parsed(
        "people.toml",
        include_str!("../../data/vocabulary/people.toml"),
    )
});

/// Whether a character is a common surname.
pub fn is_surname(c: char) -> bool {
    FILE.surnames.contains(c)
}

/// Whether a text names an illness.
pub fn names_illness(text: &str) -> bool {
    let mut words = FILE.illnesses.iter();
    words.any(|word| text.contains(word.as_str()))
}

/// Whether a text ends in a word after which a person's name stands: 职工, 患者.
pub fn ends_in_role(text: &str) -> bool {
    let mut words = FILE.roles.iter();
    words.any(|word| text.ends_with(word.as_str()))
}

/// Whether a cell with this label is for the office, not for the public: 填报人, 联系电话.
pub fn is_contact(label: &str) -> bool {
    let plain = model::text::norm(label);
    FILE.contacts.contains(&plain)
}

/// Whether a line of text names a contact with its label: 填报人：….
pub fn names_contact(line: &str) -> bool {
    let plain = model::text::half_width(&model::text::squeezed(line));
    let mut labels = plain.match_indices(':').map(|(at, _)| &plain[..at]);
    labels.any(|before| {
        let mut words = FILE.contacts.iter();
        words.any(|word| before.ends_with(word.as_str()))
    })
}
