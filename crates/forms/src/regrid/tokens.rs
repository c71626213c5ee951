//! The stream of pieces that a text is, whatever separated them.

use law::vocabulary::{anchors, column_role, fund_column, label, title_kind};
use model::Place;
use model::page::{CellLayout, RawDocument};
use std::ops::Range;

/// A piece of text.
pub(super) struct Token {
    pub text: String,
    pub place: Place,
    /// Which piece of the source it was cut from.
    pub piece: usize,
    /// Whether it was cut out of a piece without separators.
    pub glued: bool,
}

/// The pieces of a document in reading order.
pub(super) fn of(document: &RawDocument) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut piece = 0;
    for block in &document.blocks {
        for cell in block.rows.iter().flat_map(|row| &row.cells) {
            let text = crate::line::shown(&cell.text);
            if text.is_empty() || model::text::is_page_number(&text) {
                continue;
            }
            // A cell that holds half a table was cut where its line had a wide gap.
            let crowded = text.split_whitespace().count() > 4;
            let parts = if block.layout == CellLayout::Prose || crowded {
                parts(&text)
            } else {
                vec![text.as_str()]
            };
            for part in parts {
                piece += 1;
                let cut = cut(part);
                let glued = cut.len() > 1;
                tokens.extend(cut.into_iter().map(|text| Token {
                    text,
                    place: cell.place.clone(),
                    piece,
                    glued,
                }));
            }
        }
    }
    tokens
}

/// A line of prose that holds frame words is separated at its spaces; a sentence is left whole.
fn parts(line: &str) -> Vec<&str> {
    // Pipes of a table that its page no longer knows as one.
    if line.matches('|').count() >= 2 || line.trim() == "|" {
        return line
            .split('|')
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .collect();
    }
    let parts: Vec<&str> = line.split_whitespace().collect();
    let framed = parts.iter().any(|part| {
        anchors(part)
            .iter()
            .any(|range| range.start == 0 && range.end == part.len())
    });
    let measured = |part: &&&str| {
        let value = model::Value::parse(part, model::value::DateContext::NONE);
        matches!(
            value.kind,
            model::ValueKind::Number | model::ValueKind::Deadline | model::ValueKind::Range
        )
    };
    let row = parts.iter().filter(measured).count() >= 2;
    if (framed || row) && parts.len() > 1 {
        parts
    } else {
        vec![line]
    }
}

/// Cuts glued text at its frame words: `主管部门某局实施单位某站`.
fn cut(text: &str) -> Vec<String> {
    // 绩效目标 inside a title is no label.
    let title = text
        .char_indices()
        .filter(|(_, c)| *c == '表')
        .map(|(at, c)| at + c.len_utf8())
        .find(|end| title_kind(&text[..*end]).is_some())
        .unwrap_or(0);
    let mut found: Vec<Range<usize>> = anchors(text)
        .into_iter()
        .filter(|range| range.start >= title)
        .collect();
    // One column word alone is part of a sentence: 达到指标值记满分.
    let is_column = |range: &Range<usize>| {
        column_role(&text[range.clone()]).is_some() && label(&text[range.clone()]).is_none()
    };
    if found.iter().filter(|range| is_column(range)).count() < 3 {
        found.retain(|range| !is_column(range));
    }
    let whole = found
        .first()
        .is_none_or(|range| range.start > 0 && found.len() < 2 && title == 0);
    if whole || title == text.len() {
        return vec![text.to_owned()];
    }
    let mut out: Vec<String> = Vec::new();
    let mut at = 0;
    for range in found {
        gap(&text[at..range.start], &mut out);
        out.push(text[range.clone()].to_owned());
        at = range.end;
    }
    gap(&text[at..], &mut out);
    out
}

/// What stands between two frame words: short column heads (分值得分) one by one, anything else as it is.
fn gap(text: &str, out: &mut Vec<String>) {
    let text = text.trim_matches(|c: char| c.is_whitespace() || "：:".contains(c));
    if text.is_empty() {
        return;
    }
    // A title with its year glued behind it.
    if let Some(open) = text
        .find(['（', '('])
        .filter(|open| title_kind(&text[..*open]).is_some())
    {
        out.extend([text[..open].to_owned(), text[open..].to_owned()]);
        return;
    }
    let chars: Vec<char> = text.chars().collect();
    let mut heads: Vec<String> = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let longest = (2..=8)
            .rev()
            .filter(|length| at + length <= chars.len())
            .find_map(|length| {
                let word: String = chars[at..at + length].iter().collect();
                (column_role(&word).is_some() || fund_column(&word).is_some())
                    .then_some((word, length))
            });
        let Some((word, length)) = longest else {
            out.push(text.to_owned());
            return;
        };
        heads.push(word);
        at += length;
    }
    out.extend(heads);
}
