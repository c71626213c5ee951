//! What the units of the text show: marks, breaks and characters that stand for something else.

/// Ends a paragraph.
pub(super) const PARAGRAPH: u16 = 0x0D;
/// Ends a cell or a row.
pub(super) const CELL: u16 = 0x07;
/// Ends a section or a page.
pub(super) const SECTION: u16 = 0x0C;

/// Whether a unit ends a paragraph, a cell, a row or a section.
pub(super) fn is_mark(unit: u16) -> bool {
    matches!(unit, PARAGRAPH | CELL | SECTION)
}

/// The text that units show.
pub(super) fn shown(units: &[u16]) -> String {
    let units = units.iter().filter_map(|unit| match unit {
        0x09 => Some(*unit),
        0x0B => Some(u16::from(b'\n')),
        0x1E => Some(u16::from(b'-')),
        0..0x20 => None,
        _ => Some(*unit),
    });
    char::decode_utf16(units)
        .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}

/// The lines of a story, whatever ends them.
pub(super) fn lines(units: &[u16]) -> Vec<String> {
    let lines = units.split(|unit| is_mark(*unit) || *unit == 0x0B);
    lines.map(shown).collect()
}

/// Whether a picture or a drawing is anchored in the units.
pub(super) fn has_picture(units: &[u16]) -> bool {
    units.iter().any(|unit| matches!(unit, 0x01 | 0x08))
}
