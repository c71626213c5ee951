//! Papers of the desk to be taken away: 核对总览 and 审核情况报告 of a year, 审核表 and the official form of one project.

use super::desk::{Asked, year};
use super::roster::unmatched;
use super::words;
use crate::desk::compared::judged;
use crate::guard::session::User;
use crate::judge::{judge, options, with_names};
use crate::selfcheck::{media, outside, sent};
use crate::{App, Error};
use axum::extract::{Path, Query, State};
use axum::response::Response;
use jiff::civil::Date;
use model::{Document, DocumentVerdict, Finding};
use pipeline::convert::{Written, write};
use pipeline::writers::desk::{Recount, Tally, review, summary};
use pipeline::writers::overview::Overview;
use pipeline::writers::paint::docx;
use pipeline::writers::paper::{Cell, Kind, Paper, Row};
use store::queue::Filter;
use store::tallies::{self, sum};

/// Forms of which a paper over a whole year is made while somebody waits.
const MOST: i64 = 10_000;

fn unwritten(error: impl std::fmt::Display) -> Error {
    Error::Refused(format!("没有写成文件：{error}"))
}

/// The forms of a year as they are now, each as a document of its own, in the order of the queue.
async fn documents(app: &App, year: i64) -> Result<Vec<Document>, Error> {
    let filter = Filter {
        year,
        ..Filter::default()
    };
    let (count, _) = app.store.extent(&filter, MOST + 1).await?;
    if count > MOST {
        return Err(Error::Refused(format!(
            "{year} 年的表超过 {MOST} 张，这么多张的总览请用接口导出，再在命令行用 jixiao check --letters 写。"
        )));
    }
    let mut all = Vec::new();
    for kept in app.store.queue(&filter, None, MOST).await? {
        let version = app.store.version(kept.version).await?;
        let mut document = Document {
            forms: vec![app.store.said(&version).await?],
            ..Document::default()
        };
        document.source.path = format!("{} {}", kept.id, kept.name);
        all.push(document);
    }
    Ok(all)
}

/// Judges documents and gives each to `take`; the findings over several forms.
fn each(
    documents: &[Document],
    today: Date,
    mut take: impl FnMut(&Document, &DocumentVerdict),
) -> Vec<Finding> {
    let mut batch = pipeline::Batch::new(&options(today));
    for document in documents {
        let verdict = judge(document, today);
        take(document, &verdict);
        batch.add(document, &verdict, None);
    }
    batch.finish().0
}

/// `GET /statistics/overview.xlsx`: the workbook over a year.
pub(crate) async fn overview(
    State(app): State<App>,
    _user: User,
    Query(asked): Query<Asked>,
) -> Result<Response, Error> {
    let (year, _) = year(&app, asked.year).await?;
    let documents = documents(&app, year).await?;
    let compared = unmatched(&app, year).await?;
    let today = app.clock.today();
    let made = app.heavy(move || {
        let mut overview = Overview::default();
        let package = each(&documents, today, |document, verdict| {
            overview.add(document, verdict)
        });
        overview.add_package(&package);
        if let Some(compared) = compared {
            overview.compared(compared);
        }
        with_names(|names| overview.book(&names))
    });
    let bytes = made.await?.map_err(unwritten)?;
    Ok(sent(
        &format!("{year}年核对总览.xlsx"),
        media("xlsx"),
        bytes,
    ))
}

/// `GET /statistics/report.docx`: the report over a year, whose every number says how to count it again.
pub(crate) async fn report(
    State(app): State<App>,
    _user: User,
    Query(asked): Query<Asked>,
) -> Result<Response, Error> {
    let (year, _) = year(&app, asked.year).await?;
    let documents = documents(&app, year).await?;
    let today = app.clock.today();
    let tallies = app.store.tallies(year).await?;
    let bureau = app.options().bureau;
    let made = app.heavy(move || {
        let mut tally = Tally::default();
        let package = each(&documents, today, |document, verdict| {
            tally.add(document, verdict)
        });
        tally.add_package(&package);
        let mut letter = with_names(|names| summary(&tally, today, Recount::Desk, &names));
        let title = format!("{year}年办理进度");
        letter.tables.insert(0, (title, progress(&tallies)));
        if let Some(office) = letter.signed.first_mut() {
            *office = format!("{bureau}（盖章）");
        }
        docx::letter(&letter)
    });
    let bytes = made.await?.map_err(unwritten)?;
    Ok(sent(
        &format!("{year}年审核情况报告.docx"),
        media("docx"),
        bytes,
    ))
}

/// How many forms stand where, as the page of counts says it.
fn progress(tallies: &[tallies::Tally]) -> Paper {
    let heads = ["办到哪一步", "表（张）", "资金（万元）"];
    let heads = heads.map(|text| Cell::new(Kind::Label, text));
    let line = |word: &str, (forms, money): (i64, i64)| {
        Row::of(vec![
            Cell::new(Kind::Text, word),
            Cell::new(Kind::Number, forms.to_string()),
            Cell::new(Kind::Number, words::about_wan(money)),
        ])
    };
    let steps = words::STEPS.into_iter();
    let steps = steps.map(|(key, word)| line(word, sum(tallies, |cell| cell.step == key)));
    let mut rows = vec![Row::head(heads.to_vec())];
    rows.extend(steps);
    rows.push(line("合计", sum(tallies, |_| true)));
    Paper {
        columns: vec![40, 30, 30],
        rows,
        landscape: true,
        ..Paper::default()
    }
}

/// `GET /review/N/sheet`: the review sheet with drafts by the eight items, grade and points left open.
pub(crate) async fn sheet(
    State(app): State<App>,
    _user: User,
    Path(id): Path<i64>,
) -> Result<Response, Error> {
    let kept = app.store.form(id).await?;
    let now = judged(&app, &app.store.version(kept.version).await?).await?;
    let paper = review(&now.form, &now.verdict);
    let bytes = docx::document("审核表", &[paper], None).map_err(unwritten)?;
    Ok(sent(
        &format!("{}_审核表.docx", kept.name),
        media("docx"),
        bytes,
    ))
}

/// `GET /review/N/form/ENDING`: the form on the official paper.
pub(crate) async fn official(
    State(app): State<App>,
    _user: User,
    Path((id, ending)): Path<(i64, String)>,
) -> Result<Response, Error> {
    let kind = Written::by_ending(&ending).ok_or(Error::NotFound)?;
    let kept = app.store.form(id).await?;
    let version = app.store.version(kept.version).await?;
    let document = Document {
        forms: vec![app.store.said(&version).await?],
        ..Document::default()
    };
    let outside = outside(kind)?;
    let made = app.heavy(move || write(&document, kind, None, &outside));
    let written = made.await?.map_err(|error| unwritten(error.0))?;
    let name = format!("{}.{}", kept.name, kind.ending());
    Ok(sent(&name, media(kind.ending()), written.bytes))
}
