//! Pages → blocks in reading order; a table that goes on on the next page becomes one block.

use super::canvas::{Canvas, Rect};
use super::flow::{self, FlowLine};
use super::page::Page;
use super::table::{Table, TableCell};
use crate::pages::{Pages, within_grid};
use crate::{Limits, ReadError};
use model::Place;
use model::page::{Block, Cell, CellLayout, RawDocument, Row};

/// How much the columns of a table may move from one page to the next, in points.
const MOVED: f32 = 4.0;

/// A document in the making.
pub(crate) struct Document<'l> {
    limits: &'l Limits,
    pages: Pages,
    /// Pages so far.
    number: u32,
    before: Option<Page>,
    open: Option<Joined>,
    has_picture: bool,
}

/// A table over one or more pages.
struct Joined {
    parts: Vec<Part>,
    /// Lines below it in the margin of a page, after which it may go on: they follow it.
    below: Vec<(u32, FlowLine)>,
}

/// The part of a table on one page.
struct Part {
    page: u32,
    number: u32,
    table: Table,
}

impl<'l> Document<'l> {
    pub(crate) fn new(limits: &'l Limits) -> Document<'l> {
        Document {
            limits,
            pages: Pages::new(),
            number: 0,
            before: None,
            open: None,
            has_picture: false,
        }
    }

    /// Adds the next page.
    pub(crate) fn page(&mut self, canvas: Canvas) -> Result<(), ReadError> {
        self.number += 1;
        self.has_picture |= canvas.has_picture;
        let mut page = Page::new(canvas);
        let before = self.before.take();
        let fresh = |line: &FlowLine| {
            !page.is_number(line) && before.as_ref().is_none_or(|before| !page.repeats(line, before))
        };
        let keep: Vec<bool> = page.lines.iter().map(fresh).collect();
        let mut tables = std::mem::take(&mut page.tables).into_iter().peekable();
        let (mut line_number, mut table_number) = (0, 1);
        let mut waiting: Vec<&FlowLine> = Vec::new();
        for (line, keep) in page.lines.iter().zip(keep) {
            while let Some(table) = tables.next_if(|table| table.bounds.top <= line.bounds.top) {
                self.lines(&mut waiting, &mut line_number)?;
                self.table(table, &mut table_number)?;
            }
            if keep {
                waiting.push(line);
            }
        }
        for table in tables {
            self.lines(&mut waiting, &mut line_number)?;
            self.table(table, &mut table_number)?;
        }
        self.lines(&mut waiting, &mut line_number)?;
        self.before = Some(page);
        Ok(())
    }

    /// The document; fails when there is nothing to read in it.
    pub(crate) fn finish(mut self) -> Result<RawDocument, ReadError> {
        self.close()?;
        if !self.pages.is_empty() {
            return Ok(self.pages.finish());
        }
        Err(if self.has_picture { ReadError::no_text() } else { ReadError::empty() })
    }

    fn lines(&mut self, waiting: &mut Vec<&FlowLine>, number: &mut u32) -> Result<(), ReadError> {
        if waiting.is_empty() {
            return Ok(());
        }
        self.close()?;
        let mut lines = waiting.drain(..).collect::<Vec<_>>().into_iter();
        let of_lines: Vec<&FlowLine> = lines.clone().collect();
        for columns in flow::columns(&of_lines) {
            let count = columns.count;
            for (of_words, line) in columns.of_words.iter().zip(&mut lines) {
                *number += 1;
                self.line(line, of_words, count, *number)?;
            }
        }
        Ok(())
    }

    fn line(&mut self, line: &FlowLine, of_words: &[usize], count: usize, row: u32) -> Result<(), ReadError> {
        let cell = |column: u32, text: &str, bounds: Rect| {
            let place = Place::Page { page: self.number, table: 0, row, column, bounds: bounds.rounded() };
            Cell::new(column, text, place)
        };
        self.pages.count_text(line.words.iter().map(|(text, _)| text.len()).sum())?;
        if count <= 1 {
            let cells = vec![cell(1, &line.text(), line.bounds)];
            return self.pages.row(CellLayout::Prose, cells);
        }
        let mut words = of_words.iter().zip(&line.words).peekable();
        let cells = (1..=count).map(|column| match words.next_if(|(at, _)| **at == column) {
            Some((_, (text, bounds))) => cell(column as u32, text, *bounds),
            None => cell(column as u32, "", line.bounds),
        });
        let cells = cells.collect();
        within_grid(1, count as u32, self.limits)?;
        self.pages.row(CellLayout::Flattened, cells)
    }

    fn table(&mut self, table: Table, number: &mut u32) -> Result<(), ReadError> {
        let part = Part { page: self.number, number: *number, table };
        *number += tables_in(&part.table);
        match &mut self.open {
            Some(open) if open.goes_on(&part) => open.parts.push(part),
            _ => {
                self.close()?;
                self.open = Some(Joined::new(part));
            }
        }
        Ok(())
    }

    fn close(&mut self) -> Result<(), ReadError> {
        let Some(open) = self.open.take() else { return Ok(()) };
        let block = open.block(self.limits, &mut self.pages)?;
        self.pages.block(block);
        Ok(())
    }
}

/// How many tables there are, with those inside its cells.
fn tables_in(table: &Table) -> u32 {
    1 + table.cells.iter().flat_map(|cell| &cell.nested).map(tables_in).sum::<u32>()
}

impl Joined {
    fn new(part: Part) -> Joined {
        Joined { parts: vec![part], below: Vec::new() }
    }

    /// Whether a table on the next page has the same columns.
    fn goes_on(&self, next: &Part) -> bool {
        let Some(last) = self.parts.last() else { return false };
        let (a, b) = (&last.table.xs, &next.table.xs);
        let near = |a: f32, b: f32| (a - b).abs() <= MOVED;
        let ends = near(a[0], b[0]) && near(a[a.len() - 1], b[b.len() - 1]);
        let (few, many) = if a.len() < b.len() { (a, b) } else { (b, a) };
        let shared = few.iter().filter(|x| many.iter().any(|other| near(**x, *other))).count();
        last.page + 1 == next.page && ends && shared * 2 > few.len()
    }

    fn block(self, limits: &Limits, pages: &mut Pages) -> Result<Block, ReadError> {
        let xs = self.positions();
        let mut rows: Vec<Vec<Cell>> = Vec::new();
        let mut cut = false;
        for part in self.parts {
            let start = rows.len();
            within_grid((start + part.table.rows) as u32, xs.len() as u32, limits)?;
            rows.resize_with(start + part.table.rows, Vec::new);
            let is_cut = start > 0 && (cut || part.table.open_above);
            cut = part.table.open_below;
            let mut number = part.number;
            for cell in part.table.cells {
                pages.count(1)?;
                pages.count_text(cell.text.len())?;
                let row = start + cell.row;
                let column = index(&xs, part.table.xs[cell.column]);
                let end = index(&xs, part.table.xs[cell.column + cell.columns]);
                let placed = placed(cell, part.page, (part.number, &mut number), (column, end), limits, pages)?;
                rows[row].push(placed);
            }
            if start > 0 {
                seam(&mut rows, start, is_cut);
            }
        }
        let rows = rows.into_iter().map(|cells| Row { cells });
        Ok(Block { name: None, layout: CellLayout::Ruled, rows: rows.collect() })
    }

    /// The columns of all parts together.
    fn positions(&self) -> Vec<f32> {
        let mut xs: Vec<f32> = Vec::new();
        for x in self.parts.iter().flat_map(|part| &part.table.xs) {
            let at = xs.partition_point(|known| known < x);
            let known = xs[at.saturating_sub(1)..(at + 1).min(xs.len())].iter().any(|known| (known - x).abs() <= MOVED);
            if !known || self.parts.len() == 1 {
                xs.insert(at, *x);
            }
        }
        xs
    }
}

/// The position nearest to a place.
fn index(xs: &[f32], x: f32) -> usize {
    let at = xs.partition_point(|known| *known < x);
    let before = at.saturating_sub(1);
    match xs.get(at) {
        Some(after) if at == 0 || after - x < x - xs[before] => at,
        _ => before,
    }
}

/// A cell of a page as one of a block whose grid columns it covers from `column` to `end`, both from 0.
fn placed(
    cell: TableCell,
    page: u32,
    (table, number): (u32, &mut u32),
    (column, end): (usize, usize),
    limits: &Limits,
    pages: &mut Pages,
) -> Result<Cell, ReadError> {
    let column = column as u32;
    let place = Place::Page {
        page,
        table,
        row: cell.row as u32 + 1,
        column: column + 1,
        bounds: cell.bounds.rounded(),
    };
    let mut made = Cell::new(column + 1, cell.text, place);
    made.columns = (end as u32).saturating_sub(column).max(1);
    made.rows = cell.rows as u32;
    for table in cell.nested {
        *number += 1;
        let part = Part { page, number: *number, table };
        *number += tables_in(&part.table) - 1;
        made.nested.push(Joined::new(part).block(limits, pages)?);
    }
    Ok(made)
}

fn is_blank(cell: &Cell) -> bool {
    cell.is_empty() && cell.nested.is_empty()
}

/// Joins the cells that a page break divides. A row that no line closes goes on on the new page; otherwise the empty cells before
/// the first text of the new page belong to the merged cells above them.
fn seam(rows: &mut Vec<Vec<Cell>>, start: usize, is_cut: bool) {
    let first = std::mem::take(&mut rows[start]);
    let text_from = first.iter().filter(|cell| !is_blank(cell)).map(|cell| cell.column).min();
    let mut kept = Vec::new();
    for cell in first {
        let leads = is_blank(&cell) && text_from.is_some_and(|from| cell.column < from);
        let reaches = |row: usize, above: &Cell| {
            row + above.rows as usize == start && (above.column, above.columns) == (cell.column, cell.columns)
        };
        let mut above = rows[..start].iter_mut().enumerate().rev();
        let above = above.find_map(|(row, cells)| cells.iter_mut().find(|above| reaches(row, above)));
        match above {
            Some(above) if is_cut || leads => {
                above.rows += cell.rows - u32::from(is_cut);
                if !cell.text.is_empty() && !above.text.is_empty() {
                    above.text.push('\n');
                }
                above.text.push_str(&cell.text);
                above.nested.extend(cell.nested);
            }
            _ => kept.push(cell),
        }
    }
    if is_cut {
        rows[start - 1].extend(kept);
        rows[start - 1].sort_by_key(|cell| cell.column);
        rows.remove(start);
    } else {
        rows[start] = kept;
    }
}
