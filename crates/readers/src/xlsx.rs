//! XLSX → raw pages: each sheet as a block, cells as the sheet shows them, merges and places kept.
//!
//! Sheets are streamed with quick-xml and not read with calamine: the shown text needs number formats, and a sheet full of empty
//! styled cells must not cost its size in memory.

mod cells;
mod patch;
mod stream;
mod workbook;

use crate::archive::Archive;
use crate::office::main_part;
use crate::pages::Pages;
use crate::sheet;
use crate::{Limits, ReadError};
use model::page::RawDocument;
pub(crate) use patch::patch;
use workbook::Workbook;

/// Reads a workbook. Hidden rows and columns are read and counted, hidden sheets are named in a note.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<RawDocument, ReadError> {
    let mut archive = Archive::open(bytes, limits)?;
    let part = main_part(&mut archive, "xl/workbook.xml")?;
    let workbook = Workbook::read(&mut archive, &part)?;
    let mut pages = Pages::new();
    let hidden: Vec<&str> = workbook
        .sheets
        .iter()
        .filter(|sheet| sheet.hidden)
        .map(|sheet| sheet.name.as_str())
        .collect();
    for sheet in workbook.sheets.iter().filter(|sheet| !sheet.hidden) {
        let found = cells::read(&mut archive, sheet, &workbook, limits, &mut pages)?;
        if let Some(block) = sheet::block(&sheet.name, found, limits, &mut pages)? {
            pages.block(block);
        }
    }
    sheet::note_hidden(&hidden, &mut pages);
    if pages.is_empty() {
        let is_picture = |name: &str| name.starts_with("xl/media/");
        return Err(if archive.any(is_picture) {
            ReadError::no_text()
        } else {
            ReadError::empty()
        });
    }
    Ok(pages.finish())
}

#[cfg(test)]
mod tests;
