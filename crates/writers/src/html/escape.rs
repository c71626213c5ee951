//! Text into HTML: everything that comes from a document passes through here.

use std::fmt::{self, Display, Write};

/// A text that prints itself escaped, for element content and quoted attributes. Printed line breaks become `<br>`.
pub(super) struct Text<'a>(pub(super) &'a str);

impl Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                '\n' => f.write_str("<br>")?,
                '\t' => f.write_char(' ')?,
                // Marks that turn the direction of writing could make a page show what the document does not say.
                '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {
                    write!(f, "&lt;U+{:04X}&gt;", c as u32)?
                }
                c if c.is_control() => {}
                c => f.write_char(c)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_document_becomes_markup() {
        assert_eq!(
            Text("<a href=\"x\">'&\n\0\u{202E}").to_string(),
            "&lt;a href=&quot;x&quot;&gt;&#39;&amp;<br>&lt;U+202E&gt;"
        );
    }
}
