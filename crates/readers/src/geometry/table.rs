//! Grids and characters of one page → tables with cells, and tables inside cells.

use super::canvas::{Canvas, Glyph};
use super::cell::{CellText, cell_text};
use super::grid::{Area, Grid};
use super::rect::Rect;
use super::wall::figures;
use std::collections::BTreeMap;

/// Columns and rows narrower than this that hold nothing are the gap between two borders, in points.
const SLIVER: f32 = 8.0;

/// Tables of one page; further ones, the smallest, are parts of a drawing.
const TABLES: usize = 500;

/// One table of a page.
#[derive(Debug)]
pub(super) struct Table {
    /// Positions of its columns, one more than columns.
    pub(super) xs: Vec<f32>,
    pub(super) bounds: Rect,
    pub(super) rows: usize,
    /// Whether no line closes it above: its first row began on the page before.
    pub(super) open_above: bool,
    /// Whether no line closes it below: its last row goes on on the next page.
    pub(super) open_below: bool,
    /// Row by row.
    pub(super) cells: Vec<TableCell>,
}

/// One cell of a table; rows and columns from 0.
#[derive(Debug)]
pub(super) struct TableCell {
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) rows: usize,
    pub(super) columns: usize,
    pub(super) bounds: Rect,
    pub(super) content: CellText,
    pub(super) nested: Vec<Table>,
}

impl Table {
    /// How many tables there are, with those inside its cells.
    pub(super) fn count(&self) -> u32 {
        1 + self
            .cells
            .iter()
            .flat_map(|cell| &cell.nested)
            .map(Table::count)
            .sum::<u32>()
    }
}

impl TableCell {
    pub(super) fn is_empty(&self) -> bool {
        self.content.text.is_empty() && self.nested.is_empty()
    }
}

/// The tables of a page and the characters outside of them.
pub(super) fn tables(canvas: &Canvas) -> (Vec<Table>, Vec<Glyph>) {
    let mut grids: Vec<Grid> = figures(&canvas.walls)
        .iter()
        .filter_map(|walls| Grid::new(walls))
        .collect();
    // One frame alone is no table: a text box, the border of a page.
    grids.retain(|grid| grid.cells.len() > 1);
    grids.sort_by(|a, b| b.bounds().area().total_cmp(&a.bounds().area()));
    grids.truncate(TABLES);
    // From the smallest to the largest, so that the first one with a point is the innermost.
    grids.reverse();
    let boxes: Vec<Rect> = grids.iter().map(Grid::bounds).collect();
    let mut held: Vec<Vec<Vec<Glyph>>> = grids
        .iter()
        .map(|grid| vec![Vec::new(); grid.cells.len()])
        .collect();
    let mut outside = Vec::new();
    for glyph in &canvas.glyphs {
        let centre = glyph.bounds.centre();
        match boxes.iter().position(|bounds| bounds.has(centre)) {
            Some(grid) => held[grid][grids[grid].at(centre)].push(*glyph),
            None => outside.push(*glyph),
        }
    }
    // A grid whose centre lies in a cell of a larger one stands inside that cell.
    let mut tables: Vec<Option<Table>> = Vec::new();
    let mut homes: Vec<Option<(usize, usize)>> = Vec::new();
    for (index, (grid, held)) in grids.iter().zip(&held).enumerate() {
        let larger =
            (index + 1..grids.len()).find(|outer| boxes[*outer].has(boxes[index].centre()));
        homes.push(larger.map(|outer| (outer, grids[outer].at(boxes[index].centre()))));
        let inner: Vec<(usize, usize)> = (0..index)
            .filter_map(|inner| Some((inner, homes[inner]?)))
            .filter_map(|(inner, (outer, cell))| (outer == index).then_some((inner, cell)))
            .collect();
        let mut nested: Vec<(usize, Table)> = inner
            .into_iter()
            .filter_map(|(inner, cell)| Some((cell, tables[inner].take()?)))
            .collect();
        nested.sort_by(|a, b| a.1.bounds.top.total_cmp(&b.1.bounds.top));
        tables.push(table(grid, held, nested));
    }
    let mut tables: Vec<Table> = tables.into_iter().flatten().collect();
    tables.sort_by(|a, b| {
        a.bounds
            .top
            .total_cmp(&b.bounds.top)
            .then(a.bounds.left.total_cmp(&b.bounds.left))
    });
    (tables, outside)
}

/// `None` when nothing stands in it.
fn table(grid: &Grid, held: &[Vec<Glyph>], nested: Vec<(usize, Table)>) -> Option<Table> {
    let mut inner: BTreeMap<usize, Vec<Table>> = BTreeMap::new();
    for (cell, table) in nested {
        inner.entry(cell).or_default().push(table);
    }
    let mut cells = Vec::with_capacity(grid.cells.len());
    for (number, (area, glyphs)) in grid.cells.iter().zip(held).enumerate() {
        let bounds = grid.bounds_of(area);
        let content = cell_text(glyphs, bounds);
        let nested = inner.remove(&number).unwrap_or_default();
        let Area {
            row,
            column,
            rows,
            columns,
            ..
        } = *area;
        let cell = TableCell {
            row,
            column,
            rows,
            columns,
            bounds,
            content,
            nested,
        };
        if !(area.is_open && cell.is_empty()) {
            cells.push(cell);
        }
    }
    if cells.iter().all(TableCell::is_empty) {
        return None;
    }
    let (mut xs, mut ys) = (grid.xs.clone(), grid.ys.clone());
    close_slivers(&mut cells, &mut xs, |cell| {
        (&mut cell.column, &mut cell.columns)
    });
    close_slivers(&mut cells, &mut ys, |cell| (&mut cell.row, &mut cell.rows));
    Some(Table {
        rows: ys.len() - 1,
        xs,
        bounds: grid.bounds(),
        open_above: grid.open_above,
        open_below: grid.open_below,
        cells,
    })
}

/// Takes out the narrow columns (or rows) in which only empty cells begin and end.
fn close_slivers(
    cells: &mut Vec<TableCell>,
    positions: &mut Vec<f32>,
    span: impl Fn(&mut TableCell) -> (&mut usize, &mut usize),
) {
    for index in (0..positions.len() - 1).rev() {
        if positions.len() <= 2 || positions[index + 1] - positions[index] >= SLIVER {
            continue;
        }
        let holds = cells.iter_mut().any(|cell| {
            let is_empty = cell.is_empty();
            let (first, count) = span(cell);
            *first == index && *count == 1 && !is_empty
        });
        if holds {
            continue;
        }
        cells.retain_mut(|cell| {
            let (first, count) = span(cell);
            if *first <= index && index < *first + *count {
                *count -= 1;
            } else if *first > index {
                *first -= 1;
            }
            *count > 0
        });
        // The outermost positions stay.
        positions.remove(if index + 2 == positions.len() {
            index
        } else {
            index + 1
        });
    }
}
