//! `/classes`, `/classes/CODE`: equal points side by side, and one ruling for all of them.

use super::desk::year;
use super::words;
use crate::error::show;
use crate::frame::Frame;
use crate::guard::session::User;
use crate::posted::Posted;
use crate::{App, Error};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use store::classes::{Class, Example, NewRuling, lift, rule};

/// Cells that stand side by side for one class.
const EXAMPLES: i64 = 10;

/// Classes of a rule that one page shows.
const CLASSES: i64 = 60;

/// What the page is asked for.
#[derive(Deserialize, Default)]
pub(crate) struct Asked {
    year: Option<i64>,
    #[serde(default)]
    class: String,
}

struct Line {
    code: String,
    title: String,
    class: &'static str,
    word: &'static str,
    points: i64,
    forms: i64,
    undecided: i64,
    classes: i64,
}

struct Held {
    id: i64,
    code: String,
    title: String,
    class: String,
    decision: &'static str,
    wording: String,
    made: String,
}

#[derive(Template)]
#[template(path = "pages/classes.html")]
struct List {
    frame: Frame,
    year: i64,
    years: Vec<i64>,
    lines: Vec<Line>,
    rulings: Vec<Held>,
}

/// `GET /classes`.
pub(crate) async fn list(
    State(app): State<App>,
    user: User,
    Query(asked): Query<Asked>,
) -> Result<Response, Error> {
    let (year, years) = year(&app, asked.year).await?;
    let codes = app.store.codes(year).await?;
    let rulings = app.store.rulings(year).await?;
    Ok(show(&List {
        frame: Frame::of("同类问题", "/classes", Some(&user)),
        year,
        years,
        lines: codes
            .into_iter()
            .map(|one| {
                let (class, word) = words::grade(one.severity);
                Line {
                    title: words::rule(&one.code),
                    class,
                    word,
                    points: one.points,
                    forms: one.forms,
                    undecided: one.undecided,
                    classes: one.classes,
                    code: one.code,
                }
            })
            .collect(),
        rulings: rulings
            .into_iter()
            .map(|ruling| Held {
                id: ruling.id,
                title: words::rule(&ruling.code),
                code: ruling.code,
                class: ruling.class,
                decision: if ruling.decision == "keep" {
                    "提意见"
                } else {
                    "不提"
                },
                wording: ruling.wording.or(ruling.reason).unwrap_or_default(),
                made: app.clock.shown(ruling.made_at),
            })
            .collect(),
    }))
}

struct Shown {
    class: Class,
    examples: Vec<Example>,
    open: bool,
    number: usize,
}

#[derive(Template)]
#[template(path = "pages/class.html")]
struct Page {
    frame: Frame,
    year: i64,
    code: String,
    classes: Vec<Shown>,
    units: std::collections::HashMap<i64, String>,
}

impl Page {
    fn unit(&self, id: &i64) -> &str {
        self.units.get(id).map_or("", String::as_str)
    }
}

/// `GET /classes/CODE`.
pub(crate) async fn one(
    State(app): State<App>,
    user: User,
    Path(code): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Error> {
    let (year, _) = year(&app, asked.year).await?;
    let mut classes = Vec::new();
    let all = app.store.classes(year, &code, CLASSES).await?;
    // The largest ones are open; the others open one at a time.
    for (place, class) in all.into_iter().enumerate() {
        let open = match asked.class.is_empty() {
            true => place < 6,
            false => asked.class == class.class,
        };
        let examples = match open {
            true => {
                app.store
                    .examples(year, &code, &class.class, EXAMPLES)
                    .await?
            }
            false => Vec::new(),
        };
        classes.push(Shown {
            class,
            examples,
            open,
            number: place + 1,
        });
    }
    if classes.is_empty() {
        return Err(Error::NotFound);
    }
    let title = format!("{code} {}", words::rule(&code));
    Ok(show(&Page {
        frame: Frame::of(&title, "/classes", Some(&user)),
        year,
        units: app.names().await?,
        classes,
        code,
    }))
}

/// `POST /classes/CODE`: rules on a class, or takes a ruling back.
pub(crate) async fn post(
    State(app): State<App>,
    user: User,
    Path(code): Path<String>,
    posted: Posted,
) -> Result<Response, Error> {
    let now = app.clock.now();
    let actor = user.actor();
    let year = posted.number("year").ok_or(Error::NotFound)?;
    let mut tx = app.store.begin().await?;
    if let Some(id) = posted.number("lift") {
        lift(&mut tx, now, &actor, id).await?;
        tx.commit().await?;
        return Ok(Redirect::to(&format!("/classes?year={year}")).into_response());
    }
    let decision = match posted.text("decision") {
        word @ ("keep" | "drop") => word.to_owned(),
        _ => return Err(Error::NotFound),
    };
    let class = posted.text("class").to_owned();
    let ruling = NewRuling {
        year,
        code: &code,
        class: &class,
        decision: &decision,
        wording: posted.some("wording").filter(|_| decision == "keep"),
        reason: posted.some("wording").filter(|_| decision == "drop"),
    };
    rule(&mut tx, now, &actor, &ruling).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/classes/{code}?year={year}")).into_response())
}
