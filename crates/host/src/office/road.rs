//! Which refused files may be tried with LibreOffice, and as what.

use super::Job;
use crate::limits::Limits;
use model::{Document, ErrorKind};
use std::io::{self, Cursor, Read};
use std::path::Path;
use zip::ZipArchive;

/// What to ask for; `None` where the refusal stands.
pub(super) fn job<'a>(document: &Document, bytes: &'a [u8], path: &str) -> Option<Job<'a>> {
    let kind = document.error.as_ref()?.kind;
    if !matches!(kind, ErrorKind::Unsupported | ErrorKind::Damaged) {
        return None;
    }
    let extension = Path::new(path)
        .extension()
        .map(|found| found.to_string_lossy().to_lowercase())
        .unwrap_or_default();
    let (from, to) = match (document.source.format.as_str(), extension.as_str()) {
        ("rtf", _) => ("rtf", "docx"),
        ("odt", _) => ("odt", "docx"),
        ("doc", _) => ("doc", "docx"),
        ("xls", _) => ("xls", "xlsx"),
        ("ods", _) => ("ods", "xlsx"),
        ("xlsb", _) => ("xlsb", "xlsx"),
        ("xml", _) if is_workbook(bytes) => ("xml", "xlsx"),
        // An OLE file may be anything, from a mail to an installer: its name must promise a document.
        ("ole", "wps") => ("wps", "docx"),
        ("ole", "doc") => ("doc", "docx"),
        ("ole", "xls" | "et") => ("xls", "xlsx"),
        _ => return None,
    };
    let zipped = matches!(from, "odt" | "ods" | "xlsb");
    if zipped && !unpacks_within_limits(bytes, &Limits::default()) {
        return None;
    }
    Some(Job { bytes, from, to })
}

/// Whether an XML file of Office 2003 is a workbook. A text is left alone: LibreOffice drops cells where a table of it does not
/// announce its columns. One with entities of its own could grow without bound.
fn is_workbook(bytes: &[u8]) -> bool {
    let holds = |mark: &[u8]| bytes.windows(mark.len()).any(|window| window == mark);
    holds(b"urn:schemas-microsoft-com:office:spreadsheet")
        && !holds(b"<!DOCTYPE")
        && !holds(b"<!ENTITY")
}

/// Whether a zip container is whole, open to all, and what it really unpacks to is within the limits.
fn unpacks_within_limits(bytes: &[u8], limits: &Limits) -> bool {
    let Ok(mut zip) = ZipArchive::new(Cursor::new(bytes)) else {
        return false;
    };
    if zip.len() > limits.entries {
        return false;
    }
    let by_ratio = (bytes.len() as u64)
        .saturating_mul(limits.ratio)
        .max(limits.ratio_from);
    let mut left = by_ratio.min(limits.unpacked);
    for number in 0..zip.len() {
        let Ok(mut entry) = zip.by_index(number) else {
            return false;
        };
        // Passwords of OpenDocument are told in the manifest only.
        let is_manifest = entry.name_raw() == b"META-INF/manifest.xml";
        let mut part = entry.by_ref().take(left + 1);
        let read = if is_manifest {
            let mut text = Vec::new();
            let read = part.read_to_end(&mut text).map(|read| read as u64);
            if text.windows(15).any(|window| window == b"encryption-data") {
                return false;
            }
            read
        } else {
            io::copy(&mut part, &mut io::sink())
        };
        match read {
            Ok(read) if read <= left => left -= read,
            _ => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{DocumentError, Source};
    use std::io::Write;
    use zip::write::{SimpleFileOptions, ZipWriter};

    fn zip(name: &str, bytes: &[u8]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        writer
            .start_file(name, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(bytes).unwrap();
        writer.finish().unwrap().into_inner()
    }

    fn road(kind: ErrorKind, format: &str, bytes: &[u8], path: &str) -> String {
        let document = Document {
            source: Source {
                format: format.to_owned(),
                ..Source::default()
            },
            error: Some(DocumentError {
                kind,
                message: String::new(),
            }),
            ..Document::default()
        };
        job(&document, bytes, path).map_or("-".to_owned(), |job| format!("{}>{}", job.from, job.to))
    }

    #[test]
    fn only_refused_old_office_files_take_the_road() {
        use ErrorKind::{Classified, Damaged, Encrypted, NoText, TooLarge, Unsupported};
        let sheet = b"<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"/>";
        let hostile = [&b"<!DOCTYPE a>"[..], sheet].concat();
        let cases: [(ErrorKind, &str, &[u8], &str, &str); 18] = [
            (Unsupported, "rtf", b"", "表.doc", "rtf>docx"),
            (Unsupported, "doc", b"", "表.wps", "doc>docx"),
            (Damaged, "doc", b"", "表.doc", "doc>docx"),
            (Unsupported, "xls", b"", "表.ET", "xls>xlsx"),
            (Unsupported, "ole", b"", "表.wps", "wps>docx"),
            (Unsupported, "ole", b"", "包.zip/表.ET", "xls>xlsx"),
            (Unsupported, "ole", b"", "装.msi", "-"),
            (Unsupported, "xml", sheet, "表.xls", "xml>xlsx"),
            (Unsupported, "xml", &hostile, "表.xls", "-"),
            (Unsupported, "xml", b"<w:wordDocument/>", "表.doc", "-"),
            (Damaged, "docx", b"", "表.docx", "-"),
            (Unsupported, "zip", b"", "表.zip", "-"),
            (Unsupported, "", b"", "表.doc", "-"),
            (Encrypted, "doc", b"", "表.doc", "-"),
            (TooLarge, "rtf", b"", "表.rtf", "-"),
            (NoText, "doc", b"", "表.doc", "-"),
            (Classified, "doc", b"", "表.doc", "-"),
            (Damaged, "ods", b"PK\x03\x04cut", "表.ods", "-"),
        ];
        for (kind, format, bytes, path, expected) in cases {
            assert_eq!(
                road(kind, format, bytes, path),
                expected,
                "{kind:?} {format} {path}"
            );
        }
    }

    #[test]
    fn a_container_that_swells_or_has_a_password_stays_closed() {
        let plain = zip("content.xml", b"<a/>");
        let locked = zip("META-INF/manifest.xml", b"<manifest:encryption-data/>");
        let bomb = zip("content.xml", &vec![b' '; 17 << 20]);
        for (bytes, expected) in [(plain, "odt>docx"), (locked, "-"), (bomb, "-")] {
            let found = road(ErrorKind::Unsupported, "odt", &bytes, "表.odt");
            assert_eq!(found, expected, "{} bytes", bytes.len());
        }
    }
}
