//! What tells that a text speaks of a person by name, and of an illness.

use serde::Deserialize;
use std::sync::LazyLock;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    surnames: String,
    illnesses: Vec<String>,
    roles: Vec<String>,
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
