//! Inputs read to documents, one after another; a failure of our own is a document with an error, so that the rest is still reported.

use crate::inputs::Content;
use model::{Document, DocumentError, ErrorKind, Source};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The documents of an input.
pub fn documents(path: String, content: Content) -> Vec<Document> {
    match content {
        Content::Bytes(bytes) => of_bytes(&bytes, &path),
        Content::Line(number, line) => {
            guarded(&path, || vec![pipeline::read_line(&line, &path, number)])
        }
        Content::Failed(error) => vec![unread(path, error)],
    }
}

/// The documents of a whole file.
pub fn of_bytes(bytes: &[u8], path: &str) -> Vec<Document> {
    guarded(path, || crate::office::read(bytes, path))
}

fn guarded(path: &str, read: impl FnOnce() -> Vec<Document>) -> Vec<Document> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| {
        let message =
            "程序读这个文件时自身出了问题，没有读完；其余文件照常。请把这个文件告诉维护者。";
        let error = DocumentError {
            kind: ErrorKind::Damaged,
            message: message.to_owned(),
        };
        vec![unread(path.to_owned(), error)]
    })
}

fn unread(path: String, error: DocumentError) -> Document {
    let source = Source {
        path,
        ..Source::default()
    };
    Document {
        source,
        error: Some(error),
        ..Document::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_of_our_own_is_told_with_the_path() {
        let read = guarded("甲.docx", || panic!("broken on purpose"));
        assert_eq!(read[0].source.path, "甲.docx");
        let message = &read[0].error.as_ref().unwrap().message;
        assert!(message.contains("告诉维护者"), "{message}");
    }
}
