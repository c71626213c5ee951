//! Reports for a terminal: columns aligned for double width, colours only when asked for.

pub mod page;
mod paint;
mod report;
mod structure;
mod summary;
pub mod table;
pub mod wrap;

pub use report::report;
pub use structure::structure;
pub use summary::{Totals, summary};
pub(crate) use summary::{by_code, related, sides};

use paint::Paint;
use wrap::Widths;

/// How text looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextOptions {
    /// Whether to use ANSI colours.
    pub color: bool,
    /// The width of a line, in columns; a Han character takes two.
    pub width: usize,
    /// Whether ambiguous characters such as “ × ① take two columns.
    pub ambiguous_wide: bool,
}

impl Default for TextOptions {
    /// 100 columns, no colour.
    fn default() -> TextOptions {
        TextOptions {
            color: false,
            width: 100,
            ambiguous_wide: false,
        }
    }
}

impl TextOptions {
    fn paint(self) -> Paint {
        Paint { on: self.color }
    }

    fn widths(self) -> Widths {
        Widths {
            ambiguous_wide: self.ambiguous_wide,
        }
    }
}

/// Appends `text`, wrapped, with `first` before its first line and as many columns before the others.
fn push_wrapped(
    out: &mut String,
    first: &str,
    text: &str,
    options: TextOptions,
    paint: impl Fn(&str) -> String,
) {
    let widths = options.widths();
    let indent = widths.of(first);
    let room = options.width.saturating_sub(indent).max(16);
    for (index, line) in widths.wrap(text, room).iter().enumerate() {
        let before = if index == 0 {
            first.to_owned()
        } else {
            " ".repeat(indent)
        };
        out.push_str(&paint(&format!("{before}{line}")));
        out.push('\n');
    }
}
