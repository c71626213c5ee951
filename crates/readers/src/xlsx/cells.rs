//! The cells and merges of one sheet, streamed: only cells that show something are kept.

use super::workbook::{Sheet, Workbook};
use super::{date, number};
use crate::archive::Archive;
use crate::office::unescape;
use crate::pages::{Pages, trimmed, within_grid};
use crate::{Limits, ReadError};
use model::page::Typed;
use model::{Exact, Place};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;
use std::io::{self, BufRead};

/// What a sheet holds.
#[derive(Default)]
pub(super) struct Found {
    /// Cells that show something, by row and column.
    pub(super) cells: Vec<Shown>,
    /// Merged ranges as stated, in the order of the file.
    pub(super) merges: Vec<Range>,
}

/// A cell that shows something.
pub(super) struct Shown {
    pub(super) row: u32,
    pub(super) column: u32,
    pub(super) text: String,
    pub(super) typed: Option<Typed>,
}

/// A range of cells, from 1, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Range {
    pub(super) top: u32,
    pub(super) left: u32,
    pub(super) bottom: u32,
    pub(super) right: u32,
}

/// Reads a sheet. Fails when a cell beyond the grid shows something; empty ones beyond are a note.
pub(super) fn read(
    archive: &mut Archive,
    sheet: &Sheet,
    workbook: &Workbook,
    limits: &Limits,
    pages: &mut Pages,
) -> Result<Found, ReadError> {
    let mut scan = Scan {
        workbook,
        limits,
        found: Found::default(),
        row: 0,
        column: 0,
        cell: Raw::default(),
        beyond: false,
        bare_formulas: Vec::new(),
        refusal: None,
    };
    let outcome = match archive.stream(&sheet.part)? {
        None => {
            return Err(ReadError::damaged(&format!(
                "缺少工作表部分 {}",
                sheet.part
            )));
        }
        Some(stream) => scan.run(Reader::from_reader(stream)),
    };
    if let Some(refusal) = scan.refusal {
        return Err(refusal);
    }
    outcome.map_err(|error| failure(error, archive, &sheet.part))?;
    if scan.beyond {
        let message = format!(
            "工作表“{}”在第 {} 行或第 {} 列以外只有空单元格，已略去。",
            sheet.name, limits.grid_rows, limits.grid_columns
        );
        pages.note("grid_cut", message, Vec::new());
    }
    if !scan.bare_formulas.is_empty() {
        let place = |&(row, column)| Place::Sheet {
            sheet: sheet.name.clone(),
            row,
            column,
        };
        let message = format!(
            "工作表“{}”有 {} 处公式没有保存计算结果，按空白读取；请用 Excel 或 WPS 打开并保存一次。",
            sheet.name,
            scan.bare_formulas.len()
        );
        pages.note(
            "formula_without_value",
            message,
            scan.bare_formulas.iter().take(20).map(place).collect(),
        );
    }
    let cells = &mut scan.found.cells;
    // Cells come in order from every program known, but nothing makes them.
    if !cells.is_sorted_by_key(|cell| (cell.row, cell.column)) {
        cells.sort_by_key(|cell| (cell.row, cell.column));
    }
    cells.dedup_by_key(|cell| (cell.row, cell.column));
    Ok(scan.found)
}

/// A sheet while it is streamed.
struct Scan<'a> {
    workbook: &'a Workbook,
    limits: &'a Limits,
    found: Found,
    row: u32,
    column: u32,
    cell: Raw,
    beyond: bool,
    bare_formulas: Vec<(u32, u32)>,
    refusal: Option<ReadError>,
}

/// A cell as written.
#[derive(Default)]
struct Raw {
    kind: Kind,
    style: usize,
    has_formula: bool,
    has_value: bool,
    text: Text,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Kind {
    #[default]
    Number,
    Shared,
    Text,
    Bool,
    Date,
}

impl Scan<'_> {
    fn run(&mut self, mut reader: Reader<impl BufRead>) -> Result<(), quick_xml::Error> {
        let mut buffer = Vec::new();
        loop {
            let event = reader.read_event_into(&mut buffer)?;
            match &event {
                Event::Start(tag) => self.start(tag),
                Event::Empty(tag) => {
                    let name = tag.name();
                    self.start(tag);
                    self.end(local(name.as_ref()));
                }
                Event::End(tag) => self.end(local(tag.name().as_ref())),
                Event::DocType(_) => return Err(refused()),
                Event::Eof => return Ok(()),
                event => {
                    if let Some(part) = event_text(event) {
                        self.cell.text.push(&part);
                    }
                }
            }
            if self.refusal.is_some() {
                return Ok(());
            }
            buffer.clear();
        }
    }

    fn start(&mut self, tag: &BytesStart) {
        match local(tag.name().as_ref()) {
            "row" => {
                let stated = attribute(tag, "r").and_then(|row| row.parse().ok());
                self.row = stated.unwrap_or(self.row.saturating_add(1)).max(1);
                self.column = 0;
            }
            "c" => self.begin_cell(tag),
            "f" => self.cell.has_formula = true,
            "v" => {
                self.cell.has_value = true;
                self.cell.text.begins("t");
            }
            "mergeCell" => {
                let range = attribute(tag, "ref").and_then(|range| Range::parse(&range));
                self.found.merges.extend(range);
            }
            name => self.cell.text.begins(name),
        }
    }

    fn begin_cell(&mut self, tag: &BytesStart) {
        let mut cell = Raw::default();
        let mut stated = None;
        for attribute in tag.attributes().with_checks(false).flatten() {
            let value = &attribute.value;
            match attribute.key.as_ref() {
                "r" => stated = reference(value),
                "s" => cell.style = value.parse().unwrap_or(0),
                "t" => {
                    cell.kind = match &**value {
                        "s" => Kind::Shared,
                        "str" | "inlineStr" | "e" => Kind::Text,
                        "b" => Kind::Bool,
                        "d" => Kind::Date,
                        _ => Kind::Number,
                    }
                }
                _ => {}
            }
        }
        self.column = stated.map_or(self.column.saturating_add(1), |(column, _)| column);
        if let (Some((_, row)), 0) = (stated, self.row) {
            self.row = row;
        }
        self.cell = cell;
    }

    fn end(&mut self, name: &str) {
        match name {
            "c" => self.end_cell(),
            "v" => self.cell.text.ends("t"),
            name => self.cell.text.ends(name),
        }
    }

    fn end_cell(&mut self) {
        let (row, column) = (self.row.max(1), self.column.max(1));
        let cell = std::mem::take(&mut self.cell);
        let is_inside = row <= self.limits.grid_rows && column <= self.limits.grid_columns;
        if cell.has_formula && !cell.has_value && is_inside {
            self.bare_formulas.push((row, column));
        }
        let Some((text, typed)) = self.shown(cell) else {
            self.beyond |= !is_inside;
            return;
        };
        match within_grid(row, column, self.limits) {
            Ok(()) => self.found.cells.push(Shown {
                row,
                column,
                text,
                typed,
            }),
            Err(refusal) => self.refusal = Some(refusal),
        }
    }

    /// The text of a cell as the sheet shows it; `None` when it shows nothing.
    fn shown(&self, mut cell: Raw) -> Option<(String, Option<Typed>)> {
        let written = cell.text.take();
        if written.is_empty() {
            return None;
        }
        let format = self.workbook.format(cell.style);
        let (text, typed) = match cell.kind {
            Kind::Shared => {
                let text = written
                    .trim()
                    .parse()
                    .ok()
                    .and_then(|index| self.workbook.string(index));
                (format.text(text?), None)
            }
            Kind::Text => (format.text(&unescape(&written)), None),
            Kind::Bool => {
                let is_true = matches!(written.trim(), "1" | "true");
                (
                    if is_true { "TRUE" } else { "FALSE" }.to_owned(),
                    Some(Typed::Bool(is_true)),
                )
            }
            Kind::Date => {
                let day = date::iso(written.trim());
                (written.trim().to_owned(), day.map(Typed::Date))
            }
            Kind::Number => match number::exact(written.trim()) {
                None => (written.trim().to_owned(), None),
                Some(number) => {
                    let day = format
                        .has_date()
                        .then(|| date::day(number, self.workbook.from_1904))
                        .flatten();
                    let typed = day.map_or(Typed::Number(Exact(number)), Typed::Date);
                    (format.number(number, self.workbook.from_1904), Some(typed))
                }
            },
        };
        let text = trimmed(&text);
        (!text.is_empty()).then(|| (text.to_owned(), typed))
    }
}

impl Range {
    fn parse(text: &str) -> Option<Range> {
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
fn reference(text: &str) -> Option<(u32, u32)> {
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

fn attribute<'t>(tag: &'t BytesStart, name: &str) -> Option<Cow<'t, str>> {
    tag.try_get_attribute(name)
        .ok()
        .flatten()
        .map(|attribute| attribute.value)
}

/// The text of `t` elements, those of furigana left out.
#[derive(Default)]
pub(super) struct Text {
    text: String,
    open: bool,
    furigana: bool,
}

impl Text {
    pub(super) fn begins(&mut self, name: &str) {
        match name {
            "t" => self.open = !self.furigana,
            "rPh" => self.furigana = true,
            _ => {}
        }
    }

    pub(super) fn ends(&mut self, name: &str) {
        match name {
            "t" => self.open = false,
            "rPh" => self.furigana = false,
            _ => {}
        }
    }

    pub(super) fn push(&mut self, text: &str) {
        if self.open {
            self.text.push_str(text);
        }
    }

    pub(super) fn take(&mut self) -> String {
        std::mem::take(&mut self.text)
    }
}

/// A name without its prefix.
pub(super) fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// The characters that an event stands for.
pub(super) fn event_text<'e>(event: &'e Event) -> Option<Cow<'e, str>> {
    match event {
        Event::Text(text) => Some(text.xml10_content()),
        Event::CData(text) => Some(text.xml10_content()),
        Event::GeneralRef(name) => {
            let char = match &**name {
                "lt" => Some('<'),
                "gt" => Some('>'),
                "amp" => Some('&'),
                "quot" => Some('"'),
                "apos" => Some('\''),
                _ => name.resolve_char_ref().ok().flatten(),
            };
            char.map(|c| Cow::Owned(c.to_string()))
        }
        _ => None,
    }
}

/// A DTD was met; entities are never expanded.
pub(super) fn refused() -> quick_xml::Error {
    io::Error::new(io::ErrorKind::Unsupported, "DTD").into()
}

/// What an error of the XML means for the file.
pub(super) fn failure(error: quick_xml::Error, archive: &Archive, part: &str) -> ReadError {
    match error {
        quick_xml::Error::Io(error) if error.kind() == io::ErrorKind::Unsupported => {
            ReadError::damaged(&format!("{part} 含有外部实体声明，出于安全不读取"))
        }
        quick_xml::Error::Io(error) => archive.failure(&error, part),
        _ => ReadError::damaged(&format!("{part} 中断或不合格式")),
    }
}
