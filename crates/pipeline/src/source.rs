//! A file as its reader saw it, before any form is found in it: for people who compare.

use model::page::RawDocument;
use readers::{Content, Limits};

/// The cells of a file.
///
/// # Errors
/// Why it has none, in words.
pub fn source(bytes: &[u8], path: &str) -> Result<RawDocument, String> {
    match readers::read(bytes, path, &Limits::default()) {
        Ok(reading) => match reading.content {
            Content::Pages(pages) => Ok(pages),
            Content::Forms(_) => Err("这个文件装的是已经读好的表，没有原来的格子。".to_owned()),
        },
        Err(error) => Err(error.to_string()),
    }
}
