//! One input: a file, or a part inside one, changed in a few places.

use super::corpus::Seed;
use super::random::Random;

/// What is put in: words that forms are made of, and what breaks things.
const PIECES: &[&str] = &[
    "项目名称",
    "年度资金总额",
    "其中：财政拨款",
    "一级指标",
    "指标值",
    "数量指标",
    "满意度指标",
    "单位：万元",
    "≥９５％",
    "30%70%",
    "1/0",
    "万",
    "每",
    "元/",
    "第",
    "①",
    "😀",
    "\u{200b}",
    "e\u{301}",
    "　",
    "\u{FEFF}",
    "\t",
    "\n",
    "\r\n",
    "|",
    ",",
    "\"",
    "<",
    ">",
    "<table><tr><td>",
    "</td></tr></table>",
    "&#x10FFFF;",
    "&amp;",
    "<!--",
    "]]>",
    "<w:tbl><w:tr><w:tc>",
    "</w:tc></w:tr></w:tbl>",
    "<w:vMerge/>",
    "<w:gridSpan w:val=\"99999\"/>",
    "rowspan=\"65535\" colspan=\"65535\"",
    "<mergeCell ref=\"A1:XFD1048576\"/>",
    "{",
    "}",
    "[",
    "]",
    "null",
    " q Q ",
    " /X Do ",
    " obj ",
    " endstream ",
    "\0",
    "\u{85}",
];

/// What a number becomes.
const NUMBERS: &[&str] = &[
    "0",
    "-1",
    "1e308",
    "-1e-308",
    "NaN",
    "65535",
    "65536",
    "2147483647",
    "4294967296",
    "18446744073709551616",
    "99999999999999999999999999999999",
    "0.0000000000000000000000000001",
    "1048577",
];

/// The input of this generator: one of these files, changed, of hardly more than `most` bytes.
pub fn input(random: &mut Random, seeds: &[&Seed], most: usize) -> Vec<u8> {
    let seed = *random.pick(seeds);
    let other = *random.pick(seeds);
    match &seed.parts {
        Some(parts) if !random.once_in(5) => {
            let mut parts = parts.clone();
            let list = parts.list();
            for _ in 0..=random.below(2) {
                if list.is_empty() {
                    break;
                }
                let at = random.below(list.len());
                let (name, content) = &mut list[at];
                let like = other.parts.clone().and_then(|mut parts| {
                    let found = parts.list().iter().find(|(other, _)| other == name)?;
                    Some(found.1.clone())
                });
                *content = changed(content, &like.unwrap_or_default(), random, most);
            }
            if random.once_in(20) && !list.is_empty() {
                let at = random.below(list.len());
                list.remove(at);
            }
            parts.join()
        }
        // Sectors of an OLE file stay where they are most of the time, so that changes reach the inside.
        _ if seed.bytes.starts_with(b"\xD0\xCF\x11\xE0") && !random.once_in(4) => {
            let mut bytes = seed.bytes.clone();
            for _ in 0..=random.below(12) {
                let at = random.below(bytes.len());
                overwritten(&mut bytes, at, random);
            }
            bytes
        }
        _ => changed(&seed.bytes, &other.bytes, random, most),
    }
}

fn changed(bytes: &[u8], other: &[u8], random: &mut Random, most: usize) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=random.below(6) {
        let (start, end) = run(&bytes, random);
        match random.below(10) {
            0 | 1 if start < bytes.len() => overwritten(&mut bytes, start, random),
            2 => {
                bytes.drain(start..end);
            }
            3 | 4 => {
                let times = if random.once_in(8) {
                    300
                } else {
                    1 + random.below(3)
                };
                let room = most.saturating_sub(bytes.len()) / (end - start).max(1);
                let part = bytes[start..end].repeat(times.min(room));
                bytes.splice(end..end, part);
            }
            5 => {
                let piece = random.pick(PIECES).repeat(1 + random.below(3));
                bytes.splice(start..start, piece.into_bytes());
            }
            6 => {
                let noise: Vec<u8> = (0..random.below(24)).map(|_| random.byte()).collect();
                bytes.splice(start..start, noise);
            }
            7 if random.once_in(3) => bytes.truncate(start),
            8 if random.once_in(2) => {
                let (from, _) = run(other, random);
                bytes.truncate(start);
                bytes.extend(&other[from..]);
            }
            _ => numbered(&mut bytes, start, random),
        }
    }
    bytes
}

/// A piece of the bytes; most of the time it begins and ends where a tag, a line or a cell does.
fn run(bytes: &[u8], random: &mut Random) -> (usize, usize) {
    let mut start = random.below(bytes.len() + 1);
    let mut end = (start + random.below(64)).min(bytes.len());
    if !random.once_in(3) {
        let edge = |byte: &u8| matches!(byte, b'<' | b'\n' | b'\t' | b'|' | b',' | b' ' | b'{');
        let next = |at: usize| {
            let found = bytes[at..].iter().position(edge);
            found.map_or(bytes.len(), |step| at + step)
        };
        start = next(start);
        end = next((start + 1 + random.below(400)).min(bytes.len()));
    }
    (start, end.max(start))
}

fn overwritten(bytes: &mut [u8], at: usize, random: &mut Random) {
    let Some(byte) = bytes.get_mut(at) else {
        return;
    };
    match random.below(4) {
        0 => *byte = random.byte(),
        1 => *byte = *random.pick(&[0, 1, 0x7F, 0x80, 0xFF]),
        2 => {
            let end = (at + 4).min(bytes.len());
            bytes[at..end].fill(*random.pick(&[0, 0xFF]));
        }
        _ => *byte ^= 1 << random.below(8),
    }
}

/// Replaces the next number at or after a place.
fn numbered(bytes: &mut Vec<u8>, from: usize, random: &mut Random) {
    let Some(step) = bytes[from..].iter().position(u8::is_ascii_digit) else {
        return;
    };
    let start = from + step;
    let length = bytes[start..]
        .iter()
        .take_while(|byte| byte.is_ascii_digit());
    let end = start + length.count();
    bytes.splice(start..end, random.pick(NUMBERS).bytes());
}
