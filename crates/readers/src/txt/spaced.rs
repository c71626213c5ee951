//! Text set out with spaces, as programs export pages: cells stand below one another by their places on the line, and one cell may
//! take several lines.

use super::{gaps, is_spaced_word};
use crate::layout::{self, FlowLine, FlowRow, Rect, Word, is_wide};
use crate::pages::trimmed;

/// The width and height of a wide character; a letter is half as wide.
const SIZE: f32 = 2.0;

/// The distance of two lines.
const LINE: f32 = 2.4;

/// How far from its true height a line may stand, in heights of a character: the middle of two lines falls on one of them.
const SLACK: f32 = 0.7;

/// One row, of several columns or of running text.
pub(super) struct Row<'a> {
    /// The line it begins on, from 0.
    pub(super) line: usize,
    /// Column, line and number on the line, from 1, and text.
    pub(super) cells: Vec<(usize, usize, usize, String)>,
    /// How many columns its table has; 1 for running text.
    pub(super) count: usize,
    /// Running text as it is printed.
    pub(super) text: &'a str,
}

/// The rows, where cells of several lines were found; `None` where each line is a row of its own. `is_columns` tells the lines that
/// are parted.
pub(super) fn rows<'a>(lines: &[&'a str]) -> Option<Vec<Row<'a>>> {
    let numbers: Vec<usize> = (0..lines.len())
        .filter(|line| !lines[*line].trim().is_empty())
        .collect();
    let flow: Vec<FlowLine> = numbers
        .iter()
        .map(|number| line(lines[*number], *number))
        .collect();
    let laid = layout::rows(&flow.iter().collect::<Vec<_>>(), &mut Vec::new(), SLACK);
    if !laid.iter().any(|row| row.count > 2 && row.is_guess) {
        return None;
    }
    Some(
        laid.into_iter()
            .map(|row| located(row, &flow, &numbers, lines))
            .collect(),
    )
}

/// A row with the places of its cells: each stands where its first word does.
fn located<'a>(row: FlowRow, flow: &[FlowLine], numbers: &[usize], lines: &[&'a str]) -> Row<'a> {
    let place = |bounds: Rect| {
        let at = numbers.partition_point(|number| (*number as f32) * LINE < bounds.top - 0.1);
        let words = flow.get(at).map_or(&[][..], |line| &line.words);
        let number = words
            .iter()
            .position(|word| word.bounds.left >= bounds.left);
        (
            numbers.get(at).copied().unwrap_or_default(),
            number.unwrap_or_default() + 1,
        )
    };
    let cells: Vec<(usize, usize, usize, String)> = row
        .pieces
        .into_iter()
        .map(|piece| {
            let (line, number) = place(piece.first);
            (piece.column, line, number, piece.text)
        })
        .collect();
    let line = cells.iter().map(|cell| cell.1).min().unwrap_or_default();
    Row {
        line,
        cells,
        count: row.count,
        text: lines[line],
    }
}

fn line(text: &str, number: usize) -> FlowLine {
    let mut parts = gaps(text);
    if is_spaced_word(&parts) {
        parts = vec![trimmed(text)];
    }
    let words: Vec<Word> = parts
        .into_iter()
        .map(|part| {
            let at = part.as_ptr() as usize - text.as_ptr() as usize;
            let left = width(&text[..at]);
            Word {
                text: part.to_owned(),
                bounds: bounds(left, left + width(part), number),
            }
        })
        .collect();
    let whole = words.iter().map(|word| word.bounds).reduce(Rect::joined);
    FlowLine {
        words,
        bounds: whole.unwrap_or_default(),
        size: SIZE,
    }
}

fn bounds(left: f32, right: f32, number: usize) -> Rect {
    let top = number as f32 * LINE;
    Rect {
        left,
        top,
        right,
        bottom: top + SIZE,
    }
}

/// How many places of letters a text takes.
fn width(text: &str) -> f32 {
    text.chars()
        .map(|c| if is_wide(c) { 2.0 } else { 1.0 })
        .sum()
}
