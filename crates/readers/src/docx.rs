//! DOCX → raw pages: paragraphs and tables of the body as they are shown, tracked changes taken as accepted.
//!
//! Left out: headers, footers, notes and the numbers that Word itself counts. Headers are looked at for a 密级 mark.

mod paragraph;
mod patch;
mod table;
mod walk;

use crate::archive::Archive;
use crate::office::{main_part, relations};
use crate::pages::{Pages, trimmed};
use crate::ruled::Content;
use crate::xml::{Node, parse};
use crate::{Limits, ReadError, classified};
use model::page::RawDocument;
pub(crate) use patch::patch;
use walk::shown_children;

/// Reads a Word document, transitional or strict.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<RawDocument, ReadError> {
    let mut archive = Archive::open(bytes, limits)?;
    let part = main_part(&mut archive, "word/document.xml")?;
    refuse_marked_headers(&mut archive, &part)?;
    let Some(text) = archive.text(&part)? else {
        return Err(ReadError::damaged(&format!("缺少正文部分 {part}")));
    };
    let tree = parse(&text, &part)?;
    let body = tree.root().and_then(|root| root.child("body"));
    let body = body.ok_or_else(|| ReadError::damaged(&format!("{part} 里没有正文")))?;
    let mut reader = Reader {
        limits,
        pages: Pages::new(),
        tables: 0,
        paragraphs: 0,
        has_picture: false,
    };
    reader.flow(body, 0, &mut Target::Body)?;
    let pages = reader.pages.finish();
    let has_text = pages
        .blocks
        .iter()
        .flat_map(|block| &block.rows)
        .flat_map(|row| &row.cells)
        .any(|cell| !cell.is_empty() || !cell.nested.is_empty());
    match has_text {
        true => Ok(pages),
        false if reader.has_picture => Err(ReadError::no_text()),
        false => Err(ReadError::empty()),
    }
}

fn refuse_marked_headers(archive: &mut Archive, part: &str) -> Result<(), ReadError> {
    if !archive.any(|name| name.contains("header")) {
        return Ok(());
    }
    for relation in relations(archive, part)?
        .into_iter()
        .filter(|relation| relation.kind == "header")
    {
        // A broken header is no reason to refuse the body.
        let Ok(Some(text)) = archive.text(&relation.target) else {
            continue;
        };
        let Ok(tree) = parse(&text, &relation.target) else {
            continue;
        };
        let paragraphs = tree.named("p");
        let mut texts = paragraphs.map(|node| paragraph::read(node).text);
        if texts.any(|text| text.lines().any(|line| classified::is_mark(line, true))) {
            return Err(ReadError::classified());
        }
    }
    Ok(())
}

/// Reads one document.
struct Reader<'l> {
    limits: &'l Limits,
    pages: Pages,
    /// Tables begun so far, inner ones too.
    tables: u32,
    /// Paragraphs outside tables so far, blank ones too.
    paragraphs: u32,
    has_picture: bool,
}

/// Where paragraphs and tables go.
enum Target<'c> {
    Body,
    Cell(&'c mut Content),
}

impl Reader<'_> {
    /// Reads the paragraphs and tables of a body, cell or text box.
    fn flow(&mut self, node: Node, depth: usize, target: &mut Target) -> Result<(), ReadError> {
        if depth > self.limits.nesting {
            let limit = format!("{} 层", self.limits.nesting);
            return Err(ReadError::too_large("表格或文本框的嵌套层数", &limit));
        }
        for child in shown_children(node) {
            match child.name() {
                "p" => self.paragraph(child, depth, target)?,
                "tbl" => {
                    let Some(block) = self.table(child, depth)? else {
                        continue;
                    };
                    match target {
                        Target::Body => self.pages.block(block),
                        Target::Cell(content) => content.nested.push(block),
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn paragraph(
        &mut self,
        node: Node,
        depth: usize,
        target: &mut Target,
    ) -> Result<(), ReadError> {
        let paragraph = paragraph::read(node);
        self.has_picture |= paragraph.has_picture;
        match target {
            Target::Body => {
                self.paragraphs += 1;
                let text = trimmed(&paragraph.text);
                if !text.is_empty() {
                    self.pages.prose(text, self.paragraphs)?;
                }
            }
            Target::Cell(content) => content.line(paragraph.text.trim_end()),
        }
        for text_box in paragraph.text_boxes {
            self.flow(text_box, depth + 1, target)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
