//! The form as a Word document, written by hand: the parts of the package, the styles of official papers, one section a form.

mod document;
mod parts;

use crate::letters::Letter;
use crate::paper::Paper;
use std::io::{Cursor, Write};
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// The document with these forms, each beginning on a page of its own.
///
/// # Errors
/// When the package cannot be written.
pub fn document(title: &str, papers: &[Paper]) -> Result<Vec<u8>, ZipError> {
    package(title, document::document(papers))
}

/// A letter, on its side where its tables are wide.
///
/// # Errors
/// When the package cannot be written.
pub fn letter(letter: &Letter) -> Result<Vec<u8>, ZipError> {
    package(&letter.title, document::letter(letter))
}

fn package(title: &str, body: String) -> Result<Vec<u8>, ZipError> {
    let parts = [
        ("[Content_Types].xml", parts::CONTENT_TYPES.to_owned()),
        ("_rels/.rels", parts::RELATIONS.to_owned()),
        ("docProps/core.xml", parts::core(title)),
        ("word/document.xml", body),
        ("word/styles.xml", parts::styles()),
        ("word/settings.xml", parts::SETTINGS.to_owned()),
        ("word/footer1.xml", parts::footer()),
        (
            "word/_rels/document.xml.rels",
            parts::DOCUMENT_RELATIONS.to_owned(),
        ),
    ];
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        archive.start_file(name, options)?;
        archive.write_all(text.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}

/// Text inside XML; signs that XML cannot hold are left out.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if (c.is_control() && c != '\t') || matches!(c, '\u{FFFE}' | '\u{FFFF}') => {}
            c => out.push(c),
        }
    }
    out
}
