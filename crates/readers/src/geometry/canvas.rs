//! One page as it is drawn: characters, straight lines and whether there are pictures.

use super::radicals::unified;
use super::rect::{Point, Rect, Turn, relative, turned};
use super::wall::Wall;

/// A bar at most this thick is a line, in points.
pub(super) const THIN: f32 = 3.0;

/// The shortest line that is kept, in points.
const SHORT: f32 = 1.5;

/// Letters printed as one sign.
const LIGATURES: [(char, &str); 5] = [
    ('ﬀ', "ff"),
    ('ﬁ', "fi"),
    ('ﬂ', "fl"),
    ('ﬃ', "ffi"),
    ('ﬄ', "ffl"),
];

/// One character.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Glyph {
    pub(crate) char: char,
    /// Its box: from origin to advance, and the height of a Chinese character.
    pub(crate) bounds: Rect,
    pub(crate) turn: Turn,
}

/// One stroke or outline of a path: its straight pieces and the box around it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Trace {
    pub(crate) edges: Vec<(Point, Point)>,
    pub(crate) bounds: Option<Rect>,
}

/// One page.
#[derive(Debug, Default)]
pub(crate) struct Canvas {
    pub(crate) width: f32,
    pub(crate) height: f32,
    pub(crate) glyphs: Vec<Glyph>,
    pub(crate) walls: Vec<Wall>,
    pub(crate) has_picture: bool,
}

impl Canvas {
    /// Adds a character. Ones that cannot be seen and ones without a place are left out.
    pub(crate) fn glyph(&mut self, char: char, bounds: Rect, turn: Turn) {
        let invisible =
            char.is_control() || matches!(char, '\u{200B}'..='\u{200F}' | '\u{FEFF}' | '\u{AD}');
        if invisible || !bounds.is_finite() || !self.shows(bounds.centre()) {
            return;
        }
        let char = unified(char);
        if let Some((_, letters)) = LIGATURES.iter().find(|(ligature, _)| *ligature == char) {
            let part = bounds.width() / letters.len() as f32;
            for (index, char) in letters.chars().enumerate() {
                let left = bounds.left + part * index as f32;
                let bounds = Rect {
                    left,
                    right: left + part,
                    ..bounds
                };
                self.glyphs.push(Glyph { char, bounds, turn });
            }
        } else {
            self.glyphs.push(Glyph { char, bounds, turn });
        }
    }

    fn shows(&self, point: Point) -> bool {
        (0.0..=self.width).contains(&point.x) && (0.0..=self.height).contains(&point.y)
    }

    /// Adds a filled path: thin bars are lines, and so are the sides of a frame drawn as one outline inside another.
    pub(crate) fn fill(&mut self, traces: &[Trace], clip: Rect) {
        let boxes: Vec<Rect> = traces.iter().filter_map(|trace| trace.bounds).collect();
        for bounds in &boxes {
            self.bar(*bounds, clip);
        }
        for pair in boxes.windows(2) {
            let (outer, inner) = if pair[0].holds(pair[1]) {
                (pair[0], pair[1])
            } else {
                (pair[1], pair[0])
            };
            let sides = [
                inner.left - outer.left,
                inner.top - outer.top,
                outer.right - inner.right,
                outer.bottom - inner.bottom,
            ];
            if sides.iter().all(|side| (0.0..=THIN).contains(side)) && !outer.is_thin() {
                self.frame(outer, sides, clip);
            }
        }
    }

    fn frame(&mut self, outer: Rect, sides: [f32; 4], clip: Rect) {
        let [left, top, right, bottom] = sides;
        let bars = [
            Rect {
                right: outer.left + left,
                ..outer
            },
            Rect {
                bottom: outer.top + top,
                ..outer
            },
            Rect {
                left: outer.right - right,
                ..outer
            },
            Rect {
                top: outer.bottom - bottom,
                ..outer
            },
        ];
        for (bar, side) in bars.into_iter().zip(sides) {
            if side > 0.05 {
                self.bar(bar, clip);
            }
        }
    }

    /// Adds a stroked path of a line width.
    pub(crate) fn stroke(&mut self, traces: &[Trace], width: f32, clip: Rect) {
        for (a, b) in traces.iter().flat_map(|trace| &trace.edges) {
            let bounds = Rect::around([*a, *b]);
            let along = bounds.width().max(bounds.height());
            if width <= THIN {
                self.bar(bounds, clip);
            } else if along > SHORT {
                // A short and very wide stroke is a filled box, whose longer side tells how it runs.
                let half = width / 2.0;
                let wide = if bounds.width() >= bounds.height() {
                    Rect {
                        top: bounds.top - half,
                        bottom: bounds.bottom + half,
                        ..bounds
                    }
                } else {
                    Rect {
                        left: bounds.left - half,
                        right: bounds.right + half,
                        ..bounds
                    }
                };
                self.bar(wide, clip);
            }
        }
    }

    fn bar(&mut self, bounds: Rect, clip: Rect) {
        let page = Rect {
            left: 0.0,
            top: 0.0,
            right: self.width,
            bottom: self.height,
        };
        let bounds = bounds.cut(clip).cut(page);
        let (width, height) = (bounds.width(), bounds.height());
        if !bounds.is_finite() || width < 0.0 || height < 0.0 || !bounds.is_thin() {
            return;
        }
        if width.max(height) >= SHORT && width.max(height) > 1.5 * width.min(height) {
            let centre = bounds.centre();
            self.walls.push(if width > height {
                Wall::across(centre.y, bounds.left, bounds.right)
            } else {
                Wall::down(centre.x, bounds.top, bounds.bottom)
            });
        }
    }

    /// Turns a page whose text mostly runs in another direction, so that it reads from left to right.
    pub(crate) fn upright(mut self) -> Canvas {
        let count = |turn| {
            self.glyphs
                .iter()
                .filter(|glyph| glyph.turn == turn)
                .count()
        };
        let main = [Turn::Down, Turn::Up, Turn::Left]
            .into_iter()
            .find(|turn| count(*turn) * 10 > self.glyphs.len() * 8);
        let Some(main) = main else { return self };
        let (width, height) = (self.width, self.height);
        let upright = |rect: Rect| turned(rect, main, width, height);
        for glyph in &mut self.glyphs {
            glyph.bounds = upright(glyph.bounds);
            glyph.turn = relative(glyph.turn, main);
        }
        for wall in &mut self.walls {
            *wall = Wall::along(upright(wall.bounds()));
        }
        if main != Turn::Left {
            (self.width, self.height) = (height, width);
        }
        self
    }
}

impl Trace {
    /// Adds a straight piece.
    pub(crate) fn line(&mut self, from: Point, to: Point) {
        self.edges.push((from, to));
        self.reach(from);
        self.reach(to);
    }

    /// Widens the box to a point, such as one that a curve goes through.
    pub(crate) fn reach(&mut self, point: Point) {
        let own = Rect::at(point);
        self.bounds = Some(self.bounds.map_or(own, |bounds| bounds.joined(own)));
    }
}
