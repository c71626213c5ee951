//! Text outside ruled tables: lines of words.

use super::canvas::Glyph;
use super::rect::Rect;
use super::text::{AUTOSPACE, Line, is_space, lines};
use crate::layout::{FlowLine, is_wide};

/// Words farther apart than this many heights of a character stand in different columns.
const APART: f32 = 1.5;

/// Words closer than that may, when they begin where words of other lines begin; in heights of a character.
const LOOSE: f32 = 0.1;

/// Lines that must have a word beginning at the same place.
const SHARED: usize = 3;

impl FlowLine {
    /// Its words as one text.
    pub(super) fn text(&self) -> String {
        let words: Vec<&str> = self.words.iter().map(|word| word.text.as_str()).collect();
        words.join(" ")
    }
}

/// The lines of the characters outside tables, from top to bottom.
pub(super) fn flow(glyphs: &[Glyph]) -> Vec<FlowLine> {
    let mut lines = lines(glyphs);
    lines.sort_by(|a, b| a.bounds.top.total_cmp(&b.bounds.top));
    let of = |autospace: f32| -> Vec<FlowLine> {
        let line = |line: &Line| FlowLine {
            words: line.words(LOOSE, autospace),
            bounds: line.bounds,
            size: line.size(),
        };
        let lines = lines.iter().map(line);
        lines.filter(|line| !line.words.is_empty()).collect()
    };
    let starts = shared_starts(&of(AUTOSPACE));
    // A number may begin its column directly behind the text to its left.
    let mut flow = of(0.0);
    for line in &mut flow {
        let size = line.size;
        let words = std::mem::take(&mut line.words);
        for mut word in words {
            let spaced = word.text.starts_with(' ');
            word.text = word.text.trim_start().to_owned();
            match line.words.last_mut() {
                Some(before) if !stands_apart(before.bounds, word.bounds, size, &starts) => {
                    let gap = word.bounds.left - before.bounds.right;
                    let chars = (before.text.chars().next_back(), word.text.chars().next());
                    if spaced || is_space(chars.0, chars.1, gap, size) {
                        before.text.push(' ');
                    }
                    before.text.push_str(&word.text);
                    before.bounds = before.bounds.joined(word.bounds);
                }
                _ => line.words.push(word),
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
    let mut lefts: Vec<f32> = inner.map(|word| word.bounds.left).collect();
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

/// Puts together the lines of running text that were only broken because the page is narrow; `right` is where its lines end.
pub(super) fn paragraphs(lines: &[&FlowLine], right: f32) -> Vec<FlowLine> {
    let mut paragraphs: Vec<FlowLine> = Vec::new();
    // The box of the last line of the last paragraph.
    let mut last = Rect::default();
    for line in lines {
        match (paragraphs.last_mut(), line.words.as_slice()) {
            (Some(above), [word])
                if above.words.len() == 1 && is_broken(above, last, line, right) =>
            {
                let text = &mut above.words[0].text;
                let narrow = |c: Option<char>| c.is_some_and(|c| !is_wide(c));
                if narrow(text.chars().next_back()) && narrow(word.text.chars().next()) {
                    text.push(' ');
                }
                text.push_str(&word.text);
                above.words[0].bounds = above.words[0].bounds.joined(word.bounds);
                above.bounds = above.bounds.joined(line.bounds);
            }
            _ => paragraphs.push((*line).clone()),
        }
        last = line.bounds;
    }
    paragraphs
}

/// Whether a line goes on with what had no room in the one above: it begins no farther to the right, or has the same middle.
fn is_broken(above: &FlowLine, last: Rect, line: &FlowLine, right: f32) -> bool {
    let size = line.size;
    let text = above.text();
    let ends = text.ends_with(['。', '；', '：', '！', '？', ';', ':'])
        || text.contains('…')
        || text.contains("....");
    let is_level = line.bounds.left <= last.left + 0.5 * size
        || (line.bounds.centre().x - last.centre().x).abs() <= 0.5 * size;
    !ends
        && is_level
        && (above.size - size).abs() <= 0.03 * size
        // What stands beside a line, as a label in the middle of its cell does, is no next line.
        && (0.8 * size..=2.5 * size).contains(&(line.bounds.top - last.top))
        && right - last.right < 1.5 * size
}
