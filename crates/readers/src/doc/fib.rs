//! The head of a Word file: its version, and where its parts stand.

use crate::ReadError;
use crate::ole::{u16_at, u32_at};
use std::ops::Range;

/// The first version of the format that is read here; Word 95 writes 104.
const WORD_97: u16 = 106;

const ENCRYPTED: u16 = 0x0100;
const SECOND_TABLE: u16 = 0x0200;

/// The head of a Word file.
pub(super) struct Fib {
    flags: u16,
    /// Characters of the body.
    pub(super) body: Range<usize>,
    /// Characters of headers and footers.
    pub(super) headers: Range<usize>,
    /// Characters of text boxes.
    pub(super) text_boxes: Range<usize>,
    /// Where parts stand in the table stream, and their lengths.
    parts: Vec<(u32, u32)>,
}

/// A part that the head points to.
#[derive(Clone, Copy)]
pub(super) enum Part {
    CharacterRuns = 12,
    ParagraphRuns = 13,
    Fonts = 15,
    Pieces = 33,
}

impl Fib {
    /// Reads the head; fails on encrypted and older files.
    pub(super) fn read(word: &[u8]) -> Result<Fib, ReadError> {
        let broken = || ReadError::damaged("WordDocument 部分的开头读不出来");
        let version = u16_at(word, 2).filter(|version| *version > 0);
        let version = version.ok_or_else(broken)?;
        if version < WORD_97 {
            return Err(ReadError::unsupported(
                "Word 95 及更早版本的文件",
                "请用 Word 或 WPS 打开，另存为 .docx 后再提供。",
            ));
        }
        let fib = Fib::parse(word).ok_or_else(broken)?;
        if fib.flags & ENCRYPTED != 0 {
            return Err(ReadError::encrypted());
        }
        Ok(fib)
    }

    fn parse(word: &[u8]) -> Option<Fib> {
        let shorts = usize::from(u16_at(word, 32)?);
        let longs = 34 + shorts * 2;
        let count = usize::from(u16_at(word, longs)?);
        // The lengths of the stories stand together, in the order in which the stories follow one another.
        let mut ends = [0usize; 9];
        for (index, end) in ends.iter_mut().enumerate().skip(1) {
            *end = u32_at(word, longs + 2 + (2 + index) * 4)? as usize;
        }
        for index in 1..ends.len() {
            ends[index] = ends[index].checked_add(ends[index - 1])?;
        }
        let pairs = longs + 2 + count * 4;
        let part = |index: usize| {
            let at = pairs + 2 + index * 8;
            Some((u32_at(word, at)?, u32_at(word, at + 4)?))
        };
        let parts: Option<Vec<(u32, u32)>> = (0..=Part::Pieces as usize).map(part).collect();
        Some(Fib {
            flags: u16_at(word, 10)?,
            body: ends[0]..ends[1],
            headers: ends[2]..ends[3],
            text_boxes: ends[6]..ends[7],
            parts: parts?,
        })
    }

    /// The name of the stream that holds the parts.
    pub(super) fn table_stream(&self) -> &'static str {
        if self.flags & SECOND_TABLE != 0 {
            "1Table"
        } else {
            "0Table"
        }
    }

    /// The bytes of a part; empty when it is not there.
    pub(super) fn part<'t>(&self, table: &'t [u8], part: Part) -> &'t [u8] {
        let (from, length) = self.parts[part as usize];
        let from = from as usize;
        let to = from.saturating_add(length as usize);
        table.get(from..to).unwrap_or_default()
    }
}
