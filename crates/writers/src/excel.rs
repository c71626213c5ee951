//! What a cell of a workbook can hold.

use std::borrow::Cow;

/// Units of UTF-16 that a cell holds.
const MOST: usize = 32_767;

/// The text as far as a cell can hold it; where it cannot, its end says how much is missing and where to look.
pub(crate) fn cell(text: &str) -> Cow<'_, str> {
    if text.len() <= MOST || text.encode_utf16().count() <= MOST {
        return Cow::Borrowed(text);
    }
    let mut units = 0;
    let end = text
        .char_indices()
        .find(|(_, c)| {
            units += c.len_utf16();
            units > MOST - 40
        })
        .map_or(text.len(), |(at, _)| at);
    let left = text[end..].chars().count();
    Cow::Owned(format!(
        "{}……（单元格放不下，余下{left}个字见原件）",
        &text[..end]
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_is_too_long_says_what_is_missing() {
        assert_eq!(cell("培训"), "培训");
        let long = "训".repeat(40_000);
        let short = cell(&long);
        assert!(short.encode_utf16().count() <= MOST);
        assert!(short.ends_with("个字见原件）"));
    }
}
