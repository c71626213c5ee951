//! Pages → blocks in reading order.

use super::canvas::{Canvas, Rect};
use super::flow::{self, FlowLine};
use super::joined::{Joined, Part};
use super::page::Page;
use super::table::Table;
use crate::pages::{Pages, within_grid};
use crate::{Limits, ReadError};
use model::Place;
use model::page::{Cell, CellLayout, RawDocument};

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
                self.lines(&mut waiting, &mut line_number)?;
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
        Err(if self.has_picture {
            ReadError::no_text()
        } else {
            ReadError::empty()
        })
    }

    fn lines(&mut self, waiting: &mut Vec<&FlowLine>, number: &mut u32) -> Result<(), ReadError> {
        if waiting.is_empty() {
            return Ok(());
        }
        self.close()?;
        let page = self.number;
        let lines = std::mem::take(waiting);
        let mut rest = lines.iter();
        for columns in flow::columns(&lines) {
            for (of_words, line) in columns.of_words.iter().zip(&mut rest) {
                *number += 1;
                self.line(line, of_words, columns.count, (page, *number))?;
            }
        }
        Ok(())
    }

    fn line(
        &mut self,
        line: &FlowLine,
        of_words: &[usize],
        count: usize,
        (page, row): (u32, u32),
    ) -> Result<(), ReadError> {
        let cell = |column: u32, text: &str, bounds: Rect| {
            // Table 0: outside every table.
            let bounds = bounds.rounded();
            Cell::new(
                column,
                text,
                Place::Page {
                    page,
                    table: 0,
                    row,
                    column,
                    bounds,
                },
            )
        };
        self.pages
            .count_text(line.words.iter().map(|(text, _)| text.len()).sum())?;
        if count <= 1 {
            return self
                .pages
                .row(CellLayout::Prose, vec![cell(1, &line.text(), line.bounds)]);
        }
        within_grid(1, count as u32, self.limits)?;
        let mut words = of_words.iter().zip(&line.words).peekable();
        let cells = (1..=count).map(|column| match words.next_if(|(at, _)| **at == column) {
            Some((_, (text, bounds))) => cell(column as u32, text, *bounds),
            None => cell(column as u32, "", line.bounds),
        });
        let cells = cells.collect();
        self.pages.row(CellLayout::Flattened, cells)
    }

    fn table(&mut self, table: Table, number: &mut u32) -> Result<(), ReadError> {
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
        for (page, row, line) in std::mem::take(&mut self.below) {
            let columns: Vec<usize> = (1..=line.words.len()).collect();
            self.line(&line, &columns, line.words.len(), (page, row))?;
        }
        Ok(())
    }
}
