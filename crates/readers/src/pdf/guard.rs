//! How large the streams of a PDF become, before anything unpacks them: the interpreter itself has no limit.

use super::allowance::Allowance;
use crate::{Limits, ReadError};
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::Object;
use std::borrow::Cow;

/// No byte of deflated data becomes more than this many.
const DEFLATE: u64 = 1032;

/// Bytes of a stream that becomes a megabyte at most.
const SMALL: usize = 1024;

/// Bytes before a stream in which its dictionary is looked for.
const HEAD: usize = 2048;

/// Encodings whose result is not followed here, and how many times larger they can make what they hold.
const WRAPPED: [(&[u8], u64); 8] = [
    (b"/ASCII85Decode", DEFLATE),
    (b"/A85", DEFLATE),
    (b"/ASCIIHexDecode", DEFLATE),
    (b"/AHx", DEFLATE),
    (b"/LZW", 1366),
    (b"/LZWDecode", 1366),
    (b"/RunLengthDecode", 64),
    (b"/RL", 64),
];

/// Refuses a file whose streams unpack beyond the limits.
pub(super) fn check(bytes: &[u8], limits: &Limits) -> Result<(), ReadError> {
    let length = bytes.len() as u64;
    if length.saturating_mul(DEFLATE) <= limits.ratio_from {
        return Ok(());
    }
    let mut left = Allowance::new(length, limits);
    let mut at = 0;
    while let Some(start) = next_stream(bytes, at) {
        let head = dictionary(&bytes[at.max(start.saturating_sub(HEAD))..start]);
        at = start;
        let data = &bytes[start..];
        if is_small(&head, data) {
            continue;
        }
        let factor = expansion(&head);
        if factor > 1 {
            let end = find(data, b"endstream").unwrap_or(data.len());
            if (end as u64).saturating_mul(factor) > limits.unpacked {
                return Err(left.refusal);
            }
        }
        // The data may hold further streams, wherever its own compression says that it ends.
        left.take(data)?;
    }
    Ok(())
}

/// The same for a file whose streams are encrypted, though it opens without a password.
pub(super) fn check_encrypted(pdf: &Pdf, length: usize, limits: &Limits) -> Result<(), ReadError> {
    let mut left = Allowance::new(length as u64, limits);
    for object in pdf.objects() {
        if let Object::Stream(stream) = object {
            left.take(&stream.raw_data())?;
        }
    }
    Ok(())
}

/// Where the data of the next stream begins.
fn next_stream(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        let found = at + find(bytes.get(at..)?, b"stream")?;
        at = found + 6;
        let is_end = bytes[..found].ends_with(b"end");
        match bytes.get(at..) {
            Some([b'\r', b'\n', ..]) if !is_end => return Some(at + 2),
            Some([b'\r' | b'\n', ..]) if !is_end => return Some(at + 1),
            _ => {}
        }
    }
}

/// Where a word first stands.
pub(super) fn find(bytes: &[u8], word: &[u8]) -> Option<usize> {
    let mut from = 0;
    loop {
        let at = from
            + bytes
                .get(from..)?
                .iter()
                .position(|byte| *byte == word[0])?;
        if bytes[at..].starts_with(word) {
            return Some(at);
        }
        from = at + 1;
    }
}

/// What stands between the number of an object and its stream, with the codes in its names undone.
fn dictionary(head: &[u8]) -> Cow<'_, [u8]> {
    let start = head.windows(4).rposition(|window| window == b" obj");
    let head = &head[start.unwrap_or(0)..];
    if head.contains(&b'#') {
        Cow::Owned(without_codes(head))
    } else {
        Cow::Borrowed(head)
    }
}

/// Whether a stream is too short to become large, ends where it says, and is packed once at most: such as the many small ones in
/// which some programs keep each character.
fn is_small(head: &[u8], data: &[u8]) -> bool {
    let Some(at) = find(head, b"/Length") else {
        return false;
    };
    let rest = head[at + 7..].trim_ascii_start();
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let length = std::str::from_utf8(&rest[..digits])
        .ok()
        .and_then(|digits| digits.parse::<usize>().ok());
    let ends = |length: usize| {
        let after = data.get(length..).unwrap_or_default();
        after
            .get(..20)
            .unwrap_or(after)
            .trim_ascii_start()
            .starts_with(b"endstream")
    };
    let filters = head.windows(3).filter(|window| *window == b"/Fl").count();
    length.is_some_and(|length| length <= SMALL && ends(length)) && filters <= 1
}

/// How many times larger the encodings named in a dictionary can make a stream, where that is not counted exactly.
fn expansion(head: &[u8]) -> u64 {
    let named = WRAPPED
        .iter()
        .filter(|(name, _)| find(head, name).is_some());
    named.map(|(_, factor)| *factor).max().unwrap_or(1)
}

/// The same bytes with the `#hex` codes, in which names may be written, undone.
fn without_codes(head: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(head.len());
    let mut rest = head;
    while let Some((byte, after)) = rest.split_first() {
        let code = after.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        match code.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(char) if *byte == b'#' => {
                plain.push(char);
                rest = &after[2..];
            }
            _ => {
                plain.push(*byte);
                rest = after;
            }
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::ZlibEncoder;
    use std::io::Write;

    fn pack(data: &[u8]) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(data).unwrap();
        encoder.finish().unwrap()
    }

    fn check_stream(dictionary: &str, data: &[u8]) -> Result<(), ReadError> {
        let mut file = format!("%PDF-1.7\n1 0 obj\n<<{dictionary}>>\nstream\n").into_bytes();
        file.extend(data);
        file.extend(b"\nendstream\nendobj\n");
        check(
            &file,
            &Limits {
                unpacked: 4 << 20,
                ratio_from: 1 << 10,
                ..Limits::default()
            },
        )
    }

    #[test]
    fn streams_that_grow_beyond_the_limit_are_refused() {
        let zeros = vec![0; 8 << 20];
        assert!(check_stream("/Filter/FlateDecode", &pack(&zeros)).is_err());
        assert!(
            check_stream("", &pack(&pack(&zeros))).is_err(),
            "packed twice"
        );
        assert!(check_stream("/Filter/#41SCII85Decode", &[b'a'; 5000]).is_err());
        assert!(check_stream("/Filter/LZWDecode", &[b'a'; 5000]).is_err());
        let text: Vec<u8> = (0..20_000u32)
            .flat_map(|i| (i * 7919).to_le_bytes())
            .collect();
        assert!(check_stream("/Filter/FlateDecode", &pack(&text)).is_ok());
        assert!(check_stream("/Filter/DCTDecode", &text).is_ok());
    }

    #[test]
    fn every_stream_of_a_file_is_found() {
        let file = b"1 0 obj<<>>stream\r\nabc\nendstream endobj 2 0 obj<<>>stream\nd endstream";
        let first = next_stream(file, 0).unwrap();
        assert_eq!(&file[first..first + 3], b"abc");
        let second = next_stream(file, first).unwrap();
        assert_eq!(file[second], b'd');
        assert_eq!(next_stream(file, second), None);
    }
}
