//! One table: grid columns, merges down and across, rows that begin or end inside the grid.

use super::walk::{is_on, property, shown_children};
use super::{Reader, Target};
use crate::ReadError;
use crate::pages::{trimmed, within_grid};
use crate::ruled::{Content, Merge, Table};
use crate::xml::Node;
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
        let before = property(node, "trPr", "gridBefore")
            .and_then(number)
            .unwrap_or(0);
        let mut column = before.min(self.limits.grid_columns) + 1;
        for cell in shown_children(node).filter(|child| child.name() == "tc") {
            let columns = property(cell, "tcPr", "gridSpan")
                .and_then(number)
                .unwrap_or(1);
            let columns = columns.clamp(1, self.limits.grid_columns);
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

/// Without a value a merge continues.
fn merge(cell: Node, name: &str) -> Merge {
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
