//! `/review/N`: one form with its points, drafts, decisions, remarks, versions; what came back beside what went out.

use super::review::Asked;
use super::words;
use crate::desk::compared::{compared, judged};
use crate::desk::step::{Said, facts, known, offers, state, take};
use crate::draw::{Shown, changed_html, shown};
use crate::error::show;
use crate::frame::Frame;
use crate::guard::session::{LOCAL, User};
use crate::posted::Posted;
use crate::{App, Error};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use model::Document;
use pipeline::recheck::Comparison;
use pipeline::writers::desk::Outcome;
use pipeline::writers::html::{Marked, Sheet, draw};
use pipeline::writers::{Levels, head};
use std::collections::HashMap;
use store::forms::{Form, Point, Version, decide, get as form_of, seen};
use store::opinions::{self, Opinion};
use store::queue::After;
use workflow::{Action, Refusal};

struct Judged {
    shown: Shown,
    point: Option<Point>,
    /// Who decided it and when.
    by: String,
}

struct Offered {
    key: &'static str,
    word: &'static str,
    missing: Option<String>,
    /// Whether no reason stands for what is missing.
    blocked: bool,
    asks_reason: bool,
}

struct Lists {
    look: Vec<(String, String, String)>,
    settled: Vec<(String, String, String)>,
    open: Vec<(String, String, String)>,
    fresh: Vec<(String, String, String)>,
    /// The second part is escaped already.
    beyond: Vec<(String, String, String)>,
}

struct Written {
    id: i64,
    round: i64,
    place: String,
    text: String,
    waits: bool,
    /// Whether a person has to say what became of it.
    looks: bool,
    outcome: &'static str,
}

struct Entry {
    at: String,
    actor: String,
    what: String,
    after: String,
    detail: String,
}

#[derive(Template)]
#[template(path = "pages/form.html")]
struct Page {
    frame: Frame,
    form: Form,
    unit: String,
    department: String,
    amount: String,
    state: String,
    kind: &'static str,
    profile: String,
    verified: Vec<String>,
    reading: Vec<String>,
    html: String,
    points: Vec<Judged>,
    inferred: Vec<Judged>,
    lists: Option<Lists>,
    said: Vec<Written>,
    remarks: Vec<(String, String, String)>,
    versions: Vec<(i64, String, &'static str, Option<i64>, bool)>,
    document: Option<i64>,
    offers: Vec<Offered>,
    entries: Vec<Entry>,
    next: Option<i64>,
    context: String,
    rows: Vec<(String, String)>,
    unread: bool,
    /// Whether points can be decided now: the form is in the bureau's hands.
    open: bool,
}

/// The decisions on the points of a form by fingerprint, each in the order of reading from its end.
fn by_fingerprint(points: &[Point]) -> HashMap<String, Vec<Point>> {
    let mut all: HashMap<String, Vec<Point>> = HashMap::new();
    for point in points.iter().rev() {
        let own = all.entry(point.fingerprint.clone()).or_default();
        own.push(point.clone());
    }
    all
}

fn lists(comparison: &Comparison) -> Lists {
    let of = |outcome: Outcome| {
        let own = comparison.taken.iter();
        own.filter(|taken| taken.outcome == outcome)
            .map(|taken| {
                (
                    taken.place.clone(),
                    taken.opinion.clone(),
                    taken.change.clone(),
                )
            })
            .collect()
    };
    Lists {
        look: of(Outcome::Look),
        settled: of(Outcome::Settled),
        open: of(Outcome::Open),
        fresh: of(Outcome::Fresh),
        beyond: comparison
            .beyond()
            .map(|change| {
                let html = changed_html(&change.from, &change.to);
                (change.place(), html, String::new())
            })
            .collect(),
    }
}

fn cause(version: &Version) -> &'static str {
    match version.cause.as_str() {
        "returned" => "重报",
        "corrected" => "更正读取结果",
        "confirmed" => "确认读取结果",
        _ => "收到",
    }
}

fn outcome(opinion: &Opinion) -> &'static str {
    match opinion.outcome.as_deref() {
        Some("settled") => "已落实",
        Some("open") => "未落实",
        Some("look") => "请人看",
        _ if opinion.letter.is_some() => "等重报",
        _ => "待发",
    }
}

/// `GET /review/N`.
pub(crate) async fn get(
    State(app): State<App>,
    user: User,
    Path(id): Path<i64>,
    Query(asked): Query<Asked>,
) -> Result<Response, Error> {
    let store = &app.store;
    let mut form = store.form(id).await?;
    // A form that was opened before is only read: nobody who saves waits for that.
    if form.seen_at.is_none() {
        let mut tx = store.begin().await?;
        let now = form_of(&mut tx, id).await?;
        seen(&mut tx, app.clock.now(), &now).await?;
        tx.commit().await?;
        form = store.form(id).await?;
    }
    let version = store.version(form.version).await?;
    let now = judged(&app, &version).await?;
    let document = Document {
        forms: vec![now.form.clone()],
        ..Document::default()
    };
    let sheet = Sheet::new(1, &document, 1, &now.verdict, Levels::USUAL).ok_or(Error::Ours)?;
    let mut html = String::new();
    draw(&mut html, &sheet, &Marked(&sheet));
    let people = app.people().await?;
    let decisions = store.points(id).await?;
    let mut decided = by_fingerprint(&decisions);
    let mut judge = |points: &[pipeline::writers::points::Point]| -> Vec<Judged> {
        let each = points.iter().map(|point| {
            let kept = decided.get_mut(&point.finding.id).and_then(Vec::pop);
            let by = kept.as_ref().and_then(|kept| {
                let name = people.get(&kept.decided_by?)?;
                Some(format!("{name}，{}", app.clock.shown(kept.decided_at?)))
            });
            Judged {
                shown: shown(&sheet, point),
                point: kept,
                by: by.unwrap_or_default(),
            }
        });
        each.collect()
    };
    let points = judge(&sheet.points.confirmed);
    let inferred = judge(&sheet.points.inferred);
    let said = store.opinions(id).await?;
    let comparison = compared(&app, &form, &now, &said).await?;
    let facts = known(&form, &decisions, &said);
    let offered = offers(&user, &form, &facts).into_iter().filter(|offer| {
        // Letters go out by department, returned forms come in as files.
        matches!(offer.action, Action::Settle | Action::Reopen)
    });
    let names = app.names().await?;
    let name = |id: i64| names.get(&id).cloned().unwrap_or_default();
    let remarks = store.remarks(id).await?.into_iter().map(|remark| {
        let author = people.get(&remark.author).cloned();
        (
            app.clock.shown(remark.written_at),
            author.unwrap_or_else(|| LOCAL.to_owned()),
            remark.text,
        )
    });
    let entries = store.log(Some(id), i64::MAX, 50).await?;
    let after = After {
        worst: form.worst,
        id: form.id,
    };
    let next = store
        .queue(&asked.filter(form.year), Some(after), 1)
        .await?;
    let notes = now.form.notes.iter().map(|note| note.message.clone());
    let mut reading = head::quality(&now.form, &now.verdict);
    reading.extend(notes);
    let choice = pipeline::law::profile::find(&now.verdict.profile.id);
    Ok(show(&Page {
        frame: Frame::of(&form.name, "/review", Some(&user))
            .in_year(form.year)
            .wide()
            .with("desk.js"),
        unit: name(form.unit),
        department: name(form.department),
        amount: form.amount.map_or("没有写明".to_owned(), |cents| {
            format!("{} 万元", words::wan(cents))
        }),
        state: match state(&form) {
            workflow::State::Received => {
                format!(
                    "{}，{}",
                    words::state(&form.state),
                    words::step(form.step())
                )
            }
            _ => words::state(&form.state).to_owned(),
        },
        kind: words::kind(&form.kind),
        profile: choice.map_or(now.verdict.profile.id.clone(), |one| one.name.clone()),
        verified: now
            .verdict
            .verified
            .iter()
            .map(|one| one.message.clone())
            .collect(),
        reading,
        html,
        points,
        inferred,
        lists: comparison.as_ref().map(lists),
        said: said
            .iter()
            .map(|opinion| Written {
                id: opinion.id,
                round: opinion.round,
                place: opinion.place.clone().unwrap_or_default(),
                text: opinion.text.clone(),
                waits: opinion.letter.is_none(),
                looks: opinion.fingerprint.is_none() && opinion.outcome.is_some(),
                outcome: outcome(opinion),
            })
            .collect(),
        remarks: remarks.collect(),
        versions: store
            .versions(id)
            .await?
            .iter()
            .map(|one| {
                let at = app.clock.shown(one.made_at);
                let inferred = one.id == form.version;
                (one.number, at, cause(one), one.document, inferred)
            })
            .collect(),
        document: version.document,
        offers: offered
            .map(|offer| Offered {
                key: offer.action.key(),
                word: offer.action.word(),
                blocked: matches!(offer.missing.first(), Some(Refusal::Undecided(_))),
                asks_reason: matches!(offer.action, Action::Reopen),
                missing: offer
                    .missing
                    .first()
                    .filter(|_| !matches!(offer.action, Action::Reopen))
                    .map(ToString::to_string),
            })
            .collect(),
        entries: entries
            .into_iter()
            .map(|entry| Entry {
                at: app.clock.shown(entry.at),
                actor: format!("{}（{}）", entry.actor, words::role(&entry.role)),
                what: words::action(&entry.action).to_owned(),
                after: entry
                    .after_state
                    .map(|state| words::state(&state).to_owned())
                    .unwrap_or_default(),
                detail: entry.detail.unwrap_or_default(),
            })
            .collect(),
        next: next.first().map(|form| form.id),
        context: asked.address(),
        rows: now
            .form
            .indicators
            .iter()
            .map(|row| (row.id.clone(), row.path()))
            .collect(),
        unread: !now.verdict.quality.judged,
        open: state(&form) == workflow::State::Received,
        form,
    }))
}

/// Whether something can be decided on a form now.
///
/// # Errors
/// When its opinions were sent, or it is settled.
fn in_hand(form: &Form) -> Result<(), Error> {
    match state(form) {
        workflow::State::Received => Ok(()),
        other => Err(Error::Refused(format!(
            "这张表现在是“{}”，意见不能再改。等重报，或先重开。",
            other.word()
        ))),
    }
}

/// Whether a point is still decided as the page showed it.
///
/// # Errors
/// When somebody decided it meanwhile: who, when, how.
async fn untouched(app: &App, posted: &Posted, form: i64, ordinal: i64) -> Result<(), Error> {
    let points = app.store.points(form).await?;
    let point = points.iter().find(|point| point.ordinal == ordinal);
    let point = point.ok_or(Error::NotFound)?;
    let now = point.decision.as_deref().unwrap_or("");
    if posted.raw("was").is_none_or(|was| was == now) {
        return Ok(());
    }
    let who = match point.decided_by {
        Some(id) => app.people().await?.remove(&id),
        None => None,
    };
    let who = who.unwrap_or_else(|| "别人".to_owned());
    let when = point.decided_at.map(|at| app.clock.shown(at));
    let word = match now {
        "keep" => "定为“提意见”",
        "drop" => "定为“不提”",
        _ => "改回没有定",
    };
    Err(Error::Refused(format!(
        "这条要点在您打开页面之后，已由{who}在 {} {word}，您的没有存。请回到这张表再看一眼。",
        when.unwrap_or_default()
    )))
}

/// `POST /review/N`: decides a point, writes an opinion or a remark, takes a step.
pub(crate) async fn post(
    State(app): State<App>,
    user: User,
    Path(id): Path<i64>,
    posted: Posted,
) -> Result<Response, Error> {
    let now = app.clock.now();
    let actor = user.actor();
    let mut tx = app.store.begin().await?;
    let form = form_of(&mut tx, id).await?;
    let revision = posted.number("revision");
    let mut anchor = String::new();
    match posted.text("do") {
        "decide" => {
            let ordinal = posted.number("ordinal").ok_or(Error::NotFound)?;
            in_hand(&form)?;
            untouched(&app, &posted, id, ordinal).await?;
            let decision = match posted.text("decision") {
                word @ ("keep" | "drop") => Some(word),
                _ => None,
            };
            let wording = posted.some("wording").filter(|_| decision == Some("keep"));
            // The program's own draft is no wording of the reviewer's.
            let wording = wording.filter(|text| posted.raw("draft") != Some(*text));
            decide(&mut tx, now, &actor, &form, ordinal, decision, wording).await?;
            anchor = posted.text("anchor").to_owned();
        }
        "opinion" => {
            let text = posted.some("text").ok_or_else(|| {
                Error::Refused("意见还没有写。请写清哪一行、要怎么改。".to_owned())
            })?;
            in_hand(&form)?;
            let place = posted.some("place").unwrap_or("整张表");
            let said = app
                .store
                .said(&app.store.version(form.version).await?)
                .await?;
            let row = said.indicators.iter().find(|row| row.path() == place);
            let opinion = Opinion {
                form: id,
                version: form.version,
                round: form.round,
                row_id: row.map(|row| row.id.clone()),
                cell: row.map(|row| format!("{}｜{}", row.name, row.value.raw)),
                severity: 2,
                place: Some(place.to_owned()),
                text: text.to_owned(),
                author: user.account,
                written_at: now,
                ..Opinion::default()
            };
            opinions::add(&mut tx, &opinion).await?;
            anchor = "own".to_owned();
        }
        "withdraw" => {
            let opinion = posted.number("opinion").ok_or(Error::NotFound)?;
            opinions::withdraw(&mut tx, id, opinion).await?;
            anchor = "own".to_owned();
        }
        "outcome" => {
            let opinion = posted.number("opinion").ok_or(Error::NotFound)?;
            let all = app.store.opinions(id).await?;
            let known = all.iter().find(|one| one.id == opinion);
            let known = known.filter(|one| one.fingerprint.is_none() && one.outcome.is_some());
            let known = known.ok_or(Error::NotFound)?;
            let outcome = match posted.text("outcome") {
                word @ ("settled" | "open") => word,
                _ => return Err(Error::NotFound),
            };
            opinions::outcome(&mut tx, known.id, outcome, form.version).await?;
            anchor = "own".to_owned();
        }
        "remark" => {
            if let Some(text) = posted.some("text") {
                opinions::remark(&mut tx, now, &actor, id, None, text).await?;
            }
            anchor = "remarks".to_owned();
        }
        "step" => {
            if revision.is_some_and(|revision| revision != form.revision) {
                return Err(Error::Store(store::StoreError::Conflict));
            }
            let action = Action::from_key(posted.text("action")).ok_or(Error::NotFound)?;
            let reason = posted.some("reason");
            let mut known = facts(&app.store, &form).await?;
            known.reason = reason.is_some();
            let said = Said {
                due: None,
                detail: reason,
            };
            take(&mut tx, now, &user, &form, action, &known, said).await?;
        }
        _ => return Err(Error::NotFound),
    }
    tx.commit().await?;
    let context = posted.text("context");
    let question = if context.is_empty() { "" } else { "?" };
    let hash = if anchor.is_empty() { "" } else { "#" };
    let anchor: String = anchor
        .chars()
        .filter(|sign| sign.is_ascii_alphanumeric())
        .collect();
    let context: String = context.chars().filter(|sign| !sign.is_control()).collect();
    Ok(Redirect::to(&format!("/review/{id}{question}{context}{hash}{anchor}")).into_response())
}
