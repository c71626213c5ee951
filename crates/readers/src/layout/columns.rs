//! Lines of words → rows of columns, where words of several lines stand below one another.

use super::aligned::{self, Piece};

use super::rect::Rect;
use super::word::{FlowLine, Word};

/// How much two starts of one column may differ, in heights of a character.
const ALIGNED: f32 = 0.8;

/// Lines with several words that make a table.
const ROWS: usize = 3;

/// Lines with one word that may stand between two lines of a table.
const BETWEEN: usize = 2;

/// The largest distance of two lines that belong together, in heights of a character.
const SOON: f32 = 2.5;

/// Lines less apart than this stand beside one another, in heights of a character.
pub(crate) const BESIDE: f32 = 0.8;

/// One row of text outside ruled tables.
pub(crate) struct FlowRow {
    /// What stands in its columns, from left to right.
    pub(crate) pieces: Vec<Piece>,
    /// How many columns there are; a row of one column is running text.
    pub(crate) count: usize,
    /// Whether cells were put together from lines that could be rows of their own.
    pub(crate) is_guess: bool,
}

/// The columns, from 1, in which the words of each line stand, and how many columns there are.
struct Columns {
    of_words: Vec<Vec<usize>>,
    count: usize,
    /// Whether the words stand below one another; if not, they are only counted.
    is_aligned: bool,
}

/// The rows of neighbouring lines. `before` are the lines of a table that the page before ended with, in whose columns these may go
/// on; it is set to the lines of the table that these end with. `slack` is how far from its true height a line may stand, in
/// heights of a character.
pub(crate) fn rows(lines: &[&FlowLine], before: &mut Vec<FlowLine>, slack: f32) -> Vec<FlowRow> {
    let mut rows = Vec::new();
    let earlier = std::mem::take(before);
    let (mut index, mut skip) = (0, earlier.len());
    let all: Vec<&FlowLine> = earlier.iter().chain(lines.iter().copied()).collect();
    while index < all.len() {
        let run = run(&all[index..]);
        let several = run.iter().filter(|line| line.words.len() > 1).count();
        if several >= ROWS && run.len() > skip {
            let columns = aligned(run);
            let count = columns.count;
            if !columns.is_aligned {
                rows.extend(run[skip..].iter().map(|line| one(line)));
            } else {
                let (found, guess) = aligned::rows(run, &columns.of_words, count, skip, slack);
                rows.extend(found.into_iter().map(|pieces| FlowRow {
                    is_guess: guess && pieces.iter().any(Piece::is_joined),
                    pieces,
                    count,
                }));
            }
            index += run.len();
            if index == all.len() {
                *before = run.iter().map(|line| (*line).clone()).collect();
            }
        } else if skip > 0 {
            index += skip;
        } else {
            rows.push(one(all[index]));
            index += 1;
        }
        skip = 0;
    }
    rows
}

/// A row of one line, whose words are only counted.
fn one(line: &FlowLine) -> FlowRow {
    let pieces = line
        .words
        .iter()
        .zip(1..)
        .map(|(word, column)| Piece::new(column, &word.text, word.bounds, line.size));
    FlowRow {
        pieces: pieces.collect(),
        count: line.words.len(),
        is_guess: false,
    }
}

/// The first lines, from one with several words to another, with few single words between. A word to the right of the first
/// column is the rest of a cell and may stand between them.
fn run<'a, 'l>(lines: &'a [&'l FlowLine]) -> &'a [&'l FlowLine] {
    let (mut end, mut between, mut left) = (0, 0, f32::MAX);
    for (index, line) in lines.iter().enumerate() {
        if line.words.len() > 1 {
            (end, between) = (index + 1, 0);
            left = left.min(line.bounds.left);
        } else if index == 0 {
            // A line that stands beside the first row, as that of a label in the middle of its cell does.
            if !begins_beside(lines) {
                break;
            }
        } else if left < f32::MAX && line.bounds.left < left + line.size {
            between += 1;
            if between > BETWEEN {
                break;
            }
        }
    }
    while end > 1 && end < lines.len() && ends_cell(lines, end, left) {
        end += 1;
    }
    &lines[..end.max(1)]
}

/// Whether the first two lines stand side by side, less than a line below one another, and one with several words follows soon.
fn begins_beside(lines: &[&FlowLine]) -> bool {
    let first = lines.iter().position(|line| line.words.len() > 1);
    let (Some(first), [above, below, ..]) = (first, lines) else {
        return false;
    };
    let distance = |pair: &[&FlowLine]| pair[1].bounds.top - pair[0].bounds.top;
    let is_beside = distance(&[above, below]) < above.size
        && (below.words.len() > 1
            || above.bounds.right < below.bounds.left
            || below.bounds.right < above.bounds.left);
    let mut pairs = lines[..=first].windows(2);
    is_beside && first <= 2 * BETWEEN && pairs.all(|pair| distance(pair) <= SOON * pair[0].size)
}

/// Whether a line still belongs to the row above: one word, not in the first column, that stands beside the line above or below a
/// word of the last lines.
fn ends_cell(lines: &[&FlowLine], index: usize, left: f32) -> bool {
    let (line, above) = (lines[index], &lines[index.saturating_sub(3)..index]);
    let [word] = line.words.as_slice() else {
        return false;
    };
    let (own, size) = (word.bounds, line.size);
    let below = |other: Rect| {
        own.top - other.top <= SOON * size
            && ((own.left - other.left).abs() <= 0.2 * size
                || (own.centre().x - other.centre().x).abs() <= 0.2 * size)
    };
    let beside = above
        .last()
        .is_some_and(|above| own.top - above.bounds.top < BESIDE * size);
    let of_row = above.iter().any(|line| line.words.len() > 1);
    let mut words = above.iter().flat_map(|line| &line.words);
    own.left > left + size && of_row && (beside || words.any(|word| below(word.bounds)))
}

fn aligned(lines: &[&FlowLine]) -> Columns {
    let size = lines.iter().map(|line| line.size).fold(0.0, f32::max);
    let bands = bands(lines, size);
    let by_band = place(lines, |word| in_band(&bands, word));
    if let Some(of_words) = by_band {
        return Columns {
            of_words,
            count: bands.len().max(1),
            is_aligned: true,
        };
    }
    let starts = starts(lines, size);
    let by_start = place(lines, |word| {
        starts
            .partition_point(|start| *start <= word.left + ALIGNED * size)
            .max(1)
    });
    match by_start {
        Some(of_words) => Columns {
            of_words,
            count: starts.len().max(1),
            is_aligned: true,
        },
        None => {
            let count = lines.iter().map(|line| line.words.len()).max().unwrap_or(1);
            let of_words = lines
                .iter()
                .map(|line| (1..=line.words.len()).collect())
                .collect();
            Columns {
                of_words,
                count,
                is_aligned: false,
            }
        }
    }
}

/// The number of the first band that a word touches, or of the nearest one.
fn in_band(bands: &[(f32, f32)], word: Rect) -> usize {
    let touched = bands
        .iter()
        .position(|band| word.left < band.1 && band.0 < word.right);
    let nearest = || {
        let distance = |band: &(f32, f32)| (band.0 - word.right).max(word.left - band.1);
        let bands = bands.iter().enumerate();
        bands
            .min_by(|a, b| distance(a.1).total_cmp(&distance(b.1)))
            .map_or(0, |(number, _)| number)
    };
    touched.unwrap_or_else(nearest) + 1
}

/// The column of each word; `None` when two words of a line fall into one.
fn place(lines: &[&FlowLine], column: impl Fn(Rect) -> usize) -> Option<Vec<Vec<usize>>> {
    let of_line = |line: &&FlowLine| {
        let columns: Vec<usize> = line.words.iter().map(|word| column(word.bounds)).collect();
        columns
            .windows(2)
            .all(|pair| pair[0] < pair[1])
            .then_some(columns)
    };
    lines.iter().map(of_line).collect()
}

/// The columns that the words of the lines make, the narrow ones first: a word that touches two of them stands across them and makes
/// none.
fn bands(lines: &[&FlowLine], size: f32) -> Vec<(f32, f32)> {
    let several = lines.iter().filter(|line| line.words.len() > 1);
    let mut words: Vec<&Word> = several.flat_map(|line| &line.words).collect();
    words.sort_by(|a, b| a.bounds.width().total_cmp(&b.bounds.width()));
    let mut bands: Vec<(f32, f32)> = Vec::new();
    for word in words {
        let gap = 0.3 * size;
        let from = bands.partition_point(|band| band.1 + gap <= word.bounds.left);
        let to = bands.partition_point(|band| band.0 < word.bounds.right + gap);
        match to.saturating_sub(from) {
            0 => bands.insert(from, (word.bounds.left, word.bounds.right)),
            1 => {
                let band = &mut bands[from];
                *band = (band.0.min(word.bounds.left), band.1.max(word.bounds.right));
            }
            _ => {}
        }
    }
    bands
}

/// The left starts that at least two words share.
fn starts(lines: &[&FlowLine], size: f32) -> Vec<f32> {
    let mut lefts: Vec<f32> = lines
        .iter()
        .flat_map(|line| &line.words)
        .map(|word| word.bounds.left)
        .collect();
    lefts.sort_by(f32::total_cmp);
    let mut starts: Vec<(f32, usize)> = Vec::new();
    for left in lefts {
        match starts.last_mut() {
            Some((start, count)) if left - *start <= ALIGNED * size => *count += 1,
            _ => starts.push((left, 1)),
        }
    }
    starts
        .iter()
        .filter(|(_, count)| *count > 1)
        .map(|(start, _)| *start)
        .collect()
}
