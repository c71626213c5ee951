//! Characters → lines and words.

use super::canvas::Glyph;
use super::rect::{Rect, Turn};
use crate::layout::{Word, is_wide};

/// Characters on one line, from left to right as they are read.
pub(super) struct Line {
    pub(super) glyphs: Vec<Glyph>,
    /// The box in reading direction: `left` is where the line begins.
    pub(super) bounds: Rect,
}

/// The lines of some characters, in reading order; those that run in one direction together.
pub(super) fn lines(glyphs: &[Glyph]) -> Vec<Line> {
    let mut lines = Vec::new();
    for turn in [Turn::Right, Turn::Down, Turn::Up, Turn::Left] {
        let own = glyphs.iter().filter(|glyph| glyph.turn == turn);
        let own: Vec<Glyph> = own
            .map(|glyph| Glyph {
                bounds: facing(glyph.bounds, turn),
                ..*glyph
            })
            .collect();
        lines.extend(lines_of(own));
    }
    lines
}

/// A box as someone sees it who has turned the page so that the text runs to the right.
pub(super) fn facing(bounds: Rect, turn: Turn) -> Rect {
    let Rect {
        left,
        top,
        right,
        bottom,
    } = bounds;
    match turn {
        Turn::Right => bounds,
        Turn::Down => Rect {
            left: top,
            top: -right,
            right: bottom,
            bottom: -left,
        },
        Turn::Up => Rect {
            left: -bottom,
            top: left,
            right: -top,
            bottom: right,
        },
        Turn::Left => Rect {
            left: -right,
            top: -bottom,
            right: -left,
            bottom: -top,
        },
    }
}

fn lines_of(mut glyphs: Vec<Glyph>) -> Vec<Line> {
    glyphs.sort_by(|a, b| a.bounds.centre().y.total_cmp(&b.bounds.centre().y));
    let mut lines: Vec<Line> = Vec::new();
    let (mut sum, mut size) = (0.0, 0.0f32);
    for glyph in glyphs {
        let y = glyph.bounds.centre().y;
        match lines.last_mut() {
            Some(line)
                if y - sum / line.glyphs.len() as f32 <= 0.5 * size.max(glyph.bounds.height()) =>
            {
                sum += y;
                size = size.max(glyph.bounds.height());
                line.bounds = line.bounds.joined(glyph.bounds);
                line.glyphs.push(glyph);
            }
            _ => {
                (sum, size) = (y, glyph.bounds.height());
                lines.push(Line {
                    bounds: glyph.bounds,
                    glyphs: vec![glyph],
                });
            }
        }
    }
    for line in &mut lines {
        line.glyphs
            .sort_by(|a, b| a.bounds.left.total_cmp(&b.bounds.left));
        // Bold is sometimes made by printing twice.
        line.glyphs.dedup_by(|b, a| {
            a.char == b.char
                && b.bounds.left - a.bounds.left
                    < 0.2 * a.bounds.width().max(0.3 * a.bounds.height())
        });
    }
    lines.retain(|line| line.glyphs.iter().any(|glyph| !glyph.char.is_whitespace()));
    lines
}

impl Line {
    /// The height of its characters.
    pub(super) fn size(&self) -> f32 {
        self.glyphs
            .iter()
            .map(|glyph| glyph.bounds.height())
            .fold(0.0, f32::max)
    }

    /// Its parts that stand apart by more than `gap` heights of a character, beside digits and letters by `autospace`
    /// more; one after printed white space begins with a space.
    pub(super) fn words(&self, gap: f32, autospace: f32) -> Vec<Word> {
        let mut words: Vec<Word> = Vec::new();
        let mut last: Option<Glyph> = None;
        let mut spaced = false;
        for glyph in &self.glyphs {
            if glyph.char.is_whitespace() {
                spaced = true;
                continue;
            }
            let Glyph { char, bounds, .. } = *glyph;
            let size = bounds.height();
            match (words.last_mut(), last) {
                (Some(word), Some(last))
                    if bounds.left - last.bounds.right
                        <= (gap + beside(last.char, char, autospace)) * size =>
                {
                    let apart = bounds.left - last.bounds.right;
                    if spaced || is_space(Some(last.char), Some(char), apart, size) {
                        word.text.push(' ');
                    }
                    word.text.push(char);
                    word.bounds = word.bounds.joined(bounds);
                }
                _ => words.push(Word {
                    text: format!("{}{char}", if spaced { " " } else { "" }),
                    bounds,
                }),
            }
            (last, spaced) = (Some(*glyph), false);
        }
        words
    }

    /// The whole line as text, and the box of what can be seen.
    pub(super) fn text(&self) -> (String, Rect) {
        let whole = self.words(f32::MAX, 0.0).pop();
        whole
            .map(|word| (word.text.trim_start().to_owned(), word.bounds))
            .unwrap_or_default()
    }

    pub(super) fn ends_with_space(&self) -> bool {
        self.glyphs
            .last()
            .is_some_and(|glyph| glyph.char.is_whitespace())
    }
}

/// What programs leave between Chinese characters and digits or letters, in heights of a character.
pub(super) const AUTOSPACE: f32 = 0.3;

fn beside(before: char, after: char, autospace: f32) -> f32 {
    if is_wide(before) && is_wide(after) {
        0.0
    } else {
        autospace
    }
}

/// Whether a gap between two characters of a line is a space: Chinese ones may merely be set apart.
pub(super) fn is_space(before: Option<char>, after: Option<char>, gap: f32, size: f32) -> bool {
    let wide = |c: Option<char>| c.is_some_and(is_wide);
    let least = if wide(before) && wide(after) {
        1.0
    } else {
        0.4
    };
    gap > least * size
}
