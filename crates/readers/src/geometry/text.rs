//! Characters → lines, words and the text of a cell.

use super::canvas::{Glyph, Rect, Turn};

/// The white inside a cell's border, in heights of a character.
const PADDING: f32 = 0.6;

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
fn facing(bounds: Rect, turn: Turn) -> Rect {
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

    /// The text and the box of each part that stands apart by more than `gap` heights of a character.
    pub(super) fn words(&self, gap: f32) -> Vec<(String, Rect)> {
        let mut words: Vec<(String, Rect)> = Vec::new();
        let mut last: Option<Glyph> = None;
        let mut spaced = false;
        for glyph in &self.glyphs {
            if glyph.char.is_whitespace() {
                spaced = true;
                continue;
            }
            let size = glyph.bounds.height();
            let apart = last.map_or(0.0, |last| glyph.bounds.left - last.bounds.right);
            match words.last_mut() {
                Some((text, bounds)) if apart <= gap * size => {
                    let char = glyph.char.encode_utf8(&mut [0; 4]).to_owned();
                    text.push_str(if spaced {
                        " "
                    } else {
                        space(text, &char, apart, size)
                    });
                    text.push(glyph.char);
                    *bounds = bounds.joined(glyph.bounds);
                }
                _ => words.push((glyph.char.to_string(), glyph.bounds)),
            }
            (last, spaced) = (Some(*glyph), false);
        }
        words
    }

    /// The whole line as text, and the box of what can be seen.
    pub(super) fn text(&self) -> (String, Rect) {
        self.words(f32::MAX).pop().unwrap_or_default()
    }

    fn ends_with_space(&self) -> bool {
        self.glyphs
            .last()
            .is_some_and(|glyph| glyph.char.is_whitespace())
    }
}

/// The text of a cell, and what tells whether it goes on elsewhere.
#[derive(Debug, Default)]
pub(super) struct CellText {
    pub(super) text: String,
    /// The room left on its last line, in points.
    pub(super) room: f32,
    /// The width of what its first line begins with and cannot be divided, in points.
    pub(super) head: f32,
    /// Whether there is no room for another line below.
    pub(super) is_full: bool,
    /// Characters on its longest line: one where the label of a merged cell is set downwards.
    pub(super) widest: usize,
}

impl CellText {
    /// Whether another cell begins with what had no room at the end of this one.
    pub(super) fn goes_on_in(&self, next: &CellText) -> bool {
        self.is_full && !next.text.is_empty() && self.room < next.head
    }
}

/// The text of a cell: a line that was only broken because the cell is narrow is put together again.
pub(super) fn cell_text(glyphs: &[Glyph], cell: Rect) -> CellText {
    let mut out = CellText::default();
    let mut before: Option<&Line> = None;
    let lines = lines(glyphs);
    for line in &lines {
        let (text, bounds) = line.text();
        let turn = line.glyphs[0].turn;
        let head = head(&text, line);
        match before {
            None => out.head = head,
            Some(above) if above.glyphs[0].turn == turn && out.room < head => {
                let between = between(above, &out.text, &text);
                out.text.push_str(between);
            }
            Some(_) => out.text.push('\n'),
        }
        out.text.push_str(&text);
        out.widest = out.widest.max(text.chars().count());
        let cell = facing(cell, turn);
        out.is_full = cell.bottom - bounds.bottom < 1.2 * line.size();
        let margin = (bounds.left - cell.left).min(cell.right - bounds.right);
        let padding = margin.clamp(0.0, PADDING * line.size());
        out.room = cell.width() - 2.0 * padding - bounds.width();
        before = Some(line);
    }
    out
}

/// The width of what a line begins with and cannot be divided: a word, or a character with the signs that follow it.
fn head(text: &str, line: &Line) -> f32 {
    let mut width = 0.0;
    let first = text.chars().next().unwrap_or(' ');
    let seen = line
        .glyphs
        .iter()
        .filter(|glyph| !glyph.char.is_whitespace());
    for (index, glyph) in seen.enumerate() {
        let belongs = index == 0
            || index == 1 && opens(first)
            || clings(glyph.char)
            || !is_wide(first) && !is_wide(glyph.char);
        if !belongs {
            break;
        }
        width += glyph.bounds.width();
    }
    // Some programs add white space between Chinese and Latin.
    width + 0.3 * line.size()
}

/// What stands between the two parts of a broken line.
fn between(above: &Line, so_far: &str, text: &str) -> &'static str {
    let wide = |c: Option<char>| c.is_none_or(is_wide);
    let last_line = so_far.rsplit('\n').next().unwrap_or("");
    if wide(so_far.chars().next_back()) || wide(text.chars().next()) {
        return "";
    }
    // A word that is wider than its cell is broken inside.
    if above.ends_with_space() || last_line.contains(' ') {
        " "
    } else {
        ""
    }
}

/// The space that a gap between two parts of a line stands for: Chinese characters may merely be set apart.
pub(super) fn space(before: &str, after: &str, gap: f32, size: f32) -> &'static str {
    let wide = |c: Option<char>| c.is_some_and(is_wide);
    let both = wide(before.chars().next_back()) && wide(after.chars().next());
    if gap > size * if both { 1.0 } else { 0.4 } {
        " "
    } else {
        ""
    }
}

/// Whether a character is set on a square, like a Chinese one.
pub(super) fn is_wide(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{115F}' | '\u{2E80}'..='\u{303E}' | '\u{3041}'..='\u{A4CF}' | '\u{AC00}'..='\u{D7A3}'
        | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}' | '\u{FF00}'..='\u{FF60}' | '\u{FFE0}'..='\u{FFE6}'
        | '\u{20000}'..='\u{3FFFD}' | '‘'..='‟' | '…' | '—' | '≤' | '≥' | '×' | '±' | '①'..='⑳' | '\u{2460}'..='\u{27BF}')
}

/// Whether a sign may not end a line.
fn opens(c: char) -> bool {
    matches!(c, '（' | '《' | '“' | '‘' | '【' | '〔' | '(')
}

/// Whether a sign may not begin a line.
fn clings(c: char) -> bool {
    matches!(
        c,
        '，' | '。'
            | '、'
            | '；'
            | '：'
            | '？'
            | '！'
            | '）'
            | '》'
            | '”'
            | '’'
            | '】'
            | '〕'
            | '％'
            | '%'
            | ','
            | '.'
            | ';'
            | ':'
            | ')'
    )
}
