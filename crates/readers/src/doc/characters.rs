//! Characters that show something other than they are: deleted and hidden ones nothing, those of symbol fonts their symbol,
//! fields their result, check boxes their state.

use super::fib::{Fib, Part};
use super::pieces::Pieces;
use super::runs::{self, Kind, Run};
use super::text::is_mark;
use crate::ole::{u16_at, u32_at};
use crate::symbol;
use std::collections::HashMap;
use std::ops::Range;

const FIELD: u16 = 0x13;
const FIELD_RESULT: u16 = 0x14;
const FIELD_END: u16 = 0x15;

/// Fields in fields, each of which is looked through again.
const NESTED: usize = 64;

/// Where the characters of symbol fonts stand when they are written as text.
const SYMBOLS: std::ops::RangeInclusive<u16> = 0xF020..=0xF0FF;

/// Puts what is shown in the place of what is written; nothing is 0.
pub(super) fn resolve(word: &[u8], fib: &Fib, table: &[u8], data: &[u8], pieces: &mut Pieces) {
    let runs = runs::runs(word, fib.part(table, Part::CharacterRuns), Kind::Characters);
    let fonts = fonts(fib.part(table, Part::Fonts));
    let mut places = HashMap::new();
    let mut changes: Vec<(Range<usize>, Look)> = Vec::new();
    for piece in &pieces.pieces {
        let own = Look::of(&piece.properties);
        changes.push((piece.start..piece.end, own));
        let bytes = piece.bytes();
        let first = runs.partition_point(|run| run.bytes.end <= bytes.start);
        let here = |run: &&Run| run.bytes.start < bytes.end;
        for run in runs[first..].iter().take_while(here) {
            let unit = |position: usize| {
                let within = position.clamp(bytes.start, bytes.end) - bytes.start;
                piece.start + within / piece.width
            };
            let units = unit(run.bytes.start)..unit(run.bytes.end);
            changes.push((units, Look::of(run.properties)));
        }
    }
    for (units, look) in changes {
        places.extend(look.place.map(|place| (units.start, place)));
        for unit in &mut pieces.units[units] {
            if is_mark(*unit) {
                continue;
            }
            *unit = match look.symbol {
                _ if look.is_gone => 0,
                Some((font, code)) => symbol(&fonts, &[Some(font)], code),
                None if SYMBOLS.contains(unit) => symbol(&fonts, &look.fonts, *unit),
                None => *unit,
            };
        }
    }
    for story in [&fib.body, &fib.headers, &fib.text_boxes] {
        fields(story, data, &places, &mut pieces.units);
    }
}

/// How the characters of a run look.
#[derive(Clone, Copy, Default)]
struct Look {
    /// Deleted with changes tracked, or hidden.
    is_gone: bool,
    /// Number of a symbol font and the character in it.
    symbol: Option<(u16, u16)>,
    /// Numbers of the fonts of Latin, East Asian and other characters.
    fonts: [Option<u16>; 3],
    /// Where more about the character stands in the data stream.
    place: Option<u32>,
}

impl Look {
    fn of(list: &[u8]) -> Look {
        let mut look = Look::default();
        for (code, value) in runs::properties(list) {
            match code {
                0x0800 | 0x083C => look.is_gone |= matches!(value, [1 | 0x81]),
                0x6A09 => look.symbol = u16_at(value, 0).zip(u16_at(value, 2)),
                0x4A4F..=0x4A51 => look.fonts[usize::from(code - 0x4A4F)] = u16_at(value, 0),
                0x6A03 => look.place = u32_at(value, 0),
                _ => {}
            }
        }
        look
    }
}

/// What a character of a symbol font shows, by the first of its fonts that is one.
fn symbol(fonts: &[String], own: &[Option<u16>], code: u16) -> u16 {
    let names = own
        .iter()
        .flatten()
        .filter_map(|font| fonts.get(usize::from(*font)));
    names
        .filter_map(|name| symbol::shown(name, code.into()))
        .filter_map(|shown| u16::try_from(u32::from(shown)).ok())
        .find(|shown| *shown != code)
        .unwrap_or(code)
}

/// Leaves of each field its result. A field that does not end is no field, so that it hides nothing.
fn fields(story: &Range<usize>, data: &[u8], places: &HashMap<usize, u32>, units: &mut [u16]) {
    let end = story.end.min(units.len());
    let check_box_words: Vec<u16> = "FORMCHECKBOX".encode_utf16().collect();
    // Of open fields: where each begins, and where its result begins.
    let mut open: Vec<(usize, Option<usize>)> = Vec::new();
    for at in story.start..end {
        match units[at] {
            FIELD => open.push((at, None)),
            FIELD_RESULT => {
                if let Some((_, result @ None)) = open.last_mut() {
                    *result = Some(at);
                }
            }
            FIELD_END => {
                let Some((begin, result)) = open.pop() else {
                    continue;
                };
                if open.len() >= NESTED {
                    continue;
                }
                let code = begin..result.unwrap_or(at);
                let mut windows = units[code.clone()].windows(check_box_words.len());
                let is_box = windows.any(|window| window == check_box_words);
                let state = code
                    .clone()
                    .find_map(|unit| is_box.then(|| check_box(data, *places.get(&unit)?))?);
                for unit in &mut units[code.clone()] {
                    if !is_mark(*unit) {
                        *unit = 0;
                    }
                }
                if let Some(state) = state {
                    units[begin] = state;
                }
            }
            _ => {}
        }
    }
}

/// The state of a check box of an older form field, as a character.
fn check_box(data: &[u8], place: u32) -> Option<u16> {
    let at = place as usize;
    let head = usize::from(u16_at(data, at.checked_add(4)?)?);
    let field = data.get(at + head..)?;
    let bits = u16_at(field, 4)?;
    if bits & 3 != 1 {
        return None;
    }
    let is_on = match bits >> 2 & 0x1F {
        // Never touched: the state it begins with stands behind its name.
        25 => {
            let name = usize::from(u16_at(field, 10)?);
            u16_at(field, 10 + 2 + name * 2 + 2) == Some(1)
        }
        state => state == 1,
    };
    Some(if is_on { 0x2611 } else { 0x25A1 })
}

fn fonts(part: &[u8]) -> Vec<String> {
    let mut fonts = Vec::new();
    let mut rest = part.get(4..).unwrap_or_default();
    while let Some((length, font)) = rest.split_first() {
        let Some(font) = font.get(..usize::from(*length)) else {
            break;
        };
        let name = font.get(39..).unwrap_or_default().chunks_exact(2);
        let name = name.map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
        let name: Vec<u16> = name.take_while(|unit| *unit != 0).collect();
        fonts.push(String::from_utf16_lossy(&name));
        rest = &rest[1 + usize::from(*length)..];
    }
    fonts
}
