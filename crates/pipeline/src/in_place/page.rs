//! The cells of a page by their places, with the rows that they stand in.

use model::Place;
use model::page::Block;
use readers::Content;

/// A cell of a page.
pub(super) struct PageCell {
    pub(super) place: Place,
    pub(super) text: String,
    /// The table or sheet it stands in, from 0, inner ones counted.
    block: usize,
    /// Its row in the block, from 0.
    row: u32,
    rows: u32,
    pub(super) column: u32,
}

/// All cells of a page, in the order of the page.
#[derive(Default)]
pub(super) struct Page {
    cells: Vec<PageCell>,
    blocks: usize,
}

impl Page {
    /// The cells of what was read.
    pub(super) fn of(content: &Content) -> Page {
        let mut page = Page::default();
        if let Content::Pages(pages) = content {
            for block in &pages.blocks {
                page.block(block);
            }
        }
        page
    }

    fn block(&mut self, block: &Block) {
        let number = self.blocks;
        self.blocks += 1;
        for (row, cells) in (0..).zip(&block.rows) {
            for cell in &cells.cells {
                self.cells.push(PageCell {
                    place: cell.place.clone(),
                    text: cell.text.clone(),
                    block: number,
                    row,
                    rows: cell.rows,
                    column: cell.column,
                });
                for inner in &cell.nested {
                    self.block(inner);
                }
            }
        }
    }

    /// The cell at a place. A part of a line of text stands in its paragraph.
    pub(super) fn at(&self, place: &Place) -> Option<&PageCell> {
        let exact = self.cells.iter().find(|cell| cell.place == *place);
        exact.or_else(|| match place {
            Place::Text { line, .. } => {
                let whole = Place::text(*line, 1);
                self.cells.iter().find(|cell| cell.place == whole)
            }
            _ => None,
        })
    }

    /// All cells.
    pub(super) fn cells(&self) -> impl Iterator<Item = &PageCell> {
        self.cells.iter()
    }

    /// The cells that begin in the row of a cell.
    pub(super) fn beside(&self, cell: &PageCell) -> impl Iterator<Item = &PageCell> {
        let (block, row) = (cell.block, cell.row);
        let cells = self.cells.iter();
        cells.filter(move |other| other.block == block && other.row == row)
    }

    /// The cells above a cell that begin in its column.
    pub(super) fn above(&self, cell: &PageCell) -> impl Iterator<Item = &PageCell> {
        let (block, row, column) = (cell.block, cell.row, cell.column);
        let cells = self.cells.iter().filter(move |other| other.block == block);
        cells.filter(move |other| other.row < row && other.column == column)
    }

    /// The cells left of a cell that reach over its row.
    pub(super) fn before(&self, cell: &PageCell) -> impl Iterator<Item = &PageCell> {
        let (block, row, column) = (cell.block, cell.row, cell.column);
        let cells = self.cells.iter().filter(move |other| other.block == block);
        cells.filter(move |other| {
            other.row <= row && row < other.row + other.rows && other.column < column
        })
    }
}
