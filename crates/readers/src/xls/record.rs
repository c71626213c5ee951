//! Records of a BIFF stream, each with the ones that continue it, and the texts and numbers in them.

use crate::ole::u16_at;

/// The record that ends a part of the stream.
pub(super) const EOF: u16 = 0x000A;
/// The record that begins a part of the stream.
pub(super) const BOF: u16 = 0x0809;
const CONTINUE: u16 = 0x003C;

/// A record.
pub(super) struct Record<'s> {
    pub(super) id: u16,
    pub(super) data: &'s [u8],
    /// The data of the records that continue it.
    more: Vec<&'s [u8]>,
}

/// The records from a position on; they end where the stream ends or breaks off.
pub(super) struct Records<'s> {
    stream: &'s [u8],
    at: usize,
}

impl<'s> Records<'s> {
    pub(super) fn new(stream: &'s [u8], at: usize) -> Records<'s> {
        Records { stream, at }
    }

    fn part(&mut self) -> Option<(u16, &'s [u8])> {
        let id = u16_at(self.stream, self.at)?;
        let from = self.at + 4;
        let to = from + usize::from(u16_at(self.stream, self.at + 2)?);
        let data = self.stream.get(from..to)?;
        self.at = to;
        Some((id, data))
    }
}

impl<'s> Iterator for Records<'s> {
    type Item = Record<'s>;

    fn next(&mut self) -> Option<Record<'s>> {
        let (id, data) = self.part()?;
        let mut more = Vec::new();
        while u16_at(self.stream, self.at) == Some(CONTINUE) {
            let Some((_, data)) = self.part() else { break };
            more.push(data);
        }
        Some(Record { id, data, more })
    }
}

impl<'s> Record<'s> {
    /// What stands in the record from a position on.
    pub(super) fn from(&self, at: usize) -> Cursor<'_, 's> {
        Cursor {
            part: self.data.get(at..).unwrap_or_default(),
            more: &self.more,
        }
    }
}

/// Reads through a record and those that continue it.
pub(super) struct Cursor<'r, 's> {
    part: &'s [u8],
    more: &'r [&'s [u8]],
}

impl Cursor<'_, '_> {
    pub(super) fn u8(&mut self) -> Option<u8> {
        while self.part.is_empty() {
            self.next_part()?;
        }
        let (first, rest) = self.part.split_first()?;
        self.part = rest;
        Some(*first)
    }

    pub(super) fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.u8()?, self.u8()?]))
    }

    pub(super) fn u32(&mut self) -> Option<u32> {
        Some(u32::from(self.u16()?) | u32::from(self.u16()?) << 16)
    }

    fn next_part(&mut self) -> Option<()> {
        (self.part, self.more) = self.more.split_first()?;
        Some(())
    }

    fn skip(&mut self, mut bytes: usize) {
        while bytes > self.part.len() {
            bytes -= self.part.len();
            if self.next_part().is_none() {
                self.part = &[];
                return;
            }
        }
        self.part = &self.part[bytes..];
    }

    /// A text whose length stands in 16 bits before it.
    pub(super) fn text(&mut self) -> Option<String> {
        let length = self.u16()?;
        self.text_of(length.into())
    }

    /// A text of so many characters; runs of formatting and phonetic hints behind it are passed over.
    pub(super) fn text_of(&mut self, length: usize) -> Option<String> {
        let flags = self.u8()?;
        let runs = if flags & 8 != 0 { self.u16()? } else { 0 };
        let hints = if flags & 4 != 0 { self.u32()? } else { 0 };
        let mut wide = flags & 1 != 0;
        let mut units: Vec<u16> = Vec::with_capacity(length);
        while units.len() < length {
            let left = length - units.len();
            let taken = if wide {
                let taken = left.min(self.part.len() / 2);
                let pairs = self.part[..taken * 2].chunks_exact(2);
                units.extend(pairs.map(|pair| u16::from_le_bytes([pair[0], pair[1]])));
                taken * 2
            } else {
                let taken = left.min(self.part.len());
                units.extend(self.part[..taken].iter().map(|byte| u16::from(*byte)));
                taken
            };
            self.part = &self.part[taken..];
            if units.len() < length {
                // A continued text says again how wide its characters are.
                if self.next_part().is_none() {
                    break;
                }
                wide = self.u8()? & 1 != 0;
            }
        }
        self.skip(usize::from(runs) * 4);
        self.skip(hints as usize);
        Some(String::from_utf16_lossy(&units))
    }
}
