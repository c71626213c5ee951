//! Text into HTML: everything that comes from a document passes through here.

use std::fmt::{self, Display, Write};

/// A text that prints itself escaped, for element content and quoted attributes. Printed line breaks become `<br>`.
pub struct Text<'a>(pub &'a str);

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

/// A sentence of the program: as [`Text`], and a blank to fill in (≥＿＿%) stays on one line. For element content only.
pub struct Sentence<'a>(pub &'a str);

impl Display for Sentence<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.0;
        while let Some(blank) = rest.find('＿') {
            let before = rest[..blank].trim_end_matches(['≥', '≤', '=', '＞', '＜']);
            let after = rest[blank..].trim_start_matches('＿');
            let end = rest.len() - after.trim_start_matches(['%', '％']).len();
            Text(before).fmt(f)?;
            write!(
                f,
                "<span class=\"nb\">{}</span>",
                Text(&rest[before.len()..end])
            )?;
            rest = &rest[end..];
        }
        Text(rest).fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blank_stays_on_one_line() {
        assert_eq!(
            Sentence("请填写（≥＿＿%），或＿＿月<b>").to_string(),
            "请填写（<span class=\"nb\">≥＿＿%</span>），或<span class=\"nb\">＿＿</span>月&lt;b&gt;"
        );
    }

    #[test]
    fn nothing_of_a_document_becomes_markup() {
        assert_eq!(
            Text("<a href=\"x\">'&\n\0\u{202E}").to_string(),
            "&lt;a href=&quot;x&quot;&gt;&#39;&amp;<br>&lt;U+202E&gt;"
        );
    }
}
