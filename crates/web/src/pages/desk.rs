//! `GET /desk`: where the year's work stands and what to do next.

use super::words;
use crate::error::show;
use crate::frame::Frame;
use crate::guard::rights::Right;
use crate::guard::session::User;
use crate::{App, Error};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use store::tallies::{Tally, sum};

/// What the page is asked for.
#[derive(Deserialize, Default)]
pub(crate) struct Asked {
    /// The year.
    pub year: Option<i64>,
}

/// How much of the year's forms and money is done with: without points, or all of them decided.
#[derive(Clone, Debug, Default)]
pub(crate) struct Coverage {
    pub forms: i64,
    pub all_forms: i64,
    pub money: i64,
    pub all_money: i64,
}

impl Coverage {
    /// From the counts of a year.
    pub fn of(tallies: &[Tally]) -> Coverage {
        let (all_forms, all_money) = sum(tallies, |_| true);
        let (forms, money) = sum(tallies, |cell| cell.step != "open");
        Coverage {
            forms,
            all_forms,
            money,
            all_money,
        }
    }

    pub fn forms_percent(&self) -> i64 {
        words::percent(self.forms, self.all_forms)
    }

    pub fn money_percent(&self) -> i64 {
        words::percent(self.money, self.all_money)
    }

    pub fn money_word(&self) -> String {
        words::about_wan(self.money)
    }

    pub fn all_money_word(&self) -> String {
        words::about_wan(self.all_money)
    }
}

struct Step {
    name: String,
    forms: i64,
    money: String,
    href: String,
}

#[derive(Template)]
#[template(path = "pages/desk.html")]
struct Page {
    frame: Frame,
    year: i64,
    years: Vec<i64>,
    coverage: Coverage,
    must: i64,
    open: i64,
    undecided_rules: usize,
    steps: Vec<Step>,
    ready: i64,
    silent: i64,
    may_send: bool,
    ready_departments: usize,
    rulings: usize,
    deliveries: Vec<store::deliveries::Delivery>,
    times: Vec<String>,
    may_import: bool,
}

/// The year that is worked on: the one asked for, else the newest with forms, else the present one.
pub(crate) async fn year(app: &App, asked: Option<i64>) -> Result<(i64, Vec<i64>), Error> {
    let mut years = app.store.years().await?;
    let this = i64::from(app.clock.today().year());
    let year = asked.or(years.first().copied()).unwrap_or(this);
    if !years.contains(&year) {
        years.push(year);
        years.sort_unstable_by(|a, b| b.cmp(a));
    }
    Ok((year, years))
}

/// `GET /desk`.
pub(crate) async fn get(
    State(app): State<App>,
    user: User,
    Query(asked): Query<Asked>,
) -> Result<Response, Error> {
    let (year, years) = year(&app, asked.year).await?;
    let tallies = app.store.tallies(year).await?;
    let waiting = app.store.waiting(year).await?;
    let steps = words::STEPS.map(|(key, word)| {
        let (forms, money) = sum(&tallies, |cell| cell.step == key);
        Step {
            name: word.to_owned(),
            forms,
            money: words::about_wan(money),
            href: format!("/review?year={year}&state={key}"),
        }
    });
    let codes = store::tallies::codes(&tallies);
    let deliveries = app.store.deliveries(5).await?;
    Ok(show(&Page {
        coverage: Coverage::of(&tallies),
        open: sum(&tallies, |cell| cell.step == "open").0,
        must: sum(&tallies, |cell| {
            cell.step == "open" && cell.level == "error"
        })
        .0,
        undecided_rules: codes.iter().filter(|one| one.undecided > 0).count(),
        steps: steps.into(),
        silent: waiting.iter().map(|one| one.silent).sum(),
        may_send: user.may(Right::Letters).is_ok(),
        ready: waiting.iter().map(|one| one.ready).sum(),
        ready_departments: waiting.iter().filter(|one| one.ready > 0).count(),
        rulings: app.store.rulings(year).await?.len(),
        times: deliveries
            .iter()
            .map(|delivery| app.clock.shown(delivery.received_at))
            .collect(),
        deliveries,
        may_import: user.may(Right::Import).is_ok(),
        frame: Frame::of("工作台", "/desk", Some(&user)).in_year(year),
        year,
        years,
    }))
}

/// `GET /start`: where somebody who logged in begins.
pub(crate) async fn start(user: User) -> Response {
    let first = Frame::of("", "", Some(&user)).entries();
    let href = first.first().map_or("/me", |entry| entry.href);
    Redirect::to(href).into_response()
}
