//! Bytes → raw pages: text, spans and places of cells. What the page means is not our business.
//!
//! The format is decided once, from the content; the name only breaks ties. Messy content is a note with a place, never an
//! error: only what cannot be opened at all fails.

mod archive;
mod attached;
mod classified;
mod csv;
mod doc;
mod docx;
mod encoding;
mod error;
mod format;
#[cfg(feature = "pdf")]
mod geometry;
#[cfg(test)]
mod hostile;
mod html;
pub mod json;
mod layout;
mod markdown;
mod ods;
#[cfg(feature = "pdf")]
mod ofd;
mod office;
mod ole;
mod pages;
pub mod patch;
#[cfg(feature = "pdf")]
mod pdf;
mod ruled;
#[cfg(test)]
mod sample;
#[cfg(test)]
mod sample_ole;
#[cfg(all(test, feature = "pdf"))]
mod sample_pdf;
mod sheet;
mod symbol;
mod txt;
mod xls;
mod xlsx;
mod xml;

pub use attached::attached;
pub use error::ReadError;
use format::Kind;
use model::Document;
use model::page::RawDocument;

/// How much a reader takes on before it refuses with [`ErrorKind::TooLarge`](model::ErrorKind::TooLarge).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file as given; does not hold for ndjson, which is limited by its lines.
    pub file: u64,
    /// Bytes of everything an archive unpacks to.
    pub unpacked: u64,
    /// How many times its packed size an archive may unpack to.
    pub ratio: u64,
    /// Unpacked bytes up to which `ratio` is not counted.
    pub ratio_from: u64,
    /// Entries of an archive.
    pub entries: usize,
    /// Rows of a sheet or table.
    pub grid_rows: u32,
    /// Columns of a sheet or table.
    pub grid_columns: u32,
    /// How deep tables may stand inside one another.
    pub nesting: usize,
    /// Bytes of one line of ndjson.
    pub line: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            file: 64 << 20,
            unpacked: 512 << 20,
            ratio: 100,
            ratio_from: 16 << 20,
            entries: 100_000,
            grid_rows: 10_000,
            grid_columns: 512,
            nesting: 64,
            line: 4 << 20,
        }
    }
}

/// What a document holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// Pages whose meaning is not known yet.
    Pages(RawDocument),
    /// Documents that were recovered before, from `jixiao.forms/1`.
    Forms(Vec<Document>),
}

/// A document as read.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The format by content, as in [`model::Source::format`].
    pub format: &'static str,
    /// What it holds.
    pub content: Content,
}

/// Reads one document; `name` is its file name, which only breaks ties. Fails with a reason a person can act on.
pub fn read(bytes: &[u8], name: &str, limits: &Limits) -> Result<Reading, ReadError> {
    let kind = format::kind(bytes, name);
    let format = kind.format();
    if format != Some("ndjson") && bytes.len() as u64 > limits.file {
        return Err(ReadError::too_large(
            "文件大小",
            &error::mebibytes(limits.file),
        ));
    }
    let pages = match kind {
        Kind::Empty => return Err(ReadError::empty()),
        Kind::Json(format) => {
            let content = Content::Forms(json::read(bytes, limits)?);
            return Ok(Reading { format, content });
        }
        Kind::Text(format, text) => {
            let text = text?;
            let mut pages = match format {
                "csv" => csv::read(&text.text, limits)?,
                "markdown" => markdown::read(&text.text, limits)?,
                "html" => html::read(&text.text, limits)?,
                _ => txt::read(&text.text, limits)?,
            };
            pages.notes.extend(text.note);
            pages
        }
        Kind::Container("doc") => doc::read(bytes, limits)?,
        Kind::Container("ods") => ods::read(bytes, limits)?,
        Kind::Container("xls") => xls::read(bytes, limits)?,
        Kind::Container("docx") => docx::read(bytes, limits)?,
        Kind::Container("xlsx") => xlsx::read(bytes, limits)?,
        #[cfg(feature = "pdf")]
        Kind::Container("ofd") => ofd::read(bytes, limits)?,
        #[cfg(feature = "pdf")]
        Kind::Container("pdf") => pdf::read(bytes, limits)?,
        Kind::Container(format) => return Err(format::refusal(format, bytes, limits)),
    };
    if classified::is_marked(&pages) {
        return Err(ReadError::classified());
    }
    Ok(Reading {
        format: format.unwrap_or("txt"),
        content: Content::Pages(pages),
    })
}

/// The format of a document by its content: also of one that [`read`] refuses, such as `rtf`, `odt` or `zip`. `None` when
/// it is none that we know.
pub fn format_of(bytes: &[u8], name: &str) -> Option<&'static str> {
    format::kind(bytes, name).format()
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::ErrorKind;

    fn kind(bytes: &[u8], name: &str) -> ErrorKind {
        read(bytes, name, &Limits::default()).unwrap_err().kind
    }

    #[test]
    fn what_is_not_read_says_why() {
        let gibberish: Vec<u8> = (0..=255).rev().cycle().take(2_000).collect();
        let cases: [(&[u8], ErrorKind); 9] = [
            (b"", ErrorKind::Empty),
            ("\u{FEFF} \r\n\u{3000}".as_bytes(), ErrorKind::Empty),
            (br"{\rtf1 }", ErrorKind::Unsupported),
            (
                b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1W\0o\0r\0d\0",
                ErrorKind::Damaged,
            ),
            (b"\x89PNG\r\n\x1A\n", ErrorKind::NoText),
            (&gibberish, ErrorKind::Unsupported),
            ("锟斤拷\t锟斤拷".as_bytes(), ErrorKind::Encoding),
            ("机密★5年\n项目名称\t养护".as_bytes(), ErrorKind::Classified),
            (
                "密级\t秘密\n项目名称\t养护".as_bytes(),
                ErrorKind::Classified,
            ),
        ];
        for (bytes, expected) in cases {
            assert_eq!(kind(bytes, "a.docx"), expected, "{:?}", bytes.get(..8));
        }
        for text in [
            "密级\t公开\n甲\t乙",
            "保密工作经费\n甲\t乙",
            "密级\t公开\t秘密\t机密",
        ] {
            assert!(
                read(text.as_bytes(), "a.txt", &Limits::default()).is_ok(),
                "{text}"
            );
        }
    }

    #[test]
    fn a_classified_document_leaves_no_word_in_the_message() {
        let error = read(
            "绝密★启用前\n某工程\t甲".as_bytes(),
            "a.txt",
            &Limits::default(),
        )
        .unwrap_err();
        assert!(!error.message.contains("工程"), "{error}");
    }

    #[test]
    fn the_file_limit_holds_for_all_but_ndjson() {
        let limits = Limits {
            file: 20,
            ..Limits::default()
        };
        let error = read("项目名称：道路养护".as_bytes(), "a.txt", &limits).unwrap_err();
        assert_eq!(
            (error.kind, error.message.contains("20 字节")),
            (ErrorKind::TooLarge, true)
        );
        let lines = "{\"source\":{\"path\":\"a\"}}\n".repeat(3);
        assert!(read(lines.as_bytes(), "a.ndjson", &limits).is_ok());
    }

    #[test]
    fn formats_that_are_refused_have_a_name_too() {
        assert_eq!(format_of(b"%PDF-1.7", ""), Some("pdf"));
        assert_eq!(format_of(b"PK\x05\x06", "a.zip"), Some("zip"));
        assert_eq!(format_of(b"", "a.txt"), None);
        assert_eq!(format_of("甲\t乙".as_bytes(), "a"), Some("txt"));
    }
}
