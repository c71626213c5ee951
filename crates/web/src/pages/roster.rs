//! `/roster`: the list of projects that are to be declared, against the forms that came in.

use super::desk::year;
use super::words;
use crate::desk::incoming::cents;
use crate::error::show;
use crate::frame::Frame;
use crate::guard::session::User;
use crate::posted::Posted;
use crate::{App, Error};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use model::Money;
use pipeline::roster::{BEYOND, Comparison, DIFFERING, Declared, Entry, MISSING, Roster, TWICE};
use pipeline::writers::overview::Unmatched;
use serde::Deserialize;
use store::log;
use store::queue::Filter;
use store::roster::{Listed, replace};

/// Forms that are compared at most.
const MOST: i64 = 200_000;

/// What the page is asked for.
#[derive(Deserialize, Default)]
pub(crate) struct Asked {
    year: Option<i64>,
}

struct Row {
    name: String,
    unit: String,
    listed: String,
    declared: String,
    forms: Vec<String>,
}

#[derive(Template)]
#[template(path = "pages/roster.html")]
struct Page {
    frame: Frame,
    year: i64,
    years: Vec<i64>,
    listed: usize,
    came: usize,
    groups: Vec<(&'static str, Vec<Row>)>,
}

fn wan(amount: Option<Money>) -> String {
    amount.and_then(cents).map_or("—".to_owned(), words::wan)
}

fn row(one: &Unmatched) -> Row {
    Row {
        name: one.project.clone(),
        unit: one.unit.clone(),
        listed: wan(one.listed),
        declared: wan(one.declared),
        // The places are the addresses of the forms, one after another.
        forms: one
            .places
            .split('、')
            .filter_map(|place| place.split(' ').next())
            .filter(|address| !address.is_empty())
            .map(str::to_owned)
            .collect(),
    }
}

/// The list of a year against what came: how many are listed, how many forms came, the four lists.
async fn compared(app: &App, year: i64) -> Result<(usize, usize, Comparison), Error> {
    let listed = app.store.roster(year).await?;
    let names = app.names().await?;
    let filter = Filter {
        year,
        ..Filter::default()
    };
    let forms = app.store.queue(&filter, None, MOST).await?;
    let targets = forms.into_iter().filter(|form| form.kind == "target");
    let declared: Vec<Declared> = targets
        .map(|form| Declared {
            document: format!("/review/{}", form.id),
            form: 1,
            entry: Entry {
                code: form.code,
                name: form.name,
                unit: names.get(&form.unit).cloned().unwrap_or_default(),
                amount: form.amount.map(Money::from_fen),
            },
        })
        .collect();
    let entries = listed.iter().map(|one| Entry {
        code: one.code.clone(),
        name: one.name.clone(),
        unit: one.unit.clone().unwrap_or_default(),
        amount: one.amount.map(Money::from_fen),
    });
    let roster = Roster {
        entries: entries.collect(),
    };
    let comparison = roster.compare(&declared);
    Ok((listed.len(), declared.len(), comparison))
}

/// Where list and forms do not agree, for the overview; none where there is no list.
pub(crate) async fn unmatched(app: &App, year: i64) -> Result<Option<Vec<Unmatched>>, Error> {
    let (listed, _, comparison) = compared(app, year).await?;
    Ok((listed > 0).then(|| comparison.unmatched()))
}

/// `GET /roster`.
pub(crate) async fn get(
    State(app): State<App>,
    user: User,
    Query(asked): Query<Asked>,
) -> Result<Response, Error> {
    let (year, years) = year(&app, asked.year).await?;
    let (listed, came, compared) = compared(&app, year).await?;
    let unmatched = compared.unmatched();
    let groups = match listed {
        0 => Vec::new(),
        _ => [MISSING, DIFFERING, TWICE, BEYOND]
            .map(|what| {
                let own = unmatched.iter().filter(|one| one.what == what);
                (what, own.map(row).collect())
            })
            .into(),
    };
    Ok(show(&Page {
        frame: Frame::of("项目清单", "/roster", Some(&user)),
        year,
        years,
        listed,
        came,
        groups,
    }))
}

/// `POST /roster`: a list in the place of the one before.
pub(crate) async fn post(
    State(app): State<App>,
    user: User,
    mut posted: Posted,
) -> Result<Response, Error> {
    let year = posted
        .number("year")
        .filter(|year| (2000..2100).contains(year))
        .ok_or_else(|| Error::Refused("年度写成四位数字，如 2026。".to_owned()))?;
    let sent = posted.files.pop().ok_or_else(|| {
        Error::Refused("没有选文件。请选一个 xlsx 或 csv，表头有“项目名称”。".to_owned())
    })?;
    let name = sent.name.clone();
    let bytes = sent.bytes().map_err(|_| Error::Ours)?;
    let path = name.clone();
    let read = app.heavy(move || Roster::read(&bytes, &path)).await?;
    let roster = read.map_err(|error| Error::Refused(format!("{name}：{error}")))?;
    let listed: Vec<Listed> = roster
        .entries
        .into_iter()
        .map(|entry| Listed {
            department: String::new(),
            unit: Some(entry.unit).filter(|unit| !unit.is_empty()),
            code: entry.code,
            name: entry.name,
            amount: entry.amount.and_then(cents),
        })
        .collect();
    let mut tx = app.store.begin().await?;
    replace(&mut tx, year, &listed).await?;
    let subject = format!("{year}年 {name}：{} 个项目", listed.len());
    let event = log::Event {
        action: "roster",
        subject: &subject,
        ..log::Event::default()
    };
    log::append(&mut tx, app.clock.now(), &user.actor(), &event).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/roster?year={year}")).into_response())
}
