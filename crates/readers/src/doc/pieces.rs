//! The text of a Word file: pieces in the order in which they read, each somewhere in the stream, in one byte a character or two.

use super::fib::{Fib, Part};
use crate::ReadError;
use crate::ole::{u16_at, u32_at};
use encoding_rs::WINDOWS_1252;
use std::borrow::Cow;
use std::ops::Range;

/// The text with all its marks, and where each character stands in the stream.
pub(super) struct Pieces<'t> {
    /// UTF-16 units; what is not shown is 0.
    pub(super) units: Vec<u16>,
    pub(super) pieces: Vec<Piece<'t>>,
}

/// A piece of the text.
pub(super) struct Piece<'t> {
    /// Its first unit.
    pub(super) start: usize,
    /// The units after it.
    pub(super) end: usize,
    /// Where it stands in the stream.
    pub(super) offset: usize,
    /// Bytes of a unit: 1 or 2.
    pub(super) width: usize,
    /// Properties of all of it, beside those of its runs.
    pub(super) properties: Cow<'t, [u8]>,
}

impl<'t> Pieces<'t> {
    /// Reads the text; fails when a piece points outside the file.
    pub(super) fn read(word: &[u8], fib: &Fib, table: &'t [u8]) -> Result<Pieces<'t>, ReadError> {
        let list = fib.part(table, Part::Pieces);
        let text = Pieces::parse(word, list);
        text.ok_or_else(|| ReadError::damaged("正文的分段表读不出来，或指向文件以外"))
    }

    fn parse(word: &[u8], mut list: &'t [u8]) -> Option<Pieces<'t>> {
        let mut shared: Vec<&[u8]> = Vec::new();
        while list.first() == Some(&1) {
            let end = 3 + usize::from(u16_at(list, 1)?);
            shared.push(list.get(3..end)?);
            list = &list[end..];
        }
        if list.first() != Some(&2) {
            return None;
        }
        let size = u32_at(list, 1)? as usize;
        let list = list.get(5..)?.get(..size)?;
        // Starts of four bytes, one more than there are descriptors of eight.
        let count = list.len().checked_sub(4)? / 12;
        let mut text = Pieces {
            units: Vec::new(),
            pieces: Vec::new(),
        };
        for index in 0..count {
            let (from, to) = (u32_at(list, index * 4)?, u32_at(list, index * 4 + 4)?);
            let descriptor = list.get((count + 1) * 4 + index * 8..)?;
            let length = to.checked_sub(from)? as usize;
            let place = u32_at(descriptor, 2)?;
            let (offset, width) = match place & 0x4000_0000 {
                0 => (place as usize, 2),
                _ => ((place & 0x3FFF_FFFF) as usize / 2, 1),
            };
            let bytes = word.get(offset..offset.checked_add(length.checked_mul(width)?)?)?;
            // No two pieces share their characters, so the text is no longer than the stream.
            if text.units.len() + length > word.len() {
                return None;
            }
            let start = text.units.len();
            text.push(bytes, width);
            text.pieces.push(Piece {
                start,
                end: text.units.len(),
                offset,
                width,
                properties: properties(u16_at(descriptor, 6)?, &shared),
            });
        }
        Some(text)
    }

    fn push(&mut self, bytes: &[u8], width: usize) {
        if width == 2 {
            let pairs = bytes.chunks_exact(2);
            self.units
                .extend(pairs.map(|pair| u16::from_le_bytes([pair[0], pair[1]])));
        } else {
            let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
            self.units.extend(text.encode_utf16());
        }
    }

    /// The units of a story, as far as they are there.
    pub(super) fn story(&self, story: &Range<usize>) -> &[u16] {
        let end = story.end.min(self.units.len());
        self.units.get(story.start..end).unwrap_or_default()
    }

    /// The piece of a unit.
    pub(super) fn piece(&self, unit: usize) -> Option<&Piece<'t>> {
        let index = self.pieces.partition_point(|piece| piece.end <= unit);
        self.pieces.get(index)
    }
}

impl Piece<'_> {
    /// Where a unit of the piece stands in the stream.
    pub(super) fn offset_of(&self, unit: usize) -> usize {
        self.offset + (unit - self.start) * self.width
    }

    /// The bytes of the piece in the stream.
    pub(super) fn bytes(&self) -> Range<usize> {
        self.offset..self.offset_of(self.end)
    }
}

/// The properties that a piece's descriptor names: one in short, or a shared list by its number.
fn properties<'t>(modifier: u16, shared: &[&'t [u8]]) -> Cow<'t, [u8]> {
    if modifier & 1 != 0 {
        let list = shared.get(usize::from(modifier >> 1)).copied();
        return Cow::Borrowed(list.unwrap_or_default());
    }
    let value = (modifier >> 8) as u8;
    match modifier >> 1 & 0x7F {
        0x18 => Cow::Owned(vec![0x16, 0x24, value]),
        0x19 => Cow::Owned(vec![0x17, 0x24, value]),
        0x41 => Cow::Owned(vec![0x00, 0x08, value]),
        _ => Cow::Borrowed(&[]),
    }
}
