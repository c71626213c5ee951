//! Words and lines of words.

use super::rect::Rect;

/// A part of a line.
#[derive(Clone, Debug)]
pub(crate) struct Word {
    pub(crate) text: String,
    pub(crate) bounds: Rect,
}

/// One line of words.
#[derive(Clone, Debug)]
pub(crate) struct FlowLine {
    pub(crate) words: Vec<Word>,
    pub(crate) bounds: Rect,
    pub(crate) size: f32,
}

/// Whether a character is set on a square, like a Chinese one.
pub(crate) fn is_wide(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{115F}' | '\u{2E80}'..='\u{303E}' | '\u{3041}'..='\u{A4CF}' | '\u{AC00}'..='\u{D7A3}'
        | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}' | '\u{FF00}'..='\u{FF60}' | '\u{FFE0}'..='\u{FFE6}'
        | '\u{20000}'..='\u{3FFFD}' | '‘'..='‟' | '…' | '—' | '≤' | '≥' | '×' | '±' | '①'..='⑳' | '\u{2460}'..='\u{27BF}')
}
