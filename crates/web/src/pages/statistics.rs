//! `/statistics`: progress, what kinds of points, money against points: each a chart with its table.

use super::desk::year;
use super::words;
use crate::chart::{Bar, bars, stacked};
use crate::error::show;
use crate::frame::Frame;
use crate::guard::session::User;
use crate::{App, Error};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use model::money::BANDS;
use serde::Deserialize;
use std::sync::atomic::Ordering;
use store::tallies::{codes, sum};

/// What the page is asked for.
#[derive(Deserialize, Default)]
pub(crate) struct Asked {
    year: Option<i64>,
}

struct Band {
    name: &'static str,
    /// By level, then all of them: forms, money in words.
    parts: [(i64, String); 5],
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
    all_forms: i64,
    all_money: String,
    problems_html: String,
    problems: Vec<(String, String, i64, i64)>,
    money_html: String,
    /// Money bands: forms and money by level, the sums last.
    money: Vec<Band>,
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
    let progress: Vec<(String, i64, String)> = words::STEPS
        .into_iter()
        .map(|(key, word)| {
            let (forms, money) = sum(&tallies, |cell| cell.step == key);
            (word.to_owned(), forms, words::about_wan(money))
        })
        .collect();
    let (all_forms, all_money) = sum(&tallies, |_| true);
    let mut problems: Vec<(String, String, i64, i64)> = codes(&tallies)
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
    problems.sort_by_key(|one| std::cmp::Reverse(one.2));
    let by_count: Vec<Bar> = problems
        .iter()
        .take(15)
        .map(|(_, title, points, _)| Bar {
            name: title.clone(),
            value: *points,
        })
        .collect();
    let of = |band: Option<&str>, level: Option<&str>| {
        sum(&tallies, |cell| {
            band.is_none_or(|band| cell.band == band)
                && level.is_none_or(|level| cell.level == level)
        })
    };
    let line = |name: &'static str, band: Option<&str>| {
        let [a, b, c, d] = LEVELS.map(|level| of(band, Some(level)));
        Band {
            name,
            parts: [a, b, c, d, of(band, None)]
                .map(|(forms, money)| (forms, words::about_wan(money))),
        }
    };
    // The larger money first, in the picture and in the table.
    let bands = || BANDS.iter().rev();
    let drawn: Vec<(&str, [i64; 4])> = bands()
        .map(|band| {
            let parts = LEVELS.map(|level| of(Some(band.key), Some(level)).1);
            (band.word, parts)
        })
        .collect();
    let lines = bands().map(|band| line(band.word, Some(band.key)));
    let money: Vec<Band> = lines.chain([line("合计", None)]).collect();
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
    let this = year == i64::from(app.clock.today().year());
    let unsaved = match this {
        true => app.checked.load(Ordering::Relaxed),
        false => 0,
    };
    let saved = tallies.iter().find(|tally| tally.scope == "self_check");
    let level_words = LEVELS.map(|key| words::level(key).1);
    Ok(show(&Page {
        frame: Frame::of("统计", "/statistics", Some(&user)).in_year(year),
        year,
        years,
        any: all_forms > 0,
        checked: saved.map_or(0, |tally| tally.forms) + unsaved,
        progress_html: bars("进度", &parts),
        progress,
        all_forms,
        all_money: words::about_wan(all_money),
        problems_html: bars("问题分布", &by_count),
        problems,
        money_html: stacked("资金与问题", &level_words, &drawn, |cents| {
            format!("{}万元", words::about_wan(cents))
        }),
        money,
        departments,
    }))
}
