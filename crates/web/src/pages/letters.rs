//! `/letters`: what waits to be sent, department by department; what was sent, to be downloaded.

use super::desk::year;
use super::words;
use crate::desk::send::{Draft, draft, papers, send, settle_silent};
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
use store::queue::Waiting;

/// What the page is asked for.
#[derive(Deserialize, Default)]
pub(crate) struct Asked {
    year: Option<i64>,
    /// The letter that was just sent.
    sent: Option<i64>,
    /// How many forms were just settled.
    settled: Option<usize>,
}

/// What is said once after something was done.
async fn notice(app: &App, asked: &Asked) -> Result<Option<String>, Error> {
    if let Some(settled) = asked.settled {
        return Ok(Some(format!("{settled} 张没有意见的表已复核完毕。")));
    }
    let Some(id) = asked.sent else {
        return Ok(None);
    };
    let letter = app.store.letter(id).await?;
    let names = app.names().await?;
    let name = names.get(&letter.department).cloned().unwrap_or_default();
    Ok(Some(format!(
        "已定好发给{name}的意见：{} 张表、{} 条，{} 前重报。请在“已发”里下载意见函和清单，交给部门。",
        letter.forms, letter.opinions, letter.due
    )))
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
    bureau: String,
    /// The letter that was just sent.
    fresh: i64,
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
    let waiting = app.store.waiting(year).await?.into_iter();
    let mut lines: Vec<Line> = waiting
        .map(|waiting| Line {
            department: waiting.department,
            name: name(waiting.department),
            money: words::about_wan(waiting.money),
            waiting,
        })
        .collect();
    lines.sort_by_key(|line| (std::cmp::Reverse(line.waiting.ready), line.department));
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
    Ok(show(&Page {
        frame: Frame::of("意见", "/letters", Some(&user))
            .in_year(year)
            .saying(notice(&app, &asked).await?),
        fresh: asked.sent.unwrap_or(0),
        year,
        years,
        lines,
        sent: sent.collect(),
        bureau: app.options().bureau,
    }))
}

/// What a preview is asked for.
#[derive(Deserialize)]
pub(crate) struct Preview {
    year: Option<i64>,
    department: Option<i64>,
    #[serde(default)]
    due: String,
    /// The ending of a file; none for the page.
    #[serde(default)]
    r#as: String,
}

struct Said {
    project: String,
    form: i64,
    unit: String,
    grade: (&'static str, &'static str),
    place: String,
    cell: String,
    text: String,
    advice: String,
}

#[derive(Template)]
#[template(path = "pages/letter.html")]
struct LetterPage {
    frame: Frame,
    year: i64,
    department: i64,
    draft: Draft,
    count: usize,
    due: String,
    /// The first day that can be one.
    from: String,
    bureau: String,
    said: Vec<Said>,
}

/// `GET /letters/preview`: what would be sent to a department, before it is.
pub(crate) async fn preview(
    State(app): State<App>,
    user: User,
    Query(asked): Query<Preview>,
) -> Result<Response, Error> {
    let due = day(&asked.due)?;
    let (Some(year), Some(department)) = (asked.year, asked.department) else {
        return Err(Error::NotFound);
    };
    let draft = draft(&app, &user, year, department, due).await?;
    if !asked.r#as.is_empty() {
        let (docx, xlsx) = papers(&app, &draft).await?;
        let name = &draft.department;
        return match asked.r#as.as_str() {
            "docx" => Ok(sent(
                &format!("{name}_意见函草稿.docx"),
                media("docx"),
                docx,
            )),
            "xlsx" => Ok(sent(
                &format!("{name}_意见清单草稿.xlsx"),
                media("xlsx"),
                xlsx,
            )),
            _ => Err(Error::NotFound),
        };
    }
    let said = draft.forms.iter().flat_map(|one| {
        one.opinions.iter().map(|opinion| Said {
            project: one.form.name.clone(),
            form: one.form.id,
            unit: one.unit.clone(),
            grade: words::grade(opinion.severity),
            place: opinion.place.clone().unwrap_or_default(),
            cell: opinion.cell.clone().unwrap_or_default(),
            text: opinion.text.clone(),
            advice: opinion.advice.clone().unwrap_or_default(),
        })
    });
    let title = format!("发给{}的意见", draft.department);
    Ok(show(&LetterPage {
        frame: Frame::of(&title, "/letters", Some(&user)).in_year(year),
        year,
        department,
        count: draft.count(),
        due: draft.due.to_string(),
        from: app
            .clock
            .today()
            .tomorrow()
            .unwrap_or(draft.due)
            .to_string(),
        bureau: app.options().bureau,
        said: said.collect(),
        draft,
    }))
}

/// A day as fields of pages give it; none where it is empty.
fn day(text: &str) -> Result<Option<Date>, Error> {
    match text.trim() {
        "" => Ok(None),
        text => text
            .parse::<Date>()
            .map(Some)
            .map_err(|_| Error::Refused("重报期限写成 年-月-日，如 2026-03-01。".to_owned())),
    }
}

/// `POST /letters`: sends the letter of a department, or settles its forms of which nothing is said.
pub(crate) async fn post(
    State(app): State<App>,
    user: User,
    posted: Posted,
) -> Result<Response, Error> {
    let year = posted.number("year").ok_or(Error::NotFound)?;
    if let Some(department) = posted.number("settle") {
        let settled = settle_silent(&app, &user, year, department).await?;
        let to = format!("/letters?year={year}&settled={settled}");
        return Ok(Redirect::to(&to).into_response());
    }
    let department = posted.number("send").ok_or(Error::NotFound)?;
    let due = day(posted.text("due"))?;
    let id = send(&app, &user, year, department, due).await?;
    Ok(Redirect::to(&format!("/letters?year={year}&sent={id}")).into_response())
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
