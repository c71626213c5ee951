//! Raw pages → office files, for samples and tests. Equal input gives equal bytes: no clock, fixed time stamps.

mod docx;
mod grid;
mod html;
mod text;
mod xlsx;

use anyhow::Result;
use model::page::Block;

pub use docx::docx;
pub use html::html;
pub use text::{csv, markdown, txt};
pub use xlsx::xlsx;

/// The formats that can be made.
pub const FORMATS: &[&str] = &["txt", "docx", "xlsx", "html", "csv", "md"];

/// The pages in the format with this file extension. `None` when no builder knows it; fails where its builder fails.
pub fn write(extension: &str, blocks: &[Block]) -> Option<Result<Vec<u8>>> {
    Some(match extension {
        "txt" => Ok(txt(blocks)),
        "csv" => Ok(csv(blocks)),
        "md" => Ok(markdown(blocks)),
        "html" => Ok(html(blocks)),
        "docx" => docx(blocks),
        "xlsx" => xlsx(blocks),
        _ => return None,
    })
}

/// Text for XML and HTML; characters that XML forbids are left out.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{0}'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' => {}
            '\u{FFFE}' | '\u{FFFF}' => {}
            _ => out.push(c),
        }
    }
    out
}

/// How a line of running text is set in a form.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Setting {
    /// The title: large, centred.
    Title,
    /// The year below it: centred.
    Centred,
    /// The unit line: to the right.
    Right,
    /// Anything else.
    Plain,
}

fn setting(line: &str) -> Setting {
    let line = line.trim();
    if line.chars().count() < 40 && line.ends_with('表') {
        Setting::Title
    } else if line.starts_with(['（', '(']) && line.ends_with(['）', ')']) {
        Setting::Centred
    } else if line.starts_with("单位：") || line.starts_with("金额单位") {
        Setting::Right
    } else {
        Setting::Plain
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::FormSource;

    #[test]
    fn equal_pages_give_equal_bytes() {
        let form = FormSource::from_toml(
            "title='目标表'\nproject='甲 & 乙'\nrows=[['产出指标','数量指标','场次','=3场'],['','','比率','95%']]",
        )
        .unwrap();
        let blocks = crate::layout::ruled(&form);
        for format in FORMATS {
            let make = || write(format, &blocks).unwrap().unwrap();
            assert_eq!(make(), make(), "{format}");
        }
    }

    #[test]
    fn characters_that_xml_forbids_are_left_out() {
        assert_eq!(escape("a<b>&\"\u{1}c"), "a&lt;b&gt;&amp;&quot;c");
    }
}
