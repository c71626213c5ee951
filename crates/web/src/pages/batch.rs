//! `/publish/N`: what came in a taking-in of approved forms, what was held back and why; a person makes it public or not.

use crate::desk::approved::KIND;
use crate::error::show;
use crate::frame::Frame;
use crate::guard::session::User;
use crate::posted::Posted;
use crate::{App, Error, public};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use store::publications::{Approved, Publication, Standing};
use store::published::{publish, set_aside};

/// Forms on one page.
const PAGE: i64 = 200;

/// What the page is asked for.
#[derive(Deserialize, Default)]
pub(crate) struct Asked {
    #[serde(default)]
    after: i64,
    #[serde(default)]
    done: u8,
}

#[derive(Template)]
#[template(path = "pages/batch.html")]
struct Page {
    frame: Frame,
    publication: Publication,
    received: String,
    decided: Option<String>,
    running: bool,
    failed: Option<String>,
    said: String,
    held: Vec<Approved>,
    waiting: i64,
    forms: Vec<(Approved, &'static str)>,
    more: Option<i64>,
}

/// Where a form of the batch stands, in words.
fn word(form: &Approved) -> &'static str {
    match form.state.as_str() {
        "waiting" => "等着公开",
        "current" => "公开中",
        "replaced" => "已换新版本",
        "withdrawn" => "已撤下",
        "same" => "与已有的相同，不另公开",
        _ => "不公开",
    }
}

/// `GET /publish/N`.
pub(crate) async fn get(
    State(app): State<App>,
    user: User,
    Path(id): Path<i64>,
    Query(asked): Query<Asked>,
) -> Result<Response, Error> {
    let publication = app.store.publication(id).await?;
    let job = app.store.job_on(KIND, id).await?;
    let state = job.as_ref().map_or("done", |job| job.state.as_str());
    let running = matches!(state, "waiting" | "running");
    let counts = app.store.publication_counts(id).await?;
    let waiting = counts
        .iter()
        .find(|(key, _)| key == Standing::Waiting.key());
    let kept = [
        Standing::Waiting,
        Standing::Current,
        Standing::Replaced,
        Standing::Withdrawn,
        Standing::Same,
        Standing::Dropped,
    ];
    let forms = app.store.approved_of(id, &kept, asked.after, PAGE + 1);
    let mut forms = forms.await?;
    let more = super::cut(&mut forms, PAGE).map(|last| last.id);
    let held = [Standing::Held, Standing::Unread];
    let frame = Frame::of(&publication.name, "/publish", Some(&user));
    let notice = (asked.done == 1).then(|| "做好了，已记入日志。".to_owned());
    let frame = frame.saying(notice);
    Ok(show(&Page {
        frame: if running {
            frame.with("desk.js")
        } else {
            frame
        },
        received: app.clock.shown(publication.received_at),
        decided: publication.published_at.map(|at| app.clock.shown(at)),
        running,
        failed: job
            .filter(|job| job.state == "failed")
            .and_then(|job| job.message),
        said: super::publish::said(&app, &publication).await?,
        held: app.store.approved_of(id, &held, 0, 1_000).await?,
        waiting: waiting.map_or(0, |(_, count)| *count),
        forms: forms
            .into_iter()
            .map(|form| {
                let word = word(&form);
                (form, word)
            })
            .collect(),
        more,
        publication,
    }))
}

/// `POST /publish/N`: 公开这一批, or not.
pub(crate) async fn post(
    State(app): State<App>,
    user: User,
    Path(id): Path<i64>,
    posted: Posted,
) -> Result<Response, Error> {
    let job = app.store.job_on(KIND, id).await?;
    if job.is_some_and(|job| matches!(job.state.as_str(), "waiting" | "running")) {
        return Err(Error::Refused(
            "这一批还在读，读完再决定。请回到上一页等一等。".to_owned(),
        ));
    }
    let (now, actor) = (app.clock.now(), user.actor());
    let mut tx = app.store.begin().await?;
    match posted.text("do") {
        "publish" => {
            publish(&mut tx, now, &actor, id).await?;
        }
        "drop" => {
            set_aside(&mut tx, now, &actor, id).await?;
        }
        _ => return Err(Error::NotFound),
    }
    tx.commit().await?;
    public::warm(&app);
    Ok(Redirect::to(&format!("/publish/{id}?done=1")).into_response())
}
