//! A paper set on pages: where every line and every text lies, in points from the upper left corner. PDF and OFD paint the same leaves.

mod rows;
mod wrap;

use crate::paint::{MARGINS, PAGE};
use crate::paper::Paper;
use rows::Table;
use wrap::wrap;

/// Points a millimetre.
pub(crate) const POINTS: f32 = 72.0 / 25.4;

/// How near two lines are that are one, in points.
const TOUCH: f32 = 0.05;

/// What a text is for, and so in which font it is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// The title: 小标宋.
    Title,
    /// The lines around the table: 仿宋.
    Line,
    /// The cells: 宋体.
    Body,
}

impl Role {
    /// All roles.
    pub const ALL: [Role; 3] = [Role::Title, Role::Line, Role::Body];

    /// The size, in points.
    pub fn size(self) -> f32 {
        match self {
            Role::Title => 20.0,
            Role::Line => 12.0,
            Role::Body => 10.5,
        }
    }

    /// From one line of text to the next, in points.
    pub fn leading(self) -> f32 {
        match self {
            Role::Title => 28.0,
            Role::Line => 20.0,
            Role::Body => 14.5,
        }
    }
}

/// How wide characters are.
pub trait Measure {
    /// The width of a character, as a share of the size of the font.
    fn advance(&self, role: Role, c: char) -> f32;
}

/// The widths of 宋体, which every system for Chinese has: signs of ASCII take half a square, all others a whole one.
pub struct Squares;

impl Measure for Squares {
    fn advance(&self, _: Role, c: char) -> f32 {
        if c.is_ascii() { 0.5 } else { 1.0 }
    }
}

/// One page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Leaf {
    /// Its width, in points.
    pub width: f32,
    /// Its height, in points.
    pub height: f32,
    /// Its straight lines: from x, y to x, y.
    pub lines: Vec<[f32; 4]>,
    /// Its texts, in the order in which they are read.
    pub texts: Vec<Text>,
}

/// A text on one line of a page.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// Where it begins.
    pub x: f32,
    /// The line on which it stands.
    pub baseline: f32,
    /// What it is for.
    pub role: Role,
    /// What it says.
    pub text: String,
    /// The width of each of its characters, in points.
    pub advances: Vec<f32>,
}

/// Where a text stands between two edges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Align {
    Left,
    Middle,
    Right,
}

/// The pages of one paper.
pub fn set(paper: &Paper, measure: &dyn Measure) -> Vec<Leaf> {
    let mut press = Press::new(paper, measure);
    for line in &paper.above {
        press.paragraph(Role::Line, Align::Left, line);
    }
    press.paragraph(Role::Title, Align::Middle, &paper.title);
    press.head_line(&paper.line);
    Table::new(paper, measure, press.width()).set(&mut press);
    press.y += 4.0;
    for line in &paper.below {
        press.paragraph(Role::Body, Align::Left, line);
    }
    for leaf in &mut press.leaves {
        leaf.join_lines();
    }
    press.leaves
}

/// Writes the number of each page below its text.
pub fn number(leaves: &mut [Leaf], measure: &dyn Measure) {
    for (number, leaf) in (1..).zip(leaves) {
        let text = format!("— {number} —");
        let edges = (0.0, leaf.width);
        let baseline = leaf.height - MARGINS.0 as f32 * POINTS * 0.55;
        leaf.push(measure, Role::Body, Align::Middle, edges, baseline, &text);
    }
}

/// Pages while they are being filled.
struct Press<'a> {
    measure: &'a dyn Measure,
    leaves: Vec<Leaf>,
    /// The size of a page.
    size: (f32, f32),
    /// The margins: top and bottom, left and right.
    margins: (f32, f32),
    /// How far the page is filled.
    y: f32,
}

impl<'a> Press<'a> {
    fn new(paper: &Paper, measure: &'a dyn Measure) -> Press<'a> {
        let (width, height) = (PAGE.0 as f32 * POINTS, PAGE.1 as f32 * POINTS);
        let size = match paper.landscape {
            true => (height, width),
            false => (width, height),
        };
        let margins = (MARGINS.0 as f32 * POINTS, MARGINS.1 as f32 * POINTS);
        let mut press = Press {
            measure,
            leaves: Vec::new(),
            size,
            margins,
            y: 0.0,
        };
        press.turn();
        press
    }

    /// Begins a new page.
    fn turn(&mut self) {
        self.leaves.push(Leaf {
            width: self.size.0,
            height: self.size.1,
            ..Leaf::default()
        });
        self.y = self.margins.0;
    }

    fn leaf(&mut self) -> &mut Leaf {
        let last = self.leaves.len() - 1;
        &mut self.leaves[last]
    }

    fn edges(&self) -> (f32, f32) {
        (self.margins.1, self.size.0 - self.margins.1)
    }

    fn width(&self) -> f32 {
        self.size.0 - 2.0 * self.margins.1
    }

    /// The room of an empty page from its upper to its lower margin.
    fn room(&self) -> f32 {
        self.size.1 - 2.0 * self.margins.0
    }

    fn bottom(&self) -> f32 {
        self.size.1 - self.margins.0
    }

    fn paragraph(&mut self, role: Role, align: Align, text: &str) {
        for line in wrap(text, self.width(), role, self.measure) {
            if self.y + role.leading() > self.bottom() {
                self.turn();
            }
            let (edges, y, measure) = (self.edges(), self.y, self.measure);
            self.leaf()
                .push(measure, role, align, edges, baseline(y, role), line);
            self.y += role.leading();
        }
    }

    /// What stands below the title to the left, in the middle and to the right, on one line where it has room there.
    fn head_line(&mut self, texts: &[String; 3]) {
        const ALIGNS: [Align; 3] = [Align::Left, Align::Middle, Align::Right];
        let role = Role::Line;
        let third = self.width() / 3.0 / role.size();
        let narrow = |text: &String| {
            let advances = text.chars().map(|c| self.measure.advance(role, c));
            advances.sum::<f32>() < third
        };
        if texts.iter().all(String::is_empty) {
            return;
        }
        if texts.iter().all(narrow) {
            let (edges, y, measure) = (self.edges(), self.y, self.measure);
            for (align, text) in ALIGNS.into_iter().zip(texts) {
                self.leaf()
                    .push(measure, role, align, edges, baseline(y, role), text);
            }
            self.y += role.leading();
        } else {
            for (align, text) in ALIGNS.into_iter().zip(texts) {
                self.paragraph(role, align, text);
            }
        }
    }
}

/// The line on which the text of a line stands that begins at `top`.
fn baseline(top: f32, role: Role) -> f32 {
    top + role.leading() / 2.0 + role.size() * 0.36
}

impl Leaf {
    fn push(
        &mut self,
        measure: &dyn Measure,
        role: Role,
        align: Align,
        (left, right): (f32, f32),
        baseline: f32,
        text: &str,
    ) {
        let text = shown(text);
        if text.is_empty() {
            return;
        }
        let advances: Vec<f32> = text
            .chars()
            .map(|c| measure.advance(role, c) * role.size())
            .collect();
        let width: f32 = advances.iter().sum();
        let x = match align {
            Align::Left => left,
            Align::Middle => (left + right - width) / 2.0,
            Align::Right => right - width,
        };
        self.texts.push(Text {
            x,
            baseline,
            role,
            text,
            advances,
        });
    }

    /// Puts lines together that touch on one straight line, so that a table is drawn with few.
    fn join_lines(&mut self) {
        let upright = |line: &[f32; 4]| line[0] == line[2];
        let across = |line: &[f32; 4]| if upright(line) { line[0] } else { line[1] };
        let along = |line: &[f32; 4]| if upright(line) { line[1] } else { line[0] };
        self.lines.sort_by(|a, b| {
            let by_direction = upright(a).cmp(&upright(b));
            by_direction
                .then(across(a).total_cmp(&across(b)))
                .then(along(a).total_cmp(&along(b)))
        });
        self.lines.dedup_by(|next, line| {
            let end = if upright(line) { 3 } else { 2 };
            let touches = upright(next) == upright(line)
                && (across(next) - across(line)).abs() < TOUCH
                && along(next) <= line[end] + TOUCH;
            if touches {
                line[end] = line[end].max(next[end]);
            }
            touches
        });
    }
}

/// A text without blanks at its end and without signs that no page can show.
fn shown(text: &str) -> String {
    let signs = text.trim_end().chars();
    let seen =
        signs.filter(|c| *c == '\t' || !(c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}')));
    seen.map(|c| if c == '\t' { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests;
