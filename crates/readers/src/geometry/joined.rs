//! One table over several pages → one block: columns brought together, cells and rows that a page break divides made whole.

use super::table::{Table, TableCell};
use crate::pages::{Pages, within_grid};
use crate::{Limits, ReadError};
use model::Place;
use model::page::{Block, Cell, CellLayout, Row};

/// How much the columns of a table may move from one page to the next, in points.
const MOVED: f32 = 4.0;

/// Rows that a merged cell may span to be looked for above a page break.
const TALLEST: usize = 1000;

/// A table over one or more pages.
pub(super) struct Joined {
    parts: Vec<Part>,
}

/// The part of a table on one page.
pub(super) struct Part {
    /// The page, from 1.
    pub(super) page: u32,
    /// The table on the page, from 1.
    pub(super) number: u32,
    pub(super) table: Table,
}

impl Joined {
    pub(super) fn new(part: Part) -> Joined {
        Joined { parts: vec![part] }
    }

    pub(super) fn add(&mut self, part: Part) {
        self.parts.push(part);
    }

    /// Whether a table on the next page has the same columns.
    pub(super) fn goes_on_in(&self, next: &Part) -> bool {
        let Some(last) = self.parts.last() else {
            return false;
        };
        let (a, b) = (&last.table.xs, &next.table.xs);
        let ends = near(a[0], b[0]) && near(a[a.len() - 1], b[b.len() - 1]);
        let (few, many) = if a.len() < b.len() { (a, b) } else { (b, a) };
        let known = |x: &&f32| {
            let at = many.partition_point(|other| *other < **x - MOVED);
            many.get(at).is_some_and(|other| near(**x, *other))
        };
        last.page + 1 == next.page && ends && few.iter().filter(known).count() * 2 > few.len()
    }

    /// The block.
    pub(super) fn block(self, limits: &Limits, pages: &mut Pages) -> Result<Block, ReadError> {
        self.block_at(0, limits, pages)
    }

    /// The block of a table that stands inside `depth` others.
    fn block_at(
        self,
        depth: usize,
        limits: &Limits,
        pages: &mut Pages,
    ) -> Result<Block, ReadError> {
        if depth > limits.nesting {
            let limit = format!("{} 层", limits.nesting);
            return Err(ReadError::too_large("表格的嵌套层数", &limit));
        }
        let xs = self.positions();
        let pairs = self.parts.windows(2);
        let seams: Vec<Seam> = pairs
            .map(|pair| Seam::new(&pair[0].table, &pair[1].table, &xs))
            .collect();
        let mut seams = seams.iter();
        let mut rows: Vec<Vec<Cell>> = Vec::new();
        for Part {
            page,
            mut number,
            table,
        } in self.parts
        {
            let start = rows.len();
            within_grid((start + table.rows) as u32, xs.len() as u32 - 1, limits)?;
            rows.resize_with(start + table.rows, Vec::new);
            let own = number;
            for cell in table.cells {
                pages.count(1)?;
                pages.count_text(cell.content.text.len())?;
                let column = index(&xs, table.xs[cell.column]) as u32;
                let end = index(&xs, table.xs[cell.column + cell.columns]) as u32;
                let place = Place::Page {
                    page,
                    table: own,
                    row: cell.row as u32 + 1,
                    column: column + 1,
                    bounds: cell.bounds.rounded(),
                };
                let mut made = Cell::new(column + 1, cell.content.text, place);
                (made.columns, made.rows) = (end.saturating_sub(column).max(1), cell.rows as u32);
                for table in cell.nested {
                    let part = Part {
                        page,
                        number: number + 1,
                        table,
                    };
                    number += part.table.count();
                    made.nested
                        .push(Joined::new(part).block_at(depth + 1, limits, pages)?);
                }
                rows[start + cell.row].push(made);
            }
            if start > 0
                && let Some(seam) = seams.next()
            {
                seam.close(&mut rows, start);
            }
        }
        Ok(Block {
            name: None,
            layout: CellLayout::Ruled,
            rows: rows.into_iter().map(|cells| Row { cells }).collect(),
        })
    }

    /// The columns of all parts together.
    fn positions(&self) -> Vec<f32> {
        let mut parts = self.parts.iter().map(|part| &part.table.xs);
        let mut xs = parts.next().cloned().unwrap_or_default();
        for x in parts.flatten() {
            if !near(xs[index(&xs, *x)], *x) {
                xs.insert(xs.partition_point(|known| known < x), *x);
            }
        }
        xs
    }
}

fn near(a: f32, b: f32) -> bool {
    (a - b).abs() <= MOVED
}

/// The position nearest to a place.
fn index(xs: &[f32], x: f32) -> usize {
    let at = xs.partition_point(|known| *known < x);
    match (at.checked_sub(1), xs.get(at)) {
        (Some(before), Some(after)) if x - xs[before] < after - x => before,
        (Some(before), None) => before,
        _ => at,
    }
}

/// The cell of the last row of a page that stands in the same columns as one of the first row of the next page.
fn counterpart<'a>(cell: &TableCell, above: &'a Table, below: &Table) -> Option<&'a TableCell> {
    let reaches = |other: &&TableCell| {
        other.row + other.rows == above.rows
            && near(above.xs[other.column], below.xs[cell.column])
            && near(
                above.xs[other.column + other.columns],
                below.xs[cell.column + cell.columns],
            )
    };
    above.cells.iter().rev().find(reaches)
}

/// Whether a page break divides a row: no line closes it on either page, or all that stands in the first row of the new page had no
/// room any more in the cell above it.
fn is_cut(above: &Table, below: &Table) -> bool {
    if above.open_below && below.open_above {
        return true;
    }
    let mut goes_on = false;
    for cell in below
        .cells
        .iter()
        .filter(|cell| cell.row == 0 && !cell.is_empty())
    {
        match counterpart(cell, above, below) {
            Some(above) if above.content.goes_on_in(&cell.content) => goes_on = true,
            Some(above) if above.is_empty() => {}
            _ => return false,
        }
    }
    goes_on
}

fn is_blank(cell: &Cell) -> bool {
    cell.is_empty() && cell.nested.is_empty()
}

/// What a page break does to the cells on both sides of it.
struct Seam {
    /// Whether it divides a row.
    is_cut: bool,
    /// The first columns, from 1, of merged cells whose label, set downwards, it divides.
    cut_cells: Vec<u32>,
}

impl Seam {
    fn new(above: &Table, below: &Table, xs: &[f32]) -> Seam {
        let goes_on = |cell: &&TableCell| {
            let other = counterpart(cell, above, below);
            other.is_some_and(|other| {
                cell.rows + other.rows > 2 && other.content.is_label_with(&cell.content)
            })
        };
        let first = below.cells.iter().filter(|cell| cell.row == 0);
        let column = |cell: &TableCell| index(xs, below.xs[cell.column]) as u32 + 1;
        Seam {
            is_cut: is_cut(above, below),
            cut_cells: first.filter(goes_on).map(column).collect(),
        }
    }

    /// Joins the cells above and below the break: all of a row that it divides; else merged cells whose label it divides, and the
    /// empty cells before the first text of the new page, which belong to the merged cells above them.
    fn close(&self, rows: &mut Vec<Vec<Cell>>, start: usize) {
        let first = std::mem::take(&mut rows[start]);
        let is_own = |cell: &&Cell| !is_blank(cell) && !self.cut_cells.contains(&cell.column);
        let text_from = first.iter().filter(is_own).map(|cell| cell.column).min();
        let mut kept = Vec::new();
        for cell in first {
            let leads = is_blank(&cell) && text_from.is_some_and(|from| cell.column < from);
            let reaches = |row: usize, above: &Cell| {
                row + above.rows as usize == start
                    && (above.column, above.columns) == (cell.column, cell.columns)
            };
            let mut above = rows[..start].iter_mut().enumerate().rev().take(TALLEST);
            let above =
                above.find_map(|(row, cells)| cells.iter_mut().find(|above| reaches(row, above)));
            match above {
                Some(above) if self.is_cut || leads || self.cut_cells.contains(&cell.column) => {
                    above.rows += cell.rows - u32::from(self.is_cut);
                    if !cell.text.is_empty() && !above.text.is_empty() {
                        above.text.push('\n');
                    }
                    above.text.push_str(&cell.text);
                    above.nested.extend(cell.nested);
                }
                _ => kept.push(cell),
            }
        }
        if self.is_cut {
            rows[start - 1].extend(kept);
            rows[start - 1].sort_by_key(|cell| cell.column);
            rows.remove(start);
        } else {
            rows[start] = kept;
        }
    }
}
