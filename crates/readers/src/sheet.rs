//! What the sheets of xlsx, xls and ods share: cells that show something, merges, number formats, and the block they make.

mod code;
pub(crate) mod date;
mod grid;
pub(crate) mod number;
mod range;

use crate::pages::{Pages, trimmed, within_grid};
use crate::{Limits, ReadError};
pub(crate) use code::{Format, GENERAL, builtin};
pub(crate) use grid::block;
use model::page::Typed;
pub(crate) use range::{Range, reference};

/// What a sheet holds.
#[derive(Default)]
pub(crate) struct Found {
    /// Cells that show something, by row and column once they are in order.
    pub(crate) cells: Vec<Shown>,
    /// Merged ranges as stated, in the order of the file.
    pub(crate) merges: Vec<Range>,
}

/// A cell that shows something.
pub(crate) struct Shown {
    pub(crate) row: u32,
    pub(crate) column: u32,
    pub(crate) text: String,
    pub(crate) typed: Option<Typed>,
}

impl Found {
    /// Adds a cell, unless it shows nothing. Fails beyond the grid, and when a workbook shows more than it may.
    pub(crate) fn add(
        &mut self,
        (row, column): (u32, u32),
        text: &str,
        typed: Option<Typed>,
        limits: &Limits,
        pages: &mut Pages,
    ) -> Result<(), ReadError> {
        let text = trimmed(text);
        if text.is_empty() {
            return Ok(());
        }
        within_grid(row, column, limits)?;
        // Many cells may refer to one long text.
        pages.count_text(text.len())?;
        pages.has_room(self.cells.len())?;
        self.cells.push(Shown {
            row,
            column,
            text: text.to_owned(),
            typed,
        });
        Ok(())
    }

    /// Puts the cells in order. They come so from every program known, but nothing makes them.
    pub(crate) fn sort(&mut self) {
        if !self.cells.is_sorted_by_key(|cell| (cell.row, cell.column)) {
            self.cells.sort_by_key(|cell| (cell.row, cell.column));
        }
        self.cells.dedup_by_key(|cell| (cell.row, cell.column));
    }
}

/// Names the sheets that were left out because they are hidden.
pub(crate) fn note_hidden(names: &[&str], pages: &mut Pages) {
    if !names.is_empty() {
        let names = names.join("”、“");
        let message = format!("隐藏的工作表“{names}”没有读取；需要时请取消隐藏后再提供。");
        pages.note("hidden_sheet", message, Vec::new());
    }
}

/// Says that only empty cells stand beyond the grid.
pub(crate) fn note_cut(sheet: &str, limits: &Limits, pages: &mut Pages) {
    let message = format!(
        "工作表“{sheet}”在第 {} 行或第 {} 列以外只有空单元格，已略去。",
        limits.grid_rows, limits.grid_columns
    );
    pages.note("grid_cut", message, Vec::new());
}
