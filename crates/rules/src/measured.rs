//! What a name measures: the word right before its end, 率, 数 or 发生次数.

use law::vocabulary::{List, words_of};

/// The last word of a list when the name measures it: with what stands before it. 事故发生率 measures 事故, 事故处置率 does not.
pub(crate) fn measured(list: List, name: &str) -> Option<(&str, &str)> {
    let word = *words_of(list, name).last()?;
    let (before, behind) = name.rsplit_once(word)?;
    let ends = behind.is_empty() || words_of(List::Occurrence, behind).contains(&behind);
    ends.then_some((before, word))
}

/// A name without the bracketed text at its end.
pub(crate) fn bare(name: &str) -> &str {
    let end = name.find(['(', '（', '[', '【']).unwrap_or(name.len());
    name[..end].trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_before_the_end_is_measured() {
        for name in ["停电事故", "停电事故起数", "事故发生率"] {
            assert_eq!(
                measured(List::Adverse, name).map(|(_, word)| word),
                Some("事故")
            );
        }
        assert_eq!(measured(List::Adverse, "事故处置率"), None);
        assert_eq!(bare("泄漏事故起数（起）"), "泄漏事故起数");
    }
}
