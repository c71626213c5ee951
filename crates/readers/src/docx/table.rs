//! One table: grid columns, merges down and across, rows that begin or end inside the grid.

use super::walk::{is_on, property, shown_children};
use super::{Content, Reader, Target};
use crate::ReadError;
use crate::pages::{trimmed, within_grid};
use crate::xml::Node;
use model::Place;
use model::page::{Block, Cell, CellLayout, Row};
use std::collections::HashMap;

/// How a cell takes part in a merge.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Merge {
    No,
    Begins,
    Continues,
}

impl Reader<'_> {
    /// Reads a table; `None` when it has no cell.
    pub(super) fn table(&mut self, node: Node, depth: usize) -> Result<Option<Block>, ReadError> {
        self.tables += 1;
        let mut table = Table {
            number: self.tables,
            rows: Vec::new(),
            merges: HashMap::new(),
        };
        for row in shown_children(node).filter(|child| child.name() == "tr") {
            if property(row, "trPr", "del").is_none() {
                self.row(row, depth, &mut table)?;
            }
        }
        let has_cells = table.rows.iter().any(|row| !row.cells.is_empty());
        Ok(has_cells.then_some(Block {
            name: None,
            layout: CellLayout::Ruled,
            rows: table.rows,
        }))
    }

    fn row(&mut self, node: Node, depth: usize, table: &mut Table) -> Result<(), ReadError> {
        table.rows.push(Row::default());
        let row = table.rows.len() as u32;
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
            let mut read = Cell::new(
                column,
                trimmed(&content.text),
                Place::Table {
                    table: table.number,
                    row,
                    column,
                },
            );
            (read.columns, read.nested) = (columns, content.nested);
            self.pages.count(1)?;
            table.add(read, merge(cell, "vMerge"), merge(cell, "hMerge"));
            column += columns;
        }
        Ok(())
    }
}

/// A table in the making.
struct Table {
    number: u32,
    rows: Vec<Row>,
    /// By grid column: the row and the place in it where a merge down began.
    merges: HashMap<u32, (usize, usize)>,
}

impl Table {
    fn add(&mut self, cell: Cell, down: Merge, across: Merge) {
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
