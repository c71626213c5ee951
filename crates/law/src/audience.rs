//! For whom a result is written: in which words, and which rules concern them.

use crate::profile::Words;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Readers of a result who are not the clerk that filled the form in.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Audience {
    /// The Chinese name.
    pub name: String,
    /// The words for the levels.
    pub words: Words,
    /// Codes or families of the rules that concern them; empty for all.
    #[serde(default)]
    pub rules: Vec<String>,
}

static AUDIENCES: LazyLock<BTreeMap<String, Audience>> = LazyLock::new(|| {
    let text = include_str!("../data/audiences.toml");
    toml::from_str(text).unwrap_or_else(|error| panic!("audiences.toml 有误：{error}"))
});

/// The audience with this id: `review`, `audit`.
pub fn audience(id: &str) -> Option<&'static Audience> {
    AUDIENCES.get(id)
}

/// All audiences with their ids.
pub fn audiences() -> impl Iterator<Item = (&'static str, &'static Audience)> {
    AUDIENCES
        .iter()
        .map(|(id, audience)| (id.as_str(), audience))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn auditors_see_what_is_computed_or_compared_in_words_that_conclude_nothing() {
        let audit = audience("audit").unwrap();
        assert_eq!(audit.words.error, "疑点（高）");
        assert!(
            audit.rules.iter().any(|rule| rule == "L")
                && !audit.rules.iter().any(|rule| rule.starts_with('D'))
        );
        assert!(audience("review").unwrap().rules.is_empty());
        assert!(audience("clerk").is_none());
    }
}
