//! `/classes`, `/classes/CODE`: equal points side by side, and one ruling for all of them.

use super::desk::year;
use super::words;
use crate::error::show;
use crate::frame::Frame;
use crate::guard::session::{LOCAL, User};
use crate::posted::Posted;
use crate::{App, Error};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use store::classes::{Class, Example, NewRuling, lift, rule};

/// Cells that stand side by side for one class.
const EXAMPLES: i64 = 10;

/// And when all of them are asked for.
const ALL: i64 = 500;

/// Classes of a rule that one page shows, and how many of them are open.
const CLASSES: i64 = 60;
const OPEN: usize = 6;

/// What the page is asked for.
#[derive(Deserialize, Default)]
pub(crate) struct Asked {
    year: Option<i64>,
    #[serde(default)]
    class: String,
    #[serde(default)]
    all: u8,
}

struct Line {
    code: String,
    title: String,
    class: &'static str,
    word: &'static str,
    points: i64,
    forms: i64,
    undecided: i64,
}

struct Held {
    id: i64,
    code: String,
    title: String,
    class: String,
    decision: &'static str,
    wording: String,
    made: String,
    by: String,
}

impl Held {
    /// The wording as a part of a longer sentence.
    fn inside(&self) -> &str {
        self.wording.trim_end_matches(['。', '；'])
    }
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
    let rulings = held(&app, year, None).await?;
    Ok(show(&List {
        frame: Frame::of("同类问题", "/classes", Some(&user)).in_year(year),
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
                    code: one.code,
                }
            })
            .collect(),
        rulings,
    }))
}

/// The rulings in force, of one rule or of all, as a page shows them.
async fn held(app: &App, year: i64, code: Option<&str>) -> Result<Vec<Held>, Error> {
    let people = app.people().await?;
    let name = |id: i64| people.get(&id).map_or(LOCAL, String::as_str).to_owned();
    let mut rulings = app.store.rulings(year).await?;
    rulings.retain(|ruling| code.is_none_or(|code| ruling.code == code));
    let shown = rulings.into_iter().map(|ruling| Held {
        id: ruling.id,
        title: words::rule(&ruling.code),
        code: ruling.code,
        class: ruling.class,
        decision: match ruling.decision.as_str() {
            "keep" => "提意见",
            _ => "不提",
        },
        wording: ruling.wording.or(ruling.reason).unwrap_or_default(),
        made: app.clock.shown(ruling.made_at),
        by: name(ruling.made_by),
    });
    Ok(shown.collect())
}

struct Shown {
    class: Class,
    examples: Vec<Example>,
    open: bool,
    number: usize,
    ruling: Option<Held>,
    /// Whether the forms say something there that can be shown.
    cells: bool,
    /// Points that are not among the examples.
    more: i64,
}

#[derive(Template)]
#[template(path = "pages/class.html")]
struct Page {
    frame: Frame,
    year: i64,
    code: String,
    /// The level of the rule's gravest points: class and word.
    grade: (&'static str, &'static str),
    classes: Vec<Shown>,
    units: std::collections::HashMap<i64, String>,
    /// The one class that is looked at.
    only: String,
    /// More classes than are shown here.
    cut: bool,
    problem: Option<(String, String)>,
}

impl Page {
    fn unit(&self, id: &i64) -> &str {
        self.units.get(id).map_or("", String::as_str)
    }

    /// What keeps a class from being ruled on.
    fn problem_of(&self, class: &str) -> Option<&str> {
        let problem = self.problem.as_ref().filter(|(own, _)| own == class);
        problem.map(|(_, text)| text.as_str())
    }
}

/// `GET /classes/CODE`.
pub(crate) async fn one(
    State(app): State<App>,
    user: User,
    Path(code): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Error> {
    page(&app, &user, code, asked, None).await
}

async fn page(
    app: &App,
    user: &User,
    code: String,
    asked: Asked,
    problem: Option<(String, String)>,
) -> Result<Response, Error> {
    let (year, _) = year(app, asked.year).await?;
    let codes = app.store.codes(year).await?;
    let Some(counts) = codes.iter().find(|one| one.code == code) else {
        return Err(Error::NotFound);
    };
    let mut rulings = held(app, year, Some(&code)).await?;
    let only = Some(asked.class.as_str()).filter(|class| !class.is_empty());
    let mut all = app.store.classes(year, &code, only, CLASSES + 1).await?;
    let cut = super::cut(&mut all, CLASSES).is_some();
    let mut classes = Vec::new();
    // The largest ones are open; the others open one at a time.
    for (place, class) in all.into_iter().enumerate() {
        let open = place < OPEN || only.is_some();
        let most = match (open, asked.all) {
            (false, _) => 0,
            (true, 0) => EXAMPLES,
            (true, _) => ALL,
        };
        let examples = match most {
            0 => Vec::new(),
            most => {
                let of = app.store.examples(year, &code, &class.class, most);
                of.await?
            }
        };
        let ruled = rulings.iter().position(|one| one.class == class.class);
        classes.push(Shown {
            ruling: ruled.map(|place| rulings.swap_remove(place)),
            more: class.points - i64::try_from(examples.len()).unwrap_or(0),
            cells: examples.iter().any(|one| one.cell.is_some()),
            class,
            examples,
            open,
            number: place + 1,
        });
    }
    let title = format!("{code} {}", words::rule(&code));
    Ok(show(&Page {
        frame: Frame::of(&title, "/classes", Some(user)).in_year(year),
        year,
        grade: words::grade(counts.severity),
        units: app.names().await?,
        classes,
        code,
        only: asked.class,
        cut,
        problem,
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
    let back = match posted.text("back") {
        "list" => format!("/classes?year={year}"),
        _ => format!("/classes/{code}?year={year}"),
    };
    let class = posted.text("class").to_owned();
    let decision = match (posted.number("lift"), posted.text("decision")) {
        (Some(id), _) => {
            let mut tx = app.store.begin().await?;
            lift(&mut tx, now, &actor, id).await?;
            tx.commit().await?;
            return Ok(Redirect::to(&back).into_response());
        }
        (None, word @ ("keep" | "drop")) => word.to_owned(),
        _ => return Err(Error::NotFound),
    };
    let wording = posted.some("wording").filter(|_| decision == "keep");
    let reason = posted.some("reason").filter(|_| decision == "drop");
    if decision == "drop" && reason.is_none() {
        let asked = Asked {
            year: Some(year),
            ..Asked::default()
        };
        let said = "整类不提，请先写明理由，以后别人看得到是为什么。".to_owned();
        return page(&app, &user, code, asked, Some((class, said))).await;
    }
    let ruling = NewRuling {
        year,
        code: &code,
        class: &class,
        decision: &decision,
        wording,
        reason,
    };
    let mut tx = app.store.begin().await?;
    rule(&mut tx, now, &actor, &ruling).await?;
    tx.commit().await?;
    Ok(Redirect::to(&back).into_response())
}
