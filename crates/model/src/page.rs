//! Raw pages: what a reader hands on. Text, spans and places of cells; what they mean is not known yet.

use crate::{Exact, Note, Place};
use jiff::civil::Date;

/// A document as its reader saw it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RawDocument {
    /// Paragraphs and tables in reading order.
    pub blocks: Vec<Block>,
    /// Remarks of the reader.
    pub notes: Vec<Note>,
}

/// Neighbouring rows of one kind.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Block {
    /// The sheet's name, when there is one.
    pub name: Option<String>,
    /// What its cells stand for.
    pub layout: CellLayout,
    /// The rows from top to bottom.
    pub rows: Vec<Row>,
}

/// What the cells of a block stand for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum CellLayout {
    /// Running text: one cell a row.
    #[default]
    Prose,
    /// Real cells with spans: a covered cell is not listed, an empty one is.
    Ruled,
    /// Cells between separators: spans are lost, covered cells may be missing or printed empty.
    Flattened,
}

/// The code of the note that cells were found by the places of words alone, so that what was read there is a guess.
pub const CELLS_BY_PLACE: &str = "cells_by_place";

/// One row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// The cells from left to right.
    pub cells: Vec<Cell>,
}

/// One cell.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// The first grid column, from 1.
    pub column: u32,
    /// How many columns it spans, at least 1.
    pub columns: u32,
    /// How many rows it spans, at least 1.
    pub rows: u32,
    /// The text as shown, lines separated by `\n`.
    pub text: String,
    /// What a typed cell holds behind its text.
    pub typed: Option<Typed>,
    /// Where it stands.
    pub place: Place,
    /// Tables inside the cell.
    pub nested: Vec<Block>,
}

/// What a typed spreadsheet cell holds behind its shown text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Typed {
    /// A number, in its own value (0.95 for a shown 95%).
    Number(Exact),
    /// A date.
    Date(Date),
    /// A truth value.
    Bool(bool),
}

impl Cell {
    /// A cell of one column and one row.
    pub fn new(column: u32, text: impl Into<String>, place: Place) -> Cell {
        Cell {
            column,
            columns: 1,
            rows: 1,
            text: text.into(),
            typed: None,
            place,
            nested: Vec::new(),
        }
    }

    /// Whether it shows nothing.
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }
}

impl RawDocument {
    /// Draws the pages as text, for tests and for people: one line a row, `|` between cells, spans as `«2×3»`.
    pub fn draw(&self) -> String {
        let mut out = String::new();
        for block in &self.blocks {
            let kind = match block.layout {
                CellLayout::Prose => "文字",
                CellLayout::Ruled => "表格",
                CellLayout::Flattened => "分栏",
            };
            out.push_str(&format!(
                "== {kind}{}\n",
                block
                    .name
                    .as_deref()
                    .map(|n| format!(" {n}"))
                    .unwrap_or_default()
            ));
            draw_rows(&block.rows, &mut out);
        }
        out
    }
}

fn draw_rows(rows: &[Row], out: &mut String) {
    for row in rows {
        let cells: Vec<String> = row
            .cells
            .iter()
            .map(|cell| {
                let span = if cell.columns > 1 || cell.rows > 1 {
                    format!("«{}×{}»", cell.rows, cell.columns)
                } else {
                    String::new()
                };
                format!("{}:{span}{}", cell.column, cell.text.replace('\n', "⏎"))
            })
            .collect();
        out.push_str(&cells.join(" | "));
        out.push('\n');
        for nested in row.cells.iter().flat_map(|cell| &cell.nested) {
            out.push_str("  [\n");
            draw_rows(&nested.rows, out);
            out.push_str("  ]\n");
        }
    }
}
