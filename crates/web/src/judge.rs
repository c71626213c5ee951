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
