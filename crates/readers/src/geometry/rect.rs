//! What boxes on a page are asked, and directions of text, in points from the upper left corner.

pub(crate) use crate::layout::{Point, Rect};

/// Where the next character of a text stands, seen from one character.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) enum Turn {
    /// To the right, as usual.
    #[default]
    Right,
    /// Below: set from top to bottom, or turned clockwise.
    Down,
    /// Above: turned counter-clockwise.
    Up,
    /// To the left: upside down.
    Left,
}

impl Rect {
    pub(crate) fn height(self) -> f32 {
        self.bottom - self.top
    }

    /// The box around points.
    pub(crate) fn around(points: impl IntoIterator<Item = Point>) -> Rect {
        let boxes = points.into_iter().map(Rect::at);
        boxes.reduce(Rect::joined).unwrap_or_default()
    }

    /// The box of one point.
    pub(super) fn at(point: Point) -> Rect {
        Rect {
            left: point.x,
            top: point.y,
            right: point.x,
            bottom: point.y,
        }
    }

    pub(crate) fn area(self) -> f32 {
        self.width() * self.height()
    }

    pub(crate) fn has(self, point: Point) -> bool {
        (self.left..=self.right).contains(&point.x) && (self.top..=self.bottom).contains(&point.y)
    }

    /// Whether another box lies inside.
    pub(crate) fn holds(self, other: Rect) -> bool {
        self.left <= other.left
            && self.top <= other.top
            && self.right >= other.right
            && self.bottom >= other.bottom
    }

    pub(crate) fn cut(self, other: Rect) -> Rect {
        Rect {
            left: self.left.max(other.left),
            top: self.top.max(other.top),
            right: self.right.min(other.right),
            bottom: self.bottom.min(other.bottom),
        }
    }

    pub(super) fn is_thin(self) -> bool {
        self.width().min(self.height()) <= super::canvas::THIN
    }

    pub(super) fn is_finite(self) -> bool {
        [self.left, self.top, self.right, self.bottom]
            .iter()
            .all(|side| side.is_finite())
    }

    /// Left, top, right, bottom, to a tenth of a point.
    pub(crate) fn rounded(self) -> [f32; 4] {
        [self.left, self.top, self.right, self.bottom].map(|side| (side * 10.0).round() / 10.0)
    }
}

/// A box of a page of this size, turned so that text in direction `from` runs to the right.
pub(super) fn turned(rect: Rect, from: Turn, width: f32, height: f32) -> Rect {
    let Rect {
        left,
        top,
        right,
        bottom,
    } = rect;
    match from {
        Turn::Right => rect,
        Turn::Down => Rect {
            left: top,
            top: width - right,
            right: bottom,
            bottom: width - left,
        },
        Turn::Up => Rect {
            left: height - bottom,
            top: left,
            right: height - top,
            bottom: right,
        },
        Turn::Left => Rect {
            left: width - right,
            top: height - bottom,
            right: width - left,
            bottom: height - top,
        },
    }
}

/// A direction seen from a page turned so that `main` runs to the right.
pub(super) fn relative(turn: Turn, main: Turn) -> Turn {
    const CLOCKWISE: [Turn; 4] = [Turn::Right, Turn::Down, Turn::Left, Turn::Up];
    let number = |turn| {
        CLOCKWISE
            .iter()
            .position(|other| *other == turn)
            .unwrap_or(0)
    };
    CLOCKWISE[(number(turn) + 4 - number(main)) % 4]
}
