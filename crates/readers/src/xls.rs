//! XLS and ET (BIFF8 in OLE) → raw pages: each sheet as a block, cells as the sheet shows them, merges and places kept.
//!
//! Records are read here and not with a library: the shown text needs number formats, which those we tried do not hand on.

mod cells;
mod record;
mod workbook;

use crate::ole::Ole;
use crate::pages::Pages;
use crate::{Limits, ReadError, sheet};
use model::page::RawDocument;
use workbook::Workbook;

/// Reads a workbook. Hidden rows and columns are read and counted, hidden sheets are named in a note.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<RawDocument, ReadError> {
    let ole = Ole::open(bytes)?;
    let Some(stream) = ole.stream("Workbook")? else {
        return Err(if ole.has("Book") {
            outdated()
        } else {
            ReadError::damaged("缺少 Workbook 部分")
        });
    };
    let workbook = Workbook::read(&stream)?;
    let mut pages = Pages::new();
    let mut has_picture = workbook.has_picture;
    for sheet in workbook.sheets.iter().filter(|sheet| !sheet.hidden) {
        let found = cells::read(&stream, sheet, &workbook, limits, &mut pages)?;
        has_picture |= found.has_picture;
        if let Some(block) = sheet::block(&sheet.name, found.cells, limits, &mut pages)? {
            pages.block(block);
        }
    }
    let hidden = workbook.sheets.iter().filter(|sheet| sheet.hidden);
    let hidden: Vec<&str> = hidden.map(|sheet| sheet.name.as_str()).collect();
    sheet::note_hidden(&hidden, &mut pages);
    match pages.is_empty() {
        false => Ok(pages.finish()),
        true if has_picture => Err(ReadError::no_text()),
        true => Err(ReadError::empty()),
    }
}

/// A workbook of the time before Excel 97.
fn outdated() -> ReadError {
    ReadError::unsupported(
        "Excel 95 及更早版本的工作簿",
        "请用 Excel 或 WPS 打开，另存为 .xlsx 后再提供。",
    )
}

#[cfg(test)]
mod tests;
