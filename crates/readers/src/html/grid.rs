//! The grid of one HTML table: which columns a cell takes, given the cells above it that reach down.

use crate::pages::{trimmed, within_grid};
use crate::{Limits, ReadError};
use model::Place;
use model::page::{Block, Cell, Row};

/// A table in the making.
pub(super) struct Grid {
    table: u32,
    hidden: bool,
    rows: Vec<Row>,
    /// For each column, from 1 at index 0: the row up to which a cell above reaches.
    taken: Vec<u32>,
    /// The first row of the open row group, from 0.
    group: usize,
    row_open: bool,
    row_hidden: bool,
    cell: Option<(Cell, bool)>,
}

impl Grid {
    pub(super) fn new(table: u32, hidden: bool) -> Grid {
        Grid {
            table,
            hidden,
            rows: Vec::new(),
            taken: Vec::new(),
            group: 0,
            row_open: false,
            row_hidden: false,
            cell: None,
        }
    }

    /// The text of the open cell.
    pub(super) fn cell_text(&mut self) -> Option<&mut String> {
        self.cell.as_mut().map(|(cell, _)| &mut cell.text)
    }

    pub(super) fn begin_row(&mut self, hidden: bool) -> Result<(), ReadError> {
        self.end_row()?;
        self.row_open = true;
        self.row_hidden = hidden;
        if !hidden {
            self.rows.push(Row::default());
        }
        Ok(())
    }

    pub(super) fn end_row(&mut self) -> Result<(), ReadError> {
        self.end_cell()?;
        if let Some(row) = self.rows.last_mut() {
            row.cells.shrink_to_fit();
        }
        self.row_open = false;
        self.row_hidden = false;
        Ok(())
    }

    /// Cells do not reach beyond their row group.
    pub(super) fn end_group(&mut self) -> Result<(), ReadError> {
        self.end_row()?;
        let end = self.rows.len();
        for (index, row) in self.rows.iter_mut().enumerate().skip(self.group) {
            for cell in &mut row.cells {
                cell.rows = cell.rows.min((end - index) as u32);
            }
        }
        self.group = end;
        self.taken.fill(0);
        Ok(())
    }

    /// Opens a cell. `rows` 0 reaches to the end of the group; spans beyond the grid are cut.
    pub(super) fn begin_cell(
        &mut self,
        columns: u32,
        rows: u32,
        hidden: bool,
        limits: &Limits,
    ) -> Result<(), ReadError> {
        self.end_cell()?;
        if !self.row_open {
            self.begin_row(false)?;
        }
        let row = self.rows.len() as u32;
        if hidden || self.row_hidden {
            self.cell = Some((Cell::new(1, "", self.place(row, 1)), true));
            return Ok(());
        }
        let after = self
            .rows
            .last()
            .and_then(|row| row.cells.last())
            .map_or(0, |c| c.column + c.columns - 1);
        let is_taken = |column: u32| {
            self.taken
                .get(column as usize)
                .is_some_and(|until| *until >= row)
        };
        let mut column = after;
        while is_taken(column) {
            column += 1;
        }
        within_grid(row, column + 1, limits)?;
        let mut columns = columns.clamp(1, limits.grid_columns - column);
        // A cell that would run into one from above ends before it.
        columns = (1..columns)
            .find(|step| is_taken(column + step))
            .unwrap_or(columns);
        let rows = if rows == 0 {
            limits.grid_rows
        } else {
            rows.min(limits.grid_rows)
        };
        let end = (column + columns) as usize;
        if self.taken.len() < end {
            self.taken.resize(end, 0);
        }
        self.taken[column as usize..end].fill(row + rows - 1);
        let mut cell = Cell::new(column + 1, "", self.place(row, column + 1));
        (cell.columns, cell.rows) = (columns, rows);
        self.cell = Some((cell, false));
        Ok(())
    }

    fn place(&self, row: u32, column: u32) -> Place {
        Place::Table {
            table: self.table,
            row,
            column,
        }
    }

    pub(super) fn end_cell(&mut self) -> Result<(), ReadError> {
        if let Some((mut cell, hidden)) = self.cell.take()
            && !hidden
            && let Some(row) = self.rows.last_mut()
        {
            cell.text = trimmed(&cell.text).to_owned();
            row.cells.push(cell);
        }
        Ok(())
    }

    /// Puts an inner table into the open cell.
    pub(super) fn nest(&mut self, block: Block) {
        if let Some((cell, _)) = &mut self.cell {
            cell.nested.push(block);
        }
    }

    /// The rows, and whether the whole table is hidden.
    pub(super) fn finish(mut self) -> Result<(Vec<Row>, bool), ReadError> {
        self.end_group()?;
        self.rows.shrink_to_fit();
        Ok((self.rows, self.hidden))
    }
}
