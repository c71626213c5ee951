//! Lines of words below one another → rows: a cell of several lines is put together, cells of one height stand in one row.

use super::flow::FlowLine;
use super::rect::Rect;
use super::text::is_wide;

/// How much the middles (or tops) of the cells of one row may differ, in heights of a character.
const LEVEL: f32 = 0.35;

/// How much the distance of two lines of a cell may exceed the smallest distance of lines.
const CLOSE: f32 = 1.15;

/// The part of the closest lines that must have been broken for want of room.
const BROKEN: f32 = 0.8;

/// The largest distance of two lines of a cell, in heights of a character.
const LEADING: f32 = 1.8;

/// What stands in one column of a row.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    /// The column, from 1.
    pub(super) column: usize,
    pub(super) text: String,
    pub(super) bounds: Rect,
    /// The box of its last line.
    last: Rect,
    size: f32,
}

impl Piece {
    pub(super) fn new(column: usize, text: &str, bounds: Rect, size: f32) -> Piece {
        Piece {
            column,
            text: text.to_owned(),
            bounds,
            last: bounds,
            size,
        }
    }
}

/// The rows of neighbouring lines whose words stand in these columns.
pub(super) fn rows(lines: &[&FlowLine], of_words: &[Vec<usize>], count: usize) -> Vec<Vec<Piece>> {
    let mut columns: Vec<Vec<Piece>> = vec![Vec::new(); count];
    for (line, numbers) in lines.iter().zip(of_words) {
        for (word, column) in line.words.iter().zip(numbers) {
            columns[column - 1].push(Piece::new(*column, &word.text, word.bounds, line.size));
        }
    }
    let lefts: Vec<f32> = columns.iter().map(|column| left(column)).collect();
    // What reaches beyond the next column stands in several and does not tell how wide this one is.
    let rights: Vec<f32> = columns
        .iter()
        .enumerate()
        .map(|(index, column)| {
            let next = lefts[index + 1..].iter().copied().fold(f32::MAX, f32::min);
            let rights = column.iter().map(|piece| piece.bounds.right);
            rights.filter(|right| *right <= next).fold(0.0, f32::max)
        })
        .collect();
    let pitch = pitch(&columns, &rights);
    let pieces = columns
        .into_iter()
        .zip(rights)
        .flat_map(|(column, right)| cells(column, pitch, right));
    in_rows(pieces.collect())
}

/// Where a column begins.
fn left(column: &[Piece]) -> f32 {
    column
        .iter()
        .map(|piece| piece.bounds.left)
        .fold(f32::MAX, f32::min)
}

/// The distance of lines inside a cell; 0 when no cell seems to have several. Lines as close as the closest ones belong to one cell
/// only if the upper one nearly always had no room for more: otherwise it is the distance of rows.
fn pitch(columns: &[Vec<Piece>], rights: &[f32]) -> f32 {
    let pairs = columns.iter().zip(rights).flat_map(|(column, right)| {
        let pair = |pair: &[Piece]| {
            (
                pair[1].bounds.top - pair[0].bounds.top,
                is_broken(&pair[0], &pair[1], *right),
            )
        };
        column.windows(2).map(pair).collect::<Vec<_>>()
    });
    let pairs: Vec<(f32, bool)> = pairs.collect();
    let smallest = pairs
        .iter()
        .map(|(distance, _)| *distance)
        .fold(f32::MAX, f32::min);
    let close = pairs
        .iter()
        .filter(|(distance, _)| *distance <= smallest * CLOSE);
    let (count, broken) = close.fold((0, 0), |(count, broken), (_, is)| {
        (count + 1, broken + usize::from(*is))
    });
    let size = columns
        .iter()
        .flatten()
        .map(|piece| piece.size)
        .fold(0.0, f32::max);
    if smallest <= LEADING * size && count < pairs.len() && broken as f32 >= BROKEN * count as f32 {
        smallest
    } else {
        0.0
    }
}

/// Whether a line had no room any more for what the line below begins with.
fn is_broken(above: &Piece, below: &Piece, right: f32) -> bool {
    let last = above.last;
    right - last.right < head(below) && (last.left - below.bounds.left).abs() < below.size
}

/// Joins the lines of one column that are one cell.
fn cells(column: Vec<Piece>, pitch: f32, right: f32) -> Vec<Piece> {
    let mut cells: Vec<Piece> = Vec::new();
    for piece in column {
        match cells.last_mut() {
            Some(cell)
                if piece.bounds.top - cell.last.top <= pitch * CLOSE
                    && is_broken(cell, &piece, right) =>
            {
                cell.text.push_str(between(&cell.text, &piece.text));
                cell.text.push_str(&piece.text);
                cell.bounds = cell.bounds.joined(piece.bounds);
                cell.last = piece.bounds;
            }
            _ => cells.push(piece),
        }
    }
    cells
}

/// What stands between the two parts of a broken line: white space only between two words of letters.
fn between(before: &str, after: &str) -> &'static str {
    let narrow = |c: Option<char>| c.is_some_and(|c| !is_wide(c));
    if narrow(before.chars().next_back()) && narrow(after.chars().next()) {
        " "
    } else {
        ""
    }
}

/// The width of what a line begins with: one wide character, or letters up to the next one.
fn head(piece: &Piece) -> f32 {
    let narrow = piece.text.chars().take_while(|c| !is_wide(*c)).count();
    let total = piece
        .text
        .chars()
        .map(|c| if is_wide(c) { 2 } else { 1 })
        .sum::<usize>()
        .max(1);
    let share = narrow.max(2) as f32 / total as f32;
    piece.bounds.width() * share.min(1.0) + 0.6 * piece.size
}

/// Cells with the same middle, or the same top, stand in one row.
fn in_rows(mut pieces: Vec<Piece>) -> Vec<Vec<Piece>> {
    pieces.sort_by(|a, b| a.bounds.centre().y.total_cmp(&b.bounds.centre().y));
    let mut rows: Vec<Vec<Piece>> = Vec::new();
    for piece in pieces {
        let level = LEVEL * piece.size;
        let fits = |row: &&mut Vec<Piece>| {
            let near = |a: f32, b: f32| (a - b).abs() <= level;
            row.iter().all(|other| other.column != piece.column)
                && row.iter().any(|other| {
                    near(other.bounds.centre().y, piece.bounds.centre().y)
                        || near(other.bounds.top, piece.bounds.top)
                })
        };
        match rows.iter_mut().rev().take(3).find(fits) {
            Some(row) => row.push(piece),
            None => rows.push(vec![piece]),
        }
    }
    for row in &mut rows {
        row.sort_by_key(|piece| piece.column);
    }
    rows
}
