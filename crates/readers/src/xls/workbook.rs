//! What all sheets share: their names, the texts they refer to, the formats of their cells.

use super::outdated;
use super::record::{BOF, EOF, Record, Records};
use crate::ReadError;
use crate::ole::{u16_at, u32_at};
use crate::sheet::{Format, GENERAL, builtin};
use std::collections::HashMap;

/// Shared texts of a workbook; a file of empty ones would have many more.
const STRINGS: usize = 4_000_000;

const BIFF8: u16 = 0x0600;
const FILE_PASS: u16 = 0x002F;
const BOUND_SHEET: u16 = 0x0085;
const DATE_MODE: u16 = 0x0022;
const FORMAT: u16 = 0x041E;
const XF: u16 = 0x00E0;
const SST: u16 = 0x00FC;
const DRAWINGS: u16 = 0x00EB;

/// A workbook without its cells.
#[derive(Default)]
pub(super) struct Workbook {
    pub(super) sheets: Vec<Sheet>,
    /// Whether day 0 is 1904-01-01.
    pub(super) from_1904: bool,
    pub(super) has_picture: bool,
    strings: Vec<Box<str>>,
    /// The format id of each cell style.
    styles: Vec<u16>,
    formats: HashMap<u16, Format>,
}

/// A sheet of a workbook.
pub(super) struct Sheet {
    pub(super) name: String,
    /// Where its records begin.
    pub(super) at: usize,
    pub(super) hidden: bool,
}

impl Workbook {
    /// Reads the records before the sheets. Sheets of charts and macros are left out.
    pub(super) fn read(stream: &[u8]) -> Result<Workbook, ReadError> {
        let mut workbook = Workbook::default();
        let mut codes: HashMap<u16, String> = HashMap::new();
        let mut is_whole = false;
        for record in Records::new(stream, 0) {
            match record.id {
                EOF => {
                    is_whole = true;
                    break;
                }
                BOF if u16_at(record.data, 0) != Some(BIFF8) => return Err(outdated()),
                FILE_PASS => return Err(ReadError::encrypted()),
                BOUND_SHEET => workbook.sheets.extend(sheet(&record)),
                DATE_MODE => workbook.from_1904 = u16_at(record.data, 0) == Some(1),
                FORMAT => {
                    let code = u16_at(record.data, 0).zip(record.from(2).text());
                    codes.extend(code);
                }
                XF => workbook.styles.push(u16_at(record.data, 2).unwrap_or(0)),
                SST => workbook.strings = strings(&record)?,
                DRAWINGS => workbook.has_picture = true,
                _ => {}
            }
        }
        if !is_whole {
            return Err(ReadError::damaged("Workbook 部分中断"));
        }
        for id in &workbook.styles {
            workbook.formats.entry(*id).or_insert_with(|| {
                let code = codes.get(id).map(String::as_str);
                Format::parse(code.unwrap_or_else(|| builtin((*id).into())))
            });
        }
        Ok(workbook)
    }

    /// A shared text.
    pub(super) fn string(&self, index: u32) -> Option<&str> {
        self.strings.get(index as usize).map(|text| &**text)
    }

    /// The format of a cell style.
    pub(super) fn format(&self, style: u16) -> &Format {
        let id = self.styles.get(usize::from(style));
        id.and_then(|id| self.formats.get(id)).unwrap_or(&GENERAL)
    }
}

fn sheet(record: &Record) -> Option<Sheet> {
    let (state, kind) = (record.data.get(4)?, record.data.get(5)?);
    let mut name = record.from(6);
    let length = name.u8()?;
    (*kind == 0).then_some(Sheet {
        name: name.text_of(length.into())?,
        at: u32_at(record.data, 0)? as usize,
        hidden: state & 3 != 0,
    })
}

fn strings(record: &Record) -> Result<Vec<Box<str>>, ReadError> {
    let count = u32_at(record.data, 4).unwrap_or(0) as usize;
    if count > STRINGS {
        let limit = format!("{STRINGS} 条");
        return Err(ReadError::too_large("工作簿里的文字条数", &limit));
    }
    let mut cursor = record.from(8);
    let texts = std::iter::from_fn(|| cursor.text());
    Ok(texts.take(count).map(String::into_boxed_str).collect())
}
