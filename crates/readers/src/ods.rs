//! ODS → raw pages: each sheet as a block, cells with the text that the file itself says they show, merges and places kept.

mod rows;
mod text;

use crate::archive::Archive;
use crate::pages::Pages;
use crate::xml::{Node, parse};
use crate::{Limits, ReadError, sheet};
use model::page::RawDocument;

const PART: &str = "content.xml";

/// Reads a workbook. Hidden rows and columns are read and counted, hidden sheets are named in a note.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<RawDocument, ReadError> {
    let mut archive = Archive::open(bytes, limits)?;
    let manifest = archive.text("META-INF/manifest.xml")?;
    if manifest.is_some_and(|text| text.contains("encryption-data")) {
        return Err(ReadError::encrypted());
    }
    let Some(content) = archive.text(PART)? else {
        return Err(ReadError::damaged(&format!("缺少正文部分 {PART}")));
    };
    let tree = parse(&content, PART)?;
    let body = tree.root().and_then(|root| root.child("body"));
    let Some(sheets) = body.and_then(|body| body.child("spreadsheet")) else {
        return Err(ReadError::damaged(&format!("{PART} 里没有工作表")));
    };
    let hiding: Vec<String> = tree.named("style").filter_map(hiding_style).collect();
    let is_hidden = |table: &Node| {
        let style = table.attribute("style-name");
        style.is_some_and(|style| hiding.iter().any(|hiding| *hiding == *style))
    };
    let mut pages = Pages::new();
    let mut hidden = Vec::new();
    for table in sheets.children().filter(|child| child.is("table")) {
        let name = table.attribute("name").unwrap_or_default();
        if is_hidden(&table) {
            hidden.push(name);
            continue;
        }
        let found = rows::read(table, &name, limits, &mut pages)?;
        if let Some(block) = sheet::block(&name, found, limits, &mut pages)? {
            pages.block(block);
        }
    }
    let hidden: Vec<&str> = hidden.iter().map(|name| &**name).collect();
    sheet::note_hidden(&hidden, &mut pages);
    match pages.is_empty() {
        false => Ok(pages.finish()),
        true if archive.any(|name| name.starts_with("pictures/")) => Err(ReadError::no_text()),
        true => Err(ReadError::empty()),
    }
}

/// The name of a style that hides its sheet.
fn hiding_style(style: Node) -> Option<String> {
    let display = style.child("table-properties")?.attribute("display")?;
    (display == "false").then(|| style.attribute("name").map(String::from))?
}

#[cfg(test)]
mod tests;
