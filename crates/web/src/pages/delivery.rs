//! `/import/N`: what was read of a taking-in, what was not and why; returned forms that wait for a person. `/documents/N`: one file, its
//! source beside what was read.

use super::words;
use crate::desk::import::KIND;
use crate::desk::returned::settle;
use crate::error::show;
use crate::frame::Frame;
use crate::guard::session::User;
use crate::posted::Posted;
use crate::selfcheck::{media, sent};
use crate::{App, Error};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use std::collections::HashMap;
use store::arrivals::{Came, Listed};
use store::candidates::{self, Candidate};
use store::deliveries::{Delivery, Document};
use store::jobs::{self, Job};

/// Files on one page.
const PAGE: i64 = 200;

/// What the page is asked for.
#[derive(Deserialize, Default)]
pub(crate) struct Asked {
    #[serde(default)]
    all: u8,
    #[serde(default)]
    after: i64,
    /// The form that a person has just named.
    pointed: Option<i64>,
    /// The form that waits whose original is looked for, and the words.
    candidate: Option<i64>,
    #[serde(default)]
    q: String,
}

/// Forms that a search for an original shows.
const FOUND: i64 = 12;

/// Forms that one page lists with what became of them.
const LISTED: i64 = 1_000;

/// Forms of one year: how many came for the first time, as another version of one that was there, as the same, as an answer.
#[derive(Default)]
struct Year {
    year: i64,
    new: i64,
    joined: i64,
    same: i64,
    returned: i64,
}

impl Year {
    fn all(&self) -> i64 {
        self.new + self.joined + self.same + self.returned
    }
}

fn by_year(came: Vec<Came>) -> Vec<Year> {
    let mut years: Vec<Year> = Vec::new();
    for one in came {
        if years.last().is_none_or(|last| last.year != one.year) {
            years.push(Year {
                year: one.year,
                ..Year::default()
            });
        }
        if let Some(year) = years.last_mut() {
            let part = match one.came.as_str() {
                "joined" => &mut year.joined,
                "same" => &mut year.same,
                "returned" => &mut year.returned,
                _ => &mut year.new,
            };
            *part += one.forms;
        }
    }
    years
}

/// A form with what became of it.
struct Line {
    one: Listed,
    unit: String,
    amount: String,
}

async fn lines(
    app: &App,
    delivery: i64,
    came: &str,
    names: &HashMap<i64, String>,
) -> Result<Vec<Line>, Error> {
    let listed = app.store.arrivals(delivery, came, (0, 0), LISTED).await?;
    let lines = listed.into_iter().map(|one| Line {
        unit: names.get(&one.unit).cloned().unwrap_or_default(),
        amount: one.amount.map(words::wan).unwrap_or_default(),
        one,
    });
    Ok(lines.collect())
}

/// What is said once after a person named a form, which may be among those that answer opinions.
async fn pointed(app: &App, form: i64, answers: &[Line]) -> Result<String, Error> {
    let kept = app.store.form(form).await?;
    // A form that came back may call itself something else: it is named as the person knows it.
    let versions = app.store.versions(form).await?;
    let name = match versions.get(1) {
        Some(before) => app.store.said(before).await?.project_name().to_owned(),
        None => kept.name,
    };
    let mut listed = answers.iter().rev().map(|line| &line.one.arrival);
    Ok(match listed.find(|one| one.form == form) {
        Some(one) => format!(
            "已归到“{name}”：已落实 {}，未落实 {}，新问题 {}，意见之外的改动 {}。",
            one.settled, one.open, one.fresh, one.beyond
        ),
        None => format!("“{name}”已按新收到的表收下。"),
    })
}

struct Waiting {
    candidate: Candidate,
    /// The words that were looked for.
    q: String,
    amount: String,
    forms: Vec<(i64, String)>,
}

#[derive(Template)]
#[template(path = "pages/delivery.html")]
struct Page {
    frame: Frame,
    delivery: Delivery,
    received: String,
    running: bool,
    /// About how many files there are; nought before that is known.
    expected: i64,
    failed: Option<String>,
    /// What is to be said of a reading that is done.
    told: Option<String>,
    all: bool,
    documents: Vec<Document>,
    more: Option<i64>,
    waiting: Vec<Waiting>,
    years: Vec<Year>,
    /// Forms that were joined to a project that was there.
    joined: Vec<Line>,
    /// Forms that answer opinions.
    answers: Vec<Line>,
}

/// What is to be said of work that ended so.
fn said(job: &Option<Job>, state: &str) -> Option<String> {
    let job = job.as_ref().filter(|job| job.state == state)?;
    job.message.clone()
}

/// `GET /import/N`.
pub(crate) async fn get(
    State(app): State<App>,
    user: User,
    Path(id): Path<i64>,
    Query(asked): Query<Asked>,
) -> Result<Response, Error> {
    let delivery = app.store.delivery(id).await?;
    let job = app.store.job_on(KIND, id).await?;
    let state = job.as_ref().map_or("done", |job| job.state.as_str());
    let running = matches!(state, "waiting" | "running");
    let documents = app
        .store
        .documents(id, asked.all == 0, asked.after, PAGE + 1)
        .await?;
    let mut documents = documents;
    let more = super::cut(&mut documents, PAGE).map(|last| last.id);
    let mut waiting = Vec::new();
    let names = app.names().await?;
    for candidate in app.store.candidates(id).await? {
        let mut forms = Vec::new();
        let mut known: Vec<i64> = candidate
            .forms
            .split(',')
            .filter_map(|id| id.parse().ok())
            .collect();
        let mut q = String::new();
        if asked.candidate == Some(candidate.id) {
            q = asked.q.trim().to_owned();
            for id in app.store.found(&q, FOUND).await? {
                if !known.contains(&id) {
                    known.push(id);
                }
            }
        }
        for id in known {
            let form = app.store.form(id).await?;
            let unit = names.get(&form.unit).cloned().unwrap_or_default();
            let amount = form.amount.map(words::wan).unwrap_or_default();
            let state = words::state(&form.state);
            let year = form.year;
            forms.push((
                id,
                format!("{}（{unit}，{year}年，{amount} 万元，{state}）", form.name),
            ));
        }
        waiting.push(Waiting {
            q,
            amount: candidate.amount.map(words::wan).unwrap_or_default(),
            candidate,
            forms,
        });
    }
    let here = if delivery.returned != 0 {
        "/returns"
    } else {
        "/import"
    };
    let frame = Frame::of(&delivery.name, here, Some(&user));
    let answers = lines(&app, id, "returned", &names).await?;
    let notice = match asked.pointed {
        Some(form) => Some(pointed(&app, form, &answers).await?),
        None => None,
    };
    let frame = frame.saying(notice);
    Ok(show(&Page {
        frame: if running {
            frame.with("desk.js")
        } else {
            frame
        },
        received: app.clock.shown(delivery.received_at),
        running,
        expected: job.as_ref().map_or(0, |job| job.total),
        told: said(&job, "done"),
        failed: said(&job, "failed"),
        all: asked.all != 0,
        documents,
        more,
        waiting,
        years: by_year(app.store.came(id).await?),
        joined: lines(&app, id, "joined", &names).await?,
        answers,
        delivery,
    }))
}

/// `POST /import/N`: a person says which form a returned one answers, or lets a reading that failed go on.
pub(crate) async fn point(
    State(app): State<App>,
    user: User,
    Path(id): Path<i64>,
    posted: Posted,
) -> Result<Response, Error> {
    if posted.text("do") == "again" {
        let job = app.store.job_on(KIND, id).await?.ok_or(Error::NotFound)?;
        let mut tx = app.store.begin().await?;
        jobs::again(&mut tx, job.id).await?;
        tx.commit().await?;
        app.work.notify_one();
        return Ok(Redirect::to(&format!("/import/{id}")).into_response());
    }
    let candidate = posted.number("candidate").ok_or(Error::NotFound)?;
    let candidate = app.store.candidate(candidate).await?;
    if candidate.delivery != id {
        return Err(Error::NotFound);
    }
    if posted.text("form") == "none" {
        let mut tx = app.store.begin().await?;
        candidates::settle(&mut tx, &candidate, "none").await?;
        tx.commit().await?;
        return Ok(Redirect::to(&format!("/import/{id}")).into_response());
    }
    let onto = match posted.text("form") {
        "new" => None,
        "" => {
            return Err(Error::Refused(
                "请先选它是哪一张表，或选“都不是”。".to_owned(),
            ));
        }
        text => Some(text.parse::<i64>().map_err(|_| Error::NotFound)?),
    };
    let form = settle(&app, &user, &candidate, onto).await?;
    Ok(Redirect::to(&format!("/import/{id}?pointed={form}")).into_response())
}

/// `GET /documents/N/file`: the file as it came.
pub(crate) async fn file(
    State(app): State<App>,
    _user: User,
    Path(id): Path<i64>,
) -> Result<Response, Error> {
    let document = app.store.document(id).await?;
    let digest = document.content.ok_or(Error::NotFound)?;
    let bytes = app.store.content(&digest).await?;
    let name = document
        .path
        .rsplit('/')
        .next()
        .unwrap_or("原件")
        .to_owned();
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    // Never shown in place: what came from outside may be a page with a script.
    let kind = match ending {
        "html" | "htm" => "application/octet-stream",
        ending => media(ending),
    };
    Ok(sent(&name, kind, bytes))
}

#[derive(Template)]
#[template(path = "pages/document.html")]
struct Source {
    frame: Frame,
    document: Document,
    source_html: String,
    forms: Vec<(i64, i64, String)>,
}

/// `GET /documents/N`: the source, cell by cell, with the forms read of it.
pub(crate) async fn source(
    State(app): State<App>,
    user: User,
    Path(id): Path<i64>,
) -> Result<Response, Error> {
    let document = app.store.document(id).await?;
    let source_html = super::reading::source(&app, id).await?;
    let name = document.path.rsplit('/').next().unwrap_or("原件");
    Ok(show(&Source {
        frame: Frame::of(name, "/import", Some(&user)).wide(),
        forms: app.store.forms_of_document(id).await?,
        document,
        source_html,
    }))
}
