//! Tables out of paragraphs: cells and rows by the marks that end them, grid columns by the edges that their rows have in common.

use super::properties::{ACROSS, DOWN, DOWN_BEGINS, Paragraph, RowShape};
use super::text::CELL;
use crate::pages::{Pages, trimmed, within_grid};
use crate::ruled::{Content, Merge, Table};
use crate::{Limits, ReadError};
use model::page::{Block, Cell};
use std::rc::Rc;

/// Twentieths of a point by which edges drawn by hand may miss one another and still mean one line.
const NEAR: i32 = 30;

/// Width of a cell that no row shape speaks of, in twentieths of a point.
const WIDTH: i32 = 1_000;

/// The tables that are open, the outermost first.
pub(super) struct Tables<'l> {
    limits: &'l Limits,
    /// Tables begun so far, inner ones too.
    begun: u32,
    open: Vec<Open>,
}

/// A table whose end was not seen yet.
struct Open {
    table: Table,
    rows: Vec<RawRow>,
    /// Finished cells of the last row.
    cells: Vec<Content>,
    /// The cell that is being read.
    cell: Content,
}

/// A row before its columns are known.
struct RawRow {
    cells: Vec<Content>,
    shape: Rc<RowShape>,
}

impl<'l> Tables<'l> {
    pub(super) fn new(limits: &'l Limits) -> Tables<'l> {
        Tables {
            limits,
            begun: 0,
            open: Vec::new(),
        }
    }

    /// Ends the tables that stand deeper than this.
    pub(super) fn close(&mut self, depth: usize, pages: &mut Pages) -> Result<(), ReadError> {
        while self.open.len() > depth {
            let Some(mut table) = self.open.pop() else {
                break;
            };
            if !table.cell.text.is_empty() || !table.cell.nested.is_empty() {
                table.end_cell(pages)?;
            }
            if !table.cells.is_empty() {
                table.end_row(None, self.limits)?;
            }
            let Some(block) = table.block(self.limits)? else {
                continue;
            };
            match self.open.last_mut() {
                Some(outer) => outer.cell.nested.push(block),
                None => pages.block(block),
            }
        }
        Ok(())
    }

    /// Adds a paragraph of a table, which begins where none is open at its depth.
    pub(super) fn paragraph(
        &mut self,
        text: &str,
        mark: u16,
        paragraph: &Paragraph,
        pages: &mut Pages,
    ) -> Result<(), ReadError> {
        if paragraph.depth > self.limits.nesting {
            let limit = format!("{} 层", self.limits.nesting);
            return Err(ReadError::too_large("表格的嵌套层数", &limit));
        }
        while self.open.len() < paragraph.depth {
            self.begun += 1;
            self.open.push(Open {
                table: Table::new(self.begun),
                rows: Vec::new(),
                cells: Vec::new(),
                cell: Content::default(),
            });
        }
        let is_inner = paragraph.depth > 1;
        let Some(table) = self.open.last_mut() else {
            return Ok(());
        };
        if paragraph.ends_row && (is_inner || mark == CELL) {
            return table.end_row(paragraph.row.clone(), self.limits);
        }
        table.cell.line(text.trim_end());
        if mark == CELL || is_inner && paragraph.ends_inner_cell {
            table.end_cell(pages)?;
        }
        Ok(())
    }
}

impl Open {
    fn end_cell(&mut self, pages: &mut Pages) -> Result<(), ReadError> {
        pages.count(1)?;
        self.cells.push(std::mem::take(&mut self.cell));
        Ok(())
    }

    fn end_row(&mut self, shape: Option<Rc<RowShape>>, limits: &Limits) -> Result<(), ReadError> {
        let cells = std::mem::take(&mut self.cells);
        within_grid(self.rows.len() as u32 + 1, cells.len() as u32, limits)?;
        let mut shape = shape.unwrap_or_default();
        if shape.edges.len() <= cells.len() {
            let shape = Rc::make_mut(&mut shape);
            let last = shape.edges.last().copied();
            let mut next = last.map_or(0, |last| last.saturating_add(WIDTH));
            while shape.edges.len() <= cells.len() {
                shape.edges.push(next);
                next = next.saturating_add(WIDTH);
            }
        }
        self.rows.push(RawRow { cells, shape });
        Ok(())
    }

    /// The finished table; `None` when it has no cell.
    fn block(mut self, limits: &Limits) -> Result<Option<Block>, ReadError> {
        let grid = Grid::of(&self.rows);
        for row in self.rows {
            let number = self.table.begin_row();
            let mut next = 1;
            // What the first joined cell of a row is marked with begins the others too: programs disagree on the two marks.
            let mut across = row.shape.flags.iter().map(|flags| flags & ACROSS);
            let begins = across.find(|across| *across != 0);
            for (index, content) in row.cells.into_iter().enumerate() {
                let edges = (row.shape.edges[index], row.shape.edges[index + 1]);
                let flags = row.shape.flags.get(index).copied().unwrap_or(0);
                let column = grid.column(edges.0).max(next);
                let columns = grid.column(edges.1).saturating_sub(column).max(1);
                next = column + columns;
                within_grid(number, next - 1, limits)?;
                let mut cell = Cell::new(column, trimmed(&content.text), self.table.place(column));
                (cell.columns, cell.nested) = (columns, content.nested);
                let across = match flags & ACROSS {
                    0 => Merge::No,
                    across if Some(across) == begins => Merge::Begins,
                    _ => Merge::Continues,
                };
                let down = match (flags & DOWN != 0, flags & DOWN_BEGINS != 0) {
                    (false, _) => Merge::No,
                    (true, true) => Merge::Begins,
                    (true, false) => Merge::Continues,
                };
                self.table.add(cell, down, across);
            }
        }
        Ok(self.table.block())
    }
}

/// The lines between the columns of a table.
struct Grid {
    /// The first edge of each line.
    lines: Vec<i32>,
}

impl Grid {
    fn of(rows: &[RawRow]) -> Grid {
        let edges = rows
            .iter()
            .flat_map(|row| &row.shape.edges[..=row.cells.len()]);
        let mut edges: Vec<i32> = edges.copied().collect();
        edges.sort_unstable();
        edges.dedup();
        let mut lines: Vec<i32> = Vec::new();
        for edge in &edges {
            if lines.last().is_none_or(|line| edge - line > NEAR) {
                lines.push(*edge);
            }
        }
        let near = Grid { lines };
        let is_lost = |row: &RawRow| {
            let edges = row.shape.edges[..=row.cells.len()].windows(2);
            let mut edges = edges.filter(|pair| pair[0] < pair[1]);
            edges.any(|pair| near.column(pair[0]) == near.column(pair[1]))
        };
        // A cell narrower than what counts as one line wants every edge for itself.
        if rows.iter().any(is_lost) {
            return Grid { lines: edges };
        }
        near
    }

    /// The column that begins at an edge, from 1.
    fn column(&self, edge: i32) -> u32 {
        self.lines.partition_point(|line| *line <= edge).max(1) as u32
    }
}
