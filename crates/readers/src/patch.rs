//! Edits put into a docx or xlsx where they stand: the text of the named cells changes, everything else stays byte for byte.

pub(crate) mod attached;
pub(crate) mod hunk;
pub(crate) mod package;
pub(crate) mod span;
pub(crate) mod splice;

use crate::format::{self, Kind};
use crate::{Limits, ReadError, docx, xlsx};
pub use attached::with_attached;
use model::Place;

/// An edit of a page.
#[derive(Clone, Debug, PartialEq)]
pub enum PageEdit {
    /// The text of one cell, or of one paragraph outside tables.
    Cell(CellEdit),
    /// A row of a table below another one, like that one, with these texts by grid column. Labels before the first of them are repeated,
    /// or stay merged.
    InsertRow {
        /// A cell of the row above.
        after: Place,
        /// Grid column and text.
        texts: Vec<(u32, String)>,
    },
    /// A row taken out of a table.
    DeleteRow {
        /// A cell of it.
        at: Place,
    },
}

/// The text of one cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellEdit {
    /// The place that the reader gave it.
    pub at: Place,
    /// Its whole text as the reader gave it.
    pub from: String,
    /// Its whole text as it is to be; only what differs is touched.
    pub to: String,
}

/// A document with edits in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Patched {
    /// Its bytes; those that were given where no edit could be made.
    pub bytes: Vec<u8>,
    /// Groups that could not be put in, by their number from 0, each with the reason: what stands in the way and what to do.
    pub refused: Vec<(usize, String)>,
}

/// Whether documents of this format, as a reading names it, are patched.
pub fn is_patchable(format: &str) -> bool {
    matches!(format, "docx" | "xlsx")
}

/// Puts edits into a docx or xlsx. Of a group all edits are made or none.
///
/// # Errors
/// When the document cannot be opened, or is neither.
pub fn patch(
    bytes: &[u8],
    name: &str,
    groups: &[Vec<PageEdit>],
    limits: &Limits,
) -> Result<Patched, ReadError> {
    let patched = match format::kind(bytes, name) {
        Kind::Empty => return Err(ReadError::empty()),
        Kind::Container("docx") => docx::patch(bytes, groups, limits)?,
        Kind::Container("xlsx") => xlsx::patch(bytes, groups, limits)?,
        _ => {
            return Err(ReadError::unsupported(
                "原件以外的格式并改在原处",
                "只有 .docx 和 .xlsx 能在原件上改，请另存成其中一种。",
            ));
        }
    };
    let is_same = patched.bytes == bytes;
    if is_same || crate::read(&patched.bytes, name, limits).is_ok() {
        return Ok(patched);
    }
    // What could still be read in spite of its damage must not be lost to a change.
    let reason = "原件有损坏，改了以后就读不出来了；请用原来的软件打开，另存后再改";
    let refused = (0..groups.len()).map(|group| (group, reason.to_owned()));
    Ok(Patched {
        bytes: bytes.to_vec(),
        refused: refused.collect(),
    })
}

/// Characters that XML cannot hold.
pub(crate) fn refuse_unwritable(text: &str) -> Result<(), String> {
    let fits = |c: char| matches!(c, '\t' | '\n' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..);
    match text.chars().all(fits) {
        true => Ok(()),
        false => Err("要写的文字里有不能存进文件的控制字符，请去掉后再改".to_owned()),
    }
}

/// Text for the inside of an element.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            c => out.push(c),
        }
    }
    out
}

/// Why a cell that no longer says what it said is left alone.
pub(crate) fn moved_on(now: &str, from: &str) -> String {
    format!("这一格现在是“{now}”，不是要改的“{from}”；请重新核对后再改")
}

#[cfg(test)]
mod tests;
