//! Containers by the bytes they begin with, zip and OLE files by what is inside.

use crate::Limits;
use crate::archive::Archive;
use crate::ole::Ole;

/// The format of a container; `None` for what may be a text.
pub(super) fn by_signature(bytes: &[u8]) -> Option<&'static str> {
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
        let kind = archive.text("mimetype").ok().flatten().unwrap_or_default();
        return match *format {
            "ods" if kind.contains("text") => "odt",
            "ods" if kind.contains("presentation") => "pptx",
            format => format,
        };
    }
    "zip"
}

/// What kind of OLE file it is: by the streams of its root, not by those of objects inside.
fn ole(bytes: &[u8]) -> &'static str {
    const STREAMS: [(&str, &str); 5] = [
        ("EncryptedPackage", "encrypted"),
        ("WordDocument", "doc"),
        ("Workbook", "xls"),
        ("Book", "xls"),
        ("PowerPoint Document", "ppt"),
    ];
    let opened = Ole::open(bytes);
    let has = |name: &str| match &opened {
        Ok(ole) => ole.has(name),
        // Cut off: the names stand in plain UTF-16 in what is left of the directory.
        Err(_) => {
            let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
            bytes.windows(wide.len()).any(|window| window == wide)
        }
    };
    STREAMS
        .iter()
        .find(|(name, _)| has(name))
        .map_or("ole", |(_, format)| format)
}
