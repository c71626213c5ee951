//! Collects rows into blocks: neighbouring rows of one layout stand together, and the cells of a document are counted.

use crate::error::mebibytes;
use crate::{Limits, ReadError};
use model::page::{Block, Cell, CellLayout, RawDocument, Row};
use model::{Note, Place};

/// Cells of one document. A cell takes some 150 bytes, so this keeps a hostile file below a few hundred megabytes; a
/// document of 2,000 forms has about 300,000.
const CELLS: usize = 1_000_000;

/// Bytes of text that a workbook may show: its cells can refer to one text any number of times.
const TEXT: usize = 256 << 20;

/// Places named in one note; the message tells the full number.
const PLACES: usize = 20;

/// A document in the making.
pub(crate) struct Pages {
    document: RawDocument,
    open: bool,
    cells: usize,
    text: usize,
}

impl Pages {
    pub(crate) fn new() -> Pages {
        Pages {
            document: RawDocument::default(),
            open: false,
            cells: 0,
            text: 0,
        }
    }

    /// Adds a row to the last block, or to a new one when the layout changes or the block was ended.
    pub(crate) fn row(&mut self, layout: CellLayout, cells: Vec<Cell>) -> Result<(), ReadError> {
        self.count(cells.len())?;
        let fits = self
            .document
            .blocks
            .last()
            .is_some_and(|block| block.layout == layout);
        if !(self.open && fits) {
            self.document.blocks.push(Block {
                layout,
                ..Block::default()
            });
            self.open = true;
        }
        if let Some(block) = self.document.blocks.last_mut() {
            block.rows.push(Row { cells });
        }
        Ok(())
    }

    /// Adds one line of running text; `line` counts lines or paragraphs, from 1.
    pub(crate) fn prose(&mut self, text: &str, line: u32) -> Result<(), ReadError> {
        self.row(
            CellLayout::Prose,
            vec![Cell::new(1, text, Place::text(line, 1))],
        )
    }

    /// Adds a block whose cells were counted already.
    pub(crate) fn block(&mut self, block: Block) {
        self.document.blocks.push(block);
        self.open = false;
    }

    /// The next row begins a block of its own.
    pub(crate) fn end_block(&mut self) {
        self.open = false;
    }

    /// Counts cells that will stand in the document.
    pub(crate) fn count(&mut self, cells: usize) -> Result<(), ReadError> {
        self.has_room(cells)?;
        self.cells += cells;
        Ok(())
    }

    /// Whether so many cells more may stand in the document; fails where they may not.
    pub(crate) fn has_room(&self, cells: usize) -> Result<(), ReadError> {
        if self.cells + cells > CELLS {
            return Err(ReadError::too_large("单元格总数", &format!("{CELLS} 个")));
        }
        Ok(())
    }

    /// Counts text that will stand in the document.
    pub(crate) fn count_text(&mut self, bytes: usize) -> Result<(), ReadError> {
        self.text = self.text.saturating_add(bytes);
        if self.text > TEXT {
            return Err(ReadError::too_large("文字总量", &mebibytes(TEXT as u64)));
        }
        Ok(())
    }

    pub(crate) fn note(&mut self, code: &str, message: String, mut at: Vec<Place>) {
        at.truncate(PLACES);
        self.document.notes.push(Note::new(code, message, at));
    }

    /// Says that cells were put together from lines that could be rows of their own; `forms` marks what it reads there.
    pub(crate) fn note_guess(&mut self) {
        let message =
            "表格没有画线，同一格里折行的文字是按位置拼起来的，拼法可能有误。请对照原件。";
        self.note(model::page::CELLS_BY_PLACE, message.to_owned(), Vec::new());
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.document.blocks.is_empty()
    }

    pub(crate) fn finish(self) -> RawDocument {
        self.document
    }
}

/// Refuses a row or column beyond the grid.
pub(crate) fn within_grid(row: u32, column: u32, limits: &Limits) -> Result<(), ReadError> {
    if row > limits.grid_rows {
        return Err(ReadError::too_large(
            "一个表格的行数",
            &format!("{} 行", limits.grid_rows),
        ));
    }
    if column > limits.grid_columns {
        return Err(ReadError::too_large(
            "一个表格的列数",
            &format!("{} 列", limits.grid_columns),
        ));
    }
    Ok(())
}

/// Text without white space at its ends and without `\r`; zero-width marks at the ends go too.
pub(crate) fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{200B}' | '\u{FEFF}'))
}
