//! One page as tables and lines, and which of its lines only number the pages or repeat above and below the text.

use super::canvas::Canvas;
use super::flow::flow;
use super::rect::Rect;
use super::table::{Table, tables};
use crate::layout::FlowLine;

/// The part of a page's height in which page numbers and running heads stand.
const MARGIN: f32 = 0.1;

/// The widest usual margin to the left and right, in points.
const WIDE_MARGIN: f32 = 90.0;

/// One page.
pub(super) struct Page {
    pub(super) tables: Vec<Table>,
    pub(super) lines: Vec<FlowLine>,
    height: f32,
    /// Where the lines of running text end.
    pub(super) right: f32,
    /// The usual height of a character.
    size: f32,
}

impl Page {
    pub(super) fn new(canvas: Canvas) -> Page {
        let canvas = canvas.upright();
        let mut sizes: Vec<f32> = canvas
            .glyphs
            .iter()
            .map(|glyph| glyph.bounds.height())
            .collect();
        sizes.sort_by(f32::total_cmp);
        let (tables, outside) = tables(&canvas);
        let lines = flow(&outside);
        let boxes = tables.iter().map(|table| table.bounds);
        let whole = boxes
            .chain(lines.iter().map(|line| line.bounds))
            .reduce(Rect::joined);
        let whole = whole.unwrap_or_default();
        Page {
            tables,
            lines,
            // The margins of a page are alike; a page with few short lines does not show them.
            right: whole.right.max(canvas.width - whole.left.min(WIDE_MARGIN)),
            height: canvas.height,
            size: sizes.get(sizes.len() / 2).copied().unwrap_or_default(),
        }
    }

    /// Whether a line stands in the upper or lower margin.
    fn in_margin(&self, line: &FlowLine) -> bool {
        let edge = MARGIN * self.height;
        line.bounds.bottom < edge || line.bounds.top > self.height - edge
    }

    /// Whether a line only tells the number of the page.
    pub(super) fn is_number(&self, line: &FlowLine) -> bool {
        let text: String = line.text().split_whitespace().collect();
        let inner = text
            .trim_matches(|c: char| matches!(c, '-' | '—' | '–' | '－' | '·' | '.' | '~' | '/'));
        let signs = |c: char| {
            c.is_ascii_digit()
                || matches!(c, '第' | '页' | '共' | '/' | ',' | '，' | '-' | '—' | 'P')
        };
        self.in_margin(line)
            && (1..=12).contains(&inner.chars().count())
            && inner.chars().any(|c| c.is_ascii_digit())
            && inner.chars().all(signs)
    }

    /// Whether a line stands in a margin and is no larger than the text, as a title is.
    pub(super) fn is_small_print(&self, line: &FlowLine) -> bool {
        self.in_margin(line) && line.size <= 1.05 * self.size
    }

    /// Whether a line is a running head that stood on the page before as well.
    pub(super) fn repeats(&self, line: &FlowLine, before: &Page) -> bool {
        let same = |other: &FlowLine| {
            (other.bounds.top - line.bounds.top).abs() < 3.0 && masked(other) == masked(line)
        };
        self.is_small_print(line) && before.lines.iter().any(same)
    }
}

/// The text with its numbers alike.
fn masked(line: &FlowLine) -> String {
    let text = line.text();
    text.chars()
        .map(|c| if c.is_ascii_digit() { '0' } else { c })
        .collect()
}
