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

fn sent(opinions: &[Opinion]) -> impl Iterator<Item = &Opinion> {
    opinions.iter().filter(|opinion| opinion.letter.is_some())
}

/// The version that the last opinions were sent on.
fn newest(opinions: &[Opinion]) -> Option<i64> {
    sent(opinions).map(|opinion| opinion.version).max()
}

/// The version in force, judged, beside an earlier one by the opinions that were sent on that.
async fn beside(
    app: &App,
    version: i64,
    now: &Judged,
    opinions: &[&Opinion],
) -> Result<Comparison, Error> {
    let old = judged(app, &app.store.version(version).await?).await?;
    let asked: Vec<Asked> = opinions.iter().map(|opinion| asked(opinion)).collect();
    Ok(answered(&old, now, &asked))
}

/// The version in force, judged, beside the one that the last opinions speak of: what became of each of them, what is new, what was changed
/// beyond them. None where no opinion was sent or nothing came back since.
pub(crate) async fn compared(
    app: &App,
    form: &Form,
    now: &Judged,
    opinions: &[Opinion],
) -> Result<Option<Comparison>, Error> {
    let Some(version) = newest(opinions).filter(|version| *version != form.version) else {
        return Ok(None);
    };
    let own = sent(opinions).filter(|opinion| opinion.version == version);
    let own: Vec<&Opinion> = own.collect();
    Ok(Some(beside(app, version, now, &own).await?))
}

/// What a version that came back shows.
#[derive(Default)]
pub(crate) struct Answers {
    /// What became of opinions, by their numbers.
    pub outcomes: Vec<(i64, &'static str)>,
    /// What [`compared`] gives.
    pub comparison: Option<Comparison>,
}

/// What became of the opinions that were sent on earlier versions: of the last ones all, of earlier ones those that are not settled yet. A
/// version that comes later may undo what one before it had settled.
pub(crate) async fn answers(
    app: &App,
    form: &Form,
    now: &Judged,
    opinions: &[Opinion],
) -> Result<Answers, Error> {
    let mut all = Answers::default();
    let versions = sent(opinions).map(|opinion| opinion.version);
    let versions: BTreeSet<i64> = versions.filter(|one| *one != form.version).collect();
    let last = versions.last().copied();
    for version in versions {
        let own = sent(opinions).filter(|opinion| {
            let is_open = opinion.outcome.as_deref() != Some("settled");
            opinion.version == version && (is_open || Some(version) == last)
        });
        let own: Vec<&Opinion> = own.collect();
        if own.is_empty() {
            continue;
        }
        let comparison = beside(app, version, now, &own).await?;
        let keys = comparison.taken.iter().map(|taken| match taken.outcome {
            Outcome::Settled => "settled",
            Outcome::Look => "look",
            Outcome::Open | Outcome::Fresh => "open",
        });
        let ids = own.iter().map(|opinion| opinion.id);
        all.outcomes.extend(ids.zip(keys));
        if Some(version) == newest(opinions) {
            all.comparison = Some(comparison);
        }
    }
    Ok(all)
}
