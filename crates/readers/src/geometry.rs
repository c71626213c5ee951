//! Characters and lines with positions → raw pages: ruled cells, aligned columns, running text. Shared by PDF and OFD.
//!
//! Points from the upper left corner throughout. What the text means is not our business.

mod canvas;
mod cell;
mod document;
mod flow;
mod grid;
mod joined;
mod page;
mod radicals;
mod rect;
mod table;
mod text;
mod wall;

pub(crate) use canvas::{Canvas, Glyph, Trace};
pub(crate) use document::Document;
pub(crate) use rect::{Point, Rect, Turn};

#[cfg(test)]
mod tests;
