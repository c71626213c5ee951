//! The cells and merges of one sheet, streamed: only cells that show something are kept.

use super::stream::{Text, event_text, failure, refused};
use super::workbook::{Sheet, Workbook};
use crate::archive::Archive;
use crate::office::unescape;
use crate::pages::Pages;
use crate::sheet::{Found, Range, date, note_cut, reference};
use crate::xml::local;
use crate::{Limits, ReadError};
use model::Place;
use model::page::Typed;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;
use std::io::BufRead;

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
        pages,
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
        note_cut(&sheet.name, limits, scan.pages);
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
        scan.pages.note(
            "formula_without_value",
            message,
            scan.bare_formulas.iter().take(20).map(place).collect(),
        );
    }
    scan.found.sort();
    Ok(scan.found)
}

/// A sheet while it is streamed.
struct Scan<'a> {
    workbook: &'a Workbook,
    limits: &'a Limits,
    pages: &'a mut Pages,
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
        let added = self
            .found
            .add((row, column), &text, typed, self.limits, self.pages);
        self.refusal = added.err();
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
            Kind::Number => format.shown(written.trim(), self.workbook.from_1904),
        };
        (!text.trim().is_empty()).then_some((text, typed))
    }
}

fn attribute<'t>(tag: &'t BytesStart, name: &str) -> Option<Cow<'t, str>> {
    tag.try_get_attribute(name)
        .ok()
        .flatten()
        .map(|attribute| attribute.value)
}
