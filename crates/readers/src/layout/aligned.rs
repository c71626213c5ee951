//! Lines of words below one another → rows: a cell of several lines is put together, cells of one height stand in one row.

use super::bands;
use super::columns::BESIDE;
use super::rect::Rect;
use super::word::{FlowLine, is_wide};

/// How much the middles (or tops) of the cells of one row may differ, in heights of a character.
pub(super) const LEVEL: f32 = 0.35;

/// How much the distance of two lines of a cell may exceed the smallest distance of lines.
const CLOSE: f32 = 1.15;

/// The largest distance of two lines of a cell, in heights of a character.
pub(super) const LEADING: f32 = 1.8;

/// How far above and below a line others tell how wide its column is, in heights of a character.
const NEARBY: f32 = 4.0;

/// What a cell leaves free at the end of a full line, in heights of a character.
pub(super) const SPARE: f32 = 0.6;

/// What stands in one column of a row.
#[derive(Clone, Debug)]
pub(crate) struct Piece {
    /// The column, from 1.
    pub(crate) column: usize,
    pub(crate) text: String,
    pub(crate) bounds: Rect,
    /// The box of its first line.
    pub(crate) first: Rect,
    /// The box of its last line.
    pub(super) last: Rect,
    pub(super) size: f32,
    /// Where its column ends, as far as is known; for what reaches beyond its column, where the table does.
    pub(super) right: f32,
    /// Whether it reaches beyond its column.
    pub(super) is_wide: bool,
}

impl Piece {
    pub(crate) fn new(column: usize, text: &str, bounds: Rect, size: f32) -> Piece {
        Piece {
            column,
            text: text.to_owned(),
            bounds,
            first: bounds,
            last: bounds,
            size,
            right: bounds.right,
            is_wide: false,
        }
    }

    /// Whether it was put together from several lines.
    pub(super) fn is_joined(&self) -> bool {
        self.first != self.last
    }

    /// Takes in the next line of its cell.
    pub(super) fn add(&mut self, next: &Piece) {
        self.text.push_str(between(&self.text, &next.text));
        self.text.push_str(&next.text);
        self.bounds = self.bounds.joined(next.bounds);
        self.last = next.last;
    }
}

/// Adds the first row of a page to the last one of the page before, when it only holds the rest of cells that the page cut. Answers
/// whether it does.
#[cfg(feature = "pdf")]
pub(crate) fn goes_on(above: &mut [Piece], row: &[Piece]) -> bool {
    let bottom = above.iter().map(|piece| piece.last.top).fold(0.0, f32::max);
    let cut = |above: &Piece, rest: &Piece| {
        let right = above.right.max(rest.right);
        let overlap =
            above.bounds.left < rest.bounds.right && rest.bounds.left < above.bounds.right;
        overlap && above.last.top > bottom - above.size && is_broken(above, rest, right, SPARE)
    };
    let of = |rest: &Piece| above.iter().position(|above| cut(above, rest));
    let places: Option<Vec<usize>> = row.iter().map(of).collect();
    let Some(places) = places.filter(|_| row.len() < above.len()) else {
        return false;
    };
    for (place, rest) in places.into_iter().zip(row) {
        above[place]
            .text
            .push_str(between(&above[place].text, &rest.text));
        above[place].text.push_str(&rest.text);
    }
    true
}

/// The rows of neighbouring lines whose words stand in these columns. The first `before` lines only tell how wide the columns are and
/// how far apart their lines: they stand on the page before. Also answers whether rows and lines are equally far apart, so that what
/// was joined is a guess.
pub(crate) fn rows(
    lines: &[&FlowLine],
    of_words: &[Vec<usize>],
    count: usize,
    before: usize,
    slack: f32,
) -> (Vec<Vec<Piece>>, bool) {
    let mut columns = in_columns(lines, of_words, count);
    let rights = measure(&mut columns, slack);
    // Where heights are only counted in lines, rows and lines are equally far apart.
    let leading = leading(&columns, &rights).filter(|_| slack <= LEVEL);
    let mut columns = in_columns(&lines[before..], &of_words[before..], count);
    measure(&mut columns, slack);
    for (column, right) in columns.iter_mut().zip(rights) {
        let lines: Vec<Rect> = column.iter().map(|piece| piece.bounds).collect();
        for piece in column {
            piece.right = if piece.is_wide {
                edge(&lines, piece)
            } else {
                right
            };
        }
    }
    let rows = match leading {
        // Rows stand farther apart than lines: the distance alone tells what belongs together.
        Some(leading) => in_rows(
            columns
                .into_iter()
                .flat_map(|column| cells(column, leading))
                .collect(),
        ),
        None => bands::rows(columns.into_iter().flatten().collect(), slack),
    };
    (rows, leading.is_none())
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

/// Where the columns end, and which pieces reach beyond theirs.
fn measure(columns: &mut [Vec<Piece>], slack: f32) -> Vec<f32> {
    let mut rights = Vec::with_capacity(columns.len());
    for number in 0..columns.len() {
        let (own, later) = columns.split_at_mut(number + 1);
        let Some(own) = own.last_mut() else { continue };
        let next = later.iter().flatten().map(|other| other.bounds.left);
        let next = next.fold(f32::MAX, f32::min);
        let within = own
            .iter()
            .filter(|piece| piece.bounds.right <= next)
            .count();
        let most = slack <= LEVEL && 4 * within >= own.len();
        for piece in own.iter_mut() {
            // Where the next column begins so early that most of this one would reach beyond it, words of another part of the page
            // do: only what stands nearby counts.
            piece.is_wide = if most {
                piece.bounds.right > next
            } else {
                crosses(piece, later)
            };
        }
        let narrow = own.iter().filter(|piece| !piece.is_wide);
        rights.push(narrow.map(|piece| piece.bounds.right).fold(0.0, f32::max));
    }
    rights
}

/// Where what reaches beyond its column ends: where the lines nearby do.
fn edge(lines: &[Rect], piece: &Piece) -> f32 {
    let near = |line: &&Rect| (line.top - piece.bounds.top).abs() <= 3.0 * NEARBY * piece.size;
    let near = lines.iter().filter(near);
    near.map(|line| line.right).fold(0.0, f32::max)
}

/// Whether a piece reaches over what stands nearby in a column to the right.
fn crosses(piece: &Piece, later: &[Vec<Piece>]) -> bool {
    let near = |other: &&Piece| (other.bounds.top - piece.bounds.top).abs() <= NEARBY * piece.size;
    let mut lefts = later
        .iter()
        .flatten()
        .filter(near)
        .map(|other| other.bounds.left);
    lefts.any(|left| piece.bounds.left < left && left < piece.bounds.right)
}

/// The smallest usual distance of lines, when rows stand farther apart than the lines of a cell; `None` when they do not, or no cell
/// seems to have several. Lines that close below one another in several columns are two rows where none of them is broken.
fn leading(columns: &[Vec<Piece>], rights: &[f32]) -> Option<f32> {
    let mut pairs: Vec<Pair> = Vec::new();
    for (column, right) in columns.iter().zip(rights) {
        pairs.extend(column.windows(2).map(|pair| Pair {
            top: pair[0].bounds.top,
            distance: pair[1].bounds.top - pair[0].bounds.top,
            is_broken: is_broken(&pair[0], &pair[1], *right, SPARE),
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
    let is_row = |pairs: &[Pair]| pairs.len() > 1 && pairs.iter().all(|pair| !pair.is_broken);
    let rows = beside.filter(|pairs| is_row(pairs)).count();
    let broken = pairs.iter().filter(|pair| pair.is_broken).count();
    let nearly_all = 3 * broken >= 2 * pairs.len();
    (rows == 0 && nearly_all && count > pairs.len()).then_some(smallest)
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

/// Whether a line had no room any more for what the line below begins with, or both are one sign each of a word set downwards.
/// `spare` is what a full line leaves free, in heights of a character.
pub(super) fn is_broken(above: &Piece, below: &Piece, right: f32, spare: f32) -> bool {
    let last = above.last;
    let full = right - last.right < head(below) + spare * below.size && !is_item(&below.text);
    let one_sign = last.width() < 1.5 * above.size && is_sign(&below.text);
    (full || one_sign) && (last.left - below.bounds.left).abs() < below.size
}

/// One wide character.
fn is_sign(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(is_wide) && chars.next().is_none()
}

/// Joins the lines of one column that are one cell.
fn cells(column: Vec<Piece>, leading: f32) -> Vec<Piece> {
    let mut cells: Vec<Piece> = Vec::new();
    for piece in column {
        match cells.last_mut() {
            Some(cell) if piece.bounds.top - cell.last.top <= leading * CLOSE => cell.add(&piece),
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

/// Whether a line begins a numbered item: `指标1：`, `2．`.
fn is_item(text: &str) -> bool {
    let word = text.trim_start_matches(|c: char| !c.is_ascii_digit());
    let behind = word.trim_start_matches(|c: char| c.is_ascii_digit());
    let before = text.chars().count() - word.chars().count();
    before <= 2
        && behind.len() < word.len()
        && behind.starts_with(['：', ':', '、', '．', '.'])
        && !behind.chars().nth(1).is_some_and(|c| c.is_ascii_digit())
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
    piece.bounds.width() * share.min(1.0)
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
