//! `GET /api/v1/forms/export`: all forms of a filter, one document a line, sent while they are read: memory holds one page.

use super::asked::Asked;
use super::forms::NARROWED;
use super::problem::Problem;
use crate::{App, Error};
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use futures_util::stream::try_unfold;
use model::{Document, Source};
use pipeline::writers::json::document_line;
use store::export::Content;
use store::queue::Filter;

/// Forms that are read at once.
const PAGE: i64 = 200;

/// A form as a line.
fn line(content: &Content) -> Result<String, Error> {
    let source = Source {
        path: content.path.clone().unwrap_or_default(),
        format: content.format.clone().unwrap_or_default(),
        sha256: content.sha256.clone().unwrap_or_default(),
        ..Source::default()
    };
    let document = Document {
        source,
        forms: vec![content.form()?],
        ..Document::default()
    };
    let line = document_line(&document).map_err(|_| Error::Ours)?;
    Ok(format!("{}\n", line.trim_end()))
}

/// The next lines, and the number of the last form; none at the end.
async fn page(app: &App, filter: &Filter, after: i64) -> Result<Option<(Bytes, i64)>, Error> {
    let page = app.store.contents_after(filter, after, PAGE).await?;
    let Some(last) = page.last().map(|content| content.id) else {
        return Ok(None);
    };
    let lines: Result<Vec<String>, Error> = page.iter().map(line).collect();
    Ok(Some((Bytes::from(lines?.concat()), last)))
}

/// The answer.
pub(super) async fn get(State(app): State<App>, asked: Asked) -> Result<Response, Problem> {
    let asked = asked.only(&NARROWED)?;
    let filter = asked.filter(&app).await?;
    // What fails on the first page is still told as a problem; later, the connection breaks.
    let first = page(&app, &filter, 0).await?;
    let name = format!("attachment; filename=\"jixiao-{}.ndjson\"", filter.year);
    let pages = try_unfold((app, filter, Some(first), 0), |state| async move {
        let (app, filter, first, after) = state;
        let page = match first {
            Some(first) => first,
            None => page(&app, &filter, after)
                .await
                .inspect_err(|error| eprintln!("导出中断：{error}"))?,
        };
        let next = page.map(|(lines, last)| (lines, (app, filter, None, last)));
        Ok::<_, Error>(next)
    });
    let headers = [
        (header::CONTENT_TYPE, "application/x-ndjson".to_owned()),
        (header::CONTENT_DISPOSITION, name),
    ];
    Ok((headers, Body::from_stream(pages)).into_response())
}
