//! Documents read and judged for pages: the same engine as on the command line.

use crate::{App, Error};
use jiff::civil::Date;
use model::{Document, DocumentVerdict};
use pipeline::Options;
use pipeline::writers::{Levels, Names};

/// Reads the documents of a file; LibreOffice is asked last, as on the command line.
///
/// # Errors
/// When the reading did not end in its own way.
pub(crate) async fn read(app: &App, name: String, bytes: Vec<u8>) -> Result<Vec<Document>, Error> {
    app.heavy(move || host::opened::of_bytes(&bytes, &name))
        .await
}

/// All rules on this day.
pub(crate) fn options(today: Date) -> Options {
    Options::on(today)
}

/// The titles of rules and profiles, for those who write results.
pub(crate) fn with_names<T>(work: impl FnOnce(Names) -> T) -> T {
    let rule = |code: &str| pipeline::rules::find(code).map(|rule| rule.title().to_owned());
    let profile = |id: &str| pipeline::law::profile::find(id).map(|profile| profile.name.clone());
    work(Names {
        rule: &rule,
        profile: &profile,
        levels: Levels::USUAL,
    })
}

/// The verdict on a document. Takes a fraction of a millisecond a form, so it runs in place.
pub(crate) fn judge(document: &Document, today: Date) -> DocumentVerdict {
    pipeline::check(document, &options(today))
}

/// Why a document gives nothing, in words.
pub(crate) fn unread(document: &Document) -> Option<String> {
    if let Some(error) = &document.error {
        return Some(error.message.clone());
    }
    if !document.forms.is_empty() {
        return None;
    }
    let notes: Vec<&str> = document
        .notes
        .iter()
        .map(|note| note.message.as_str())
        .collect();
    Some(match notes.is_empty() {
        true => "里面没有找到绩效目标表。".to_owned(),
        false => notes.join("；"),
    })
}
