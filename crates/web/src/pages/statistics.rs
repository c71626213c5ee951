//! `/statistics`: progress, what kinds of points, money against points: each a chart with its table.

use super::desk::{counted, year};
use super::words;
use crate::chart::{Bar, bars, stacked};
use crate::error::show;
use crate::frame::Frame;
use crate::guard::session::User;
use crate::{App, Error};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use serde::Deserialize;

/// What the page is asked for.
#[derive(Deserialize, Default)]
pub(crate) struct Asked {
    year: Option<i64>,
}

struct Department {
    id: i64,
    name: String,
    forms: i64,
    money: String,
}

#[derive(Template)]
#[template(path = "pages/statistics.html")]
struct Page {
    frame: Frame,
    year: i64,
    years: Vec<i64>,
    progress_html: String,
    progress: Vec<(String, i64, String)>,
    problems_html: String,
    problems: Vec<(String, String, i64, i64)>,
    money_html: String,
    money: Vec<(&'static str, [i64; 4])>,
    departments: Vec<Department>,
    any: bool,
    checked: i64,
}

const LEVELS: [&str; 4] = ["error", "warning", "hint", "clean"];

/// `GET /statistics`.
pub(crate) async fn get(
    State(app): State<App>,
    user: User,
    Query(asked): Query<Asked>,
) -> Result<Response, Error> {
    let (year, years) = year(&app, asked.year).await?;
    let tallies = app.store.tallies(year).await?;
    let progress: Vec<(String, i64, String)> = ["received", "opinions_sent", "settled"]
        .into_iter()
        .map(|key| {
            let (forms, money) = counted(&tallies, "state", key);
            (words::state(key).to_owned(), forms, words::about_wan(money))
        })
        .collect();
    let codes = app.store.codes(year).await?;
    let problems: Vec<(String, String, i64, i64)> = codes
        .into_iter()
        .map(|one| {
            (
                one.code.clone(),
                words::rule(&one.code),
                one.points,
                one.forms,
            )
        })
        .collect();
    let mut by_count: Vec<Bar> = problems
        .iter()
        .map(|(_, title, points, _)| Bar {
            name: title.clone(),
            value: *points,
        })
        .collect();
    by_count.sort_by_key(|bar| std::cmp::Reverse(bar.value));
    by_count.truncate(15);
    let crossed = app.store.bands_by_level(year).await?;
    let money: Vec<(&'static str, [i64; 4])> = words::BANDS
        .into_iter()
        .enumerate()
        .map(|(band, (_, name))| {
            let of = |level: &str| {
                let found = crossed
                    .iter()
                    .find(|(own, key, _)| usize::try_from(*own) == Ok(band) && key == level);
                found.map_or(0, |(_, _, forms)| *forms)
            };
            (name, LEVELS.map(of))
        })
        .collect();
    let names = app.names().await?;
    let departments = tallies
        .iter()
        .filter(|tally| tally.scope == "department")
        .filter_map(|tally| {
            let id: i64 = tally.name.parse().ok()?;
            Some(Department {
                id,
                name: names.get(&id).cloned().unwrap_or_default(),
                forms: tally.forms,
                money: words::about_wan(tally.amount),
            })
        });
    let mut departments: Vec<Department> = departments.collect();
    departments.sort_by_key(|one| one.id);
    let parts: Vec<Bar> = progress
        .iter()
        .map(|(name, value, _)| Bar {
            name: name.clone(),
            value: *value,
        })
        .collect();
    let level_words = LEVELS.map(|key| words::level(key).1);
    Ok(show(&Page {
        frame: Frame::of("统计", "/statistics", Some(&user)),
        year,
        years,
        any: tallies.iter().any(|tally| tally.scope == "state"),
        checked: counted(&tallies, "self_check", "all").0,
        progress_html: bars("进度", &parts),
        progress,
        problems_html: bars("问题分布", &by_count),
        problems,
        money_html: stacked("资金与问题", &level_words, &money),
        money,
        departments,
    }))
}
