//! Text outside ruled tables: lines, and rows of columns where words of several lines stand below one another.

use super::canvas::{Glyph, Rect};
use super::text::{lines, space};

/// Words farther apart than this many heights of a character stand in different columns.
const APART: f32 = 1.5;

/// Words closer than that may, when they begin where words of other lines begin; in heights of a character.
const LOOSE: f32 = 0.25;

/// Lines that must have a word beginning at the same place.
const SHARED: usize = 3;

/// How much two starts of one column may differ, in heights of a character.
const ALIGNED: f32 = 0.8;

/// Lines with several words that make a table.
const ROWS: usize = 3;

/// Lines with one word that may stand between two lines of a table.
const BETWEEN: usize = 2;

/// One line of words.
#[derive(Clone, Debug)]
pub(super) struct FlowLine {
    pub(super) words: Vec<(String, Rect)>,
    pub(super) bounds: Rect,
    pub(super) size: f32,
}

/// The lines of the characters outside tables, from top to bottom.
pub(super) fn flow(glyphs: &[Glyph]) -> Vec<FlowLine> {
    let mut flow: Vec<FlowLine> = lines(glyphs)
        .iter()
        .map(|line| FlowLine {
            words: line.words(LOOSE),
            bounds: line.bounds,
            size: line.size(),
        })
        .filter(|line| !line.words.is_empty())
        .collect();
    flow.sort_by(|a, b| a.bounds.top.total_cmp(&b.bounds.top));
    let starts = shared_starts(&flow);
    for line in &mut flow {
        let size = line.size;
        let words = std::mem::take(&mut line.words);
        for (text, bounds) in words {
            match line.words.last_mut() {
                Some((before, whole)) if !stands_apart(*whole, bounds, size, &starts) => {
                    before.push_str(space(before, &text, bounds.left - whole.right, size));
                    before.push_str(&text);
                    *whole = whole.joined(bounds);
                }
                _ => line.words.push((text, bounds)),
            }
        }
    }
    flow
}

/// Whether a word begins a column of its own.
fn stands_apart(before: Rect, word: Rect, size: f32, starts: &[f32]) -> bool {
    let gap = word.left - before.right;
    let at = starts.partition_point(|start| *start < word.left - 1.0);
    gap > APART * size
        || starts
            .get(at)
            .is_some_and(|start| (start - word.left).abs() <= 1.0)
}

/// Places where words of several lines begin, each after a gap.
fn shared_starts(lines: &[FlowLine]) -> Vec<f32> {
    let inner = lines.iter().flat_map(|line| line.words.iter().skip(1));
    let mut lefts: Vec<f32> = inner.map(|(_, bounds)| bounds.left).collect();
    lefts.sort_by(f32::total_cmp);
    let mut starts = Vec::new();
    let mut from = 0;
    for index in 1..=lefts.len() {
        if lefts.get(index).is_none_or(|left| left - lefts[from] > 1.0) {
            if index - from >= SHARED {
                starts.push((lefts[from] + lefts[index - 1]) / 2.0);
            }
            from = index;
        }
    }
    starts
}

impl FlowLine {
    /// Its words as one text.
    pub(super) fn text(&self) -> String {
        let words: Vec<&str> = self.words.iter().map(|(text, _)| text.as_str()).collect();
        words.join(" ")
    }
}

/// The columns, from 1, in which the words of each line stand, and how many columns there are.
pub(super) struct Columns {
    pub(super) of_words: Vec<Vec<usize>>,
    pub(super) count: usize,
}

/// The columns of neighbouring lines.
pub(super) fn columns(lines: &[&FlowLine]) -> Vec<Columns> {
    let mut out = Vec::new();
    let mut index = 0;
    while index < lines.len() {
        let run = run(&lines[index..]);
        let several = run.iter().filter(|line| line.words.len() > 1).count();
        if several >= ROWS {
            out.push(aligned(run));
            index += run.len();
        } else {
            let count = lines[index].words.len();
            out.push(Columns {
                of_words: vec![(1..=count).collect()],
                count,
            });
            index += 1;
        }
    }
    out
}

/// The first lines, from one with several words to another, with few single words between.
fn run<'a, 'l>(lines: &'a [&'l FlowLine]) -> &'a [&'l FlowLine] {
    let mut end = 0;
    for (index, line) in lines.iter().enumerate() {
        if line.words.len() > 1 {
            end = index + 1;
        } else if index == 0 || index - end >= BETWEEN {
            break;
        }
    }
    &lines[..end.max(1)]
}

fn aligned(lines: &[&FlowLine]) -> Columns {
    let size = lines.iter().map(|line| line.size).fold(0.0, f32::max);
    let bands = bands(lines, size);
    let by_band = place(lines, |word| {
        bands.partition_point(|end| *end < word.centre().x) + 1
    });
    if let Some(of_words) = by_band {
        return Columns {
            of_words,
            count: bands.len(),
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
        },
        None => {
            let count = lines.iter().map(|line| line.words.len()).max().unwrap_or(1);
            let of_words = lines
                .iter()
                .map(|line| (1..=line.words.len()).collect())
                .collect();
            Columns { of_words, count }
        }
    }
}

/// The column of each word; `None` when two words of a line fall into one.
fn place(lines: &[&FlowLine], column: impl Fn(Rect) -> usize) -> Option<Vec<Vec<usize>>> {
    let of_line = |line: &&FlowLine| {
        let columns: Vec<usize> = line
            .words
            .iter()
            .map(|(_, bounds)| column(*bounds))
            .collect();
        columns
            .windows(2)
            .all(|pair| pair[0] < pair[1])
            .then_some(columns)
    };
    lines.iter().map(of_line).collect()
}

/// The right ends of the columns, where white bands run down between the words of all lines.
fn bands(lines: &[&FlowLine], size: f32) -> Vec<f32> {
    let several = lines.iter().filter(|line| line.words.len() > 1);
    let mut words: Vec<Rect> = several
        .flat_map(|line| &line.words)
        .map(|(_, bounds)| *bounds)
        .collect();
    words.sort_by(|a, b| a.left.total_cmp(&b.left));
    let mut ends: Vec<f32> = Vec::new();
    for word in words {
        match ends.last_mut() {
            Some(end) if word.left < *end + 0.3 * size => *end = end.max(word.right),
            _ => ends.push(word.right),
        }
    }
    ends
}

/// The left starts that at least two words share.
fn starts(lines: &[&FlowLine], size: f32) -> Vec<f32> {
    let mut lefts: Vec<f32> = lines
        .iter()
        .flat_map(|line| &line.words)
        .map(|(_, bounds)| bounds.left)
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
