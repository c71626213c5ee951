//! `/api/v1/deliveries`: files are taken in; how far the reading is, what could not be read and why, what waits for a person.

use super::asked::{Asked, Number};
use super::forms::{time, yuan};
use super::problem::Problem;
use crate::App;
use crate::desk::import::begin;
use crate::guard::session::User;
use crate::posted::multipart;
use axum::Json;
use axum::extract::multipart::Multipart;
use axum::extract::{FromRequest, Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use schemars::JsonSchema;
use serde::Serialize;
use store::candidates::Candidate;
use store::deliveries::Document;

/// Files on one page.
const PAGE: i64 = 200;

/// A file that could not be read, or of which something is to be said.
#[derive(Serialize, JsonSchema)]
struct Noted {
    /// Its number.
    id: i64,
    /// Its path.
    path: String,
    /// The format, by its content.
    format: String,
    /// Forms read of it.
    forms: i64,
    /// Why it could not be read.
    problem: Option<String>,
    /// What is to be said of the reading.
    notes: Option<String>,
}

/// A returned form whose project is not certain.
#[derive(Serialize, JsonSchema)]
struct Waiting {
    /// Its number.
    id: i64,
    /// The file.
    document: i64,
    /// Which form of the file, from 1.
    place: i64,
    /// The project's name as it came.
    name: String,
    /// The unit as it came.
    unit: String,
    /// Its money in yuan, an exact decimal.
    amount: Option<String>,
    /// Why it is not certain.
    why: String,
    /// Forms that it may be.
    forms: Vec<i64>,
}

/// A taking-in.
#[derive(Serialize, JsonSchema)]
pub(super) struct DeliveryAnswer {
    /// Its number.
    id: i64,
    /// What it is called.
    name: String,
    /// Whether these are forms that come back.
    returned: bool,
    /// When.
    received_at: String,
    /// waiting, running, done or failed.
    state: String,
    /// What is to be said at the end.
    message: Option<String>,
    /// Files read so far.
    documents: i64,
    /// Forms read of them.
    forms: i64,
    /// Files that could not be read.
    unread: i64,
    /// Returned forms whose project is not certain.
    unmatched: i64,
    /// Files that could not be read or have something to be said.
    noted: Vec<Noted>,
    /// What to put into `after` for more of them; null on the last page.
    next: Option<String>,
    /// Returned forms that wait for a person.
    candidates: Vec<Waiting>,
}

fn noted(document: Document) -> Noted {
    Noted {
        id: document.id,
        path: document.path,
        format: document.format,
        forms: document.forms,
        problem: document.problem,
        notes: document.notes,
    }
}

fn waiting(candidate: Candidate) -> Waiting {
    let forms = candidate.forms.split(',');
    Waiting {
        id: candidate.id,
        document: candidate.document,
        place: candidate.place,
        forms: forms.filter_map(|id| id.parse().ok()).collect(),
        name: candidate.name,
        unit: candidate.unit,
        amount: candidate.amount.map(yuan),
        why: candidate.why,
    }
}

async fn told(app: &App, id: i64, after: i64) -> Result<DeliveryAnswer, Problem> {
    let store = &app.store;
    // The state first: what is done by then is counted below.
    let job = store.job_on(crate::desk::import::KIND, id).await?;
    let delivery = store.delivery(id).await?;
    let mut documents = store.documents(id, true, after, PAGE + 1).await?;
    let more = documents.len() > 200;
    documents.truncate(200);
    let next = documents.last().map(|last| last.id).filter(|_| more);
    let candidates = store.candidates(id).await?;
    let state = job.as_ref().map_or("done", |job| job.state.as_str());
    Ok(DeliveryAnswer {
        id,
        name: delivery.name,
        returned: delivery.returned != 0,
        received_at: time(delivery.received_at),
        state: state.to_owned(),
        message: job.and_then(|job| job.message),
        documents: delivery.documents,
        forms: delivery.forms,
        unread: delivery.unread,
        unmatched: delivery.unmatched,
        noted: documents.into_iter().map(noted).collect(),
        next: next.map(|id| id.to_string()),
        candidates: candidates.into_iter().map(waiting).collect(),
    })
}

/// `POST /deliveries`.
pub(super) async fn post(
    State(app): State<App>,
    user: User,
    request: Request,
) -> Result<Response, Problem> {
    let parts = Multipart::from_request(request, &app).await.map_err(|_| {
        Problem::new(
            "unsupported",
            "请用 multipart/form-data 传文件，如 curl -F file=@表.docx。",
        )
    })?;
    let posted = multipart(parts, app.settings.upload).await?;
    let returned = match posted.text("returned") {
        "true" | "1" => true,
        "false" | "0" | "" => false,
        _ => return Err(Problem::bad("returned 要写 true 或 false。")),
    };
    let id = begin(&app, &user, posted.files, returned).await?;
    let place = format!("{}/deliveries/{id}", super::ROOT);
    let answer = told(&app, id, 0).await?;
    let headers = [(header::LOCATION, place)];
    Ok((StatusCode::ACCEPTED, headers, Json(answer)).into_response())
}

/// `GET /deliveries/{id}`.
pub(super) async fn get(
    State(app): State<App>,
    Number(id): Number,
    asked: Asked,
) -> Result<Json<DeliveryAnswer>, Problem> {
    let asked = asked.only(&["after"])?;
    Ok(Json(told(&app, id, asked.after()?).await?))
}
