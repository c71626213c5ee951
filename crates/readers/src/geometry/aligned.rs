//! Lines of words below one another → rows: a cell of several lines is put together, cells of one height stand in one row.

use super::columns::BESIDE;
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

/// The rows of neighbouring lines whose words stand in these columns. The first `before` lines only tell how wide the columns are and
/// how far apart their lines: they stand on the page before.
pub(super) fn rows(
    lines: &[&FlowLine],
    of_words: &[Vec<usize>],
    count: usize,
    before: usize,
) -> Vec<Vec<Piece>> {
    let columns = in_columns(lines, of_words, count);
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
    let leading = leading(&columns, &rights);
    let columns = in_columns(&lines[before..], &of_words[before..], count);
    let pieces = columns
        .into_iter()
        .zip(rights)
        .flat_map(|(column, right)| cells(column, leading, right));
    in_rows(pieces.collect())
}

fn in_columns(lines: &[&FlowLine], of_words: &[Vec<usize>], count: usize) -> Vec<Vec<Piece>> {
    let mut columns: Vec<Vec<Piece>> = vec![Vec::new(); count];
    for (line, numbers) in lines.iter().zip(of_words) {
        for (word, column) in line.words.iter().zip(numbers) {
            columns[column - 1].push(Piece::new(*column, &word.text, word.bounds, line.size));
        }
    }
    columns
}

/// Where a column begins.
fn left(column: &[Piece]) -> f32 {
    column
        .iter()
        .map(|piece| piece.bounds.left)
        .fold(f32::MAX, f32::min)
}

/// How the lines of cells lie below one another.
#[derive(Clone, Copy)]
struct Leading {
    /// The distance of two lines of a cell.
    distance: f32,
    /// Whether rows stand farther apart than that, so that the distance alone tells what belongs together.
    rows_apart: bool,
}

/// The smallest usual distance of lines, when it is the distance inside cells; `None` when no cell seems to have several lines. It is
/// the distance of rows instead where lines that close stand below one another in several columns and had room for more.
fn leading(columns: &[Vec<Piece>], rights: &[f32]) -> Option<Leading> {
    let mut pairs: Vec<Pair> = Vec::new();
    for (column, right) in columns.iter().zip(rights) {
        pairs.extend(column.windows(2).map(|pair| Pair {
            top: pair[0].bounds.top,
            distance: pair[1].bounds.top - pair[0].bounds.top,
            is_broken: is_broken(&pair[0], &pair[1], *right),
        }));
    }
    let sizes = columns.iter().flatten().map(|piece| piece.size);
    let size = sizes.fold(0.0, f32::max);
    // Lines less apart than their height stand beside one another; a page ends where the distance is negative.
    pairs.retain(|pair| pair.distance >= BESIDE * size);
    let smallest = usual(&pairs, LEADING * size)?;
    let is_close = |pair: &Pair| (smallest..=smallest * CLOSE).contains(&pair.distance);
    let count = pairs.len();
    pairs.retain(is_close);
    pairs.sort_by(|a, b| a.top.total_cmp(&b.top));
    // Two lines below one another in several columns: of a cell where one of them is broken, else of two rows.
    let beside = pairs.chunk_by(|a, b| b.top - a.top <= LEVEL * size);
    let (mut of_cells, mut of_rows) = (0, 0);
    for pairs in beside {
        if pairs.iter().any(|pair| pair.is_broken) {
            of_cells += 1;
        } else if pairs.len() > 1 {
            of_rows += 1;
        }
    }
    let broken = pairs.iter().filter(|pair| pair.is_broken).count();
    let leading = |rows_apart| Leading {
        distance: smallest,
        rows_apart,
    };
    if of_rows == 0 && of_cells > 0 && count > pairs.len() {
        Some(leading(true))
    } else if count > pairs.len() && broken as f32 >= BROKEN * pairs.len() as f32 {
        Some(leading(false))
    } else {
        None
    }
}

/// The smallest distance up to `most` that at least a quarter of the distances up to there agree with.
fn usual(pairs: &[Pair], most: f32) -> Option<f32> {
    let mut distances: Vec<f32> = pairs
        .iter()
        .map(|pair| pair.distance)
        .filter(|distance| *distance <= most)
        .collect();
    distances.sort_by(f32::total_cmp);
    let agree = |from: usize| {
        let end = distances.partition_point(|distance| *distance <= distances[from] * CLOSE);
        4 * (end - from) >= distances.len()
    };
    (0..distances.len())
        .find(|from| agree(*from))
        .map(|from| distances[from])
}

/// Two pieces of a column, one below the other.
struct Pair {
    top: f32,
    distance: f32,
    is_broken: bool,
}

/// Whether a line had no room any more for what the line below begins with.
fn is_broken(above: &Piece, below: &Piece, right: f32) -> bool {
    let last = above.last;
    right - last.right < head(below) && (last.left - below.bounds.left).abs() < below.size
}

/// Joins the lines of one column that are one cell.
fn cells(column: Vec<Piece>, leading: Option<Leading>, right: f32) -> Vec<Piece> {
    let joins = |cell: &Piece, piece: &Piece| {
        leading.is_some_and(|leading| {
            piece.bounds.top - cell.last.top <= leading.distance * CLOSE
                && (leading.rows_apart || is_broken(cell, piece, right))
        })
    };
    let mut cells: Vec<Piece> = Vec::new();
    for piece in column {
        match cells.last_mut() {
            Some(cell) if joins(cell, &piece) => {
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
