//! Lines of words below one another → rows: a cell of several lines is put together, cells of one height stand in one row.

use super::canvas::Rect;
use super::flow::FlowLine;
use super::text::{is_wide, space};

/// How much the middles (or tops) of the cells of one row may differ, in heights of a character.
const LEVEL: f32 = 0.35;

/// How much the distance of two lines of a cell may exceed the smallest distance of lines.
const CLOSE: f32 = 1.15;

/// The part of all distances from which on the smallest one is that of rows, and no cell has two lines.
const UNIFORM: f32 = 0.9;

/// Some lines of one column.
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

/// The rows of neighbouring lines whose words stand in these columns.
pub(super) fn rows(lines: &[&FlowLine], of_words: &[Vec<usize>], count: usize) -> Vec<Vec<Piece>> {
    let mut columns: Vec<Vec<Piece>> = vec![Vec::new(); count];
    for (line, numbers) in lines.iter().zip(of_words) {
        for ((text, bounds), column) in line.words.iter().zip(numbers) {
            columns[column - 1].push(Piece {
                column: *column,
                text: text.clone(),
                bounds: *bounds,
                last: *bounds,
                size: line.size,
            });
        }
    }
    let pitch = pitch(&columns);
    let pieces = columns.into_iter().flat_map(|column| cells(column, pitch));
    in_rows(pieces.collect())
}

/// The distance of lines inside a cell; 0 when no cell seems to have several.
fn pitch(columns: &[Vec<Piece>]) -> f32 {
    let distances = columns.iter().flat_map(|column| column.windows(2));
    let mut distances: Vec<f32> = distances.map(|pair| pair[1].bounds.top - pair[0].bounds.top).collect();
    distances.sort_by(f32::total_cmp);
    let Some(smallest) = distances.first() else {
        return 0.0;
    };
    let close = distances.partition_point(|distance| *distance <= smallest * CLOSE);
    if close as f32 > UNIFORM * distances.len() as f32 {
        0.0
    } else {
        *smallest
    }
}

/// Joins the lines of one column that had no room on the line above them.
fn cells(column: Vec<Piece>, pitch: f32) -> Vec<Piece> {
    let right = column.iter().map(|piece| piece.bounds.right).fold(0.0, f32::max);
    let mut cells: Vec<Piece> = Vec::new();
    for piece in column {
        match cells.last_mut() {
            Some(cell)
                if piece.bounds.top - cell.last.top <= pitch * CLOSE
                    && right - cell.last.right < head(&piece)
                    && (cell.last.left - piece.bounds.left).abs() < piece.size =>
            {
                cell.text.push_str(space(&cell.text, &piece.text, 0.5 * piece.size, piece.size));
                cell.text.push_str(&piece.text);
                cell.bounds = cell.bounds.joined(piece.bounds);
                cell.last = piece.bounds;
            }
            _ => cells.push(piece),
        }
    }
    cells
}

/// The width of what a line begins with: one wide character, or letters up to the next one.
fn head(piece: &Piece) -> f32 {
    let narrow = piece.text.chars().take_while(|c| !is_wide(*c)).count();
    let total = piece.text.chars().map(|c| if is_wide(c) { 2 } else { 1 }).sum::<usize>().max(1);
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
                    near(other.bounds.centre().y, piece.bounds.centre().y) || near(other.bounds.top, piece.bounds.top)
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
