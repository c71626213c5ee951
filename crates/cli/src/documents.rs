//! From PATH arguments to documents, one input at a time.

use crate::exit::Exit;
use host::inputs::{Input, Inputs};
use host::limits::Limits;
use host::progress::Progress;
use model::Document;
use std::path::PathBuf;

/// The documents of one input.
pub struct Opened {
    /// One, or as many as a file of `jixiao.forms/1` holds.
    pub documents: Vec<Document>,
    /// The file on disk they come from.
    pub file: Option<PathBuf>,
    /// Whether a person named this very file and it holds no form.
    pub named_without_form: bool,
}

impl Opened {
    /// The documents that could be read. Of the others it is said why not, and `exit` takes note of them, as of a file that was named and
    /// holds no form.
    pub fn readable(self, exit: &mut Exit) -> Vec<Document> {
        exit.unread |= self.named_without_form;
        let mut readable = self.documents;
        readable.retain(|document| {
            if let Some(error) = &document.error {
                exit.unread = true;
                eprintln!("{}：{}", document.source.path, error.message);
            }
            document.error.is_none()
        });
        readable
    }
}

/// The inputs of a command, opened one after another.
pub struct Documents {
    inputs: Inputs,
    progress: Option<Progress>,
}

impl Documents {
    /// The documents of these paths. `left_out` is an earlier result; `progress` says whether long work may show itself.
    pub fn new(paths: &[PathBuf], left_out: Option<PathBuf>, progress: bool) -> Documents {
        Documents {
            inputs: Inputs::new(paths, Limits::default()).without(left_out),
            progress: progress.then(Progress::new),
        }
    }

    /// How many files were passed over so far because they are no documents.
    pub fn skipped(&self) -> u64 {
        self.inputs.skipped()
    }
}

impl Iterator for Documents {
    type Item = Opened;

    fn next(&mut self) -> Option<Opened> {
        let Input {
            path,
            file,
            named,
            content,
        } = self.inputs.next()?;
        if let Some(progress) = &mut self.progress {
            progress.at(&path);
        }
        let documents = host::opened::documents(path, content);
        let named_without_form =
            named && documents.iter().all(|document| document.forms.is_empty());
        Some(Opened {
            documents,
            file,
            named_without_form,
        })
    }
}
