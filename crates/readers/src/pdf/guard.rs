//! How large the streams of a PDF become, before anything unpacks them: the interpreter itself has no limit.

use crate::error::mebibytes;
use crate::{Limits, ReadError};
use flate2::{Decompress, FlushDecompress, Status};
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::Object;

/// No byte of deflated data becomes more than this many.
const DEFLATE: u64 = 1032;

/// Packed this many times over, a stream hides something.
const STAGES: usize = 4;

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
        let head = &bytes[at.max(start.saturating_sub(HEAD))..start];
        let factor = expansion(head);
        if factor > 1 {
            let end = find(&bytes[start..], b"endstream").unwrap_or(bytes.len() - start);
            if (end as u64).saturating_mul(factor) > limits.unpacked {
                return Err(left.refusal);
            }
        }
        left.take(&bytes[start..])?;
        // The data may hold further streams, wherever its own compression says that it ends.
        at = start;
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

fn find(bytes: &[u8], word: &[u8]) -> Option<usize> {
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

/// How many times larger the encodings named in a dictionary can make a stream, where that is not counted exactly.
fn expansion(head: &[u8]) -> u64 {
    // A name may be written with #hex signs.
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
    let named = WRAPPED
        .iter()
        .filter(|(name, _)| find(&plain, name).is_some());
    named.map(|(_, factor)| *factor).max().unwrap_or(1)
}

/// What may still be unpacked.
struct Allowance {
    left: u64,
    refusal: ReadError,
}

impl Allowance {
    fn new(length: u64, limits: &Limits) -> Allowance {
        let by_ratio = limits.ratio_from.max(limits.ratio.saturating_mul(length));
        let refusal = if by_ratio < limits.unpacked {
            ReadError::too_large("压缩比", &format!("{} 倍", limits.ratio))
        } else {
            ReadError::too_large("解压后的大小", &mebibytes(limits.unpacked))
        };
        Allowance {
            left: by_ratio.min(limits.unpacked),
            refusal,
        }
    }

    /// Counts what one stream becomes. Data that is not deflated counts for nothing.
    fn take(&mut self, data: &[u8]) -> Result<(), ReadError> {
        let mut stages: Vec<Stage> = Vec::new();
        let mut used = 0;
        let mut work = vec![0; 32 << 10];
        stages.push(Stage::new(data));
        while let Some(stage) = stages.first_mut() {
            let Some((read, written)) = stage.step(&data[used..], &mut work) else {
                break;
            };
            used += read;
            self.count(written)?;
            let mut produced = work[..written].to_vec();
            // What comes out may be packed again.
            for depth in 1..=STAGES {
                if stages.len() == depth {
                    if !begins_zlib(&produced) || stages[depth - 1].total > produced.len() as u64 {
                        break;
                    }
                    if depth == STAGES {
                        return Err(self.refusal.clone());
                    }
                    stages.push(Stage::new(&produced));
                }
                let mut next = Vec::new();
                let mut at = 0;
                while let Some((read, written)) = stages[depth].step(&produced[at..], &mut work) {
                    at += read;
                    self.count(written)?;
                    // Only the beginning tells whether there is a further stage; the rest is counted as it is.
                    next.extend_from_slice(&work[..written]);
                }
                produced = next;
            }
            if read == 0 && written == 0 {
                break;
            }
        }
        Ok(())
    }

    fn count(&mut self, bytes: usize) -> Result<(), ReadError> {
        self.left = self
            .left
            .checked_sub(bytes as u64)
            .ok_or_else(|| self.refusal.clone())?;
        Ok(())
    }
}

/// One layer of compression.
struct Stage {
    inflate: Decompress,
    is_over: bool,
    total: u64,
}

impl Stage {
    fn new(data: &[u8]) -> Stage {
        Stage {
            inflate: Decompress::new(begins_zlib(data)),
            is_over: false,
            total: 0,
        }
    }

    /// Unpacks a piece: how many bytes it read and wrote; `None` when nothing more comes of this data.
    fn step(&mut self, data: &[u8], out: &mut [u8]) -> Option<(usize, usize)> {
        if self.is_over {
            return None;
        }
        let (read, written) = (self.inflate.total_in(), self.inflate.total_out());
        let status = self.inflate.decompress(data, out, FlushDecompress::None);
        let read = (self.inflate.total_in() - read) as usize;
        let written = (self.inflate.total_out() - written) as usize;
        self.is_over = !matches!(status, Ok(Status::Ok));
        self.total += written as u64;
        (read > 0 || written > 0).then_some((read, written))
    }
}

fn begins_zlib(data: &[u8]) -> bool {
    matches!(data, [a, b, ..] if a & 0x0F == 8 && (u16::from(*a) << 8 | u16::from(*b)) % 31 == 0)
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
