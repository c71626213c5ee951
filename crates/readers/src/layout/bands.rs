//! Rows where lines of a cell and rows are equally far apart: the cheapest division of the lines into bands, one row each.
//!
//! A band joins what stands below one another in a column. That is free where the upper line had no room for more and dear where it
//! had; the other cells of the row stand in the middle of it or at its top.

use super::aligned::{LEADING, LEVEL, Piece, SPARE, is_broken};
use std::collections::BTreeMap;

/// What a row costs: joining lines is worth while when it saves rows.
const ROW: u32 = 2;

/// Two lines of a cell of which the upper had room for more.
const ROOMY: u32 = 3;

/// Two lines of a cell that both hold a number, or of which the lower begins with a comparison.
const TWO_VALUES: u32 = 4;

/// A cell that stands neither in the middle nor at the top of its row.
const ASKEW: u32 = 3;

/// The same to the left of all joined cells, where labels reach over several rows.
const LABEL: u32 = 1;

/// Two levels that hold the same columns, as two rows do.
const ALIKE: u32 = 3;

/// Levels that a row can have.
const MOST: usize = 11;

/// Pieces at one height, from left to right.
struct Level {
    y: f32,
    pieces: Vec<Piece>,
}

/// The rows that these pieces make, each from left to right. `slack` is how far from its true height a line may stand, in heights of
/// a character.
pub(super) fn rows(pieces: Vec<Piece>, slack: f32) -> Vec<Vec<Piece>> {
    let levels = levels(pieces);
    let apart = levels
        .windows(2)
        .map(|pair| pair[1].y - pair[0].y)
        .fold(f32::MAX, f32::min);
    // For each number of levels: the least cost, and where the last row begins.
    let mut best: Vec<(u32, usize)> = vec![(0, 0)];
    for end in 1..=levels.len() {
        let starts = (end.saturating_sub(MOST)..end).rev();
        let cheapest = starts
            .filter_map(|start| {
                Some((
                    best[start].0 + cost(&levels[start..end], apart, slack)?,
                    start,
                ))
            })
            .min_by_key(|(cost, _)| *cost);
        best.push(cheapest.unwrap_or((u32::MAX / 2, end - 1)));
    }
    let mut edges = vec![levels.len()];
    while let Some(end) = edges.last().copied().filter(|end| *end > 0) {
        edges.push(best[end].1);
    }
    let mut levels = levels.into_iter();
    edges
        .windows(2)
        .rev()
        .map(|pair| row(levels.by_ref().take(pair[0] - pair[1])))
        .collect()
}

fn levels(mut pieces: Vec<Piece>) -> Vec<Level> {
    pieces.sort_by(|a, b| a.bounds.centre().y.total_cmp(&b.bounds.centre().y));
    let mut levels: Vec<Level> = Vec::new();
    for piece in pieces {
        let y = piece.bounds.centre().y;
        match levels.last_mut() {
            Some(level)
                if y - level.y <= LEVEL * piece.size
                    && level
                        .pieces
                        .iter()
                        .all(|other| other.column != piece.column) =>
            {
                level.pieces.push(piece);
            }
            _ => levels.push(Level {
                y,
                pieces: vec![piece],
            }),
        }
    }
    for level in &mut levels {
        level.pieces.sort_by_key(|piece| piece.column);
    }
    levels
}

/// One row of these levels.
fn row(levels: impl Iterator<Item = Level>) -> Vec<Piece> {
    let mut cells: BTreeMap<usize, Piece> = BTreeMap::new();
    for piece in levels.flat_map(|level| level.pieces) {
        match cells.get_mut(&piece.column) {
            Some(cell) => cell.add(&piece),
            None => {
                cells.insert(piece.column, piece);
            }
        }
    }
    cells.into_values().collect()
}

/// What it costs to read these levels as one row; `None` when they cannot be one.
fn cost(levels: &[Level], apart: f32, slack: f32) -> Option<u32> {
    let [first, .., last] = levels else {
        return Some(ROW);
    };
    let mut cells: BTreeMap<usize, Vec<&Piece>> = BTreeMap::new();
    for piece in levels.iter().flat_map(|level| &level.pieces) {
        cells.entry(piece.column).or_default().push(piece);
    }
    // Something must tie the levels together.
    let joined = cells.iter().find(|(_, lines)| lines.len() > 1);
    let first_joined = *joined?.0;
    // Where heights are counted in lines, widths are counted in characters.
    let spare = if slack > LEVEL { 0.0 } else { SPARE };
    let middle = (first.y + last.y) / 2.0;
    let columns =
        |level: &Level| -> Vec<usize> { level.pieces.iter().map(|piece| piece.column).collect() };
    let alike = levels
        .windows(2)
        .filter(|pair| pair[0].pieces.len() > 2 && columns(&pair[0]) == columns(&pair[1]));
    let mut cost = ROW + ALIKE * alike.count() as u32;
    for (column, lines) in &cells {
        for pair in lines.windows(2) {
            let (above, below) = (pair[0], pair[1]);
            let distance = below.bounds.top - above.bounds.top;
            if distance > (LEADING * above.size).max(2.2 * apart) || below.is_wide && !above.is_wide
            {
                return None;
            }
            if !is_broken(above, below, above.right, spare) {
                cost += ROOMY;
            }
            if has_digit(above) && has_digit(below) || begins_value(below) {
                cost += TWO_VALUES;
            }
        }
        let (top, bottom) = (
            lines[0].bounds.centre().y,
            lines[lines.len() - 1].bounds.centre().y,
        );
        let near = |a: f32, b: f32| (a - b).abs() <= slack * lines[0].size;
        if !near((top + bottom) / 2.0, middle) && !near(top, first.y) {
            cost += if *column < first_joined { LABEL } else { ASKEW };
        }
    }
    // Cells of one line stand beside one another.
    let single = cells
        .iter()
        .filter(|(column, lines)| lines.len() == 1 && **column > first_joined);
    let heights: Vec<f32> = single
        .map(|(_, lines)| lines[0].bounds.centre().y)
        .collect();
    if heights
        .iter()
        .any(|y| (y - heights[0]).abs() > 0.5 * first.pieces[0].size)
    {
        cost += ASKEW;
    }
    Some(cost)
}

fn has_digit(piece: &Piece) -> bool {
    piece.text.contains(|c: char| c.is_ascii_digit())
}

fn begins_value(piece: &Piece) -> bool {
    piece
        .text
        .starts_with(['≥', '≤', '＞', '＜', '>', '<', '=', '＝'])
}
