//! Characters of a cell → its text: lines that were only broken because it is narrow are put together.

use super::canvas::Glyph;
use super::rect::Rect;
use super::text::{Line, facing, lines};
use crate::layout::is_wide;

/// The white inside a cell's border, in heights of a character.
const PADDING: f32 = 0.6;

/// Characters of a label that is set downwards: 年度总体目标 is one of the longest.
const LABEL: usize = 6;

/// The text of a cell, and what tells whether it goes on elsewhere.
#[derive(Debug, Default)]
pub(super) struct CellText {
    pub(super) text: String,
    /// The room left on its last line, in points.
    pub(super) room: f32,
    /// The width of what its first line begins with and cannot be divided, in points.
    pub(super) head: f32,
    /// Whether there is no room for another line below.
    pub(super) is_full: bool,
    /// Characters on its longest line: one where the label of a merged cell is set downwards.
    pub(super) widest: usize,
}

impl CellText {
    /// Whether another cell begins with what had no room at the end of this one.
    pub(super) fn goes_on_in(&self, next: &CellText) -> bool {
        self.is_full && !next.text.is_empty() && self.room < next.head
    }

    /// Whether the two parts make one label that is set downwards.
    pub(super) fn is_label_with(&self, next: &CellText) -> bool {
        let count = |text: &CellText| text.text.chars().filter(|c| !c.is_whitespace()).count();
        self.is_full && self.widest == 1 && next.widest == 1 && count(self) + count(next) <= LABEL
    }
}

/// The text of a cell: a line that was only broken because the cell is narrow is put together again.
pub(super) fn cell_text(glyphs: &[Glyph], cell: Rect) -> CellText {
    let mut out = CellText::default();
    let mut before: Option<&Line> = None;
    let lines = lines(glyphs);
    for line in &lines {
        let (text, bounds) = line.text();
        let turn = line.glyphs[0].turn;
        let head = head(&text, line);
        match before {
            None => out.head = head,
            Some(above) if above.glyphs[0].turn == turn && out.room < head => {
                let between = between(above, &out.text, &text);
                out.text.push_str(between);
            }
            Some(_) => out.text.push('\n'),
        }
        out.text.push_str(&text);
        out.widest = out.widest.max(text.chars().count());
        let cell = facing(cell, turn);
        out.is_full = cell.bottom - bounds.bottom < 1.2 * line.size();
        let margin = (bounds.left - cell.left).min(cell.right - bounds.right);
        let padding = margin.clamp(0.0, PADDING * line.size());
        out.room = cell.width() - 2.0 * padding - bounds.width();
        before = Some(line);
    }
    out
}

/// The width of what a line begins with and cannot be divided: a word, or a character with the signs that follow it.
fn head(text: &str, line: &Line) -> f32 {
    let mut width = 0.0;
    let first = text.chars().next().unwrap_or(' ');
    let seen = line
        .glyphs
        .iter()
        .filter(|glyph| !glyph.char.is_whitespace());
    for (index, glyph) in seen.enumerate() {
        let belongs = index == 0
            || index == 1 && opens(first)
            || clings(glyph.char)
            || !is_wide(first) && !is_wide(glyph.char);
        if !belongs {
            break;
        }
        width += glyph.bounds.width();
    }
    // Some programs add white space between Chinese and Latin.
    width + 0.3 * line.size()
}

/// What stands between the two parts of a broken line.
fn between(above: &Line, so_far: &str, text: &str) -> &'static str {
    let wide = |c: Option<char>| c.is_none_or(is_wide);
    let last_line = so_far.rsplit('\n').next().unwrap_or("");
    if wide(so_far.chars().next_back()) || wide(text.chars().next()) {
        return "";
    }
    // A word that is wider than its cell is broken inside.
    if above.ends_with_space() || last_line.contains(' ') {
        " "
    } else {
        ""
    }
}

/// Whether a sign may not end a line.
fn opens(c: char) -> bool {
    matches!(c, '（' | '《' | '“' | '‘' | '【' | '〔' | '(')
}

/// Whether a sign may not begin a line.
fn clings(c: char) -> bool {
    matches!(
        c,
        '，' | '。'
            | '、'
            | '；'
            | '：'
            | '？'
            | '！'
            | '）'
            | '》'
            | '”'
            | '’'
            | '】'
            | '〕'
            | '％'
            | '%'
            | ','
            | '.'
            | ';'
            | ':'
            | ')'
    )
}
