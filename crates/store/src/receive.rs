//! Forms that come in: the project is found or made, the version kept, its points stand under the rulings in force.

use crate::args;
use crate::db::Tx;
use crate::forms::{self, Form};
use crate::organisations;
use crate::{Actor, Millis, Result, log, search, tallies};

/// A form that came in, with what the check says of it.
#[derive(Clone, Debug)]
pub struct Incoming<'a> {
    /// What it says.
    pub form: &'a model::Form,
    /// The budget year.
    pub year: i64,
    /// The kind, as in `jixiao.forms/1`.
    pub kind: &'a str,
    /// This year's money in 分.
    pub amount: Option<i64>,
    /// The document it was read from.
    pub document: Option<i64>,
    /// Which form of the document, from 1.
    pub place: i64,
    /// The profile by which it was judged, with its version.
    pub profile: String,
    /// The date of the verdict.
    pub as_of: String,
    /// Its points.
    pub points: Vec<IncomingPoint>,
    /// The key of why the version is made.
    pub cause: &'a str,
    /// The key of the state in which it is then.
    pub state: &'a str,
}

/// A point of a form that came in.
#[derive(Clone, Debug, Default)]
pub struct IncomingPoint {
    /// The leading finding.
    pub fingerprint: String,
    /// The rule.
    pub code: String,
    /// The class of equal cells.
    pub class: String,
    /// 3 必改, 2 建议改, 1 可参考.
    pub severity: i64,
    /// Whether it stands on an inferred place.
    pub inferred: bool,
    /// The review criterion.
    pub criterion: Option<String>,
    /// The row.
    pub row_id: Option<String>,
    /// What it stands on, in words.
    pub place: Option<String>,
    /// What the form says there.
    pub cell: Option<String>,
    /// The point in words.
    pub message: String,
    /// The opinion that the program drafts of it.
    pub draft: String,
    /// The offered wording.
    pub advice: Option<String>,
}

/// What became of a form that came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Came {
    /// The first form of its kind of this project.
    New(i64),
    /// The same as the version in force: nothing was kept twice.
    Same(i64),
    /// Another version of a form that was there.
    Version(i64),
}

impl Came {
    /// How it came, as an arrival says it; `returned` where it was taken for the answer to a form.
    pub fn key(&self, returned: bool) -> &'static str {
        match self {
            Came::Same(_) => "same",
            Came::New(_) => "new",
            Came::Version(_) if returned => "returned",
            Came::Version(_) => "joined",
        }
    }

    /// The form.
    pub fn form(&self) -> i64 {
        match self {
            Came::New(id) | Came::Same(id) | Came::Version(id) => *id,
        }
    }
}

/// A field of the head that says something.
fn own(field: &Option<String>) -> Option<&str> {
    field
        .as_deref()
        .map(str::trim)
        .filter(|text| !text.is_empty())
}

/// The project's name as lists show it.
fn shown(name: &Option<String>) -> String {
    own(name).unwrap_or("（未写项目名称）").to_owned()
}

/// Takes a form in: as a version of the form `onto`, else of the one of the same kind, year and code (or unit and name), else as new.
///
/// # Errors
/// When the database fails or somebody else saved the form in the meantime.
pub async fn receive(
    tx: &mut Tx,
    at: Millis,
    actor: &Actor,
    incoming: &Incoming<'_>,
    onto: Option<i64>,
) -> Result<Came> {
    let content = forms::keep(tx, incoming.form).await?;
    let known = match onto {
        Some(id) => Some(forms::get(tx, id).await?),
        None => known(tx, incoming, &content).await?,
    };
    let version = tx.numbers("version", 1).await?;
    let Some(before) = known else {
        return new(tx, at, actor, incoming, version, &content).await;
    };
    let sql = "SELECT content FROM version WHERE id = $1";
    let now: Option<(String,)> = tx.one(sql, args![before.version]).await?;
    if now.is_some_and(|(now,)| now == content) && before.state == incoming.state {
        return Ok(Came::Same(before.id));
    }
    let mut after = before.clone();
    after.version = version;
    after.round += i64::from(incoming.cause == "returned");
    after.state = incoming.state.to_owned();
    after.name = shown(&incoming.form.project.name);
    after.amount = incoming.amount;
    after.seen_at = None;
    after.due = None;
    after.changed_at = at;
    put_version(tx, at, actor, incoming, &after, &content).await?;
    put_points(tx, &mut after, incoming).await?;
    forms::save(tx, &before, &mut after).await?;
    note(tx, at, actor, incoming, Some(&before), &after, &content).await?;
    Ok(Came::Version(after.id))
}

/// The form of the same kind, year and project.
async fn known(tx: &mut Tx, incoming: &Incoming<'_>, content: &str) -> Result<Option<Form>> {
    let project = &incoming.form.project;
    let sql = format!(
        "SELECT {} FROM form WHERE kind = $1 AND project = (SELECT MIN(id) FROM project WHERE year = $2 AND code = $3) ORDER BY id DESC LIMIT 1",
        forms::FORM
    );
    if let Some(code) = own(&project.code) {
        let by_code = args![incoming.kind, incoming.year, code];
        return tx.one(&sql, by_code).await;
    }
    let sql = format!(
        "SELECT {} FROM form WHERE kind = $1 AND project IN (SELECT id FROM project WHERE year = $2 AND match_name = $3) \
         AND unit IN (SELECT id FROM organisation WHERE kind = 'unit' AND match_name = $4) ORDER BY id DESC LIMIT 1",
        forms::FORM
    );
    let Some(name) = own(&project.name) else {
        // Of two without a name only equal ones are the same.
        let sql = format!(
            "SELECT {} FROM form WHERE kind = $1 AND year = $2 AND version IN (SELECT id FROM version WHERE content = $3) ORDER BY id DESC LIMIT 1",
            forms::FORM
        );
        let equal = args![incoming.kind, incoming.year, content];
        return tx.one(&sql, equal).await;
    };
    let name = organisations::match_name(name);
    let unit = organisations::match_name(organisations::shown(&incoming.form.unit.name));
    let by_name = args![incoming.kind, incoming.year, name, unit];
    tx.one(&sql, by_name).await
}

async fn new(
    tx: &mut Tx,
    at: Millis,
    actor: &Actor,
    incoming: &Incoming<'_>,
    version: i64,
    content: &str,
) -> Result<Came> {
    let said = incoming.form;
    let code = own(&said.project.code);
    let name = organisations::shown(&said.department.name);
    let department = organisations::department(tx, name, own(&said.department.code)).await?;
    let name = organisations::shown(&said.unit.name);
    let unit = organisations::unit(tx, department, name, own(&said.unit.code)).await?;
    let project = project(tx, incoming, code, department, unit).await?;
    let mut form = Form {
        id: tx.numbers("form", 1).await?,
        project,
        year: incoming.year,
        kind: incoming.kind.to_owned(),
        state: incoming.state.to_owned(),
        round: 1,
        version,
        name: shown(&said.project.name),
        code: code.map(str::to_owned),
        department,
        unit,
        amount: incoming.amount,
        changed_at: at,
        ..Form::default()
    };
    put_version(tx, at, actor, incoming, &form, content).await?;
    put_points(tx, &mut form, incoming).await?;
    form.worst = form.rank();
    forms::insert(tx, &form).await?;
    note(tx, at, actor, incoming, None, &form, content).await?;
    Ok(Came::New(form.id))
}

async fn project(
    tx: &mut Tx,
    incoming: &Incoming<'_>,
    code: Option<&str>,
    department: i64,
    unit: i64,
) -> Result<i64> {
    let name = own(&incoming.form.project.name);
    let matched = organisations::match_name(&shown(&incoming.form.project.name));
    // Two projects without a name are not the same one.
    if name.is_some() {
        let sql = "SELECT MIN(id) FROM project WHERE year = $1 AND unit = $2 AND match_name = $3 AND COALESCE(code, '-') = $4";
        let key = args![incoming.year, unit, &matched, code.unwrap_or("-")];
        let known = tx.number(sql, key).await?;
        if known > 0 {
            return Ok(known);
        }
    }
    let id = tx.numbers("project", 1).await?;
    let sql = "INSERT INTO project (id, year, code, name, match_name, department, unit, revision) VALUES ($1, $2, $3, $4, $5, $6, $7, 0)";
    let name = shown(&incoming.form.project.name);
    let row = args![id, incoming.year, code, name, matched, department, unit];
    tx.run(sql, row).await?;
    Ok(id)
}

async fn put_version(
    tx: &mut Tx,
    at: Millis,
    actor: &Actor,
    incoming: &Incoming<'_>,
    form: &Form,
    content: &str,
) -> Result<()> {
    let sql = "SELECT COALESCE(MAX(number), 0) + 1 FROM version WHERE form = $1";
    let number = tx.number(sql, args![form.id]).await?;
    let sql = "INSERT INTO version (id, form, number, content, document, place, cause, made_at, made_by, profile, as_of) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    let row = args![
        form.version,
        form.id,
        number,
        content,
        incoming.document,
        incoming.place,
        incoming.cause,
        at,
        actor.account.unwrap_or(0),
        &incoming.profile,
        &incoming.as_of
    ];
    tx.run(sql, row).await?;
    let mut words = vec![form.name.clone(), form.code.clone().unwrap_or_default()];
    let said = incoming.form;
    words.extend(said.unit.name.clone());
    words.extend(said.department.name.clone());
    for (ordinal, row) in (1i64..).zip(&said.indicators) {
        let sql = "INSERT INTO indicator (version, ordinal, horizon, class, level1, level2, name, value) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
        let key = |value: serde_json::Value| value.as_str().map(str::to_owned);
        let blank = |text: &str| match text.is_empty() {
            true => "—".to_owned(),
            false => text.to_owned(),
        };
        let cells = args![
            form.version,
            ordinal,
            key(serde_json::json!(row.horizon)).unwrap_or_default(),
            key(serde_json::json!(row.class)),
            &row.level1,
            &row.level2,
            blank(&row.name),
            blank(&row.value.raw)
        ];
        tx.run(sql, cells).await?;
        words.push(row.name.clone());
    }
    search::index(tx, form.id, &words.join(" ")).await
}

/// Puts the points of the version in force; rulings on their classes decide them, and what a person decided on the same point before stays.
async fn put_points(tx: &mut Tx, form: &mut Form, incoming: &Incoming<'_>) -> Result<()> {
    let former = forms::points(tx, form.id).await?;
    let mut counts = tallies::Points::default();
    for point in &former {
        counts.without(point);
    }
    tx.run("DELETE FROM point WHERE form = $1", args![form.id])
        .await?;
    (
        form.errors,
        form.warnings,
        form.hints,
        form.inferred,
        form.undecided,
    ) = (0, 0, 0, 0, 0);
    for (ordinal, point) in (1i64..).zip(&incoming.points) {
        let kept = former.iter().find(|old| {
            old.fingerprint == point.fingerprint
                && old.message == point.message
                && old.decision.is_some()
        });
        let (decision, wording, by, when, ruling) = match kept {
            Some(old) => (
                old.decision.clone(),
                old.wording.clone(),
                old.decided_by,
                old.decided_at,
                old.ruling,
            ),
            None if point.inferred => (None, None, None, None, None),
            None => ruled(tx, form.year, point).await?,
        };
        match (point.inferred, point.severity) {
            (true, _) => form.inferred += 1,
            (_, 3..) => form.errors += 1,
            (_, 2) => form.warnings += 1,
            _ => form.hints += 1,
        }
        let open = decision.is_none();
        form.undecided += i64::from(!point.inferred && open);
        let sql = format!(
            "INSERT INTO point ({}, year) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)",
            forms::POINT
        );
        let row = args![
            form.id,
            ordinal,
            &point.fingerprint,
            &point.code,
            &point.class,
            point.severity,
            point.inferred,
            &point.criterion,
            &point.row_id,
            &point.place,
            &point.cell,
            &point.message,
            &point.draft,
            &point.advice,
            decision,
            wording,
            by,
            when,
            ruling,
            form.year
        ];
        tx.run(&sql, row).await?;
        if !point.inferred {
            counts.with(&point.code, point.severity, open);
        }
    }
    counts.save(tx, form.year).await
}

type Decided = (
    Option<String>,
    Option<String>,
    Option<i64>,
    Option<i64>,
    Option<i64>,
);

/// The ruling in force on a point's class.
async fn ruled(tx: &mut Tx, year: i64, point: &IncomingPoint) -> Result<Decided> {
    let sql = "SELECT decision, wording, made_by, made_at, id FROM ruling \
               WHERE year = $1 AND code = $2 AND class = $3 AND lifted_at IS NULL ORDER BY id DESC LIMIT 1";
    let key = args![year, &point.code, &point.class];
    let row: Option<Decided> = tx.one(sql, key).await?;
    Ok(row.unwrap_or_default())
}

async fn note(
    tx: &mut Tx,
    at: Millis,
    actor: &Actor,
    incoming: &Incoming<'_>,
    before: Option<&Form>,
    after: &Form,
    content: &str,
) -> Result<()> {
    let event = log::Event {
        action: incoming.cause,
        subject: &after.name,
        form: Some(after.id),
        before: before.map(|form| form.state.as_str()),
        after: Some(&after.state),
        content: Some(content),
        detail: None,
    };
    log::append(tx, at, actor, &event).await
}
