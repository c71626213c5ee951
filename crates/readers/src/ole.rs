//! An OLE file, the container of doc and xls: its streams by name, read from their chains of sectors.
//!
//! Of our own, for names are looked up among all entries of the root: some programs write its tree out of order.

use crate::ReadError;

const SIGNATURE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// An open OLE file.
pub(crate) struct Ole<'a> {
    bytes: &'a [u8],
    /// Bytes of a sector, as a power of two.
    shift: u32,
    /// The sector that follows each sector.
    fat: Vec<u32>,
    entries: Vec<Entry>,
    mini: Mini,
}

struct Entry {
    name: String,
    start: u32,
    size: u64,
}

/// Where streams below a size stand: in small sectors of one stream.
struct Mini {
    cutoff: u64,
    fat: Vec<u32>,
    data: Vec<u8>,
}

/// Bytes of a small sector, as a power of two.
const MINI: u32 = 6;

impl<'a> Ole<'a> {
    /// Opens a file; fails when its tables are broken.
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Ole<'a>, ReadError> {
        Ole::parse(bytes)
            .ok_or_else(|| ReadError::damaged("旧版 Office 文件的目录读不出来，文件可能没有下载完"))
    }

    fn parse(bytes: &'a [u8]) -> Option<Ole<'a>> {
        let shift = u32::from(u16_at(bytes, 30)?);
        if !bytes.starts_with(SIGNATURE) || !matches!(shift, 9 | 12) {
            return None;
        }
        let mut ole = Ole {
            bytes,
            shift,
            fat: Vec::new(),
            entries: Vec::new(),
            mini: Mini {
                cutoff: u64::from(u32_at(bytes, 56)?),
                fat: Vec::new(),
                data: Vec::new(),
            },
        };
        ole.fat = ole.read_fat()?;
        let directory = ole.chain(u32_at(bytes, 48)?, u64::MAX);
        let root = ole.read_directory(&directory)?;
        if let Some(root) = root {
            ole.mini.data = ole.chain(root.start, root.size);
            let table = ole.chain(u32_at(bytes, 60)?, u64::MAX);
            ole.mini.fat = numbers(&table).collect();
        }
        Some(ole)
    }

    /// Whether the root has a stream of this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.entry(name).is_some()
    }

    /// The bytes of a stream of the root; `None` when it is not there. Fails when its chain breaks off.
    pub(crate) fn stream(&self, name: &str) -> Result<Option<Vec<u8>>, ReadError> {
        let Some(entry) = self.entry(name) else {
            return Ok(None);
        };
        let stream = if entry.size < self.mini.cutoff {
            self.mini.chain(entry.start, entry.size)
        } else {
            self.chain(entry.start, entry.size)
        };
        if (stream.len() as u64) < entry.size {
            return Err(ReadError::damaged(&format!("其中的 {name} 读不完整")));
        }
        Ok(Some(stream))
    }

    fn entry(&self, name: &str) -> Option<&Entry> {
        self.entries
            .iter()
            .find(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    fn sector(&self, number: u32) -> Option<&'a [u8]> {
        let from = (u64::from(number) + 1) << self.shift;
        let from = usize::try_from(from).ok()?;
        let rest = self.bytes.get(from..).filter(|rest| !rest.is_empty())?;
        Some(&rest[..rest.len().min(1 << self.shift)])
    }

    /// The table of sectors. The list of its own sectors begins in the header and may go on in sectors of its own.
    fn read_fat(&self) -> Option<Vec<u32>> {
        let sectors = (self.bytes.len() >> self.shift) + 1;
        let mut list: Vec<u32> = numbers(self.bytes.get(76..512)?).collect();
        let mut next = u32_at(self.bytes, 68)?;
        for _ in 0..sectors {
            let Some(sector) = self.sector(next) else {
                break;
            };
            list.extend(numbers(sector));
            next = list.pop()?;
        }
        let mut fat = Vec::new();
        for sector in list.iter().filter_map(|number| self.sector(*number)) {
            if fat.len() > sectors {
                break;
            }
            fat.extend(numbers(sector));
        }
        Some(fat)
    }

    /// The bytes of a chain, at most `size`; fewer where it breaks off or runs in a circle.
    fn chain(&self, start: u32, size: u64) -> Vec<u8> {
        let sectors = (self.bytes.len() >> self.shift) + 1;
        let chain = follow(&self.fat, start).take(sectors);
        collect(chain.map_while(|number| self.sector(number)), size)
    }

    /// Reads the entries below the root, and gives the root itself.
    fn read_directory(&mut self, directory: &[u8]) -> Option<Option<Entry>> {
        let count = directory.len() / 128;
        let at = |id: u32| {
            let from = (id as usize).checked_mul(128)?;
            directory.get(from..from + 128)
        };
        let root = at(0)?;
        let mut open = vec![u32_at(root, 76)?];
        // Each entry has two neighbours, so a sound tree asks for at most twice as many.
        for _ in 0..=count * 2 {
            let Some(raw) = open.pop().map(at) else {
                break;
            };
            let Some(raw) = raw else { continue };
            open.extend([u32_at(raw, 68)?, u32_at(raw, 72)?]);
            if raw[66] == 2 {
                self.entries.push(self.read_entry(raw)?);
            }
        }
        let root = self.read_entry(root)?;
        Some((root.size > 0).then_some(root))
    }

    fn read_entry(&self, raw: &[u8]) -> Option<Entry> {
        let length = usize::from(u16_at(raw, 64)?).clamp(2, 64);
        let name = raw[..length - 2]
            .chunks_exact(2)
            .map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
        // Files with small sectors leave anything in the upper half of the size.
        let high = if self.shift == 9 {
            0
        } else {
            u32_at(raw, 124)?
        };
        Some(Entry {
            name: char::decode_utf16(name).map(|c| c.unwrap_or('�')).collect(),
            start: u32_at(raw, 116)?,
            size: u64::from(high) << 32 | u64::from(u32_at(raw, 120)?),
        })
    }
}

impl Mini {
    fn chain(&self, start: u32, size: u64) -> Vec<u8> {
        let sectors = (self.data.len() >> MINI) + 1;
        let sector = |number: u32| {
            let from = (number as usize) << MINI;
            let rest = self.data.get(from..).filter(|rest| !rest.is_empty())?;
            Some(&rest[..rest.len().min(1 << MINI)])
        };
        let chain = follow(&self.fat, start).take(sectors);
        collect(chain.map_while(sector), size)
    }
}

/// The sectors of a chain, without end where it runs in a circle.
fn follow(fat: &[u32], start: u32) -> impl Iterator<Item = u32> {
    let next = |number: &u32| fat.get(*number as usize).copied();
    std::iter::successors(Some(start), next)
}

fn collect<'s>(sectors: impl Iterator<Item = &'s [u8]>, size: u64) -> Vec<u8> {
    let size = usize::try_from(size).unwrap_or(usize::MAX);
    let mut bytes = Vec::new();
    for sector in sectors {
        bytes.extend_from_slice(sector);
        if bytes.len() >= size {
            bytes.truncate(size);
            break;
        }
    }
    bytes
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes
        .chunks_exact(4)
        .map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
}

/// The little-endian 16-bit number at a position.
pub(crate) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let two = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes([two[0], two[1]]))
}

/// The little-endian 32-bit number at a position.
pub(crate) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample_ole::ole;

    #[test]
    fn streams_short_and_long_come_back() {
        let (short, long) = (vec![1; 100], vec![2; 70_000]);
        let bytes = ole(&[("Short", &short), ("Long", &long), ("Empty", &[])]);
        let ole = Ole::open(&bytes).unwrap();
        assert_eq!(ole.stream("short").unwrap(), Some(short));
        assert_eq!(ole.stream("Long").unwrap(), Some(long));
        assert_eq!(ole.stream("Empty").unwrap(), Some(Vec::new()));
        assert_eq!(ole.stream("Other").unwrap(), None);
        assert!(ole.has("LONG"));
    }

    #[test]
    fn cut_files_are_damaged() {
        let bytes = ole(&[("Long", &[2; 70_000])]);
        for length in [8, 100, 600, 40_000] {
            let read = Ole::open(&bytes[..length]).and_then(|ole| ole.stream("Long"));
            assert_ne!(read.ok().flatten(), Some(vec![2; 70_000]), "{length}");
        }
    }

    #[test]
    fn chains_in_a_circle_end() {
        let mut bytes = ole(&[("Long", &[2; 70_000])]);
        let fat = u32_at(&bytes, 76).unwrap() as usize;
        let shift = u16_at(&bytes, 30).unwrap();
        let at = (fat + 1) << shift;
        for entry in 0..100 {
            bytes[at + entry * 4..at + entry * 4 + 4].copy_from_slice(&1u32.to_le_bytes());
        }
        let _ = Ole::open(&bytes).and_then(|ole| ole.stream("Long"));
    }
}
