//! The data that goes with a written form, put in place of what went with it before the page was corrected.

use super::escaped;
use super::package::with_parts;
use super::span::Span;
use crate::archive::Archive;
use crate::attached::part_of_docx;
use crate::xml::parse;
use crate::{Limits, ReadError};

/// The docx with this data in place of the data attached to it. A file without such data is not changed.
///
/// # Errors
/// When the file cannot be opened or written again.
pub fn with_attached(bytes: Vec<u8>, data: &str, limits: &Limits) -> Result<Vec<u8>, ReadError> {
    let mut archive = Archive::open(&bytes, limits)?;
    let Some((part, text)) = part_of_docx(&mut archive) else {
        return Ok(bytes);
    };
    let tree = parse(&text, &part)?;
    let Some(span) = tree.root().and_then(|root| Span::of(&text, root)) else {
        return Ok(bytes);
    };
    let new = format!(
        "{}{}{}",
        text.get(..span.inner.start).unwrap_or(""),
        escaped(data),
        text.get(span.inner.end..).unwrap_or("")
    );
    with_parts(&bytes, &[(&part, &new)], limits)
}
