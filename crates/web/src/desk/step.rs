//! Steps of a form: the transition decides, the store writes it down.

use crate::guard::session::User;
use crate::{App, Error};
use pipeline::law::profile::{Path, Profile, find};
use store::db::Tx;
use store::forms::{Form, Move, Point, advance};
use store::opinions::Opinion;
use store::{Millis, Store};
use workflow::{Action, Actor, Facts, Offer, State, Step, available, transition};

/// The profile of the bureau's own way of working.
fn profile() -> &'static Profile {
    find("general").unwrap_or_else(|| {
        let all = pipeline::law::profile::all();
        &all[0]
    })
}

/// The path that forms take here.
pub(crate) fn path() -> &'static Path {
    &profile().workflow
}

/// Where a form stands.
pub(crate) fn state(form: &Form) -> State {
    State::from_key(&form.state).unwrap_or(State::Received)
}

/// What is known of a form: its opinions kept and waiting, how often it was returned.
pub(crate) async fn facts(store: &Store, form: &Form) -> Result<Facts, Error> {
    let points = store.points(form.id).await?;
    let opinions = store.opinions(form.id).await?;
    Ok(known(form, &points, &opinions))
}

/// What is known of a form whose points and opinions are at hand.
pub(crate) fn known(form: &Form, points: &[Point], opinions: &[Opinion]) -> Facts {
    let kept = points.iter().filter(|point| point.is_kept());
    let undecided = points
        .iter()
        .filter(|point| point.inferred == 0 && point.decision.is_none());
    let waiting = opinions.iter().filter(|opinion| opinion.letter.is_none());
    let open = opinions
        .iter()
        .filter(|opinion| opinion.outcome.as_deref() == Some("open"));
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Facts {
        undecided: count(undecided.count()),
        placed_opinions: count(kept.count() + waiting.count()),
        unanswered: count(open.count()),
        returns: u32::try_from(form.round - 1).unwrap_or(0),
        matched: true,
        ..Facts::default()
    }
}

fn acting(user: &User) -> Actor {
    Actor {
        person: user.account,
        role: user.role,
    }
}

/// What somebody may do with a form now, with what is still missing.
pub(crate) fn offers(user: &User, form: &Form, facts: &Facts) -> Vec<Offer> {
    available(state(form), &acting(user), facts, path())
}

/// Takes a step and writes it down.
///
/// # Errors
/// When the transition refuses it, or somebody else saved the form.
pub(crate) async fn take(
    tx: &mut Tx,
    now: Millis,
    user: &User,
    form: &Form,
    action: Action,
    facts: &Facts,
    said: Said<'_>,
) -> Result<(Form, Step), Error> {
    let step = transition(state(form), action, &acting(user), facts, path())
        .map_err(|refusal| Error::Refused(format!("{refusal}。")))?;
    let marks: Vec<&str> = step.marked.iter().map(|mark| mark.word()).collect();
    let detail: Vec<&str> = said.detail.into_iter().chain(marks).collect();
    let detail = detail.join("；");
    let written = Move {
        state: step.to.key(),
        action: action.key(),
        due: said.due,
        detail: Some(detail.as_str()).filter(|text| !text.is_empty()),
    };
    let form = advance(tx, now, &user.actor(), form, &written).await?;
    Ok((form, step))
}

/// What a person says beside a step.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Said<'a> {
    /// The day by which it is due back.
    pub due: Option<&'a str>,
    /// Anything else.
    pub detail: Option<&'a str>,
}

/// The day by which an answer is due, counted from today in the working days of a step.
pub(crate) fn due(app: &App, days: u32) -> jiff::civil::Date {
    workflow::due(app.clock.today(), days, &path().calendar)
}
