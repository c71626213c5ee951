//! A returned version beside the one that opinions were sent on: the four lists, and what became of each opinion.

use crate::judge::options;
use crate::{App, Error};
use jiff::civil::Date;
use pipeline::recheck::{Asked, Comparison, Judged, answered};
use pipeline::writers::desk::Outcome;
use std::collections::BTreeSet;
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

fn asked(opinion: &Opinion) -> Asked {
    Asked {
        fingerprint: opinion.fingerprint.clone(),
        row: opinion.row_id.clone(),
        place: opinion.place.clone().unwrap_or_default(),
        text: opinion.text.clone(),
    }
}

/// The versions that opinions were sent on, the latest last; the one in force is none of them.
fn spoken_of(form: &Form, opinions: &[Opinion]) -> BTreeSet<i64> {
    let sent = opinions.iter().filter(|opinion| opinion.letter.is_some());
    let versions = sent.map(|opinion| opinion.version);
    versions.filter(|one| *one != form.version).collect()
}

/// Opinions that were sent on a version.
fn sent_on(opinions: &[Opinion], version: i64) -> Vec<&Opinion> {
    let sent = opinions.iter().filter(|opinion| opinion.letter.is_some());
    sent.filter(|opinion| opinion.version == version).collect()
}

/// The version in force, judged, beside the one that the last opinions speak of: what became of each of them, what is new, what was changed
/// beyond them. None where no opinion was sent or nothing came back since.
pub(crate) async fn compared(
    app: &App,
    form: &Form,
    now: &Judged,
    opinions: &[Opinion],
) -> Result<Option<Comparison>, Error> {
    let Some(version) = spoken_of(form, opinions).pop_last() else {
        return Ok(None);
    };
    let sent = opinions.iter().filter(|opinion| opinion.letter.is_some());
    if sent.map(|opinion| opinion.version).max() != Some(version) {
        return Ok(None);
    }
    let old = judged(app, &app.store.version(version).await?).await?;
    let sent: Vec<Asked> = sent_on(opinions, version).into_iter().map(asked).collect();
    Ok(Some(answered(&old, now, &sent)))
}

/// What became of each opinion that was sent on an earlier version, by its number: of the last ones all, of earlier ones those that are not
/// settled yet. A version that comes later may undo what one before it had settled.
pub(crate) async fn outcomes(
    app: &App,
    form: &Form,
    now: &Judged,
    opinions: &[Opinion],
) -> Result<Vec<(i64, &'static str)>, Error> {
    let mut all = Vec::new();
    let versions = spoken_of(form, opinions);
    let last = versions.last().copied();
    for version in versions {
        let mut sent = sent_on(opinions, version);
        sent.retain(|opinion| {
            Some(version) == last || opinion.outcome.as_deref() != Some("settled")
        });
        if sent.is_empty() {
            continue;
        }
        let old = judged(app, &app.store.version(version).await?).await?;
        let said: Vec<Asked> = sent.iter().map(|opinion| asked(opinion)).collect();
        let taken = answered(&old, now, &said).taken;
        let keys = taken.iter().map(|taken| match taken.outcome {
            Outcome::Settled => "settled",
            Outcome::Look => "look",
            Outcome::Open | Outcome::Fresh => "open",
        });
        all.extend(sent.iter().map(|opinion| opinion.id).zip(keys));
    }
    Ok(all)
}
