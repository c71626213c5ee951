//! `/publish/form/ID`: the versions of a form that is or was public, and its withdrawal.

use crate::error::show;
use crate::frame::Frame;
use crate::guard::session::User;
use crate::posted::Posted;
use crate::{App, Error, public};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use store::publications::{Approved, Standing};
use store::published::withdraw;

/// Characters of a reason.
const REASON: usize = 200;

struct Line {
    form: Approved,
    from: String,
    until: String,
    word: &'static str,
}

#[derive(Template)]
#[template(path = "pages/public_form.html")]
struct Page {
    frame: Frame,
    id: String,
    lines: Vec<Line>,
    current: bool,
    open: bool,
    problem: Option<String>,
}

async fn page(
    app: &App,
    user: &User,
    id: &str,
    problem: Option<String>,
) -> Result<Response, Error> {
    let versions = app.store.public_versions(id).await?;
    let newest = versions.first().ok_or(Error::NotFound)?;
    let shown = |at: Option<i64>| at.map_or_else(String::new, |at| app.clock.shown(at));
    Ok(show(&Page {
        frame: Frame::of(&newest.name, "/publish", Some(user)),
        id: id.to_owned(),
        current: newest.state == Standing::Current.key(),
        open: app.options().publishing,
        problem,
        lines: versions
            .into_iter()
            .map(|form| Line {
                from: shown(form.published_at),
                until: shown(form.ended_at),
                word: match form.state.as_str() {
                    "current" => "公开中",
                    "withdrawn" => "撤下",
                    _ => "换新版本",
                },
                form,
            })
            .collect(),
    }))
}

/// `GET /publish/form/ID`.
pub(crate) async fn get(
    State(app): State<App>,
    user: User,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    page(&app, &user, &id, None).await
}

/// `POST /publish/form/ID`: 撤下.
pub(crate) async fn post(
    State(app): State<App>,
    user: User,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, Error> {
    let reason = posted.text("reason");
    let problem = match reason.chars().count() {
        0 => Some("撤下要写理由，它记入日志。没有撤下。".to_owned()),
        count if count > REASON => Some(format!("理由请写在 {REASON} 个字以内。没有撤下。")),
        _ => None,
    };
    if problem.is_some() {
        return page(&app, &user, &id, problem).await;
    }
    let hidden = posted.text("keep") != "on";
    let mut tx = app.store.begin().await?;
    let now = app.clock.now();
    withdraw(&mut tx, now, &user.actor(), &id, reason, hidden).await?;
    tx.commit().await?;
    public::warm(&app);
    Ok(Redirect::to(&format!("/publish/form/{id}")).into_response())
}
