//! Painters: one laid-out form, one module a kind of file. Equal input gives equal bytes.

pub mod docx;
pub mod html;
pub mod markdown;
#[cfg(feature = "pdf")]
pub mod ofd;
#[cfg(feature = "pdf")]
pub mod pdf;
pub mod xlsx;

use std::io::{Cursor, Write};
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// What a page is made of, in millimetres: A4 with the margins of official papers.
pub(crate) const PAGE: (u32, u32) = (210, 297);

/// Top and bottom, left and right.
pub(crate) const MARGINS: (u32, u32) = (25, 20);

/// A package of these parts. No part has a date, so that equal parts give equal bytes.
pub(crate) fn package<N: AsRef<str>>(parts: &[(N, String)]) -> Result<Vec<u8>, ZipError> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        archive.start_file(name.as_ref(), options)?;
        archive.write_all(text.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}

/// Text inside XML; signs that XML cannot hold are left out.
pub(crate) fn escape(text: &str) -> String {
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
