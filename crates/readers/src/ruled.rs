//! What the tables of docx and doc share: cells that merges down and across join into one.

use model::Place;
use model::page::{Block, Cell, CellLayout, Row};
use std::collections::HashMap;

/// The content of a cell.
#[derive(Default)]
pub(crate) struct Content {
    pub(crate) text: String,
    pub(crate) nested: Vec<Block>,
}

impl Content {
    /// Adds a paragraph.
    pub(crate) fn line(&mut self, line: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(line);
    }
}

/// How a cell takes part in a merge.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Merge {
    No,
    Begins,
    Continues,
}

/// A table in the making.
pub(crate) struct Table {
    number: u32,
    rows: Vec<Row>,
    /// By grid column: the row and the place in it where a merge down began.
    merges: HashMap<u32, (usize, usize)>,
}

impl Table {
    /// A table with its number in reading order, from 1.
    pub(crate) fn new(number: u32) -> Table {
        Table {
            number,
            rows: Vec::new(),
            merges: HashMap::new(),
        }
    }

    /// Begins a row and gives its number, from 1.
    pub(crate) fn begin_row(&mut self) -> u32 {
        self.rows.push(Row::default());
        self.rows.len() as u32
    }

    /// The place of a cell of the last row.
    pub(crate) fn place(&self, column: u32) -> Place {
        Place::Table {
            table: self.number,
            row: self.rows.len() as u32,
            column,
        }
    }

    /// Adds a cell to the last row, or to the cell that it continues.
    pub(crate) fn add(&mut self, cell: Cell, down: Merge, across: Merge) {
        let row = self.rows.len() - 1;
        if across == Merge::Continues
            && let Some(last) = self.rows[row].cells.last_mut()
            && last.column + last.columns == cell.column
        {
            last.columns += cell.columns;
            return absorb(last, cell);
        }
        if down == Merge::Continues
            && let Some(&(first, index)) = self.merges.get(&cell.column)
            && let origin = &mut self.rows[first].cells[index]
            && first + origin.rows as usize == row
            && origin.columns == cell.columns
        {
            origin.rows += 1;
            return absorb(origin, cell);
        }
        if down == Merge::No {
            self.merges.remove(&cell.column);
        } else {
            self.merges
                .insert(cell.column, (row, self.rows[row].cells.len()));
        }
        self.rows[row].cells.push(cell);
    }

    /// The finished table; `None` when it has no cell.
    pub(crate) fn block(self) -> Option<Block> {
        let has_cells = self.rows.iter().any(|row| !row.cells.is_empty());
        has_cells.then_some(Block {
            name: None,
            layout: CellLayout::Ruled,
            rows: self.rows,
        })
    }
}

/// A covered cell is not shown, but what some program left in it is not lost.
fn absorb(origin: &mut Cell, covered: Cell) {
    if !covered.text.is_empty() {
        if !origin.text.is_empty() {
            origin.text.push('\n');
        }
        origin.text.push_str(&covered.text);
    }
    origin.nested.extend(covered.nested);
}
