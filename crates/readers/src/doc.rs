//! DOC and WPS (Word 97 and later, in OLE) → raw pages: paragraphs and tables of the body, tracked changes taken as accepted.
//!
//! Left out: footnotes, comments and the numbers that Word itself counts. Headers are looked at for a 密级 mark, text boxes are
//! read behind the body.

mod characters;
mod fib;
mod pieces;
mod properties;
mod runs;
mod table;
mod text;

use crate::ole::Ole;
use crate::pages::{Pages, trimmed};
use crate::{Limits, ReadError, classified};
use fib::Fib;
use model::page::RawDocument;
use pieces::Pieces;
use properties::{Paragraph, Properties};
use std::ops::Range;
use table::Tables;

/// Reads a Word document of the old format.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<RawDocument, ReadError> {
    let ole = Ole::open(bytes)?;
    let stream = |name: &str| -> Result<Vec<u8>, ReadError> {
        let stream = ole.stream(name)?;
        stream.ok_or_else(|| ReadError::damaged(&format!("缺少 {name} 部分")))
    };
    let word = stream("WordDocument")?;
    let fib = Fib::read(&word)?;
    let table = stream(fib.table_stream())?;
    // Only long properties of rows and the states of check boxes stand there.
    let data = ole.stream("Data")?.unwrap_or_default();
    let mut pieces = Pieces::read(&word, &fib, &table)?;
    characters::resolve(&word, &fib, &table, &data, &mut pieces);
    let headers = text::lines(pieces.story(&fib.headers));
    if headers.iter().any(|line| classified::is_mark(line, true)) {
        return Err(ReadError::classified());
    }
    let mut reader = Reader {
        pieces: &pieces,
        properties: Properties::read(&word, &fib, &table, &data),
        pages: Pages::new(),
        tables: Tables::new(limits),
        paragraphs: 0,
    };
    for story in [&fib.body, &fib.text_boxes] {
        reader.story(story)?;
    }
    if reader.pages.is_empty() {
        return Err(if text::has_picture(pieces.story(&fib.body)) {
            ReadError::no_text()
        } else {
            ReadError::empty()
        });
    }
    Ok(reader.pages.finish())
}

/// Reads one document.
struct Reader<'d> {
    pieces: &'d Pieces<'d>,
    properties: Properties<'d>,
    pages: Pages,
    tables: Tables<'d>,
    /// Paragraphs outside tables so far, blank ones too.
    paragraphs: u32,
}

impl Reader<'_> {
    /// Reads the body, or the text boxes.
    fn story(&mut self, story: &Range<usize>) -> Result<(), ReadError> {
        let pieces = self.pieces;
        let units = pieces.story(story);
        let mut from = 0;
        for (at, unit) in units.iter().enumerate() {
            if !text::is_mark(*unit) {
                continue;
            }
            let paragraph = self.properties.of(pieces, story.start + at)?;
            // In a cell this is a page break and not an end.
            if *unit == text::SECTION && paragraph.depth > 0 {
                continue;
            }
            self.paragraph(&units[from..at], *unit, &paragraph)?;
            from = at + 1;
        }
        if from < units.len() {
            self.paragraph(&units[from..], text::PARAGRAPH, &Paragraph::default())?;
        }
        self.tables.close(0, &mut self.pages)
    }

    fn paragraph(
        &mut self,
        units: &[u16],
        mark: u16,
        paragraph: &Paragraph,
    ) -> Result<(), ReadError> {
        let text = text::shown(units);
        self.tables.close(paragraph.depth, &mut self.pages)?;
        if paragraph.depth > 0 {
            return self
                .tables
                .paragraph(&text, mark, paragraph, &mut self.pages);
        }
        self.paragraphs += 1;
        match trimmed(&text) {
            "" => Ok(()),
            text => self.pages.prose(text, self.paragraphs),
        }
    }
}

#[cfg(test)]
mod tests;
