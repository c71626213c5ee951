//! Bytes → text: byte order mark, strict UTF-8, UTF-16 by its pattern, a declared charset, then detection with the Chinese
//! hint, where GBK is decoded as GB18030.

use crate::ReadError;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};
use model::{Note, Place};
use std::borrow::Cow;

/// A decoded text, line ends as `\n`.
pub(crate) struct Decoded {
    pub(crate) text: String,
    /// Says where characters could not be decoded, when only a few could not.
    pub(crate) note: Option<Note>,
}

/// Decodes a text. `None` when the bytes are no text at all; an error when its characters were lost before.
pub(crate) fn decode(bytes: &[u8]) -> Option<Result<Decoded, ReadError>> {
    let text = text_of(bytes)?;
    let plain = if text.contains('\r') {
        text.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        text.into_owned()
    };
    Some(if is_lost(&plain) {
        Err(ReadError::encoding())
    } else {
        Ok(Decoded {
            note: lost_places(&plain),
            text: plain,
        })
    })
}

fn text_of(bytes: &[u8]) -> Option<Cow<'_, str>> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        let bytes = &bytes[length..];
        // The mark of UTF-16 is two bytes that anything may begin with.
        let is_text = encoding == UTF_8 || is_readable(encoding, bytes);
        return is_text.then(|| encoding.decode_without_bom_handling(bytes).0);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        // UTF-16 of plain ASCII is valid UTF-8 full of zeros.
        return if text.contains('\0') {
            utf16(bytes)
        } else {
            is_text(bytes).then_some(Cow::Borrowed(text))
        };
    }
    if bytes.contains(&0) {
        return utf16(bytes);
    }
    if !is_text(bytes) {
        return None;
    }
    if let Some(text) = nearly_utf8(bytes) {
        return Some(text);
    }
    let encoding = declared(bytes).unwrap_or_else(|| detected(bytes));
    Some(encoding.decode_without_bom_handling(bytes).0)
}

/// UTF-8 in which few characters are broken, as when a file was cut in the middle of one.
fn nearly_utf8(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let (text, _) = UTF_8.decode_without_bom_handling(bytes);
    let broken = text.matches('\u{FFFD}').count();
    let wide = text.chars().filter(|c| !c.is_ascii()).count();
    (wide > 20 * broken).then_some(text)
}

/// UTF-16 without a mark: the better of its readings, when that is readable. Many Han characters are Han in both.
fn utf16(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let readings = [UTF_16LE, UTF_16BE].into_iter();
    let encoding = readings.max_by_key(|encoding| plausible(encoding, bytes).0)?;
    is_readable(encoding, bytes).then(|| encoding.decode_without_bom_handling(bytes).0)
}

/// Whether nearly all characters of the beginning are such as stand in our texts.
fn is_readable(encoding: &'static Encoding, bytes: &[u8]) -> bool {
    let (good, all) = plausible(encoding, bytes);
    good * 10 >= all * 9
}

/// How many of the first characters are plausible, and how many were looked at.
fn plausible(encoding: &'static Encoding, bytes: &[u8]) -> (usize, usize) {
    let sample = &bytes[..bytes.len().min(4096) & !1];
    let (text, _) = encoding.decode_without_bom_handling(sample);
    (
        text.chars().filter(|c| is_plausible(*c)).count(),
        text.chars().count(),
    )
}

fn is_plausible(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='~' | '\u{A0}'..='\u{FF}' | '\u{2010}'..='\u{26FF}' | '\u{3000}'..='\u{303F}'
        | '\u{FF01}'..='\u{FF5E}')
        || model::text::is_han(c)
}

/// Bytes of a text hold hardly any control characters.
fn is_text(bytes: &[u8]) -> bool {
    let control = bytes
        .iter()
        .filter(|b| matches!(b, 0..=8 | 0x0E..=0x19 | 0x1B..=0x1F | 0x7F))
        .count();
    control * 100 <= bytes.len()
}

/// The charset that the head of an HTML page declares.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(2048)].to_ascii_lowercase();
    let at = head.windows(8).position(|window| window == b"charset=")? + 8;
    let label: Vec<u8> = head[at..]
        .iter()
        .copied()
        .skip_while(|b| matches!(b, b'"' | b'\'' | b' '))
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
        .collect();
    let encoding = Encoding::for_label(&label)?;
    // A page that says UTF-8 and is not has to be looked at.
    (encoding != UTF_8).then_some(if encoding == GBK { GB18030 } else { encoding })
}

fn detected(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(64 << 10)], bytes.len() <= 64 << 10);
    let guess = detector.guess(Some(b"cn"), Utf8Detection::Deny);
    if guess == BIG5 && !decode_fails(BIG5, bytes) {
        return BIG5;
    }
    if guess == GBK || guess == BIG5 || !decode_fails(GB18030, bytes) {
        GB18030
    } else {
        guess
    }
}

fn decode_fails(encoding: &'static Encoding, bytes: &[u8]) -> bool {
    encoding.decode_without_bom_handling(bytes).1
}

/// Whether the characters were lost before the file reached us.
fn is_lost(text: &str) -> bool {
    let (mut all, mut unknown, mut marks, mut han) = (0usize, 0usize, 0usize, false);
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        all += 1;
        match c {
            '\u{FFFD}' => unknown += 1,
            '?' => marks += 1,
            _ => han = han || !c.is_ascii(),
        }
    }
    unknown >= 5 && unknown * 100 >= all
        || !han && marks >= 10 && marks * 10 >= all * 3
        || han
            && (text.contains("烫烫烫")
                || text.contains("屯屯屯")
                || text.matches("锟斤拷").nth(1).is_some())
}

fn lost_places(text: &str) -> Option<Note> {
    if !text.contains('\u{FFFD}') {
        return None;
    }
    let at = text
        .lines()
        .zip(1..)
        .filter(|(line, _)| line.contains('\u{FFFD}'));
    let at = at.take(20).map(|(_, line)| Place::text(line, 1)).collect();
    Some(Note::new(
        "lost_characters",
        "个别文字无法解码，以“�”表示，请对照原件。",
        at,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::ErrorKind;

    fn check(bytes: &[u8]) -> Result<String, ErrorKind> {
        decode(bytes)
            .ok_or(ErrorKind::Unsupported)?
            .map(|d| d.text)
            .map_err(|e| e.kind)
    }

    const TEXT: &str = "项目名称\t道路养护\n数量指标\t≥12公里\n";

    #[test]
    fn one_text_in_every_encoding_reads_the_same() {
        let (gb, ..) = GB18030.encode(TEXT);
        let le: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let marked = |mark: &[u8], rest: &[u8]| [mark, rest].concat();
        let cases = [
            TEXT.as_bytes().to_vec(),
            marked(b"\xEF\xBB\xBF", TEXT.as_bytes()),
            gb.to_vec(),
            marked(b"\xFF\xFE", &le),
            marked(b"\xFE\xFF", &be),
            le,
            be,
        ];
        for bytes in cases {
            assert_eq!(check(&bytes).as_deref(), Ok(TEXT), "{:x?}", &bytes[..4]);
        }
    }

    #[test]
    fn one_han_character_in_gbk_is_found() {
        assert_eq!(check(&GB18030.encode("表").0).as_deref(), Ok("表"));
    }

    #[test]
    fn a_character_cut_at_the_end_is_a_note() {
        let text = "项目名称：道路养护，数量指标：十二公里，质量指标：百分之九十五";
        let cut = &text.as_bytes()[..text.len() - 1];
        let decoded = decode(cut).unwrap().unwrap();
        assert!(decoded.text.starts_with("项目名称：道路养护"));
        assert_eq!(decoded.note.unwrap().at, [Place::text(1, 1)]);
    }

    #[test]
    fn lost_text_is_said_to_be_lost() {
        for text in [
            "锟斤拷目锟斤拷",
            "烫烫烫烫",
            "����������",
            "??????\t????\t2024",
            "名称���������",
        ] {
            assert_eq!(check(text.as_bytes()), Err(ErrorKind::Encoding), "{text}");
        }
        assert_eq!(check(b"what?").as_deref(), Ok("what?"));
    }

    #[test]
    fn binary_is_no_text() {
        let garbage: Vec<u8> = (0..=255).collect();
        assert_eq!(check(&garbage), Err(ErrorKind::Unsupported));
    }

    #[test]
    fn line_ends_of_every_system_are_one() {
        assert_eq!(check(b"a\r\nb\rc\n").as_deref(), Ok("a\nb\nc\n"));
    }
}
