//! One table: grid columns, merges down and across, rows that begin or end inside the grid.

use super::walk::{is_on, property, shown_children};
use super::{Reader, Target};
use crate::pages::{trimmed, within_grid};
use crate::ruled::{Content, Merge, Table};
use crate::xml::Node;
use crate::{Limits, ReadError};
use model::page::{Block, Cell};

impl Reader<'_> {
    /// Reads a table; `None` when it has no cell.
    pub(super) fn table(&mut self, node: Node, depth: usize) -> Result<Option<Block>, ReadError> {
        self.tables += 1;
        let mut table = Table::new(self.tables);
        for row in shown_children(node).filter(|child| child.name() == "tr") {
            if property(row, "trPr", "del").is_none() {
                self.row(row, depth, &mut table)?;
            }
        }
        Ok(table.block())
    }

    fn row(&mut self, node: Node, depth: usize, table: &mut Table) -> Result<(), ReadError> {
        let row = table.begin_row();
        let mut column = columns_before(node, self.limits) + 1;
        for cell in shown_children(node).filter(|child| child.name() == "tc") {
            let columns = column_span(cell, self.limits);
            within_grid(row, column + columns - 1, self.limits)?;
            let mut content = Content::default();
            self.flow(cell, depth + 1, &mut Target::Cell(&mut content))?;
            let mut read = Cell::new(column, trimmed(&content.text), table.place(column));
            (read.columns, read.nested) = (columns, content.nested);
            self.pages.count(1)?;
            table.add(read, merge(cell, "vMerge"), merge(cell, "hMerge"));
            column += columns;
        }
        Ok(())
    }
}

/// Grid columns that a row leaves out before its first cell.
pub(super) fn columns_before(row: Node, limits: &Limits) -> u32 {
    let before = property(row, "trPr", "gridBefore").and_then(number);
    before.unwrap_or(0).min(limits.grid_columns)
}

/// Grid columns of a cell.
pub(super) fn column_span(cell: Node, limits: &Limits) -> u32 {
    let columns = property(cell, "tcPr", "gridSpan").and_then(number);
    columns.unwrap_or(1).clamp(1, limits.grid_columns)
}

/// How a cell takes part in a merge: without a value it continues one.
pub(super) fn merge(cell: Node, name: &str) -> Merge {
    match property(cell, "tcPr", name) {
        None => Merge::No,
        Some(node) if node.attribute("val").as_deref() == Some("restart") => Merge::Begins,
        some if is_on(some) => Merge::Continues,
        Some(_) => Merge::No,
    }
}

fn number(node: Node) -> Option<u32> {
    node.attribute("val")?.trim().parse().ok()
}
