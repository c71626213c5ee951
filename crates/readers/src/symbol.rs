//! Characters of symbol fonts. Those that mean something in a form are given as what they show.

/// What a character of a font shows.
pub(crate) fn shown(font: &str, code: u32) -> Option<char> {
    let shown = match (font, code & 0xFF) {
        ("Symbol", 0xB3) => '≥',
        ("Symbol", 0xA3) => '≤',
        ("Symbol", 0xB9) => '≠',
        ("Symbol", 0xB1) => '±',
        ("Symbol", 0xB4) => '×',
        ("Symbol", 0xB8) => '÷',
        ("Symbol", 0xB0) => '°',
        ("Symbol", 0xBB) => '≈',
        ("Symbol", low @ 0x20..=0x3F) => char::from_u32(low)?,
        ("Wingdings", 0xFE | 0x52) | ("Wingdings 2", 0x52 | 0x53) => '☑',
        ("Wingdings", 0xFD | 0x54) | ("Wingdings 2", 0x51 | 0x54) => '☒',
        ("Wingdings", 0xA8 | 0x6F | 0x71) | ("Wingdings 2", 0xA3) => '□',
        ("Wingdings", 0x6E | 0xA7) => '■',
        ("Wingdings", 0xFC) | ("Wingdings 2", 0x50) => '✓',
        ("Wingdings", 0xFB) | ("Wingdings 2", 0x4F) => '✗',
        ("Wingdings", 0xAB) => '★',
        ("Wingdings", 0x6C) => '●',
        _ => char::from_u32(code)?,
    };
    Some(shown)
}
