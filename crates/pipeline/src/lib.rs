//! Open, recognise, check: everything in memory. No file, no clock: bytes and the date come as arguments.

mod batch;
pub mod beside;
mod check;
mod open;
pub mod roster;

pub use batch::Batch;
pub use check::{check, waive};
pub use open::{read, read_line};

/// What stands behind a verdict, for those who show it: regulations and profiles, rules and their pages, and the writers.
pub use {law, rules, writers};

use jiff::civil::Date;
use law::profile::Profile;
use rules::beside::Beside;
use std::sync::Arc;

/// What a check is asked to do.
#[derive(Clone, Debug)]
pub struct Options {
    /// The date of the verdict.
    pub as_of: Date,
    /// A profile that overrules the choice per form.
    pub profile: Option<&'static Profile>,
    /// Only these rule codes or families (`E`, `E07`); empty for all.
    pub select: Vec<String>,
    /// Never these rule codes or families.
    pub ignore: Vec<String>,
    /// What lies beside the forms, to compare with.
    pub beside: Arc<Beside>,
    /// Whether forms are judged as they were published.
    pub published: bool,
    /// Whether rules of a bureau's own speak that are not switched on yet.
    pub drafts: bool,
}

impl Options {
    /// All rules, each form by its own profile, nothing beside.
    pub fn on(as_of: Date) -> Options {
        Options {
            as_of,
            profile: None,
            select: Vec::new(),
            ignore: Vec::new(),
            beside: Arc::default(),
            published: false,
            drafts: false,
        }
    }

    /// Whether a rule is asked for.
    pub fn wants(&self, code: &str) -> bool {
        let named = |list: &[String]| list.iter().any(|entry| code.starts_with(entry.as_str()));
        (self.select.is_empty() || named(&self.select)) && !named(&self.ignore)
    }
}
