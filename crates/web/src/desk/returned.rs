//! Returned forms: what became of the opinions on them, and those whose project a person has to name.

use super::compared::{compared, judged, outcomes};
use super::incoming::{Origin, incoming, kind};
use crate::guard::session::User;
use crate::judge::judge;
use crate::{App, Error};
use pipeline::writers::desk::Outcome;
use store::arrivals::{self, Arrival};
use store::candidates::{self, Candidate};
use store::opinions;
use store::receive::receive;
use workflow::State;

/// Notes what a returned version shows of each opinion that was sent on the versions before it, and how many came out how.
pub(super) async fn answer(app: &App, mut arrival: Arrival) -> Result<(), Error> {
    let kept = app.store.form(arrival.form).await?;
    let new = judged(app, &app.store.version(kept.version).await?).await?;
    let said = app.store.opinions(kept.id).await?;
    let became = outcomes(app, &kept, &new, &said).await?;
    if let Some(comparison) = compared(app, &kept, &new, &said).await? {
        let count = |outcome| i64::try_from(comparison.count(outcome)).unwrap_or(i64::MAX);
        arrival.settled = count(Outcome::Settled);
        arrival.open = count(Outcome::Open);
        arrival.fresh = count(Outcome::Fresh);
        arrival.look = count(Outcome::Look);
        arrival.beyond = i64::try_from(comparison.beyond().count()).unwrap_or(i64::MAX);
    }
    let mut tx = app.store.begin().await?;
    for (opinion, outcome) in became {
        opinions::outcome(&mut tx, opinion, outcome, kept.version).await?;
    }
    arrivals::note(&mut tx, &arrival).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes a returned form in whose project a person named: the form `onto`, or none of them.
pub(crate) async fn settle(
    app: &App,
    user: &User,
    candidate: &Candidate,
    onto: Option<i64>,
) -> Result<i64, Error> {
    let document = app.store.document(candidate.document).await?;
    let digest = document.content.ok_or(Error::NotFound)?;
    let bytes = app.store.content(&digest).await?;
    let mut read = crate::judge::read(app, document.path.clone(), bytes).await?;
    let document = match read.is_empty() {
        true => return Err(Error::NotFound),
        false => read.remove(0),
    };
    let (now, today) = (app.clock.now(), app.clock.today());
    let verdicts = judge(&document, today).forms;
    let at = usize::try_from(candidate.place - 1).map_err(|_| Error::NotFound)?;
    let (Some(form), Some(verdict)) = (document.forms.get(at), verdicts.get(at)) else {
        return Err(Error::NotFound);
    };
    let kind = kind(form);
    let origin = Origin {
        document: Some(candidate.document),
        place: candidate.place,
        cause: if onto.is_some() {
            "returned"
        } else {
            "received"
        },
        state: State::Received,
    };
    let incoming = incoming(form, verdict, &kind, today, origin);
    let mut tx = app.store.begin().await?;
    let settled = onto.map_or("new".to_owned(), |form| form.to_string());
    candidates::settle(&mut tx, candidate, &settled).await?;
    let came = receive(&mut tx, now, &user.actor(), &incoming, onto).await?;
    let arrival = Arrival {
        document: candidate.document,
        place: candidate.place,
        delivery: candidate.delivery,
        form: came.form(),
        came: came.key(onto.is_some()).to_owned(),
        ..Arrival::default()
    };
    arrivals::note(&mut tx, &arrival).await?;
    tx.commit().await?;
    if onto.is_some() {
        answer(app, arrival).await?;
    }
    Ok(came.form())
}
