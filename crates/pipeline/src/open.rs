//! Bytes to documents: read, recognise, and say where they came from.

use crate::attached;
use model::{Document, DocumentError, ErrorKind, Note, Source};
use readers::{Content, Limits, ReadError};
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// Forms of one document: a county's list of all its projects has about 3,000.
const FORMS: usize = 5_000;

/// Reads the documents of one file: one, or as many as a `jixiao.forms/1` file holds. Never fails: what could not be
/// opened is a document with an error.
pub fn read(bytes: &[u8], path: &str) -> Vec<Document> {
    let source = |format: &str| Source {
        path: path.to_owned(),
        format: format.to_owned(),
        sha256: hash(bytes),
        ..Source::default()
    };
    match readers::read(bytes, path, &Limits::default()) {
        Ok(reading) => match reading.content {
            Content::Pages(pages) => {
                let (forms, mut notes) = forms::recognise(&pages);
                if let Some(refusal) = too_many(forms.len(), FORMS) {
                    return vec![failed(source(reading.format), refusal)];
                }
                notes.extend(attached::note(bytes, reading.format, &forms));
                vec![Document {
                    source: source(reading.format),
                    error: None,
                    notes,
                    forms,
                }]
            }
            Content::Forms(documents) if documents.is_empty() => vec![Document {
                source: source(reading.format),
                notes: vec![Note::new("no_form", "文件里没有文档。", Vec::new())],
                ..Document::default()
            }],
            Content::Forms(documents) => documents
                .into_iter()
                .map(|document| named(document, path))
                .collect(),
        },
        Err(error) => {
            let format = readers::format_of(bytes, path).unwrap_or_default();
            vec![failed(source(format), error)]
        }
    }
}

/// Reads one line of an ndjson stream: a document of `jixiao.forms/1`. `path` names the stream, `number` counts from 1.
pub fn read_line(line: &[u8], path: &str, number: u64) -> Document {
    match readers::json::line(line) {
        Ok(document) => named(document, path),
        Err(error) => {
            let source = Source {
                path: format!("{path} 第{number}行"),
                format: "ndjson".into(),
                ..Source::default()
            };
            failed(source, error)
        }
    }
}

/// A recovered document keeps the path it was read from.
fn named(mut document: Document, path: &str) -> Document {
    if document.source.path.is_empty() {
        document.source.path = path.to_owned();
    }
    document
}

/// The refusal of a document with more forms than are read.
fn too_many(forms: usize, most: usize) -> Option<ReadError> {
    (forms > most).then(|| ReadError {
        kind: ErrorKind::TooLarge,
        message: format!(
            "文件里有 {forms} 张表，超过 {most} 张的上限。请按部门拆成几个文件后再试。"
        ),
    })
}

fn failed(source: Source, error: ReadError) -> Document {
    let error = DocumentError {
        kind: error.kind,
        message: error.message,
    };
    // Nothing of a classified document is kept, not even its hash.
    let source = if error.kind == model::ErrorKind::Classified {
        Source {
            sha256: String::new(),
            ..source
        }
    } else {
        source
    };
    Document {
        source,
        error: Some(error),
        ..Document::default()
    }
}

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .fold(String::with_capacity(64), |mut out, byte| {
            let _ = write!(out, "{byte:02x}");
            out
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_with_more_forms_than_the_limit_is_refused() {
        assert!(too_many(2, 2).is_none());
        let refusal = too_many(3, 2).unwrap();
        assert_eq!(refusal.kind, ErrorKind::TooLarge);
        assert!(refusal.message.contains("3 张表"), "{}", refusal.message);
    }
}
