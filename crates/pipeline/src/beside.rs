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
        let mut count = 0;
        for document in read() {
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

    /// Everything taken in, ready to be looked up.
    pub fn finish(self) -> Beside {
        Beside::new(self.forms, self.outside)
    }
}
