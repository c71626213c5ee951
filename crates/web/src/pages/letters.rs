//! `/letters`: what waits to be sent, department by department; what was sent, to be downloaded.

use super::desk::year;
use super::words;
use crate::desk::send::{Waiting, send, settle_silent, waiting};
use crate::desk::step;
use crate::error::show;
use crate::frame::Frame;
use crate::guard::session::User;
use crate::posted::Posted;
use crate::selfcheck::{media, sent};
use crate::{App, Error};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::Date;
use serde::Deserialize;
use store::letters::Letter;

/// What the page is asked for.
#[derive(Deserialize, Default)]
pub(crate) struct Asked {
    year: Option<i64>,
}

struct Line {
    department: i64,
    name: String,
    waiting: Waiting,
    money: String,
}

struct Sent {
    letter: Letter,
    name: String,
    at: String,
}

#[derive(Template)]
#[template(path = "pages/letters.html")]
struct Page {
    frame: Frame,
    year: i64,
    years: Vec<i64>,
    lines: Vec<Line>,
    sent: Vec<Sent>,
    due: String,
    bureau: String,
}

/// `GET /letters`.
pub(crate) async fn get(
    State(app): State<App>,
    user: User,
    Query(asked): Query<Asked>,
) -> Result<Response, Error> {
    let (year, years) = year(&app, asked.year).await?;
    let names = app.names().await?;
    let name = |id: i64| names.get(&id).cloned().unwrap_or_default();
    let mut lines: Vec<Line> = waiting(&app, year)
        .await?
        .into_iter()
        .map(|(department, waiting)| {
            let money = waiting.ready.iter().filter_map(|form| form.amount).sum();
            Line {
                department,
                name: name(department),
                money: words::about_wan(money),
                waiting,
            }
        })
        .collect();
    lines.sort_by_key(|line| (std::cmp::Reverse(line.waiting.ready.len()), line.department));
    let sent = app
        .store
        .letters(year)
        .await?
        .into_iter()
        .map(|letter| Sent {
            name: name(letter.department),
            at: app.clock.shown(letter.sent_at),
            letter,
        });
    let path = step::path();
    Ok(show(&Page {
        frame: Frame::of("意见", "/letters", Some(&user)),
        year,
        years,
        lines,
        sent: sent.collect(),
        due: step::due(&app, path.unit_days + path.department_days).to_string(),
        bureau: app.options().bureau,
    }))
}

/// `POST /letters`: sends the letter of a department, or settles its forms of which nothing is said.
pub(crate) async fn post(
    State(app): State<App>,
    user: User,
    posted: Posted,
) -> Result<Response, Error> {
    let year = posted.number("year").ok_or(Error::NotFound)?;
    if let Some(department) = posted.number("settle") {
        settle_silent(&app, &user, year, department).await?;
    }
    if let Some(department) = posted.number("send") {
        let due = match posted.some("due") {
            Some(text) => Some(text.parse::<Date>().map_err(|_| {
                Error::Refused("重报期限写成 年-月-日，如 2026-03-01。".to_owned())
            })?),
            None => None,
        };
        send(&app, &user, year, department, due).await?;
    }
    Ok(Redirect::to(&format!("/letters?year={year}")).into_response())
}

/// `GET /letters/N/docx`, `GET /letters/N/xlsx`.
pub(crate) async fn file(
    State(app): State<App>,
    _user: User,
    Path((id, ending)): Path<(i64, String)>,
) -> Result<Response, Error> {
    let letter = app.store.letter(id).await?;
    let (digest, what) = match ending.as_str() {
        "docx" => (&letter.docx, "意见函"),
        "xlsx" => (&letter.xlsx, "意见清单"),
        _ => return Err(Error::NotFound),
    };
    let bytes = app.store.content(digest).await?;
    let names = app.names().await?;
    let name = names.get(&letter.department).cloned().unwrap_or_default();
    let name = format!("{name}_{what}_{id}.{ending}");
    Ok(sent(&name, media(&ending), bytes))
}
