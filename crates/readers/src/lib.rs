//! Bytes → raw pages: text, spans and places of cells. What the page means is not our business.
//!
//! The format is decided once, from the content; the name only breaks ties. Messy content is a note with a place, never an
//! error: only what cannot be opened at all fails.

mod archive;
mod classified;
mod csv;
mod docx;
mod encoding;
mod error;
mod format;
#[cfg(test)]
mod hostile;
mod html;
pub mod json;
mod markdown;
mod office;
mod pages;
#[cfg(test)]
mod sample;
mod txt;
mod xlsx;
mod xml;

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
        Kind::Container("docx") => docx::read(bytes, limits)?,
        Kind::Container("xlsx") => xlsx::read(bytes, limits)?,
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

/// The format of a document by its content: also of one that [`read`] refuses, such as `pdf`, `doc`, `xls` or `zip`. `None` when
/// it is none that we know.
pub fn format_of(bytes: &[u8], name: &str) -> Option<&'static str> {
    format::kind(bytes, name).format()
}
