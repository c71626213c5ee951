//! Which format a document has: by its content, and only where that leaves a choice by its name.

mod refusal;
mod signature;

use crate::encoding::{Decoded, decode};
use crate::{ReadError, csv, json, markdown};
pub(crate) use refusal::refusal;
use signature::by_signature;

/// A document whose format is decided.
pub(crate) enum Kind {
    /// No bytes but white space.
    Empty,
    /// `json` or `ndjson`.
    Json(&'static str),
    /// A text format with its decoded text, or the reason why its characters are lost.
    Text(&'static str, Result<Decoded, ReadError>),
    /// A container, also one that is not read; an empty name when it is none that we know.
    Container(&'static str),
}

impl Kind {
    pub(crate) fn format(&self) -> Option<&'static str> {
        match self {
            Kind::Empty | Kind::Container("") => None,
            Kind::Json(format) | Kind::Text(format, _) | Kind::Container(format) => Some(format),
        }
    }
}

/// Decides the format.
pub(crate) fn kind(bytes: &[u8], name: &str) -> Kind {
    let plain = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if plain.iter().all(u8::is_ascii_whitespace) {
        return Kind::Empty;
    }
    if let Some(format) = by_signature(bytes) {
        return Kind::Container(format);
    }
    if let Some(format) = json::format(plain) {
        return Kind::Json(format);
    }
    match decode(bytes) {
        None => Kind::Container(""),
        Some(Ok(text)) if text.text.trim().is_empty() => Kind::Empty,
        Some(Ok(text)) => match by_text(&text.text, name) {
            format @ ("txt" | "tsv" | "csv" | "markdown" | "html") => Kind::Text(format, Ok(text)),
            other => Kind::Container(other),
        },
        Some(Err(error)) => Kind::Text(by_name(name).unwrap_or("txt"), Err(error)),
    }
}

fn by_text(text: &str, name: &str) -> &'static str {
    let mut end = text.len().min(4096);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = text[..end].trim_start().to_ascii_lowercase();
    if head.starts_with('<') {
        let has = |marks: &[&str]| marks.iter().any(|mark| head.contains(mark));
        if has(&[
            "urn:schemas-microsoft-com:office:spreadsheet\"",
            "schemas.microsoft.com/office/word/2003",
            "pkg:package",
        ]) && !has(&["<html"])
        {
            return "xml";
        }
        if has(&[
            "<html",
            "<!doctype html",
            "<body",
            "<head",
            "<table",
            "<div",
            "<p>",
            "<p ",
        ]) {
            return "html";
        }
    }
    if head.starts_with("mime-version:") || head.contains("\ncontent-type: multipart/related") {
        return "mht";
    }
    let named = by_name(name);
    if named == Some("html") && head.contains("<t") {
        return "html";
    }
    if markdown::has_table(text) {
        return "markdown";
    }
    match named {
        Some("markdown") if text.contains('\t') => "txt",
        Some("txt" | "tsv" | "html") | None if csv::is_regular(text) => "csv",
        Some("html") | None => "txt",
        Some(named) => named,
    }
}

fn by_name(name: &str) -> Option<&'static str> {
    let (_, ending) = name.rsplit_once('.')?;
    Some(match ending.to_ascii_lowercase().as_str() {
        "txt" | "text" => "txt",
        "csv" => "csv",
        "tsv" | "tab" => "tsv",
        "md" | "markdown" => "markdown",
        "htm" | "html" | "xhtml" => "html",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], name: &str) -> &'static str {
        kind(bytes, name).format().unwrap_or("")
    }

    #[test]
    fn content_decides() {
        assert_eq!(check(b"%PDF-1.7\n", "a.docx"), "pdf");
        assert_eq!(
            check(b"<table><tr><td>1</td></tr></table>", "a.xls"),
            "html"
        );
        assert_eq!(
            check("| 甲 | 乙 |\n|---|---|\n| 1 | 2 |".as_bytes(), "a.txt"),
            "markdown"
        );
        assert_eq!(check("甲,乙,丙\n丁,2,人\n".as_bytes(), "a.txt"), "csv");
        assert_eq!(check(br#"{"schema":"x"}"#, "a.txt"), "json");
        assert_eq!(check(b"{\"a\":1}\n{\"a\":2}\n", ""), "ndjson");
        assert_eq!(check(br"{\rtf1 }", "a.doc"), "rtf");
        assert_eq!(check(b"PK\x03\x04cut off word/document.xml", "a"), "docx");
        assert_eq!(check(b"\0\x01\x02\x03\x04\x05", "a.txt"), "");
    }

    #[test]
    fn the_name_breaks_ties() {
        let text = "项目名称,道路养护\n说明".as_bytes();
        assert_eq!(check(text, "a.csv"), "csv");
        assert_eq!(check(text, "a.txt"), "txt");
        assert_eq!(check(text, "a.md"), "markdown");
        assert_eq!(check("a\tb".as_bytes(), "a.tsv"), "tsv");
    }

    #[test]
    fn old_office_files_are_told_by_their_streams() {
        let ole = |name: &str| {
            let mut bytes = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
            bytes.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
            bytes
        };
        for (stream, format) in [
            ("EncryptedPackage", "encrypted"),
            ("WordDocument", "doc"),
            ("Workbook", "xls"),
            ("x", "ole"),
        ] {
            assert_eq!(check(&ole(stream), "a.docx"), format);
        }
    }
}
