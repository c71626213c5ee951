//! Charts as SVG made on the server. Each stands beside its table, which says the same in words; the picture itself is hidden from readers.

use crate::draw::text;
use model::text::shortened;
use std::fmt::Write;

/// A bar.
pub(crate) struct Bar {
    /// What it stands for.
    pub name: String,
    /// How long it is.
    pub value: i64,
}

/// Height of a bar with its gap.
const STEP: i64 = 26;

/// Characters of a name that stand before its bar.
const NAMED: usize = 21;

/// Where bars begin and how long the longest is.
const LEFT: i64 = 300;
const LONGEST: i64 = 480;
const WIDTH: i64 = LEFT + LONGEST + 110;

fn begin(title: &str, rows: usize) -> String {
    let height = i64::try_from(rows).unwrap_or(0) * STEP + 6;
    format!(
        "<svg class=\"chart\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-label=\"{}，数见下面的表\">",
        text(title)
    )
}

/// One bar a row.
pub(crate) fn bars(title: &str, bars: &[Bar]) -> String {
    let most = bars.iter().map(|bar| bar.value).max().unwrap_or(0).max(1);
    let mut out = begin(title, bars.len());
    for (row, bar) in (0..).zip(bars) {
        let (y, length) = (row * STEP + 4, bar.value * LONGEST / most);
        let _ = write!(
            out,
            "<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text><rect x=\"{LEFT}\" y=\"{y}\" width=\"{length}\" height=\"18\"/><text x=\"{}\" y=\"{}\">{}</text>",
            LEFT - 8,
            y + 14,
            text(&shortened(&bar.name, NAMED)),
            LEFT + length + 6,
            y + 14,
            bar.value
        );
    }
    out.push_str("</svg>");
    out
}

/// One bar a row, parted by four levels, its sum behind it as `said` gives it; each part with its own pattern besides its colour.
pub(crate) fn stacked(
    title: &str,
    levels: &[&str; 4],
    rows: &[(&str, [i64; 4])],
    said: fn(i64) -> String,
) -> String {
    let sum = |parts: &[i64; 4]| parts.iter().sum::<i64>();
    let most = rows.iter().map(|(_, parts)| sum(parts)).max();
    let most = most.unwrap_or(0).max(1);
    let mut out = begin(title, rows.len() + 1);
    out.push_str("<defs><pattern id=\"p1\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\"><rect width=\"6\" height=\"6\" class=\"l1\"/><path d=\"M0 6 6 0\" class=\"lines\"/></pattern></defs>");
    for (row, (name, parts)) in (0..).zip(rows) {
        let y = row * STEP + 4;
        let _ = write!(
            out,
            "<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>",
            LEFT - 8,
            y + 14,
            text(name)
        );
        let mut x = LEFT;
        for (level, part) in parts.iter().enumerate() {
            let length = (i128::from(*part) * i128::from(LONGEST) / i128::from(most)) as i64;
            let _ = write!(
                out,
                "<rect x=\"{x}\" y=\"{y}\" width=\"{length}\" height=\"18\" class=\"l{level}\"/>"
            );
            x += length;
        }
        let _ = write!(
            out,
            "<text x=\"{}\" y=\"{}\">{}</text>",
            x + 6,
            y + 14,
            said(sum(parts))
        );
    }
    let y = i64::try_from(rows.len()).unwrap_or(0) * STEP + 4;
    for (level, word) in (0..).zip(levels) {
        let x = LEFT + level * 130;
        let _ = write!(
            out,
            "<rect x=\"{x}\" y=\"{}\" width=\"14\" height=\"14\" class=\"l{level}\"/><text x=\"{}\" y=\"{}\">{word}</text>",
            y + 2,
            x + 20,
            y + 14
        );
    }
    out.push_str("</svg>");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_escaped_and_nothing_divides_by_nought() {
        let one = [Bar {
            name: "<b>".to_owned(),
            value: 0,
        }];
        let svg = bars("图", &one);
        assert!(
            svg.contains("&lt;b&gt;") && svg.contains("width=\"0\""),
            "{svg}"
        );
        assert!(
            stacked("图", &["a", "b", "c", "d"], &[], |value| value.to_string())
                .ends_with("</svg>")
        );
    }
}
