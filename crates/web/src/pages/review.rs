//! `GET /review`: the queue, 必改 first, then by money; narrowed by state, level, band, department, rule, words.

use super::desk::{Coverage, year};
use super::words;
use crate::error::show;
use crate::frame::Frame;
use crate::guard::session::User;
use crate::{App, Error};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use serde::{Deserialize, Serialize};
use store::forms::Form;
use store::queue::{After, Filter};

/// Forms on one page.
const PAGE: i64 = 50;

/// What the page is asked for; empty fields of the search form count as none.
#[derive(Clone, Deserialize, Serialize, Default)]
#[serde(default)]
pub(crate) struct Asked {
    year: Option<i64>,
    #[serde(skip_serializing_if = "String::is_empty")]
    state: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    level: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    band: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    department: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    code: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    q: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    undecided: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    after: String,
}

impl Asked {
    /// As the store filters.
    pub fn filter(&self, year: i64) -> Filter {
        let some = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        Filter {
            year,
            // What lies in the bureau's hands, unless something else is asked for.
            state: match self.state.as_str() {
                "" => Some(workflow::State::Received.key().to_owned()),
                "all" => None,
                state => some(state),
            },
            level: some(&self.level),
            band: some(&self.band),
            department: self.department.parse().ok(),
            code: some(&self.code),
            undecided: self.undecided == "1",
            query: some(&self.q),
        }
    }

    /// As part of an address.
    pub fn address(&self) -> String {
        serde_urlencoded::to_string(self).unwrap_or_default()
    }

    fn page_after(&self, after: After) -> String {
        let next = Asked {
            after: format!("{}.{}", after.worst, after.id),
            ..self.clone()
        };
        next.address()
    }
}

struct Line {
    form: Form,
    unit: String,
    department: String,
    amount: String,
    state: String,
    kind: &'static str,
}

#[derive(Template)]
#[template(path = "pages/review.html")]
struct Page {
    frame: Frame,
    year: i64,
    years: Vec<i64>,
    asked: Asked,
    coverage: Coverage,
    states: Vec<(&'static str, &'static str)>,
    levels: Vec<(&'static str, &'static str)>,
    bands: Vec<(&'static str, &'static str)>,
    departments: Vec<(String, String)>,
    codes: Vec<(String, String)>,
    count: i64,
    money: String,
    lines: Vec<Line>,
    next: Option<String>,
    context: String,
    any: bool,
}

/// `GET /review`.
pub(crate) async fn get(
    State(app): State<App>,
    user: User,
    Query(asked): Query<Asked>,
) -> Result<Response, Error> {
    let (year, years) = year(&app, asked.year).await?;
    let filter = asked.filter(year);
    let after = asked.after.split_once('.').and_then(|(worst, id)| {
        Some(After {
            worst: worst.parse().ok()?,
            id: id.parse().ok()?,
        })
    });
    let mut forms = app.store.queue(&filter, after, PAGE + 1).await?;
    let (count, money) = app.store.extent(&filter).await?;
    let tallies = app.store.tallies(year).await?;
    let organisations = app.store.organisations().await?;
    let name = |id: i64| {
        let one = organisations.iter().find(|one| one.id == id);
        one.map(|one| one.name.clone()).unwrap_or_default()
    };
    let next = super::cut(&mut forms, PAGE).map(|last| {
        asked.page_after(After {
            worst: last.worst,
            id: last.id,
        })
    });
    let counts = app.store.counts(year).await?;
    let states = ["received", "opinions_sent", "settled"];
    Ok(show(&Page {
        frame: Frame::of("审核", "/review", Some(&user)).wide(),
        year,
        years,
        coverage: Coverage::of(&tallies),
        any: tallies.iter().any(|tally| tally.scope == "state"),
        states: states.map(|key| (key, words::state(key))).into(),
        levels: ["error", "warning", "hint", "clean"]
            .map(|key| (key, words::level(key).1))
            .into(),
        bands: words::BANDS.into(),
        departments: organisations
            .iter()
            .filter(|one| one.kind == "department")
            .map(|one| (one.id.to_string(), one.name.clone()))
            .collect(),
        codes: counts
            .into_iter()
            .map(|count| {
                let shown = format!("{}（{}）", words::coded(&count.code), count.points);
                (count.code, shown)
            })
            .collect(),
        count,
        money: words::about_wan(money),
        lines: forms
            .into_iter()
            .map(|form| Line {
                unit: name(form.unit),
                department: name(form.department),
                amount: form.amount.map_or("—".to_owned(), words::wan),
                state: words::state(&form.state).to_owned(),
                kind: words::kind(&form.kind),
                form,
            })
            .collect(),
        next,
        context: asked.address(),
        asked,
    }))
}
