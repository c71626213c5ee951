//! Which format a document has: by its content, and only where that leaves a choice by its name.

use crate::archive::Archive;
use crate::encoding::{Decoded, decode};
use crate::{Limits, ReadError, csv, json, markdown};

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

fn by_signature(bytes: &[u8]) -> Option<&'static str> {
    const SIGNATURES: [(&[u8], &str); 12] = [
        (b"%PDF-", "pdf"),
        (b"{\\rtf", "rtf"),
        (b"Rar!", "rar"),
        (b"7z\xBC\xAF\x27\x1C", "7z"),
        (b"\x1F\x8B", "gzip"),
        (b"\x89PNG", "image"),
        (b"\xFF\xD8\xFF", "image"),
        (b"GIF8", "image"),
        (b"II*\0", "image"),
        (b"MM\0*", "image"),
        (b"BM", "image"),
        (b"RIFF", "image"),
    ];
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Some(zipped(bytes));
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return Some(ole(bytes));
    }
    let found = SIGNATURES
        .iter()
        .find(|(signature, _)| bytes.starts_with(signature));
    match found {
        // Two or four letters could begin a text as well.
        Some((b"BM" | b"RIFF", format)) => bytes.contains(&0).then_some(format),
        Some((_, format)) => Some(format),
        // Some programs write a line before the mark.
        None => {
            let head = &bytes[..bytes.len().min(1024)];
            head.windows(5)
                .any(|window| window == b"%PDF-" && head.contains(&0))
                .then_some("pdf")
        }
    }
}

/// What kind of zip file it is: by the types it promises, then by the parts it has.
fn zipped(bytes: &[u8]) -> &'static str {
    const PROMISES: [(&str, &str); 7] = [
        ("wordprocessingml.document.main", "docx"),
        ("wordprocessingml.template.main", "docx"),
        ("ms-word.document.macroEnabled", "docx"),
        ("spreadsheetml.sheet.main", "xlsx"),
        ("spreadsheetml.template.main", "xlsx"),
        ("ms-excel.sheet.macroEnabled", "xlsx"),
        ("ms-excel.sheet.binary", "xlsb"),
    ];
    const PARTS: [(&str, &str); 6] = [
        ("word/document.xml", "docx"),
        ("xl/workbook.xml", "xlsx"),
        ("xl/workbook.bin", "xlsb"),
        ("ppt/presentation.xml", "pptx"),
        ("OFD.xml", "ofd"),
        ("content.xml", "ods"),
    ];
    let Ok(mut archive) = Archive::open(bytes, &Limits::default()) else {
        // Cut off or over a limit: the names of the parts stand in plain bytes before each of them.
        let head = &bytes[..bytes.len().min(1 << 20)];
        let has = |name: &[u8]| head.windows(name.len()).any(|window| window == name);
        return if has(b"word/") {
            "docx"
        } else if has(b"xl/") {
            "xlsx"
        } else {
            "zip"
        };
    };
    let types = archive
        .text("[Content_Types].xml")
        .ok()
        .flatten()
        .unwrap_or_default();
    let promised = PROMISES.iter().find(|(mark, _)| types.contains(mark));
    if let Some((_, format)) = promised.or_else(|| PARTS.iter().find(|(part, _)| archive.has(part)))
    {
        let is_text = *format == "ods"
            && archive
                .text("mimetype")
                .ok()
                .flatten()
                .is_some_and(|kind| kind.contains("text"));
        return if is_text { "odt" } else { format };
    }
    "zip"
}

/// What kind of OLE file it is: the names of its streams are UTF-16 in the directory.
fn ole(bytes: &[u8]) -> &'static str {
    const STREAMS: [(&str, &str); 5] = [
        ("EncryptedPackage", "encrypted"),
        ("WordDocument", "doc"),
        ("Workbook", "xls"),
        ("Book", "xls"),
        ("PowerPoint Document", "ppt"),
    ];
    let has = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(wide.len()).any(|window| window == wide)
    };
    STREAMS
        .iter()
        .find(|(name, _)| has(name))
        .map_or("ole", |(_, format)| format)
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

/// Why a format that was recognised is not read, and what to do.
pub(crate) fn refusal(format: &str, bytes: &[u8], limits: &Limits) -> ReadError {
    const TABLE: &str = "请用 Excel 或 WPS 打开，另存为 .xlsx 后再提供。";
    const WORDS: &str = "请用 Word 或 WPS 打开，另存为 .docx 后再提供。";
    if format == "zip"
        && let Err(broken) = Archive::open(bytes, limits)
    {
        return broken;
    }
    let (found, advice) = match format {
        "encrypted" => return ReadError::encrypted(),
        "image" => return ReadError::no_text(),
        "pdf" => (
            "PDF 文件",
            "请提供导出前的 Word 或 Excel 原件（.docx、.xlsx）。",
        ),
        "doc" => ("旧版 Word 文件（.doc、.wps）", WORDS),
        "xls" => ("旧版 Excel 文件（.xls、.et）", TABLE),
        "xlsb" => ("二进制工作簿（.xlsb）", TABLE),
        "ods" => ("OpenDocument 表格（.ods）", TABLE),
        "odt" => ("OpenDocument 文字（.odt）", WORDS),
        "rtf" => ("RTF 文件", WORDS),
        "mht" => (
            "网页归档文件（.mht）",
            "请用浏览器打开，另存为“网页，仅 HTML”，或另存为 .docx 后再提供。",
        ),
        "xml" => (
            "Office 2003 的 XML 文件",
            "请用 Word、Excel 或 WPS 打开，另存为 .docx 或 .xlsx 后再提供。",
        ),
        "ppt" | "pptx" => ("演示文稿", "请把其中的绩效表存为 .docx 或 .xlsx 后再提供。"),
        "ofd" => (
            "OFD 文件",
            "请提供导出前的 Word 或 Excel 原件（.docx、.xlsx）。",
        ),
        "zip" | "rar" | "7z" | "gzip" => (
            "压缩包（其中没有 Word 正文或 Excel 工作簿部分）",
            "请解压后提供其中的文件。",
        ),
        "ole" => (
            "这种旧版 Office 文件",
            "请用原来的软件打开，另存为 .docx 或 .xlsx 后再提供。",
        ),
        _ => (
            "这种文件（内容不是文字、网页、Word 或 Excel）",
            "请提供 .docx、.xlsx、.html、.csv、.md 或 .txt 文件。",
        ),
    };
    ReadError::unsupported(found, advice)
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
        assert_eq!(check("甲,乙\n1,2\n3,4\n".as_bytes(), "a.txt"), "csv");
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
