//! HTML → raw pages: tables with their spans, the text between them as paragraphs.
//!
//! Only the tokenizer of html5ever is used and the few rules of tables kept here: a full tree builder copies open formatting marks
//! into each paragraph, which a hostile page turns into any amount of memory.

mod element;
mod grid;
mod guard;

use crate::pages::{Pages, trimmed};
use crate::{Limits, ReadError};
use element::{attribute, is_block, is_hidden, is_skipped, leading_number};
use grid::Grid;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use model::page::{Block, CellLayout, RawDocument};
use std::cell::RefCell;

/// Reads a page. Scripts, styles and hidden elements are skipped.
pub(crate) fn read(text: &str, limits: &Limits) -> Result<RawDocument, ReadError> {
    if guard::has_endless_tag(text) {
        return Err(ReadError::too_large("一个网页标签的属性数", "256 个"));
    }
    let sink = Sink(RefCell::new(Builder::new(limits)));
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(text.into());
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.0.into_inner().finish()
}

struct Sink<'a>(RefCell<Builder<'a>>);

impl TokenSink for Sink<'_> {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut builder = self.0.borrow_mut();
        if builder.failure.is_some() {
            return TokenSinkResult::Continue;
        }
        match token {
            Token::CharacterTokens(text) => builder.text(&text),
            Token::TagToken(tag) => {
                let start = tag.kind == TagKind::StartTag;
                if let Err(error) = builder.tag(&tag) {
                    builder.failure = Some(error);
                }
                if start {
                    return match &*tag.name {
                        "script" => TokenSinkResult::RawData(RawKind::ScriptData),
                        "style" | "xmp" | "iframe" | "noembed" | "noframes" => {
                            TokenSinkResult::RawData(RawKind::Rawtext)
                        }
                        "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
                        _ => TokenSinkResult::Continue,
                    };
                }
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// An element that is skipped with everything in it.
struct Skipped {
    name: String,
    depth: usize,
    tables: usize,
}

struct Builder<'a> {
    limits: &'a Limits,
    pages: Pages,
    /// Text outside tables, up to the end of its paragraph.
    paragraph: String,
    paragraphs: u32,
    tables: u32,
    /// The open tables, inner ones last.
    open: Vec<Grid>,
    skipped: Option<Skipped>,
    preformatted: usize,
    has_picture: bool,
    failure: Option<ReadError>,
}

impl<'a> Builder<'a> {
    fn new(limits: &'a Limits) -> Builder<'a> {
        Builder {
            limits,
            pages: Pages::new(),
            paragraph: String::new(),
            paragraphs: 0,
            tables: 0,
            open: Vec::new(),
            skipped: None,
            preformatted: 0,
            has_picture: false,
            failure: None,
        }
    }

    fn text(&mut self, text: &str) {
        if self.skipped.is_some() {
            return;
        }
        let keep_lines = self.preformatted > 0;
        let out = self.buffer();
        for c in text.chars() {
            match c {
                '\n' if keep_lines => out.push('\n'),
                ' ' | '\t' | '\n' | '\r' | '\x0C' => {
                    if !out.ends_with([' ', '\n']) && !out.is_empty() {
                        out.push(' ');
                    }
                }
                c => out.push(c),
            }
        }
    }

    /// Where text goes: the open cell, or the paragraph outside all tables.
    fn buffer(&mut self) -> &mut String {
        let cell = self.open.iter_mut().rev().find_map(Grid::cell_text);
        cell.unwrap_or(&mut self.paragraph)
    }

    /// A line ends: a break, or the edge of a block element.
    fn line_end(&mut self, only_if_text: bool) -> Result<(), ReadError> {
        if self.open.iter_mut().all(|grid| grid.cell_text().is_none()) && only_if_text {
            return self.end_paragraph();
        }
        let out = self.buffer();
        let kept = out.trim_end_matches(' ').len();
        out.truncate(kept);
        if !(only_if_text && (out.is_empty() || out.ends_with('\n'))) {
            out.push('\n');
        }
        Ok(())
    }

    fn end_paragraph(&mut self) -> Result<(), ReadError> {
        let text = std::mem::take(&mut self.paragraph);
        let text = trimmed(&text);
        if text.is_empty() {
            return Ok(());
        }
        self.paragraphs += 1;
        self.pages.prose(text, self.paragraphs)
    }

    fn tag(&mut self, tag: &Tag) -> Result<(), ReadError> {
        let name: &str = &tag.name;
        let start = tag.kind == TagKind::StartTag;
        if self.skips(name, start, tag.self_closing) {
            return Ok(());
        }
        if start && is_skipped(tag) {
            self.skipped = Some(Skipped {
                name: name.to_owned(),
                depth: 1,
                tables: 0,
            });
            return Ok(());
        }
        match (name, start) {
            ("br", _) => self.line_end(false)?,
            ("img", true) => self.has_picture = true,
            ("pre", true) => {
                self.line_end(true)?;
                self.preformatted += 1;
            }
            ("pre", false) => {
                self.preformatted = self.preformatted.saturating_sub(1);
                self.line_end(true)?;
            }
            ("table", true) => self.begin_table(is_hidden(tag))?,
            ("table", false) => self.end_table()?,
            ("tr", true) => self.in_table(|grid, _| grid.begin_row(is_hidden(tag)))?,
            ("tr", false) => self.in_table(|grid, _| grid.end_row())?,
            ("thead" | "tbody" | "tfoot", _) => self.in_table(|grid, _| grid.end_group())?,
            ("td" | "th", true) => {
                let span = |name| attribute(tag, name).and_then(leading_number).unwrap_or(1);
                let (columns, rows, hidden) = (span("colspan"), span("rowspan"), is_hidden(tag));
                self.in_table(|grid, limits| grid.begin_cell(columns, rows, hidden, limits))?;
            }
            ("td" | "th", false) => self.in_table(|grid, _| grid.end_cell())?,
            _ if is_block(name) => self.line_end(true)?,
            _ => {}
        }
        Ok(())
    }

    /// Whether the tag lies inside a skipped element.
    fn skips(&mut self, name: &str, start: bool, self_closing: bool) -> bool {
        let Some(skipped) = &mut self.skipped else {
            return false;
        };
        // An element that was never closed ends with the cell around it.
        let ends_around =
            skipped.tables == 0 && !start && matches!(name, "td" | "th" | "tr" | "table" | "body");
        if ends_around && skipped.name != name {
            self.skipped = None;
            return false;
        }
        if name == "table" {
            skipped.tables = if start {
                skipped.tables + 1
            } else {
                skipped.tables.saturating_sub(1)
            };
        }
        if name == skipped.name && !self_closing {
            skipped.depth = if start {
                skipped.depth + 1
            } else {
                skipped.depth - 1
            };
            if skipped.depth == 0 {
                self.skipped = None;
            }
        }
        true
    }

    fn in_table(
        &mut self,
        change: impl FnOnce(&mut Grid, &Limits) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        match self.open.last_mut() {
            Some(grid) => change(grid, self.limits),
            None => Ok(()),
        }
    }

    fn begin_table(&mut self, hidden: bool) -> Result<(), ReadError> {
        // Directly inside a table, without a cell around it, a table ends the one before.
        if self
            .open
            .last_mut()
            .is_some_and(|grid| grid.cell_text().is_none())
        {
            self.end_table()?;
        }
        if self.open.is_empty() {
            self.end_paragraph()?;
        }
        if self.open.len() >= self.limits.nesting {
            return Err(ReadError::too_large(
                "表格嵌套层数",
                &format!("{} 层", self.limits.nesting),
            ));
        }
        self.tables += 1;
        self.open.push(Grid::new(self.tables, hidden));
        Ok(())
    }

    fn end_table(&mut self) -> Result<(), ReadError> {
        let Some(grid) = self.open.pop() else {
            return Ok(());
        };
        let (rows, hidden) = grid.finish()?;
        let cells = rows.iter().map(|row| row.cells.len()).sum();
        if hidden || cells == 0 {
            return Ok(());
        }
        self.pages.count(cells)?;
        let block = Block {
            name: None,
            layout: CellLayout::Ruled,
            rows,
        };
        match self.open.last_mut() {
            Some(outer) => outer.nest(block),
            None => {
                // Text that stood inside the table but in no cell is shown before it.
                self.end_paragraph()?;
                self.pages.block(block);
            }
        }
        Ok(())
    }

    fn finish(mut self) -> Result<RawDocument, ReadError> {
        if let Some(failure) = self.failure {
            return Err(failure);
        }
        while !self.open.is_empty() {
            self.end_table()?;
        }
        self.end_paragraph()?;
        let pages = self.pages.finish();
        if pages
            .blocks
            .iter()
            .flat_map(|b| &b.rows)
            .flat_map(|r| &r.cells)
            .any(|c| !c.is_empty() || !c.nested.is_empty())
        {
            return Ok(pages);
        }
        Err(if self.has_picture {
            ReadError::no_text()
        } else {
            ReadError::empty()
        })
    }
}

#[cfg(test)]
mod tests;
