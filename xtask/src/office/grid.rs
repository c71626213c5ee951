//! The grid behind rows of spanning cells: which place is a cell, which is covered from above, which has none.

use model::page::{Cell, Row};

/// One place of a row, from left to right. A cell takes as many columns as it spans.
#[derive(Clone, Copy, Debug)]
pub(super) enum Slot<'a> {
    /// A cell that begins here.
    Cell(&'a Cell),
    /// A place covered by a cell of a row above.
    Covered(&'a Cell),
    /// One column without a cell.
    Gap,
}

impl Slot<'_> {
    /// How many columns it takes.
    pub(super) fn columns(&self) -> u32 {
        match self {
            Slot::Cell(cell) | Slot::Covered(cell) => cell.columns.max(1),
            Slot::Gap => 1,
        }
    }
}

/// The number of columns of these rows.
pub(super) fn width(rows: &[Row]) -> u32 {
    rows.iter()
        .flat_map(|row| &row.cells)
        .map(|cell| cell.column.max(1) - 1 + cell.columns.max(1))
        .max()
        .unwrap_or(0)
}

/// Every row with its places filled.
pub(super) fn slots(rows: &[Row]) -> Vec<Vec<Slot<'_>>> {
    let width = width(rows);
    // By first column: the cell that reaches down, and how many rows it still covers.
    let mut open: Vec<Option<(&Cell, u32)>> = vec![None; width as usize + 1];
    let mut grid = Vec::with_capacity(rows.len());
    for row in rows {
        let mut line = Vec::new();
        let mut column = 1;
        while column <= width {
            let at = column as usize;
            let slot = if let Some((cell, left)) = open[at].take() {
                open[at] = (left > 1).then_some((cell, left - 1));
                Slot::Covered(cell)
            } else if let Some(cell) = row.cells.iter().find(|cell| cell.column == column) {
                open[at] = (cell.rows > 1).then(|| (cell, cell.rows - 1));
                Slot::Cell(cell)
            } else {
                Slot::Gap
            };
            column += slot.columns();
            line.push(slot);
        }
        grid.push(line);
    }
    grid
}
