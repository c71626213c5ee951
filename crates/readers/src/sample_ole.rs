//! Small files of the old Office formats for tests and benchmarks, built from the parts that matter.

use std::io::{Cursor, Write};

/// An OLE file of these streams.
pub fn ole(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for (name, bytes) in streams {
        let mut stream = file.create_stream(name).unwrap();
        stream.write_all(bytes).unwrap();
    }
    file.flush().unwrap();
    file.into_inner().into_inner()
}

/// A text in UTF-16.
pub fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// A record of a workbook.
pub fn record(id: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).unwrap();
    [&id.to_le_bytes(), &length.to_le_bytes(), data].concat()
}

/// A record of a cell, from row and column 0 on.
pub fn cell(id: u16, [row, column, style]: [u16; 3], data: &[u8]) -> Vec<u8> {
    let head = [row, column, style].map(u16::to_le_bytes).concat();
    record(id, &[&head, data].concat())
}

/// A text of a workbook, in two bytes a character and with its length before it.
pub fn string(text: &str) -> Vec<u8> {
    let length = text.encode_utf16().count() as u16;
    [&length.to_le_bytes()[..], &[1], &wide(text)].concat()
}

const BOF: u16 = 0x0809;
const EOF: u16 = 0x000A;

/// A workbook of these sheets (name, state, records), with the codes of cell styles 1, 2, 3 and so on and its shared texts.
pub fn xls(sheets: &[(&str, u8, Vec<u8>)], codes: &[&str], shared: &[&str]) -> Vec<u8> {
    let begin = record(BOF, &[0x00, 0x06, 0x05, 0x00]);
    let mut globals = record(0x00E0, &[0; 20]);
    for (id, code) in (164u16..).zip(codes) {
        let id = id.to_le_bytes();
        globals.extend(record(0x041E, &[&id[..], &string(code)].concat()));
        globals.extend(record(0x00E0, &[&[0; 2][..], &id, &[0; 16]].concat()));
    }
    let count = (shared.len() as u32).to_le_bytes();
    let texts: Vec<u8> = shared.iter().flat_map(|text| string(text)).collect();
    globals.extend(record(0x00FC, &[&count, &count, &texts[..]].concat()));
    let names = sheets.iter().map(|(name, ..)| 12 + wide(name).len());
    let mut at = begin.len() + globals.len() + names.sum::<usize>() + 4;
    let (mut list, mut parts) = (Vec::new(), Vec::new());
    for (name, state, records) in sheets {
        let head = [*state, 0, name.encode_utf16().count() as u8, 1];
        let place = (at as u32).to_le_bytes();
        list.extend(record(0x0085, &[&place[..], &head, &wide(name)].concat()));
        let sheet = [
            record(BOF, &[0x00, 0x06, 0x10, 0x00]),
            records.clone(),
            record(EOF, &[]),
        ];
        at += sheet.concat().len();
        parts.extend(sheet.concat());
    }
    let end = record(EOF, &[]);
    ole(&[("Workbook", &[begin, globals, list, end, parts].concat())])
}

/// A Word file of the old format.
#[derive(Clone, Default)]
pub struct Word {
    /// Paragraphs with their marks, each with its list of properties. Those of ASCII alone stand in one byte a character.
    pub paragraphs: Vec<(String, Vec<u8>)>,
    /// The text of the header.
    pub header: String,
    /// Runs of characters from and to, counted from the first of the text, each with its list of properties.
    pub runs: Vec<(usize, usize, Vec<u8>)>,
    /// Names of fonts.
    pub fonts: Vec<&'static str>,
    /// The stream of long properties.
    pub data: Vec<u8>,
    /// Flags beside that of the second table stream.
    pub flags: u16,
    /// The version; 0 is Word 97.
    pub version: u16,
}

/// Where the text begins, behind the head.
const TEXT: usize = 1024;

impl Word {
    /// The bytes of the file.
    pub fn bytes(&self) -> Vec<u8> {
        let body: usize = self.paragraphs.iter().map(|(text, _)| units(text)).sum();
        let header = (self.header.clone(), Vec::new());
        let mut word = vec![0; TEXT];
        let (mut starts, mut places) = (vec![0u32], Vec::new());
        // Where each character of the text stands, and one more.
        let mut offsets = Vec::new();
        let mut bounds = Vec::new();
        for (text, properties) in self.paragraphs.iter().chain([&header]) {
            let from = word.len() as u32;
            let width = if text.is_ascii() { 1 } else { 2 };
            offsets.extend((0..units(text)).map(|unit| from + unit as u32 * width));
            if text.is_ascii() {
                word.extend(text.as_bytes());
                places.push((from * 2) | 0x4000_0000);
            } else {
                word.extend(wide(text));
                places.push(from);
            }
            starts.push(offsets.len() as u32);
            bounds.push((from, word.len() as u32, paragraph_list(properties)));
        }
        let runs = self.runs.iter().map(|(from, to, list)| {
            let list = [&[list.len() as u8], &list[..]].concat();
            (offsets[*from], offsets[*to], list)
        });
        let runs: Vec<_> = runs.collect();
        let mut table = Vec::new();
        let mut parts = vec![(0u32, 0u32); 93];
        for (number, runs, step) in [(13, &bounds, 13), (12, &runs, 1)] {
            let list = pages(&mut word, runs, step);
            parts[number] = (table.len() as u32, list.len() as u32);
            table.extend(list);
        }
        let fonts: Vec<u8> = self.fonts.iter().flat_map(|name| font(name)).collect();
        let pieces = pieces(&starts, &places);
        for (number, part) in [(15, [&[0; 4], &fonts[..]].concat()), (33, pieces)] {
            parts[number] = (table.len() as u32, part.len() as u32);
            table.extend(part);
        }
        self.write_head(&mut word, body as u32, &parts);
        ole(&[
            ("WordDocument", &word),
            ("1Table", &table),
            ("Data", &self.data),
        ])
    }

    fn write_head(&self, word: &mut [u8], body: u32, parts: &[(u32, u32)]) {
        let version = if self.version == 0 { 193 } else { self.version };
        let mut put = |at: usize, bytes: &[u8]| word[at..at + bytes.len()].copy_from_slice(bytes);
        put(0, &0xA5ECu16.to_le_bytes());
        put(2, &version.to_le_bytes());
        put(10, &(0x0200 | self.flags).to_le_bytes());
        put(32, &14u16.to_le_bytes());
        put(62, &22u16.to_le_bytes());
        put(64 + 3 * 4, &body.to_le_bytes());
        put(64 + 5 * 4, &(units(&self.header) as u32).to_le_bytes());
        put(152, &93u16.to_le_bytes());
        for (index, (from, length)) in parts.iter().enumerate() {
            put(154 + index * 8, &from.to_le_bytes());
            put(158 + index * 8, &length.to_le_bytes());
        }
    }
}

fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

fn paragraph_list(properties: &[u8]) -> Vec<u8> {
    let list = [&[0, 0], properties, &[0][..properties.len() % 2]].concat();
    [&[0, (list.len() / 2) as u8], &list[..]].concat()
}

/// Adds a page a run, and gives the list of the pages.
fn pages(word: &mut Vec<u8>, runs: &[(u32, u32, Vec<u8>)], step: usize) -> Vec<u8> {
    word.resize(word.len().next_multiple_of(512), 0);
    let (mut starts, mut numbers) = (Vec::new(), Vec::new());
    for (from, to, list) in runs {
        starts.extend(from.to_le_bytes());
        numbers.extend(((word.len() / 512) as u32).to_le_bytes());
        let mut page = [&from.to_le_bytes(), &to.to_le_bytes(), &[11][..]].concat();
        page.resize((8 + step).max(22), 0);
        page.extend(list);
        page.resize(511, 0);
        page.push(1);
        word.extend(page);
    }
    let last = runs.last().map_or(0, |(_, to, _)| *to);
    [starts, last.to_le_bytes().to_vec(), numbers].concat()
}

fn pieces(starts: &[u32], places: &[u32]) -> Vec<u8> {
    let mut list: Vec<u8> = starts
        .iter()
        .flat_map(|start| start.to_le_bytes())
        .collect();
    for place in places {
        list.extend([0, 0]);
        list.extend(place.to_le_bytes());
        list.extend([0, 0]);
    }
    [&[2], &(list.len() as u32).to_le_bytes()[..], &list].concat()
}

fn font(name: &str) -> Vec<u8> {
    let name = [&[0; 39], &wide(name)[..], &[0, 0]].concat();
    [&[name.len() as u8], &name[..]].concat()
}

/// In a table of this depth.
pub fn inside(depth: u8) -> Vec<u8> {
    vec![0x16, 0x24, 1, 0x49, 0x66, depth, 0, 0, 0]
}

/// A row end with the edges of its cells in twentieths of a point, and the flags of each.
pub fn row_end(depth: u8, edges: &[i16], flags: &[u16]) -> Vec<u8> {
    let mut list = inside(depth);
    list.extend([if depth > 1 { 0x4C } else { 0x17 }, 0x24, 1]);
    list.extend(shape(edges, flags));
    list
}

/// The cells of a row.
pub fn shape(edges: &[i16], flags: &[u16]) -> Vec<u8> {
    let mut value = vec![(edges.len() - 1) as u8];
    value.extend(edges.iter().flat_map(|edge| edge.to_le_bytes()));
    for flags in flags {
        value.extend(flags.to_le_bytes());
        value.extend([0; 18]);
    }
    let length = (value.len() as u16 + 1).to_le_bytes();
    [&[0x08, 0xD6], &length[..], &value].concat()
}
