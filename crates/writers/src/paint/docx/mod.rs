//! The form as a Word document, written by hand: the parts of the package, the styles of official papers, one section a form.

mod document;
mod parts;

use crate::letters::Letter;
use crate::paper::Paper;
use zip::result::ZipError;

/// The document with these forms, each beginning on a page of its own. `data` is attached: `jixiao.forms/1`.
///
/// # Errors
/// When the package cannot be written.
pub fn document(title: &str, papers: &[Paper], data: Option<&str>) -> Result<Vec<u8>, ZipError> {
    package(title, document::document(papers), data)
}

/// A letter, on its side where its tables are wide.
///
/// # Errors
/// When the package cannot be written.
pub fn letter(letter: &Letter) -> Result<Vec<u8>, ZipError> {
    package(&letter.title, document::letter(letter), None)
}

fn package(title: &str, body: String, data: Option<&str>) -> Result<Vec<u8>, ZipError> {
    let mut parts = vec![
        ("[Content_Types].xml", parts::content_types(data.is_some())),
        ("_rels/.rels", parts::RELATIONS.to_owned()),
        ("docProps/core.xml", parts::core(title)),
        ("word/document.xml", body),
        ("word/styles.xml", parts::styles()),
        ("word/settings.xml", parts::SETTINGS.to_owned()),
        ("word/footer1.xml", parts::footer()),
        (
            "word/_rels/document.xml.rels",
            parts::document_relations(data.is_some()),
        ),
    ];
    if let Some(data) = data {
        parts.extend([
            ("customXml/item1.xml", parts::attached(data)),
            ("customXml/itemProps1.xml", parts::ATTACHED_KIND.to_owned()),
            (
                "customXml/_rels/item1.xml.rels",
                parts::ATTACHED_RELATIONS.to_owned(),
            ),
        ]);
    }
    super::package(&parts)
}
