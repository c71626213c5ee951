//! Letters: what was decided on the forms of a department goes out as one letter and one list, and the forms move on.

use super::step::{Said, facts, known, path, take};
use crate::guard::session::User;
use crate::{App, Error};
use jiff::civil::Date;
use model::Severity;
use pipeline::writers::Levels;
use pipeline::writers::letters::{Letters, Opinion as Line, Signature};
use std::collections::HashMap;
use store::forms::{Form, Point};
use store::letters::{self, Letter};
use store::opinions::{self, Opinion};
use workflow::Action;

/// What a department would be sent.
#[derive(Clone, Debug, Default)]
pub(crate) struct Waiting {
    /// Forms with opinions, all points decided.
    pub ready: Vec<Form>,
    /// Forms whose points are decided and of which nothing is said.
    pub silent: Vec<Form>,
    /// Forms with points that nobody decided yet.
    pub open: usize,
}

/// What waits to be sent, by department.
pub(crate) async fn waiting(app: &App, year: i64) -> Result<HashMap<i64, Waiting>, Error> {
    let mut all: HashMap<i64, Waiting> = HashMap::new();
    for (form, said) in app.store.received_with_opinions(year).await? {
        let of = all.entry(form.department).or_default();
        match (form.undecided, said) {
            (1.., _) => of.open += 1,
            (_, 0) => of.silent.push(form),
            _ => of.ready.push(form),
        }
    }
    Ok(all)
}

fn level(severity: i64) -> Severity {
    match severity {
        3.. => Severity::Error,
        2 => Severity::Warning,
        _ => Severity::Hint,
    }
}

/// A kept point as an opinion of this round.
fn opinion(form: &Form, point: &Point, user: &User, now: i64, letter: i64) -> Opinion {
    Opinion {
        form: form.id,
        version: form.version,
        round: form.round,
        fingerprint: Some(point.fingerprint.clone()),
        criterion: point.criterion.clone(),
        row_id: point.row_id.clone(),
        severity: point.severity,
        place: point.place.clone(),
        cell: point.cell.clone(),
        text: point.wording.clone().unwrap_or_else(|| point.draft.clone()),
        advice: point.advice.clone(),
        author: point.decided_by.unwrap_or(user.account),
        written_at: now,
        letter: Some(letter),
        ..Opinion::default()
    }
}

fn line(opinion: &Opinion, form: &Form, unit: &str) -> Line {
    Line {
        unit: unit.to_owned(),
        project: form.name.clone(),
        severity: level(opinion.severity),
        place: opinion.place.clone().unwrap_or_default(),
        original: opinion.cell.clone().unwrap_or_default(),
        opinion: opinion.text.clone(),
        advice: opinion.advice.clone().unwrap_or_default(),
    }
}

/// Sends what is decided on a department's forms; gives the letter.
pub(crate) async fn send(
    app: &App,
    user: &User,
    year: i64,
    department: i64,
    due: Option<Date>,
) -> Result<i64, Error> {
    let mut waiting = waiting(app, year).await?;
    let ready = waiting.remove(&department).unwrap_or_default().ready;
    if ready.is_empty() {
        return Err(Error::Refused(
            "这个部门没有可以发的意见：要么还有没定的点，要么都定为不提。".to_owned(),
        ));
    }
    let now = app.clock.now();
    let days = path().unit_days + path().department_days;
    let due = due.unwrap_or_else(|| super::step::due(app, days));
    let names = app.names().await?;
    let name = |id: i64| names.get(&id).cloned().unwrap_or_default();
    let signature = Signature {
        office: app.options().bureau,
        on: app.clock.today(),
        due,
    };
    let mut letters = Letters::signed(signature);
    let mut tx = app.store.begin().await?;
    let id = tx.numbers("letter", 1).await?;
    let (mut count, due) = (0, due.to_string());
    for form in &ready {
        let points = app.store.points(form.id).await?;
        let own = app.store.opinions(form.id).await?;
        let facts = known(form, &points, &own);
        let mut said: Vec<Opinion> = own
            .into_iter()
            .filter(|opinion| opinion.letter.is_none())
            .collect();
        opinions::enclose(&mut tx, form.id, id).await?;
        for point in points.iter().filter(|point| point.is_kept()) {
            let opinion = opinion(form, point, user, now, id);
            opinions::add(&mut tx, &opinion).await?;
            said.push(opinion);
        }
        count += said.len();
        let unit = name(form.unit);
        let lines = said.iter().map(|opinion| line(opinion, form, &unit));
        letters.add_opinions(&name(department), &form.id.to_string(), lines.collect());
        let said = Said {
            due: Some(&due),
            detail: None,
        };
        take(&mut tx, now, user, form, Action::SendOpinions, &facts, said).await?;
    }
    let (docx, xlsx) = app
        .heavy(move || {
            let levels = Levels::USUAL;
            let docx = letters
                .letters(&levels)
                .map_err(|error| error.to_string())?;
            let xlsx = letters.books(&levels).map_err(|error| error.to_string())?;
            Ok::<_, String>((docx, xlsx))
        })
        .await?
        .map_err(|error| Error::Refused(format!("没有写成意见函：{error}")))?;
    let (Some((_, docx)), Some((_, xlsx))) = (docx.first(), xlsx.first()) else {
        return Err(Error::Ours);
    };
    let letter = Letter {
        id,
        year,
        department,
        forms: i64::try_from(ready.len()).unwrap_or(0),
        opinions: i64::try_from(count).unwrap_or(0),
        due,
        docx: String::new(),
        xlsx: String::new(),
        sent_at: now,
        sent_by: user.account,
    };
    letters::add(&mut tx, &letter, docx, xlsx).await?;
    tx.commit().await?;
    Ok(id)
}

/// Settles the forms of a department of which nothing is to be said; gives how many.
pub(crate) async fn settle_silent(
    app: &App,
    user: &User,
    year: i64,
    department: i64,
) -> Result<usize, Error> {
    let mut waiting = waiting(app, year).await?;
    let silent = waiting.remove(&department).unwrap_or_default().silent;
    let now = app.clock.now();
    let mut tx = app.store.begin().await?;
    for form in &silent {
        let known = facts(&app.store, form).await?;
        let said = Said::default();
        take(&mut tx, now, user, form, Action::Settle, &known, said).await?;
    }
    tx.commit().await?;
    Ok(silent.len())
}
