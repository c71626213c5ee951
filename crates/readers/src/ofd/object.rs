//! The objects of a page: text with the place of each character, and paths.

use super::numbers::{Matrix, POINTS, distances, four, list};
use super::shape::traces;
use crate::geometry::{Canvas, Point, Rect, Turn};
use crate::xml::Node;

/// The width of a line that does not say it, in millimetres.
const LINE: f32 = 0.353;

/// Where an object stands: its box and matrix.
struct Frame {
    x: f32,
    y: f32,
    matrix: Matrix,
}

impl Frame {
    /// `None` for an object without a box, or one that is not shown.
    fn new(node: Node) -> Option<Frame> {
        if node.attribute("Visible").as_deref() == Some("false")
            || node.attribute("Alpha").as_deref() == Some("0")
        {
            return None;
        }
        let [x, y, ..] = four(&node.attribute("Boundary")?)?;
        let matrix = Matrix::new(node.attribute("CTM").as_deref());
        Some(Frame { x, y, matrix })
    }

    /// A point of the object as one of the page.
    fn point(&self, x: f32, y: f32) -> Point {
        let (x, y) = self.matrix.apply(x, y);
        Point {
            x: (self.x + x) * POINTS,
            y: (self.y + y) * POINTS,
        }
    }
}

/// Draws a text object.
pub(super) fn text(node: Node, canvas: &mut Canvas) {
    let Some(frame) = Frame::new(node) else {
        return;
    };
    let number = |name: &str| {
        node.attribute(name)
            .and_then(|text| list(&text).first().copied())
    };
    let size = number("Size").unwrap_or(3.5);
    let stretch = number("HScale").unwrap_or(1.0);
    let (mut x, mut y) = (0.0, 0.0);
    for code in node.children().filter(|child| child.is("TextCode")) {
        let start = |name: &str| {
            code.attribute(name)
                .and_then(|text| list(&text).first().copied())
        };
        // A line without a place begins where the one before it did.
        (x, y) = (start("X").unwrap_or(x), start("Y").unwrap_or(y));
        let mut text = String::new();
        code.push_text(&mut text);
        let chars: Vec<char> = text.chars().collect();
        let across = distances(&code.attribute("DeltaX").unwrap_or_default(), chars.len());
        let down = distances(&code.attribute("DeltaY").unwrap_or_default(), chars.len());
        let runs_down = down.iter().map(|step| step.abs()).sum::<f32>()
            > across.iter().map(|step| step.abs()).sum::<f32>();
        let turn = turn(&frame, runs_down);
        let (mut at_x, mut at_y) = (x, y);
        for (index, char) in chars.into_iter().enumerate() {
            let usual = size * stretch * if char.is_ascii() { 0.5 } else { 1.0 };
            let step = across.get(index).copied();
            // Distances tell the width, but a wide gap is white space and no wide character.
            let width = step.map_or(usual, |step| {
                step.clamp(0.3 * usual, usual.max(0.3 * usual))
            });
            let width = if runs_down { usual } else { width };
            let corners = [(0.0, -0.88), (0.0, 0.12)].map(|(dx, dy)| (at_x + dx, at_y + dy * size));
            let corners = corners.into_iter().chain([
                (at_x + width, at_y - 0.88 * size),
                (at_x + width, at_y + 0.12 * size),
            ]);
            canvas.glyph(
                char,
                Rect::around(corners.map(|(x, y)| frame.point(x, y))),
                turn,
            );
            let both = across.is_empty() && down.is_empty();
            at_x += step.unwrap_or(if both { usual } else { 0.0 });
            at_y += down.get(index).copied().unwrap_or(0.0);
        }
    }
}

fn turn(frame: &Frame, runs_down: bool) -> Turn {
    let (x, y) = frame.matrix.right();
    if x.abs() >= y.abs() {
        match (runs_down, x >= 0.0) {
            (true, _) => Turn::Down,
            (false, true) => Turn::Right,
            (false, false) => Turn::Left,
        }
    } else if y >= 0.0 {
        Turn::Down
    } else {
        Turn::Up
    }
}

/// Draws a path object.
pub(super) fn path(node: Node, canvas: &mut Canvas) {
    let Some(frame) = Frame::new(node) else {
        return;
    };
    let Some(data) = node.child("AbbreviatedData") else {
        return;
    };
    let mut text = String::new();
    data.push_text(&mut text);
    let traces = traces(&text, |x, y| frame.point(x, y));
    let page = Rect {
        left: 0.0,
        top: 0.0,
        right: canvas.width,
        bottom: canvas.height,
    };
    let is = |name: &str, usual: bool| {
        node.attribute(name)
            .map_or(usual, |value| value == "true" || value == "1")
    };
    if is("Fill", false) && !is_white(node.child("FillColor")) {
        canvas.fill(&traces, page);
    }
    if is("Stroke", true) && !is_white(node.child("StrokeColor")) {
        let width = node
            .attribute("LineWidth")
            .and_then(|text| list(&text).first().copied());
        canvas.stroke(
            &traces,
            width.unwrap_or(LINE) * frame.matrix.scale() * POINTS,
            page,
        );
    }
}

/// Whether a colour cannot be seen on paper.
fn is_white(color: Option<Node>) -> bool {
    let Some(color) = color else { return false };
    let value = color.attribute("Value").unwrap_or_default();
    let value = list(&value);
    color.attribute("Alpha").as_deref() == Some("0")
        || value.len() == 3 && value.iter().all(|part| *part > 247.0)
}
