//! Forms on their way, their versions, rows and points.

use crate::db::Tx;
use crate::{Actor, Millis, Result, Store, StoreError, log, tallies};
use crate::{args, contents};
use model::money::BANDS;

/// A form on its way: what a list shows of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct Form {
    /// Its number.
    pub id: i64,
    /// The project.
    pub project: i64,
    /// The budget year.
    pub year: i64,
    /// The kind, as in `jixiao.forms/1`.
    pub kind: String,
    /// The key of its state.
    pub state: String,
    /// How often it came back.
    pub round: i64,
    /// The version in force.
    pub version: i64,
    /// The project's name.
    pub name: String,
    /// The project's code.
    pub code: Option<String>,
    /// The department.
    pub department: i64,
    /// The unit.
    pub unit: i64,
    /// This year's money in 分.
    pub amount: Option<i64>,
    /// Points of the highest level on stated places.
    pub errors: i64,
    /// Points of the middle level on stated places.
    pub warnings: i64,
    /// Points of the lowest level on stated places.
    pub hints: i64,
    /// Points on inferred places.
    pub inferred: i64,
    /// Points on stated places that nobody decided yet.
    pub undecided: i64,
    /// The order of the queue: the larger, the sooner.
    pub worst: i64,
    /// When a reviewer first opened it.
    pub seen_at: Option<Millis>,
    /// The day by which it is due back.
    pub due: Option<String>,
    /// When it last changed.
    pub changed_at: Millis,
    /// Counts changes.
    pub revision: i64,
}

/// A version of a form.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Version {
    /// Its number in the store.
    pub id: i64,
    /// The form.
    pub form: i64,
    /// Its number among the form's versions, from 1.
    pub number: i64,
    /// The digest of what it says.
    pub content: String,
    /// The document it was read from.
    pub document: Option<i64>,
    /// Which form of the document, from 1.
    pub place: i64,
    /// The key of why it was made.
    pub cause: String,
    /// When.
    pub made_at: Millis,
    /// By whom.
    pub made_by: i64,
    /// The profile by which it was judged, with its version.
    pub profile: String,
    /// The date of the verdict.
    pub as_of: String,
}

/// A point of the version in force.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Point {
    /// The form.
    pub form: i64,
    /// Its number on the form.
    pub ordinal: i64,
    /// The leading finding.
    pub fingerprint: String,
    /// The rule.
    pub code: String,
    /// The class of equal cells.
    pub class: String,
    /// 3 必改, 2 建议改, 1 可参考.
    pub severity: i64,
    /// 1 when it stands on an inferred place.
    pub inferred: i64,
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
    /// `keep`, `drop`, or none yet.
    pub decision: Option<String>,
    /// The opinion in the reviewer's words, where they are not the program's.
    pub wording: Option<String>,
    /// Who decided.
    pub decided_by: Option<i64>,
    /// When.
    pub decided_at: Option<Millis>,
    /// The ruling on the class, where it was one.
    pub ruling: Option<i64>,
}

impl Point {
    /// Whether it is kept as an opinion.
    pub fn is_kept(&self) -> bool {
        self.decision.as_deref() == Some("keep")
    }
}

pub(crate) const FORM: &str = "id, project, year, kind, state, round, version, name, code, department, unit, amount, errors, warnings, hints, inferred, undecided, worst, seen_at, due, changed_at, revision";
const VERSION: &str =
    "id, form, number, content, document, place, cause, made_at, made_by, profile, as_of";
pub(crate) const POINT: &str = "form, ordinal, fingerprint, code, class, severity, inferred, criterion, row_id, place, cell, message, draft, advice, decision, wording, decided_by, decided_at, ruling";

/// Points that count for a place in the queue.
pub(crate) const MOST_POINTS: i64 = 999;

/// The lowest place in the queue of a form with this money in 分.
pub(crate) fn place(is_grave: bool, amount: i64) -> i64 {
    let amount = amount.clamp(0, 1_000_000_000_000_000);
    i64::from(is_grave) * 2_000_000_000_000_000_000 + amount * (MOST_POINTS + 1)
}

impl Form {
    /// The key of the money band; the lowest where no amount is known.
    pub fn band(&self) -> &'static str {
        BANDS[model::money::band(self.amount.unwrap_or(0))].key
    }

    /// The key of the gravest level: `error`, `warning`, `hint` or `clean`.
    pub fn level(&self) -> &'static str {
        match (self.errors, self.warnings, self.hints) {
            (1.., _, _) => "error",
            (_, 1.., _) => "warning",
            (_, _, 1..) => "hint",
            _ => "clean",
        }
    }

    /// The place in the queue: 必改 first, then the larger money, then how many points.
    pub fn rank(&self) -> i64 {
        let points = self.errors + self.warnings + self.hints;
        place(self.errors > 0, self.amount.unwrap_or(0)) + points.min(MOST_POINTS)
    }

    /// What is to be done with it: the key of its state; of one in the bureau's hands `open` while points are undecided, else `ready`.
    pub fn step(&self) -> &str {
        match (self.state.as_str(), self.undecided) {
            ("received", 1..) => "open",
            ("received", _) => "ready",
            (state, _) => state,
        }
    }

    fn counted(&self) -> [(&'static str, String); 2] {
        let cell = tallies::Cell {
            step: self.step(),
            level: self.level(),
            band: self.band(),
        };
        [
            ("cell", cell.name()),
            ("department", self.department.to_string()),
        ]
    }
}

/// Adds a form to one count of its year (`sign` 1), or takes it out (-1).
async fn count(tx: &mut Tx, form: &Form, (scope, name): (&str, &str), sign: i64) -> Result<()> {
    let amount = form.amount.unwrap_or(0);
    tallies::add(tx, form.year, scope, name, sign, sign * amount).await
}

/// Inserts a form.
pub(crate) async fn insert(tx: &mut Tx, form: &Form) -> Result<()> {
    let sql = format!(
        "INSERT INTO form ({FORM}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)"
    );
    tx.run(&sql, values(form)).await?;
    for (scope, name) in form.counted() {
        count(tx, form, (scope, &name), 1).await?;
    }
    Ok(())
}

fn values(form: &Form) -> Vec<crate::db::Arg> {
    args![
        form.id,
        form.project,
        form.year,
        &form.kind,
        &form.state,
        form.round,
        form.version,
        &form.name,
        &form.code,
        form.department,
        form.unit,
        form.amount,
        form.errors,
        form.warnings,
        form.hints,
        form.inferred,
        form.undecided,
        form.worst,
        form.seen_at,
        &form.due,
        form.changed_at,
        form.revision
    ]
}

/// Saves a form that was read as `before`; counts follow.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody else saved it since.
pub async fn save(tx: &mut Tx, before: &Form, after: &mut Form) -> Result<()> {
    after.worst = after.rank();
    after.revision = before.revision + 1;
    let sql = "UPDATE form SET project = $2, year = $3, kind = $4, state = $5, round = $6, version = $7, name = $8, code = $9, \
               department = $10, unit = $11, amount = $12, errors = $13, warnings = $14, hints = $15, inferred = $16, undecided = $17, \
               worst = $18, seen_at = $19, due = $20, changed_at = $21, revision = $22 WHERE id = $1 AND revision = $22 - 1";
    if tx.run(sql, values(after)).await? == 0 {
        return Err(StoreError::Conflict);
    }
    let moved = before.amount != after.amount || before.year != after.year;
    for (old, new) in before.counted().iter().zip(&after.counted()) {
        if moved || old != new {
            count(tx, before, (old.0, &old.1), -1).await?;
            count(tx, after, (new.0, &new.1), 1).await?;
        }
    }
    Ok(())
}

/// The form, read for a change of it.
///
/// # Errors
/// When there is none.
pub async fn get(tx: &mut Tx, id: i64) -> Result<Form> {
    let sql = format!("SELECT {FORM} FROM form WHERE id = $1");
    tx.one(&sql, args![id]).await?.ok_or(StoreError::NotFound)
}

/// The points of a form, read for a change of them.
///
/// # Errors
/// When the database fails.
pub async fn points(tx: &mut Tx, form: i64) -> Result<Vec<Point>> {
    let sql = format!("SELECT {POINT} FROM point WHERE form = $1 ORDER BY ordinal");
    tx.all(&sql, args![form]).await
}

/// Notes that a reviewer opened a form.
///
/// # Errors
/// When the database fails.
pub async fn seen(tx: &mut Tx, at: Millis, form: &Form) -> Result<()> {
    if form.seen_at.is_some() {
        return Ok(());
    }
    let mut after = form.clone();
    after.seen_at = Some(at);
    save(tx, form, &mut after).await
}

/// Decides one point, or takes the decision back (`None`).
///
/// # Errors
/// When there is no such point.
pub async fn decide(
    tx: &mut Tx,
    at: Millis,
    actor: &Actor,
    form: &Form,
    ordinal: i64,
    decision: Option<&str>,
    wording: Option<&str>,
) -> Result<Form> {
    let sql = format!("SELECT {POINT} FROM point WHERE form = $1 AND ordinal = $2");
    let before: Option<Point> = tx.one(&sql, args![form.id, ordinal]).await?;
    let before = before.ok_or(StoreError::NotFound)?;
    let sql = "UPDATE point SET decision = $3, wording = $4, decided_by = $5, decided_at = $6, ruling = NULL WHERE form = $1 AND ordinal = $2";
    let by = decision.and(actor.account);
    let when = decision.map(|_| at);
    tx.run(sql, args![form.id, ordinal, decision, wording, by, when])
        .await?;
    let mut counts = tallies::Points::default();
    counts.without(&before);
    if before.inferred == 0 {
        counts.with(&before.code, before.severity, decision.is_none());
    }
    counts.save(tx, form.year).await?;
    recount(tx, at, form).await
}

/// Counts the undecided points of a form anew and saves it.
pub(crate) async fn recount(tx: &mut Tx, at: Millis, form: &Form) -> Result<Form> {
    let sql = "SELECT COUNT(*) FROM point WHERE form = $1 AND decision IS NULL AND inferred = 0";
    let mut after = form.clone();
    after.undecided = tx.number(sql, args![form.id]).await?;
    after.changed_at = at;
    save(tx, form, &mut after).await?;
    Ok(after)
}

/// A step of a form from one state to another.
#[derive(Clone, Copy, Debug, Default)]
pub struct Move<'a> {
    /// The key of the state in which it is then.
    pub state: &'a str,
    /// The key of what is done.
    pub action: &'a str,
    /// The day by which it is due back.
    pub due: Option<&'a str>,
    /// What else the log is to say.
    pub detail: Option<&'a str>,
}

/// Moves a form to another state and writes it into the log.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody else saved it since.
pub async fn advance(
    tx: &mut Tx,
    at: Millis,
    actor: &Actor,
    form: &Form,
    step: &Move<'_>,
) -> Result<Form> {
    let sql = "SELECT content FROM version WHERE id = $1";
    let content: Option<(String,)> = tx.one(sql, args![form.version]).await?;
    let mut after = form.clone();
    after.state = step.state.to_owned();
    after.due = step.due.map(str::to_owned);
    after.changed_at = at;
    save(tx, form, &mut after).await?;
    let event = log::Event {
        action: step.action,
        subject: &form.name,
        form: Some(form.id),
        before: Some(&form.state),
        after: Some(step.state),
        content: content.as_ref().map(|(digest,)| digest.as_str()),
        detail: step.detail,
    };
    log::append(tx, at, actor, &event).await?;
    Ok(after)
}

impl Store {
    /// The form with this number.
    ///
    /// # Errors
    /// When there is none.
    pub async fn form(&self, id: i64) -> Result<Form> {
        let sql = format!("SELECT {FORM} FROM form WHERE id = $1");
        let found = self.db.one(&sql, args![id]).await?;
        found.ok_or(StoreError::NotFound)
    }

    /// The versions of a form, newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn versions(&self, form: i64) -> Result<Vec<Version>> {
        let sql = format!("SELECT {VERSION} FROM version WHERE form = $1 ORDER BY number DESC");
        self.db.all(&sql, args![form]).await
    }

    /// One version.
    ///
    /// # Errors
    /// When there is none.
    pub async fn version(&self, id: i64) -> Result<Version> {
        let sql = format!("SELECT {VERSION} FROM version WHERE id = $1");
        let found = self.db.one(&sql, args![id]).await?;
        found.ok_or(StoreError::NotFound)
    }

    /// What a version says.
    ///
    /// # Errors
    /// When it is not there or no longer what it was.
    pub async fn said(&self, version: &Version) -> Result<model::Form> {
        let bytes = self.content(&version.content).await?;
        serde_json::from_slice(&bytes).map_err(|error| {
            StoreError::Damaged(format!(
                "版本 {} 的内容不能读（{error}），请用最近的备份恢复",
                version.id
            ))
        })
    }

    /// The points of a form, in the order of reading.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn points(&self, form: i64) -> Result<Vec<Point>> {
        let sql = format!("SELECT {POINT} FROM point WHERE form = $1 ORDER BY ordinal");
        self.db.all(&sql, args![form]).await
    }
}

/// Keeps what a form says and gives the digest of it.
pub(crate) async fn keep(tx: &mut Tx, form: &model::Form) -> Result<String> {
    let bytes = serde_json::to_vec(form)
        .map_err(|error| StoreError::Damaged(format!("这张表不能写成数据（{error}）")))?;
    contents::keep(tx, &bytes).await
}
