//! What the interpreter draws → characters and lines of a page.

use crate::geometry::{Canvas, Glyph, Point, Rect, Trace, Turn};
use hayro_interpret::font::{Glyph as Shape, GlyphRun, PositionedGlyph};
use hayro_interpret::hayro_cmap::{BfString, WritingMode};
use hayro_interpret::kurbo::{self, Affine, BezPath, PathEl, Shape as _};
use hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, Paint, SoftMask,
};
use std::panic::resume_unwind;

/// Drawing steps of the smallest document; a page of a form has some thousands.
const STEPS: usize = 1_000_000;

/// Further steps for each byte of the file.
const STEPS_A_BYTE: usize = 10;

/// Steps that a clip counts for: each drawing inside a drawing, which may go on without end, begins with one.
const CLIP: usize = 50;

/// The drawing steps that a file of this length may take.
pub(super) fn steps(length: usize) -> usize {
    STEPS.saturating_add(length.saturating_mul(STEPS_A_BYTE))
}

/// Straight pieces of one path; a longer one is a picture.
const PIECES: usize = 20_000;

/// Why the interpreter was left.
pub(super) struct Exhausted;

/// The page that is drawn on.
pub(super) struct Paper {
    canvas: Canvas,
    /// Characters that are there to be found and not to be seen: the layer below a scan.
    hidden: Vec<Glyph>,
    clips: Vec<Rect>,
    /// Steps that are left.
    pub(super) steps: usize,
    /// Characters whose font does not tell what they are.
    pub(super) unknown: usize,
}

impl Paper {
    pub(super) fn new(canvas: Canvas, steps: usize) -> Paper {
        let page = Rect {
            left: 0.0,
            top: 0.0,
            right: canvas.width,
            bottom: canvas.height,
        };
        Paper {
            canvas,
            hidden: Vec::new(),
            clips: vec![page],
            steps,
            unknown: 0,
        }
    }

    /// The finished page.
    pub(super) fn canvas(mut self) -> Canvas {
        if self.canvas.glyphs.is_empty() {
            self.canvas.glyphs = self.hidden;
        }
        self.canvas
    }

    fn step(&mut self, count: usize) {
        match self.steps.checked_sub(count) {
            Some(left) => self.steps = left,
            None => resume_unwind(Box::new(Exhausted)),
        }
    }

    fn clip(&self) -> Rect {
        self.clips.last().copied().unwrap_or_default()
    }

    fn push_clip(&mut self, bounds: kurbo::Rect) {
        self.step(CLIP);
        let clip = self.clip().cut(rect(bounds));
        self.clips.push(clip);
    }

    fn glyph(
        &mut self,
        glyph: &PositionedGlyph<'_>,
        transform: Affine,
        vertical: bool,
        hidden: bool,
    ) {
        let Some(text) = glyph.as_unicode() else {
            self.unknown += 1;
            return;
        };
        let transform = transform * glyph.transform();
        let advance = match &**glyph {
            Shape::Outline(outline) => outline.advance_width(),
            Shape::Type3(shape) => shape.advance_width(),
        };
        let advance = f64::from(advance.unwrap_or(1000.0));
        let whole: Vec<char> = match text {
            BfString::Char(char) => vec![char],
            BfString::String(text) => text.chars().collect(),
        };
        // Several letters in one sign share its width.
        let part = advance / whole.len().max(1) as f64;
        let turn = turn(transform, vertical);
        for (index, char) in whole.into_iter().enumerate() {
            let left = part * index as f64;
            let bounds = rect(transform.transform_rect_bbox(kurbo::Rect::new(
                left,
                -120.0,
                left + part,
                880.0,
            )));
            if hidden {
                self.hidden.push(Glyph { char, bounds, turn });
            } else {
                self.canvas.glyph(char, bounds, turn);
            }
        }
    }
}

/// Which way the text of a transform runs.
fn turn(transform: Affine, vertical: bool) -> Turn {
    let [x, y, ..] = transform.as_coeffs();
    let upright = if x.abs() >= y.abs() {
        if x >= 0.0 { Turn::Right } else { Turn::Left }
    } else if y >= 0.0 {
        Turn::Down
    } else {
        Turn::Up
    };
    match (vertical, upright) {
        (true, Turn::Right) => Turn::Down,
        (_, other) => other,
    }
}

fn rect(bounds: kurbo::Rect) -> Rect {
    Rect {
        left: bounds.x0 as f32,
        top: bounds.y0 as f32,
        right: bounds.x1 as f32,
        bottom: bounds.y1 as f32,
    }
}

fn point(point: kurbo::Point) -> Point {
    Point {
        x: point.x as f32,
        y: point.y as f32,
    }
}

/// The strokes of a path, in points of the page.
fn traces(path: &BezPath, transform: Affine) -> Vec<Trace> {
    let mut traces: Vec<Trace> = Vec::new();
    let (mut start, mut last) = (Point::default(), Point::default());
    for element in path.elements() {
        let to = |at: &kurbo::Point| point(transform * *at);
        if let PathEl::MoveTo(at) = element {
            traces.push(Trace::default());
            (start, last) = (to(at), to(at));
            continue;
        }
        let Some(trace) = traces.last_mut() else {
            continue;
        };
        match element {
            PathEl::MoveTo(_) => {}
            PathEl::LineTo(at) => {
                trace.line(last, to(at));
                last = to(at);
            }
            PathEl::QuadTo(_, at) | PathEl::CurveTo(_, _, at) => {
                last = to(at);
                trace.reach(last);
            }
            PathEl::ClosePath => {
                trace.line(last, start);
                last = start;
            }
        }
    }
    traces
}

/// Whether a colour cannot be seen on paper.
fn is_blank(paint: &Paint<'_>) -> bool {
    match paint {
        Paint::Color(color) => {
            let [red, green, blue, opacity] = color.to_rgba().to_rgba8();
            opacity < 8 || red.min(green).min(blue) > 247
        }
        Paint::Pattern(_) => false,
    }
}

impl<'a> Device<'a> for Paper {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        let pieces = path.elements().len();
        self.step(1 + pieces);
        if pieces > PIECES || is_blank(&props.paint) {
            return;
        }
        let traces = traces(path, props.transform);
        let clip = self.clip();
        if let DrawMode::Fill(_) | DrawMode::FillAndStroke(..) = mode {
            self.canvas.fill(&traces, clip);
        }
        if let DrawMode::Stroke(stroke) | DrawMode::FillAndStroke(_, stroke) = mode {
            let scale = props.transform.determinant().abs().sqrt() as f32;
            self.canvas.stroke(&traces, stroke.line_width * scale, clip);
        }
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        self.step(clip.path.elements().len());
        self.push_clip(clip.path.bounding_box());
    }

    fn push_clip_rect(&mut self, bounds: &kurbo::Rect) {
        self.push_clip(*bounds);
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.step(1);
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        self.step(1 + run.glyphs().len());
        let vertical = matches!(run.writing_mode(), WritingMode::Vertical);
        let hidden = matches!(mode, DrawMode::Invisible);
        for glyph in run.glyphs() {
            self.glyph(glyph, props.transform, vertical, hidden);
        }
    }

    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {
        self.step(1);
        self.canvas.has_picture = true;
    }

    fn pop_clip(&mut self) {
        self.clips.pop();
    }

    fn pop_transparency_group(&mut self) {}
}
