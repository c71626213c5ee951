//! How much of the outside may come in, and how a person reads such an amount.

/// Limits for inputs. Bytes unless said otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The largest file, or entry of an archive.
    pub file: u64,
    /// The largest total that one archive may unpack to.
    pub unpacked: u64,
    /// The most entries an archive may have.
    pub entries: usize,
    /// How many times larger than packed an entry may become, once it is beyond [`Limits::ratio_from`].
    pub ratio: u64,
    /// The size from which the ratio counts.
    pub ratio_from: u64,
    /// The longest line of a stream.
    pub line: usize,
    /// How many archives may lie within one another.
    pub depth: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            file: 64 << 20,
            unpacked: 512 << 20,
            entries: 100_000,
            ratio: 100,
            ratio_from: 16 << 20,
            line: 4 << 20,
            depth: 3,
        }
    }
}

/// A size in the words of a message: `64 MiB`, `3 KiB`, `10 字节`.
pub fn size(bytes: u64) -> String {
    match bytes {
        0..1024 => format!("{bytes} 字节"),
        1024..0x10_0000 => format!("{} KiB", bytes >> 10),
        _ => format!("{} MiB", bytes >> 20),
    }
}
