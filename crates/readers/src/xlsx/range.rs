//! Ranges of cells and the references they are written in.

/// A range of cells, from 1, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Range {
    pub(super) top: u32,
    pub(super) left: u32,
    pub(super) bottom: u32,
    pub(super) right: u32,
}

impl Range {
    /// Reads a range such as `A1:B2`.
    pub(super) fn parse(text: &str) -> Option<Range> {
        let (first, last) = text.split_once(':').unwrap_or((text, text));
        let ((left, top), (right, bottom)) = (reference(first)?, reference(last)?);
        Some(Range {
            top: top.min(bottom),
            left: left.min(right),
            bottom: top.max(bottom),
            right: left.max(right),
        })
    }
}

/// Column and row of a reference such as `AB12`, from 1.
pub(super) fn reference(text: &str) -> Option<(u32, u32)> {
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
