//! `GET /api/v1/forms`, `/forms/{id}`, `/forms/{id}/content`: what the desk knows of forms.

use super::asked::{Asked, Number};
use super::problem::Problem;
use super::tagged::{answer, has, tag, unchanged};
use crate::{App, Error};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use model::{Document, Forms, Source};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::HashMap;
use store::forms::{Form, Point, Version};
use store::{Millis, StoreError};

/// A department or unit.
#[derive(Serialize, JsonSchema)]
pub(super) struct Named {
    /// Its number.
    id: i64,
    /// Its name.
    name: String,
}

/// A form as lists show it.
#[derive(Serialize, JsonSchema)]
pub(super) struct FormLine {
    /// Its number.
    id: i64,
    /// The budget year.
    year: i64,
    /// The kind, as in jixiao.forms/1.
    kind: String,
    /// The key of its state.
    state: String,
    /// How often it came, from 1.
    round: i64,
    /// The project's name.
    name: String,
    /// The project's code.
    code: Option<String>,
    /// The department.
    department: Named,
    /// The unit.
    unit: Named,
    /// This year's money in yuan, an exact decimal.
    amount: Option<String>,
    /// The gravest level: error, warning, hint or clean.
    level: &'static str,
    /// Points of level error on stated places.
    errors: i64,
    /// Points of level warning on stated places.
    warnings: i64,
    /// Points of level hint on stated places.
    hints: i64,
    /// Points on inferred places.
    inferred: i64,
    /// Points that nobody decided yet.
    undecided: i64,
    /// The day by which it is due back.
    due: Option<String>,
    /// When it last changed.
    changed_at: String,
    /// Counts changes.
    revision: i64,
}

/// A page of forms.
#[derive(Serialize, JsonSchema)]
pub(super) struct FormsPage {
    /// The budget year.
    year: i64,
    /// The forms, by number.
    forms: Vec<FormLine>,
    /// What to put into `after` for the next page; null on the last.
    next: Option<String>,
}

/// A point with what was decided.
#[derive(Serialize, JsonSchema)]
pub(super) struct PointLine {
    /// The fingerprint, as in jixiao.findings/1.
    id: String,
    /// The rule.
    code: String,
    /// error, warning or hint.
    severity: &'static str,
    /// Whether it stands on an inferred place.
    inferred: bool,
    /// The review criterion.
    criterion: Option<String>,
    /// The row.
    row: Option<String>,
    /// What it stands on, in words.
    place: Option<String>,
    /// What the form says there.
    cell: Option<String>,
    /// The point in words.
    message: String,
    /// The offered wording.
    advice: Option<String>,
    /// keep, drop, or null while nobody decided.
    decision: Option<String>,
    /// The opinion in the reviewer's words, where they are not the program's.
    wording: Option<String>,
    /// When it was decided.
    decided_at: Option<String>,
    /// Whether a decision on all equal points did it.
    by_class: bool,
}

/// A version.
#[derive(Serialize, JsonSchema)]
pub(super) struct VersionLine {
    /// Its number, from 1.
    number: i64,
    /// Whether it is the one in force.
    in_force: bool,
    /// SHA-256 of what it says.
    content: String,
    /// Why it was made: received, returned, corrected, confirmed.
    cause: String,
    /// When.
    made_at: String,
    /// The profile by which it was judged, with its version.
    profile: String,
    /// The date of the verdict.
    as_of: String,
}

/// A form with its points and versions.
#[derive(Serialize, JsonSchema)]
pub(super) struct FormDetail {
    #[serde(flatten)]
    form: FormLine,
    /// The points of the version in force, in the order of reading.
    points: Vec<PointLine>,
    /// The versions, newest first.
    versions: Vec<VersionLine>,
}

/// A time in UTC, as RFC 3339 writes it.
pub(super) fn time(at: Millis) -> String {
    Timestamp::from_millisecond(at).map_or(String::new(), |at| at.to_string())
}

/// An amount in 分 as yuan, without trailing zeros.
pub(super) fn yuan(cents: i64) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    let cents = cents.unsigned_abs();
    let (whole, rest) = (cents / 100, cents % 100);
    let rest = match rest {
        0 => String::new(),
        rest if rest % 10 == 0 => format!(".{}", rest / 10),
        rest => format!(".{rest:02}"),
    };
    format!("{sign}{whole}{rest}")
}

fn line(form: Form, names: &HashMap<i64, String>) -> FormLine {
    let named = |id: i64| Named {
        id,
        name: names.get(&id).cloned().unwrap_or_default(),
    };
    FormLine {
        id: form.id,
        year: form.year,
        level: form.level(),
        department: named(form.department),
        unit: named(form.unit),
        amount: form.amount.map(yuan),
        changed_at: time(form.changed_at),
        kind: form.kind,
        state: form.state,
        round: form.round,
        name: form.name,
        code: form.code,
        errors: form.errors,
        warnings: form.warnings,
        hints: form.hints,
        inferred: form.inferred,
        undecided: form.undecided,
        due: form.due,
        revision: form.revision,
    }
}

fn point(point: Point) -> PointLine {
    PointLine {
        id: point.fingerprint,
        code: point.code,
        severity: match point.severity {
            3.. => "error",
            2 => "warning",
            _ => "hint",
        },
        inferred: point.inferred != 0,
        criterion: point.criterion,
        row: point.row_id,
        place: point.place,
        cell: point.cell,
        message: point.message,
        advice: point.advice,
        decision: point.decision,
        wording: point.wording,
        decided_at: point.decided_at.map(time),
        by_class: point.ruling.is_some(),
    }
}

fn version(version: Version, in_force: i64) -> VersionLine {
    VersionLine {
        number: version.number,
        in_force: version.id == in_force,
        content: version.content,
        cause: version.cause,
        made_at: time(version.made_at),
        profile: version.profile,
        as_of: version.as_of,
    }
}

/// What lists may be narrowed by.
pub(super) const NARROWED: [&str; 6] = ["year", "state", "level", "department", "code", "q"];

/// `GET /forms`.
pub(super) async fn list(State(app): State<App>, asked: Asked) -> Result<Response, Problem> {
    let asked = asked.only(&[&NARROWED[..], &["limit", "after"]].concat())?;
    let filter = asked.filter(&app).await?;
    let limit = asked.limit(100, 500)?;
    let most = usize::try_from(limit).unwrap_or(1);
    let after = asked.after()?;
    let mut forms = app.store.forms_after(&filter, after, limit + 1).await?;
    let more = forms.len() > most;
    forms.truncate(most);
    let next = forms.last().map(|last| last.id).filter(|_| more);
    let names = app.names().await?;
    let page = FormsPage {
        year: filter.year,
        forms: forms.into_iter().map(|form| line(form, &names)).collect(),
        next: next.map(|id| id.to_string()),
    };
    let mut response = Json(page).into_response();
    if let Some(id) = next {
        let link = format!(
            "<{}/forms?{}>; rel=\"next\"",
            super::ROOT,
            asked.going_on(id)
        );
        if let Ok(link) = HeaderValue::from_str(&link) {
            response.headers_mut().insert(header::LINK, link);
        }
    }
    Ok(response)
}

/// `GET /forms/{id}`.
pub(super) async fn one(
    State(app): State<App>,
    Number(id): Number,
    asked: Asked,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    asked.only(&[])?;
    let store = &app.store;
    let mut form = store.form(id).await?;
    loop {
        let tag = tag(&format!("{id}.{}", form.revision));
        if has(&headers, &tag) {
            return Ok(unchanged(&tag));
        }
        let points = store.points(id).await?;
        let versions = store.versions(id).await?;
        let names = app.names().await?;
        let now = store.form(id).await?;
        // Points of one moment with the state of another would be neither.
        if now.revision != form.revision {
            form = now;
            continue;
        }
        let in_force = form.version;
        let versions = versions.into_iter().map(|one| version(one, in_force));
        let detail = FormDetail {
            points: points.into_iter().map(point).collect(),
            versions: versions.collect(),
            form: line(form, &names),
        };
        return answer(&tag, &detail);
    }
}

/// The version that is asked for.
async fn asked_for(app: &App, form: &Form, number: Option<i64>) -> Result<Version, Problem> {
    let Some(number) = number else {
        return Ok(app.store.version(form.version).await?);
    };
    let versions = app.store.versions(form.id).await?;
    let found = versions.into_iter().find(|one| one.number == number);
    found.ok_or_else(Problem::nowhere)
}

/// The file that a version was read of.
async fn source(app: &App, version: &Version) -> Result<Source, Error> {
    let Some(id) = version.document else {
        return Ok(Source::default());
    };
    match app.store.document(id).await {
        Ok(document) => Ok(Source {
            path: document.path,
            format: document.format,
            sha256: document.content.unwrap_or_default(),
            ..Source::default()
        }),
        Err(StoreError::NotFound) => Ok(Source::default()),
        Err(error) => Err(error.into()),
    }
}

/// `GET /forms/{id}/content`.
pub(super) async fn content(
    State(app): State<App>,
    Number(id): Number,
    asked: Asked,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let asked = asked.only(&["version"])?;
    let form = app.store.form(id).await?;
    let version = asked_for(&app, &form, asked.of("version", "第几次的数")?).await?;
    // The same words can have come in another file.
    let tag = tag(&format!("{}.{}", version.content, version.id));
    if has(&headers, &tag) {
        return Ok(unchanged(&tag));
    }
    let said = app.store.said(&version).await?;
    let whole = Forms::new(vec![Document {
        source: source(&app, &version).await?,
        forms: vec![said],
        ..Document::default()
    }]);
    answer(&tag, &whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_exact_and_times_are_utc() {
        for (cents, text) in [
            (9_920_000, "99200"),
            (150, "1.5"),
            (1, "0.01"),
            (-105, "-1.05"),
            (i64::MIN, "-92233720368547758.08"),
        ] {
            assert_eq!(yuan(cents), text);
        }
        assert_eq!(time(1_000), "1970-01-01T00:00:01Z");
    }
}
