//! A returned version beside the one before: the four lists, and what became of each opinion.

use crate::judge::options;
use crate::{App, Error};
use jiff::civil::Date;
use pipeline::recheck::{Comparison, Judged, compare};
use store::forms::{Form, Version};
use store::opinions::Opinion;

/// A version with the verdict of the day on which it was judged.
pub(crate) async fn judged(app: &App, version: &Version) -> Result<Judged, Error> {
    let form = app.store.said(version).await?;
    let today = version
        .as_of
        .parse::<Date>()
        .unwrap_or_else(|_| app.clock.today());
    let verdict = pipeline::check_form(&form, &options(today));
    Ok(Judged {
        path: String::new(),
        number: 1,
        form,
        verdict,
    })
}

/// The version in force, judged, beside the one that the last opinions speak of; none where no opinion was sent or nothing came back since.
pub(crate) async fn compared(
    app: &App,
    form: &Form,
    now: &Judged,
    opinions: &[Opinion],
) -> Result<Option<Comparison>, Error> {
    let sent = opinions.iter().filter(|opinion| opinion.letter.is_some());
    let Some(spoken_of) = sent.map(|opinion| opinion.version).max() else {
        return Ok(None);
    };
    if spoken_of == form.version {
        return Ok(None);
    }
    let old = judged(app, &app.store.version(spoken_of).await?).await?;
    Ok(Some(compare(&old, now)))
}

/// What became of an opinion: the point is gone, still there, or a person has to look.
pub(crate) fn outcome(opinion: &Opinion, new: &Judged) -> &'static str {
    match &opinion.fingerprint {
        // In a reviewer's own words: only a person can tell.
        None => "look",
        Some(id) => {
            let open = new.verdict.findings.iter().any(|finding| finding.id == *id);
            if open { "open" } else { "settled" }
        }
    }
}
