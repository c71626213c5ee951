//! Pages → blocks in reading order.

use super::canvas::Canvas;
use super::flow::paragraphs;
use super::joined::{Joined, Part};
use super::page::Page;
use super::rect::Rect;
use super::table::Table;
use crate::layout::{self, FlowLine, FlowRow};
use crate::pages::{Pages, within_grid};
use crate::{Limits, ReadError};
use model::Place;
use model::page::{Cell, CellLayout, RawDocument};

/// How far from its true height a line may stand, in heights of a character.
const SLACK: f32 = 0.35;

/// A document in the making.
pub(crate) struct Document<'l> {
    limits: &'l Limits,
    pages: Pages,
    /// Pages so far.
    number: u32,
    before: Option<Page>,
    /// The table that the last page ended with, which may go on.
    open: Option<Joined>,
    /// Lines below it in the margin, with page and line number: they follow it.
    below: Vec<(u32, u32, FlowLine)>,
    /// The lines of the table without lines that the last page ended with, which may go on.
    unruled: Vec<FlowLine>,
    /// The last row of that table, with page and line number: the page may have cut its cells.
    held: Option<(FlowRow, (u32, u32))>,
    guessed: bool,
    has_picture: bool,
}

impl<'l> Document<'l> {
    pub(crate) fn new(limits: &'l Limits) -> Document<'l> {
        Document {
            limits,
            pages: Pages::new(),
            number: 0,
            before: None,
            open: None,
            below: Vec::new(),
            unruled: Vec::new(),
            held: None,
            guessed: false,
            has_picture: false,
        }
    }

    /// Adds the next page.
    pub(crate) fn page(&mut self, canvas: Canvas) -> Result<(), ReadError> {
        self.number += 1;
        self.has_picture |= canvas.has_picture;
        let mut page = Page::new(canvas);
        let before = self.before.take();
        let repeats = |line: &FlowLine| {
            before
                .as_ref()
                .is_some_and(|before| page.repeats(line, before))
        };
        let keep: Vec<bool> = page
            .lines
            .iter()
            .map(|line| !page.is_number(line) && !repeats(line))
            .collect();
        let mut tables = std::mem::take(&mut page.tables).into_iter().peekable();
        let (mut line_number, mut table_number) = (0, 1);
        let mut waiting: Vec<&FlowLine> = Vec::new();
        for (line, keep) in page.lines.iter().zip(keep) {
            while let Some(table) = tables.next_if(|table| table.bounds.top <= line.bounds.top) {
                self.lines(&mut waiting, page.right, &mut line_number)?;
                self.table(table, &mut table_number)?;
            }
            let is_foot = tables.peek().is_none() && waiting.is_empty() && self.open.is_some();
            if keep && is_foot && page.is_small_print(line) {
                line_number += 1;
                self.below.push((self.number, line_number, line.clone()));
            } else if keep {
                waiting.push(line);
            }
        }
        for table in tables {
            self.lines(&mut waiting, page.right, &mut line_number)?;
            self.table(table, &mut table_number)?;
        }
        self.lines(&mut waiting, page.right, &mut line_number)?;
        self.before = Some(page);
        Ok(())
    }

    /// The document; fails when there is nothing to read in it.
    pub(crate) fn finish(mut self) -> Result<RawDocument, ReadError> {
        self.release()?;
        self.close()?;
        if self.guessed {
            self.pages.note_guess();
        }
        if !self.pages.is_empty() {
            return Ok(self.pages.finish());
        }
        Err(if self.has_picture {
            ReadError::no_text()
        } else {
            ReadError::empty()
        })
    }

    fn lines(
        &mut self,
        waiting: &mut Vec<&FlowLine>,
        right: f32,
        number: &mut u32,
    ) -> Result<(), ReadError> {
        if waiting.is_empty() {
            return Ok(());
        }
        self.close()?;
        let page = self.number;
        let lines = paragraphs(&std::mem::take(waiting), right);
        let mut rows = layout::rows(&lines.iter().collect::<Vec<_>>(), &mut self.unruled, SLACK);
        if let (Some((held, _)), Some(first)) = (&mut self.held, rows.first())
            && layout::goes_on(&mut held.pieces, &first.pieces)
        {
            rows.remove(0);
            *number += 1;
        }
        for row in rows {
            self.release()?;
            *number += 1;
            self.held = Some((row, (page, *number)));
        }
        if self.unruled.is_empty() {
            self.release()?;
        }
        Ok(())
    }

    /// Adds the row that was held back.
    fn release(&mut self) -> Result<(), ReadError> {
        match self.held.take() {
            Some((row, place)) => self.row(&row, place),
            None => Ok(()),
        }
    }

    fn row(&mut self, row: &FlowRow, (page, number): (u32, u32)) -> Result<(), ReadError> {
        within_grid(1, row.count as u32, self.limits)?;
        self.guessed |= row.is_guess;
        let whole = row
            .pieces
            .iter()
            .map(|piece| piece.bounds)
            .reduce(Rect::joined);
        let cell = |column: usize, text: &str, bounds: Rect| {
            let place = Place::Page {
                page,
                // Outside every table.
                table: 0,
                row: number,
                column: column as u32,
                bounds: bounds.rounded(),
            };
            Cell::new(column as u32, text, place)
        };
        let mut cells: Vec<Cell> = Vec::with_capacity(row.count);
        let mut pieces = row.pieces.iter().peekable();
        for column in 1..=row.count {
            cells.push(match pieces.next_if(|piece| piece.column == column) {
                Some(piece) => cell(column, &piece.text, piece.bounds),
                None => cell(column, "", whole.unwrap_or_default()),
            });
        }
        self.pages
            .count_text(cells.iter().map(|cell| cell.text.len()).sum())?;
        let layout = if row.count > 1 {
            CellLayout::Flattened
        } else {
            CellLayout::Prose
        };
        self.pages.row(layout, cells)
    }

    fn table(&mut self, table: Table, number: &mut u32) -> Result<(), ReadError> {
        self.unruled.clear();
        self.release()?;
        let part = Part {
            page: self.number,
            number: *number,
            table,
        };
        *number += part.table.count();
        match &mut self.open {
            Some(open) if open.goes_on_in(&part) => open.add(part),
            _ => {
                self.close()?;
                self.open = Some(Joined::new(part));
            }
        }
        Ok(())
    }

    fn close(&mut self) -> Result<(), ReadError> {
        if let Some(open) = self.open.take() {
            let block = open.block(self.limits, &mut self.pages)?;
            self.pages.block(block);
        }
        for (page, number, line) in std::mem::take(&mut self.below) {
            for row in layout::rows(&[&line], &mut Vec::new(), SLACK) {
                self.row(&row, (page, number))?;
            }
        }
        Ok(())
    }
}
