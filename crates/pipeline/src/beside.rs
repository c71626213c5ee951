//! What is handed in to compare with: forms and tables, told apart by what they hold.

use model::outside::Outside;
use model::{Document, DocumentError};
use readers::{Content, Limits};
use rules::beside::{Beside, Known};

/// Collects documents to compare with.
#[derive(Debug, Default)]
pub struct Collector {
    forms: Vec<Known>,
    outside: Outside,
}

/// What a document was taken for.
#[derive(Clone, Debug, PartialEq)]
pub enum Taken {
    /// Forms of projects, so many.
    Forms(usize),
    /// A table, in the words of a screen: 支付明细120笔.
    Table(String),
    /// Nothing that can be compared with.
    Nothing,
    /// It could not be read.
    Unread(DocumentError),
}

impl Collector {
    /// Takes in a file. `read` reads it as documents, as for checking.
    pub fn add(&mut self, bytes: &[u8], path: &str, read: impl FnOnce() -> Vec<Document>) -> Taken {
        if let Ok(reading) = readers::read(bytes, path, &Limits::default())
            && let Content::Pages(pages) = reading.content
            && let Some(found) = forms::outside::outside(&pages)
        {
            let summary = found.summary();
            self.outside.add(found);
            return match summary.as_str() {
                "" => Taken::Nothing,
                _ => Taken::Table(summary),
            };
        }
        self.documents(read())
    }

    /// Takes in documents that were read elsewhere.
    pub fn documents(&mut self, documents: Vec<Document>) -> Taken {
        let mut count = 0;
        for document in documents {
            if let Some(error) = document.error {
                return Taken::Unread(error);
            }
            for (number, form) in (1..).zip(document.forms) {
                count += 1;
                self.forms.push(Known {
                    form,
                    document: document.source.path.clone(),
                    number,
                });
            }
        }
        if count > 0 {
            Taken::Forms(count)
        } else {
            Taken::Nothing
        }
    }

    /// What was taken in so far, in the words of a screen: 表3张、支付明细120笔.
    pub fn summary(&self) -> String {
        let forms = match self.forms.len() {
            0 => String::new(),
            count => format!("表{count}张"),
        };
        let parts = [forms, self.outside.summary()];
        let parts: Vec<&str> = parts
            .iter()
            .map(String::as_str)
            .filter(|part| !part.is_empty())
            .collect();
        parts.join("、")
    }

    /// Everything taken in, ready to be looked up.
    pub fn finish(self) -> Beside {
        Beside::new(self.forms, self.outside)
    }
}
