//! Edits put into a Word document: runs, paragraphs and merged cells stay, and every byte outside of the changed text.

mod cell;
mod glyphs;
mod guard;
mod locate;
mod rows;

use crate::archive::Archive;
use crate::office::main_part;
use crate::patch::package::with_parts;
use crate::patch::splice::{Splice, Splices};
use crate::patch::{PageEdit, Patched};
use crate::xml::parse;
use crate::{Limits, ReadError};
use locate::Map;

/// Puts groups of edits into a document; of a group all edits are made or none.
pub(crate) fn patch(
    bytes: &[u8],
    groups: &[Vec<PageEdit>],
    limits: &Limits,
) -> Result<Patched, ReadError> {
    let mut archive = Archive::open(bytes, limits)?;
    let part = main_part(&mut archive, "word/document.xml")?;
    let signed = archive.any(|name| name.starts_with("_xmlsignatures/"));
    let Some(text) = archive.text(&part)? else {
        return Err(ReadError::damaged(&format!("缺少正文部分 {part}")));
    };
    let tree = parse(&text, &part)?;
    let body = tree.root().and_then(|root| root.child("body"));
    let body = body.ok_or_else(|| ReadError::damaged(&format!("{part} 里没有正文")))?;
    let map = Map::of(body, limits);
    let mut splices = Splices::default();
    let mut refused = Vec::new();
    for (number, group) in groups.iter().enumerate() {
        let made = match signed {
            true => Err(SIGNED.to_owned()),
            false => made(group, &map, &text),
        };
        if let Err(reason) = made.and_then(|made| splices.add(made)) {
            refused.push((number, reason));
        }
    }
    if splices.is_empty() {
        let bytes = bytes.to_vec();
        return Ok(Patched { bytes, refused });
    }
    let bytes = with_parts(bytes, &[(&part, &splices.applied(&text))], limits)?;
    Ok(Patched { bytes, refused })
}

const SIGNED: &str =
    "文件有数字签名，改动会使签名失效；请在 Word 或 WPS 中去掉签名、改好后重新签名";

fn made(group: &[PageEdit], map: &Map, text: &str) -> Result<Vec<Splice>, String> {
    let mut splices = Vec::new();
    for edit in group {
        splices.extend(match edit {
            PageEdit::Cell(edit) => cell::edit(edit, map, text)?,
            PageEdit::InsertRow { after, texts } => rows::insert(map.cell(after)?, texts, text)?,
            PageEdit::DeleteRow { at } => rows::delete(map.cell(at)?, text)?,
        });
    }
    Ok(splices)
}
