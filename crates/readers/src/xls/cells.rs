//! The cells and merges of one sheet: only cells that show something are kept.

use super::record::{BOF, EOF, Record, Records};
use super::workbook::{Sheet, Workbook};
use crate::ole::{u16_at, u32_at};
use crate::pages::Pages;
use crate::sheet::{self, Found, Range};
use crate::{Limits, ReadError};
use model::page::Typed;

const LABEL_SST: u16 = 0x00FD;
const LABEL: u16 = 0x0204;
const RICH_LABEL: u16 = 0x00D6;
const NUMBER: u16 = 0x0203;
const RK: u16 = 0x027E;
const MULTI_RK: u16 = 0x00BD;
const BOOL_OR_ERROR: u16 = 0x0205;
const FORMULA: u16 = 0x0006;
const STRING: u16 = 0x0207;
const BLANK: u16 = 0x0201;
const MULTI_BLANK: u16 = 0x00BE;
const MERGES: u16 = 0x00E5;
const DRAWING: u16 = 0x00EC;

/// What the records of a sheet hold.
pub(super) struct Read {
    pub(super) cells: Found,
    pub(super) has_picture: bool,
}

/// Reads a sheet. Fails when a cell beyond the grid shows something; empty ones beyond are a note.
pub(super) fn read(
    stream: &[u8],
    sheet: &Sheet,
    workbook: &Workbook,
    limits: &Limits,
    pages: &mut Pages,
) -> Result<Read, ReadError> {
    let mut scan = Scan {
        workbook,
        limits,
        pages,
        found: Found::default(),
        formula: None,
        beyond: false,
        has_picture: false,
    };
    // Charts in a sheet are parts of their own, with cells that are not the sheet's.
    let mut depth = 0;
    let mut is_whole = false;
    for record in Records::new(stream, sheet.at) {
        match record.id {
            BOF => depth += 1,
            EOF if depth <= 1 => {
                is_whole = true;
                break;
            }
            EOF => depth -= 1,
            _ if depth == 1 => scan.record(&record)?,
            _ => {}
        }
    }
    if !is_whole {
        let name = &sheet.name;
        return Err(ReadError::damaged(&format!("工作表“{name}”中断")));
    }
    if scan.beyond {
        sheet::note_cut(&sheet.name, limits, scan.pages);
    }
    scan.found.sort();
    Ok(Read {
        has_picture: scan.has_picture,
        cells: scan.found,
    })
}

/// A sheet while its records are read.
struct Scan<'a> {
    workbook: &'a Workbook,
    limits: &'a Limits,
    pages: &'a mut Pages,
    found: Found,
    /// The cell whose formula gives a text, which stands in a later record.
    formula: Option<Cell>,
    beyond: bool,
    has_picture: bool,
}

/// Where a cell stands and how it is shown.
#[derive(Clone, Copy)]
struct Cell {
    row: u32,
    column: u32,
    style: u16,
}

impl Cell {
    fn of(data: &[u8]) -> Option<Cell> {
        Some(Cell {
            row: u32::from(u16_at(data, 0)?) + 1,
            column: u32::from(u16_at(data, 2)?) + 1,
            style: u16_at(data, 4)?,
        })
    }
}

impl Scan<'_> {
    fn record(&mut self, record: &Record) -> Result<(), ReadError> {
        let data = record.data;
        match record.id {
            MERGES => self.merges(data),
            DRAWING => self.has_picture = true,
            MULTI_RK => return self.several(data),
            MULTI_BLANK => self.blank(data),
            STRING => {
                if let Some((cell, text)) = self.formula.take().zip(record.from(0).text()) {
                    self.text(cell, &text)?;
                }
            }
            _ => {
                if let Some(cell) = Cell::of(data) {
                    self.cell(record, cell)?;
                }
            }
        }
        Ok(())
    }

    fn cell(&mut self, record: &Record, cell: Cell) -> Result<(), ReadError> {
        let data = record.data;
        match record.id {
            LABEL_SST => {
                let workbook = self.workbook;
                let text = u32_at(data, 6).and_then(|index| workbook.string(index));
                self.text(cell, text.unwrap_or_default())
            }
            LABEL | RICH_LABEL => self.text(cell, &record.from(6).text().unwrap_or_default()),
            NUMBER => float(data, 6).map_or(Ok(()), |number| self.number(cell, number)),
            RK => u32_at(data, 6).map_or(Ok(()), |number| self.number(cell, rk(number))),
            BOOL_OR_ERROR => match data.get(6..8) {
                Some(&[value, kind]) => self.word(cell, value, kind != 0),
                _ => Ok(()),
            },
            FORMULA => self.result(cell, data),
            BLANK => {
                self.blank(data);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// The saved result of a formula.
    fn result(&mut self, cell: Cell, data: &[u8]) -> Result<(), ReadError> {
        self.formula = None;
        match data.get(6..14) {
            Some(&[kind, _, value, _, _, _, 0xFF, 0xFF]) => match kind {
                0 => self.formula = Some(cell),
                1 => return self.word(cell, value, false),
                2 => return self.word(cell, value, true),
                _ => {}
            },
            Some(_) => {
                if let Some(number) = float(data, 6) {
                    return self.number(cell, number);
                }
            }
            None => {}
        }
        Ok(())
    }

    fn several(&mut self, data: &[u8]) -> Result<(), ReadError> {
        let Some(first) = Cell::of(data) else {
            return Ok(());
        };
        let pairs = data.get(4..).unwrap_or_default().chunks_exact(6);
        for (column, pair) in (first.column..).zip(pairs) {
            let style = u16_at(pair, 0).unwrap_or(0);
            let cell = Cell {
                column,
                style,
                ..first
            };
            self.number(cell, rk(u32_at(pair, 2).unwrap_or(0)))?;
        }
        Ok(())
    }

    fn number(&mut self, cell: Cell, number: f64) -> Result<(), ReadError> {
        let format = self.workbook.format(cell.style);
        let (text, typed) = format.shown(&number.to_string(), self.workbook.from_1904);
        self.add(cell, &text, typed)
    }

    fn text(&mut self, cell: Cell, text: &str) -> Result<(), ReadError> {
        let text = self.workbook.format(cell.style).text(text);
        self.add(cell, &text.replace('\r', ""), None)
    }

    fn word(&mut self, cell: Cell, value: u8, is_error: bool) -> Result<(), ReadError> {
        if is_error {
            return self.add(cell, error(value), None);
        }
        let word = if value != 0 { "TRUE" } else { "FALSE" };
        self.add(cell, word, Some(Typed::Bool(value != 0)))
    }

    fn add(&mut self, cell: Cell, text: &str, typed: Option<Typed>) -> Result<(), ReadError> {
        let at = (cell.row, cell.column);
        self.found.add(at, text, typed, self.limits, self.pages)
    }

    fn blank(&mut self, data: &[u8]) {
        let row = u16_at(data, 0).map_or(0, |row| u32::from(row) + 1);
        self.beyond |= row > self.limits.grid_rows;
    }

    fn merges(&mut self, data: &[u8]) {
        let ranges = data.get(2..).unwrap_or_default().chunks_exact(8);
        self.found.merges.extend(ranges.map(|range| {
            let edge = |at| u16_at(range, at).map_or(1, |edge| u32::from(edge) + 1);
            Range::of((edge(0), edge(4)), (edge(2), edge(6)))
        }));
    }
}

fn float(data: &[u8], at: usize) -> Option<f64> {
    let eight = data.get(at..at + 8)?;
    Some(f64::from_le_bytes(eight.try_into().ok()?))
}

/// A number in 32 bits: the upper part of a float or an integer, as it is or in hundredths.
fn rk(number: u32) -> f64 {
    let value = if number & 2 != 0 {
        f64::from(number as i32 >> 2)
    } else {
        f64::from_bits(u64::from(number & !3) << 32)
    };
    if number & 1 != 0 {
        value / 100.0
    } else {
        value
    }
}

fn error(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        _ => "#N/A",
    }
}
