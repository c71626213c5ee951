//! `/published/…`: the site of `jixiao publish`, live and without login, only while a person has opened it. Pages of single forms and their
//! files are drawn when asked for; the pages over all forms and the open data lie ready and are drawn anew after every change.

mod answer;
mod built;
mod versions;

pub(crate) use built::{Public, warm};

use crate::guard::limits::Address;
use crate::{App, Error};
use answer::{Asked, file, page};
use axum::extract::{Path, Query, Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use pipeline::convert::Written;
use pipeline::publish::{Plan, download, files};
use versions::{Kept, kept, site};

/// Where the site begins.
pub(crate) const HOME: &str = "/published/";

/// Characters of a question that the search takes.
const QUESTION: usize = 200;

tokio::task_local! {
    /// Whether the site is open, for the navigation of every page.
    static OPEN: bool;
}

/// Lets every page of a request know whether the site is open.
pub(crate) async fn told(State(app): State<App>, request: Request, next: Next) -> Response {
    OPEN.scope(app.options().publishing, next.run(request))
        .await
}

/// Whether the site is open, while a request is answered.
pub(crate) fn is_open() -> bool {
    OPEN.try_with(|open| *open).unwrap_or(false)
}

/// Refuses while the site is not open: it is as if there were none.
fn open(app: &App) -> Result<(), Error> {
    match app.options().publishing {
        true => Ok(()),
        false => Err(Error::NotFound),
    }
}

/// `GET /published`.
pub(crate) async fn begin(State(app): State<App>) -> Result<Response, Error> {
    open(&app)?;
    Ok(Redirect::permanent(HOME).into_response())
}

/// What the first page is asked for.
#[derive(serde::Deserialize, Default)]
pub(crate) struct Question {
    #[serde(default)]
    q: String,
}

/// `GET /published/`.
pub(crate) async fn home(
    State(app): State<App>,
    from: Address,
    headers: HeaderMap,
    Query(question): Query<Question>,
) -> Result<Response, Error> {
    open(&app)?;
    let asked: String = question.q.chars().take(QUESTION).collect();
    if !asked.is_empty() && !app.limits.check(from.0) {
        return Err(Error::TooMany);
    }
    let built = built::current(&app).await?;
    let text = built.index.answer(&built.home, &asked);
    Ok(page(Asked::of(&headers), StatusCode::OK, text.into_bytes()))
}

/// `GET /published/PATH`.
pub(crate) async fn get(
    State(app): State<App>,
    Path(path): Path<String>,
    from: Address,
    headers: HeaderMap,
    question: Query<Question>,
) -> Result<Response, Error> {
    open(&app)?;
    if path == "index.html" {
        return home(State(app), from, headers, question).await;
    }
    let asked = Asked::of(&headers);
    let Some(name) = path.strip_prefix("forms/") else {
        return built::ready(&app, &path, asked).await;
    };
    let (id, ending) = name.rsplit_once('.').ok_or(Error::NotFound)?;
    match ending {
        "html" => form(&app, id, asked).await,
        ending => {
            let kinds = app.public.kinds(&app).await?;
            let kind = Written::by_ending(ending).filter(|kind| kinds.contains(kind));
            let kind = kind.ok_or(Error::NotFound)?;
            if !app.limits.check(from.0) {
                return Err(Error::TooMany);
            }
            taken(&app, id, kind, asked).await
        }
    }
}

/// The page of a form, or of one that was withdrawn.
async fn form(app: &App, id: &str, asked: Asked) -> Result<Response, Error> {
    let kept = kept(app, id).await?;
    let site = site(app).await?;
    let downloads = app.public.kinds(app).await?;
    let made = app.heavy(move || {
        let plan = Plan {
            downloads,
            ..Plan::default()
        };
        let (entries, withdrawn, status) = match kept {
            Kept::Public(entry) => (vec![*entry], Vec::new(), StatusCode::OK),
            Kept::Gone(gone) => (Vec::new(), vec![gone], StatusCode::GONE),
        };
        let (site, _) = pipeline::publish::standing(entries, withdrawn, &plan, site);
        let file = match (site.entries.first(), site.withdrawn.first()) {
            (Some(entry), _) => {
                let alone = Plan::default();
                let made = files(&site, entry, &alone, None, &Default::default());
                made.ok().and_then(|(files, _)| files.into_iter().next())
            }
            (None, Some(gone)) => site.gone(gone),
            // Rules of today hold back what those of its day let through.
            (None, None) => None,
        };
        file.map(|file| (status, file.bytes))
    });
    let (status, bytes) = made.await?.ok_or(Error::NotFound)?;
    Ok(page(asked, status, bytes))
}

/// A form as a file.
async fn taken(app: &App, id: &str, kind: Written, asked: Asked) -> Result<Response, Error> {
    let Kept::Public(entry) = kept(app, id).await? else {
        return Err(Error::NotFound);
    };
    let tag = format!("{}.{}", entry.hash, kind.ending());
    if asked.knows(&tag) {
        return Ok(answer::unchanged(&tag));
    }
    let (site, outside) = (site(app).await?, app.public.outside(app).await?);
    let made = app.heavy(move || {
        let plan = Plan::default();
        let (site, _) = pipeline::publish::standing(vec![*entry], Vec::new(), &plan, site);
        let entry = site.entries.first()?;
        let name = pipeline::writers::head::name(&entry.form).to_owned();
        let made = download(entry, kind, None, &outside);
        Some(made.map(|made| (name, made.bytes)))
    });
    let (name, bytes) = made
        .await?
        .ok_or(Error::NotFound)?
        .map_err(Error::Refused)?;
    Ok(file(&tag, &format!("{name}.{}", kind.ending()), bytes))
}

#[cfg(test)]
mod tests;
