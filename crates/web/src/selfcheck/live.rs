//! `POST /check/live`: the points while somebody types. Keeps nothing and gives pieces of the page.

use super::draft::Draft;
use super::page::admitted;
use super::sheet::{Drawn, drawn};
use super::work::{taken, work, written};
use crate::error::show;
use crate::guard::limits::Address;
use crate::guard::session::User;
use crate::posted::Posted;
use crate::{App, Error};
use askama::Template;
use axum::extract::State;
use axum::response::Response;

#[derive(Template)]
#[template(path = "selfcheck/live.html")]
struct Live {
    forms: Vec<Drawn>,
    refused: Vec<String>,
}

/// The answer: each form as the page would show it.
pub(crate) async fn live(
    State(app): State<App>,
    from: Address,
    user: Option<User>,
    mut posted: Posted,
) -> Result<Response, Error> {
    admitted(&app, from, user.as_ref())?;
    let draft = Draft::of(&app, &mut posted)?;
    let worked = work(&app, &draft).await?;
    let mut steps = draft.steps;
    steps.extend(written(&worked.after, &posted));
    let worked = taken(worked.before, &steps, app.clock.today());
    Ok(show(&Live {
        forms: drawn(&worked),
        refused: worked.refused,
    }))
}
