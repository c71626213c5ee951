//! Returned forms: what became of the opinions on them, and those whose project a person has to name.

use super::compared::{answers, judged};
use super::incoming::{Origin, incoming, kind};
use crate::guard::session::User;
use crate::judge::judge;
use crate::{App, Error};
use pipeline::writers::desk::Outcome;
use store::arrivals::{self, Arrival};
use store::candidates::{self, Candidate};
use store::db::Tx;
use store::opinions;
use store::receive::{Incoming, receive};
use store::{Actor, Millis};
use workflow::State;

/// Notes what a returned version shows of each opinion that was sent on the versions before it, and how many came out how.
pub(super) async fn answer(app: &App, mut arrival: Arrival) -> Result<(), Error> {
    let kept = app.store.form(arrival.form).await?;
    let new = judged(app, &app.store.version(kept.version).await?).await?;
    let said = app.store.opinions(kept.id).await?;
    let answers = answers(app, &kept, &new, &said).await?;
    if let Some(comparison) = answers.comparison {
        let count = |outcome| i64::try_from(comparison.count(outcome)).unwrap_or(i64::MAX);
        arrival.settled = count(Outcome::Settled);
        arrival.open = count(Outcome::Open);
        arrival.fresh = count(Outcome::Fresh);
        arrival.look = count(Outcome::Look);
        arrival.beyond = i64::try_from(comparison.beyond().count()).unwrap_or(i64::MAX);
    }
    let mut tx = app.store.begin().await?;
    for (opinion, outcome) in answers.outcomes {
        opinions::outcome(&mut tx, opinion, outcome, kept.version).await?;
    }
    arrivals::note(&mut tx, &arrival).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes a form of a file in, as a version of the form `onto` where that is known, and notes what became of it.
pub(super) async fn arrive(
    tx: &mut Tx,
    now: Millis,
    actor: &Actor,
    delivery: i64,
    incoming: &Incoming<'_>,
    onto: Option<i64>,
) -> Result<Arrival, Error> {
    let came = receive(tx, now, actor, incoming, onto).await?;
    let arrival = Arrival {
        document: incoming.document.unwrap_or_default(),
        place: incoming.place,
        delivery,
        form: came.form(),
        came: came.key(onto.is_some()).to_owned(),
        ..Arrival::default()
    };
    arrivals::note(tx, &arrival).await?;
    Ok(arrival)
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
    let arrival = arrive(
        &mut tx,
        now,
        &user.actor(),
        candidate.delivery,
        &incoming,
        onto,
    )
    .await?;
    tx.commit().await?;
    let form = arrival.form;
    if onto.is_some() {
        answer(app, arrival).await?;
    }
    Ok(form)
}
