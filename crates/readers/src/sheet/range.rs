//! Ranges of cells and the references they are written in.

/// A range of cells, from 1, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Range {
    pub(crate) top: u32,
    pub(crate) left: u32,
    pub(crate) bottom: u32,
    pub(crate) right: u32,
}

impl Range {
    /// Reads a range such as `A1:B2`.
    pub(crate) fn parse(text: &str) -> Option<Range> {
        let (first, last) = text.split_once(':').unwrap_or((text, text));
        let ((left, top), (right, bottom)) = (reference(first)?, reference(last)?);
        Some(Range::of((top, left), (bottom, right)))
    }

    /// The range between two cells, each its row and column.
    pub(crate) fn of(one: (u32, u32), other: (u32, u32)) -> Range {
        Range {
            top: one.0.min(other.0),
            left: one.1.min(other.1),
            bottom: one.0.max(other.0),
            right: one.1.max(other.1),
        }
    }
}

/// Column and row of a reference such as `AB12`, from 1.
pub(crate) fn reference(text: &str) -> Option<(u32, u32)> {
    let text = text.as_bytes();
    let (mut column, mut row) = (0u32, 0u32);
    for byte in text.iter().filter(|byte| **byte != b'$') {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' => {
                let letter = u32::from(byte.to_ascii_uppercase() - b'A') + 1;
                column = column.saturating_mul(26).saturating_add(letter);
            }
            b'0'..=b'9' => {
                row = row
                    .saturating_mul(10)
                    .saturating_add(u32::from(byte - b'0'))
            }
            _ => return None,
        }
    }
    (column > 0 && row > 0).then_some((column, row))
}
