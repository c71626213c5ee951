//! Letters: what was decided on the forms of a department goes out as one letter and one list, and the forms move on.

use super::step::{Said, facts, known, path, take};
use crate::guard::session::User;
use crate::{App, Error};
use jiff::civil::Date;
use model::Severity;
use pipeline::writers::Levels;
use pipeline::writers::letters::{Letters, Opinion as Line, Signature};
use store::forms::{Form, Point};
use store::letters::{self, Letter};
use store::opinions::{self, Opinion};
use workflow::{Action, Facts};

fn level(severity: i64) -> Severity {
    match severity {
        3.. => Severity::Error,
        2 => Severity::Warning,
        _ => Severity::Hint,
    }
}

/// A kept point as an opinion of this round.
fn opinion(form: &Form, point: &Point, user: &User, now: i64) -> Opinion {
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

/// What one letter says of one form.
#[derive(Debug)]
pub(crate) struct OnForm {
    /// The form.
    pub form: Form,
    /// Its unit.
    pub unit: String,
    /// What is said of it.
    pub opinions: Vec<Opinion>,
    facts: Facts,
    /// Those of the points, which are kept as opinions once they are sent.
    of_points: usize,
}

/// A letter that is not sent yet.
#[derive(Debug)]
pub(crate) struct Draft {
    /// The department's name.
    pub department: String,
    /// Form by form.
    pub forms: Vec<OnForm>,
    /// The day by which the forms are due back.
    pub due: Date,
    /// The highest round of its forms.
    pub round: i64,
}

impl Draft {
    /// How many opinions it has.
    pub fn count(&self) -> usize {
        self.forms.iter().map(|form| form.opinions.len()).sum()
    }
}

/// What a letter to a department would say now.
///
/// # Errors
/// When there is nothing to be sent.
pub(crate) async fn draft(
    app: &App,
    user: &User,
    year: i64,
    department: i64,
    due: Option<Date>,
) -> Result<Draft, Error> {
    let ready = app.store.ready(year, department, true).await?;
    if ready.is_empty() {
        return Err(Error::Refused(
            "这个部门没有可以发的意见：要么还有没定的点，要么都定为不提，要么已经发过。".to_owned(),
        ));
    }
    if due.is_some_and(|due| due <= app.clock.today()) {
        return Err(Error::Refused(
            "重报期限已经过去，没有发出。请写今天以后的日子，给单位留出修改的时间。".to_owned(),
        ));
    }
    let now = app.clock.now();
    let days = path().unit_days + path().department_days;
    let names = app.names().await?;
    let name = |id: i64| names.get(&id).cloned().unwrap_or_default();
    let mut forms = Vec::new();
    for form in ready {
        let points = app.store.points(form.id).await?;
        let mut own = app.store.opinions(form.id).await?;
        let facts = known(&form, &points, &own);
        own.retain(|opinion| opinion.letter.is_none());
        let kept = points.iter().filter(|point| point.is_kept());
        let kept: Vec<Opinion> = kept.map(|point| opinion(&form, point, user, now)).collect();
        forms.push(OnForm {
            unit: name(form.unit),
            of_points: kept.len(),
            opinions: kept.into_iter().chain(own).collect(),
            facts,
            form,
        });
    }
    Ok(Draft {
        department: name(department),
        round: forms.iter().map(|one| one.form.round).max().unwrap_or(1),
        forms,
        due: due.unwrap_or_else(|| super::step::due(app, days)),
    })
}

/// The letter as docx and the list as xlsx.
pub(crate) async fn papers(app: &App, draft: &Draft) -> Result<(Vec<u8>, Vec<u8>), Error> {
    let signature = Signature {
        office: app.options().bureau,
        on: app.clock.today(),
        due: draft.due,
        round: u32::try_from(draft.round).unwrap_or(1),
    };
    let mut letters = Letters::signed(signature);
    for one in &draft.forms {
        let said = one.opinions.iter();
        let lines = said.map(|opinion| line(opinion, &one.form, &one.unit));
        letters.add_opinions(&draft.department, &one.form.id.to_string(), lines.collect());
    }
    let painted = app.heavy(move || {
        let levels = Levels::USUAL;
        let docx = letters
            .letters(&levels)
            .map_err(|error| error.to_string())?;
        let xlsx = letters.books(&levels).map_err(|error| error.to_string())?;
        Ok::<_, String>((docx, xlsx))
    });
    let (mut docx, mut xlsx) = painted
        .await?
        .map_err(|error| Error::Refused(format!("没有写成意见函：{error}")))?;
    match (docx.pop(), xlsx.pop()) {
        (Some((_, docx)), Some((_, xlsx))) => Ok((docx, xlsx)),
        _ => Err(Error::Ours),
    }
}

/// Sends what is decided on a department's forms; gives the letter.
///
/// # Errors
/// When there is nothing to be sent, or somebody saved one of the forms meanwhile.
pub(crate) async fn send(
    app: &App,
    user: &User,
    year: i64,
    department: i64,
    due: Option<Date>,
) -> Result<i64, Error> {
    let draft = draft(app, user, year, department, due).await?;
    let (docx, xlsx) = papers(app, &draft).await?;
    let (now, due) = (app.clock.now(), draft.due.to_string());
    let mut tx = app.store.begin().await?;
    let id = tx.numbers("letter", 1).await?;
    for one in &draft.forms {
        let form = &one.form;
        opinions::enclose(&mut tx, form.id, id).await?;
        for opinion in &one.opinions[..one.of_points] {
            let sent = Opinion {
                letter: Some(id),
                ..opinion.clone()
            };
            opinions::add(&mut tx, &sent).await?;
        }
        let said = Said {
            due: Some(&due),
            detail: None,
        };
        let action = Action::SendOpinions;
        take(&mut tx, now, user, form, action, &one.facts, said).await?;
    }
    let letter = Letter {
        id,
        year,
        department,
        forms: i64::try_from(draft.forms.len()).unwrap_or(0),
        opinions: i64::try_from(draft.count()).unwrap_or(0),
        due,
        docx: String::new(),
        xlsx: String::new(),
        sent_at: now,
        sent_by: user.account,
    };
    letters::add(&mut tx, &letter, &docx, &xlsx).await?;
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
    let silent = app.store.ready(year, department, false).await?;
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
