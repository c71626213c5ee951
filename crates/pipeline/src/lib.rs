//! Open, recognise, check: everything in memory. No file, no clock: bytes and the date come as arguments.

mod attached;
mod batch;
pub mod beside;
mod check;
pub mod convert;
pub mod fix;
pub mod in_place;
pub mod institutions;
pub mod next;
mod open;
pub mod publish;
pub mod recheck;
pub mod roster;
mod source;

pub use batch::Batch;
pub use check::{check, check_form, waive};
pub use open::{read, read_line};
pub use source::source;

/// What stands behind a verdict, for those who show it: regulations and profiles, rules and their pages, and the writers.
pub use {law, rules, writers};

use jiff::civil::Date;
use law::audience::Audience;
use law::profile::{Profile, Words};
use rules::beside::Beside;
use std::sync::Arc;

/// What a check is asked to do.
#[derive(Clone, Debug)]
pub struct Options {
    /// The date of the verdict.
    pub as_of: Date,
    /// A profile that overrules the choice per form.
    pub profile: Option<&'static Profile>,
    /// For whom the result is written; the clerk where it is none.
    pub audience: Option<&'static Audience>,
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
            audience: None,
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
        let concerns = self.audience.is_none_or(|audience| {
            // What a bureau asks for itself concerns every reader.
            audience.rules.is_empty() || named(&audience.rules) || code.starts_with('Z')
        });
        concerns && (self.select.is_empty() || named(&self.select)) && !named(&self.ignore)
    }

    /// The words for the levels: those of the audience, else of the profile that overrules the choice a form.
    pub fn words(&self) -> &'static Words {
        let audience = self.audience.map(|audience| &audience.words);
        let profile = || &self.profile.unwrap_or_else(law::profile::general).words;
        audience.unwrap_or_else(profile)
    }
}
