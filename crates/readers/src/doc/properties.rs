//! What a paragraph's properties say of tables: how deep it stands, what its mark ends, and the cells of the row it ends.

use super::fib::{Fib, Part};
use super::pieces::Pieces;
use super::runs::{self, Kind, Run};
use crate::ReadError;
use crate::ole::{u16_at, u32_at};
use std::rc::Rc;

/// What a paragraph has to do with tables.
#[derive(Clone, Default)]
pub(super) struct Paragraph {
    /// In how many tables, one in another, it stands.
    pub(super) depth: usize,
    /// Whether its mark ends a cell of an inner table.
    pub(super) ends_inner_cell: bool,
    /// Whether its mark ends a row.
    pub(super) ends_row: bool,
    /// The cells of the row that it ends.
    pub(super) row: Option<Rc<RowShape>>,
    in_table: bool,
}

/// The cells of a row as they are drawn.
#[derive(Clone, Default)]
pub(super) struct RowShape {
    /// Left edges of the cells in twentieths of a point, and the right edge of the last.
    pub(super) edges: Vec<i32>,
    /// One of each cell.
    pub(super) flags: Vec<u16>,
}

/// A cell begins, or continues, cells joined in its row.
pub(super) const ACROSS: u16 = 3;
/// A cell is part of cells joined down.
pub(super) const DOWN: u16 = 0x20;
/// A cell begins cells joined down.
pub(super) const DOWN_BEGINS: u16 = 0x40;

/// The properties of paragraphs.
pub(super) struct Properties<'d> {
    runs: Vec<Run<'d>>,
    data: &'d [u8],
    /// Bytes of `data` that may still be looked at: lists are not shared, so all of them fit into it.
    left: usize,
    /// The run that was asked for last, and what it says.
    last: Option<(usize, Paragraph)>,
}

impl<'d> Properties<'d> {
    pub(super) fn read(word: &'d [u8], fib: &Fib, table: &[u8], data: &'d [u8]) -> Properties<'d> {
        let list = fib.part(table, Part::ParagraphRuns);
        Properties {
            runs: runs::runs(word, list, Kind::Paragraphs),
            data,
            left: data.len(),
            last: None,
        }
    }

    /// The properties of the paragraph whose mark is this unit. Fails when a file makes this too dear.
    pub(super) fn of(&mut self, pieces: &Pieces, mark: usize) -> Result<Paragraph, ReadError> {
        let Some(piece) = pieces.piece(mark) else {
            return Ok(Paragraph::default());
        };
        let mut paragraph = match runs::at(&self.runs, piece.offset_of(mark)) {
            None => Paragraph::default(),
            Some((index, run)) => match &self.last {
                Some((last, paragraph)) if *last == index => paragraph.clone(),
                _ => {
                    let list = run.properties;
                    let mut paragraph = Paragraph::default();
                    self.apply(list, &mut paragraph)?;
                    self.last = Some((index, paragraph.clone()));
                    paragraph
                }
            },
        };
        self.apply(&piece.properties, &mut paragraph)?;
        paragraph.depth = paragraph.depth.max(usize::from(paragraph.in_table));
        Ok(paragraph)
    }

    fn apply(&mut self, list: &[u8], paragraph: &mut Paragraph) -> Result<(), ReadError> {
        for (code, value) in runs::properties(list) {
            // Lists too long for their page stand in another stream, and name no third place.
            if !matches!(code, 0x6645 | 0x6646 | 0x646B) {
                paragraph.set(code, value);
                continue;
            }
            let elsewhere = elsewhere(self.data, u32_at(value, 0));
            self.left = self
                .left
                .checked_sub(elsewhere.len())
                .ok_or_else(|| ReadError::damaged("表格属性相互重叠，Data 部分读不出来"))?;
            for (code, value) in runs::properties(elsewhere) {
                paragraph.set(code, value);
            }
        }
        Ok(())
    }
}

fn elsewhere(data: &[u8], at: Option<u32>) -> &[u8] {
    let list = at.and_then(|at| {
        let from = at as usize;
        let length = usize::from(u16_at(data, from)?);
        data.get(from + 2..from + 2 + length)
    });
    list.unwrap_or_default()
}

impl Paragraph {
    fn set(&mut self, code: u16, value: &[u8]) {
        let is_on = value.first() == Some(&1);
        match code {
            0x2416 => self.in_table = is_on,
            0x2417 | 0x244C => self.ends_row |= is_on,
            0x244B => self.ends_inner_cell = is_on,
            0x6649 => {
                let depth = u32_at(value, 0).unwrap_or(0);
                self.depth = usize::try_from(depth as i32).unwrap_or(0);
            }
            0xD608 => self.row = RowShape::parse(value).map(Rc::new),
            0xD62B => {
                if let &[cell, down] = value
                    && let Some(row) = &mut self.row
                    && let Some(flags) = Rc::make_mut(row).flags.get_mut(usize::from(cell))
                {
                    *flags = (*flags & !(DOWN | DOWN_BEGINS)) | (u16::from(down & 3) << 5);
                }
            }
            _ => {}
        }
    }
}

impl RowShape {
    fn parse(value: &[u8]) -> Option<RowShape> {
        let count = usize::from(*value.first()?);
        let edge = |index: usize| Some(i32::from(u16_at(value, 1 + index * 2)? as i16));
        let edges: Option<Vec<i32>> = (0..=count).map(edge).collect();
        let cells = 1 + (count + 1) * 2;
        // Cells at the end that nothing is said of may be missing.
        let flags = |index: usize| u16_at(value, cells + index * 20).unwrap_or(0);
        Some(RowShape {
            edges: edges?,
            flags: (0..count).map(flags).collect(),
        })
    }
}
