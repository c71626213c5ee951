//! Classes of equal points, and rulings: one decision for all of them.

use crate::args;
use crate::db::{Arg, Tx};
use crate::{Actor, Millis, Result, Store, StoreError, log};
use crate::{forms, tallies};

/// One class of equal points.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Class {
    /// The class.
    pub class: String,
    /// Points.
    pub points: i64,
    /// Points that nobody decided yet.
    pub undecided: i64,
    /// Points kept as opinions.
    pub kept: i64,
    /// Points dropped.
    pub dropped: i64,
}

/// A point with the form it stands on.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Example {
    /// The form.
    pub form: i64,
    /// The point's number there.
    pub ordinal: i64,
    /// The project's name.
    pub name: String,
    /// The unit.
    pub unit: i64,
    /// What the form says there.
    pub cell: Option<String>,
    /// The point in words.
    pub message: String,
    /// What was decided.
    pub decision: Option<String>,
}

/// A ruling.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Ruling {
    /// Its number.
    pub id: i64,
    /// The year.
    pub year: i64,
    /// The rule.
    pub code: String,
    /// The class.
    pub class: String,
    /// `keep` or `drop`.
    pub decision: String,
    /// The opinion in the reviewer's words.
    pub wording: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// When.
    pub made_at: Millis,
    /// By whom.
    pub made_by: i64,
    /// Since when it no longer holds.
    pub lifted_at: Option<Millis>,
}

const RULING: &str =
    "id, year, code, class, decision, wording, reason, made_at, made_by, lifted_at";

/// What is ruled.
#[derive(Clone, Copy, Debug)]
pub struct NewRuling<'a> {
    /// The year.
    pub year: i64,
    /// The rule.
    pub code: &'a str,
    /// The class.
    pub class: &'a str,
    /// `keep` or `drop`.
    pub decision: &'a str,
    /// The opinion in the reviewer's words.
    pub wording: Option<&'a str>,
    /// Why.
    pub reason: Option<&'a str>,
}

/// Rules on a class: every point of it that nobody decided is decided, and those that come later will be. Gives the ruling and how many
/// points it decided.
///
/// # Errors
/// When the database fails or somebody else saved one of the forms.
pub async fn rule(
    tx: &mut Tx,
    at: Millis,
    actor: &Actor,
    new: &NewRuling<'_>,
) -> Result<(i64, usize)> {
    let id = tx.numbers("ruling", 1).await?;
    let by = actor.account.unwrap_or(0);
    let sql = "UPDATE ruling SET lifted_at = $4, lifted_by = $5 WHERE year = $1 AND code = $2 AND class = $3 AND lifted_at IS NULL";
    tx.run(sql, args![new.year, new.code, new.class, at, by])
        .await?;
    let sql =
        format!("INSERT INTO ruling ({RULING}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, NULL)");
    let row = args![
        id,
        new.year,
        new.code,
        new.class,
        new.decision,
        new.wording,
        new.reason,
        at,
        by
    ];
    tx.run(&sql, row).await?;
    let condition = "year = $1 AND code = $2 AND class = $3 AND decision IS NULL AND inferred = 0";
    let key = args![new.year, new.code, new.class];
    recount_rule(tx, new.year, new.code, condition, key, -1).await?;
    let touched: Vec<(i64,)> = tx
        .all(
            &format!("SELECT form FROM point WHERE {condition} ORDER BY form, ordinal"),
            args![new.year, new.code, new.class],
        )
        .await?;
    let sql = format!(
        "UPDATE point SET decision = $4, wording = $5, decided_by = $6, decided_at = $7, ruling = $8 WHERE {condition}"
    );
    let row = args![
        new.year,
        new.code,
        new.class,
        new.decision,
        new.wording,
        by,
        at,
        id
    ];
    tx.run(&sql, row).await?;
    recount(tx, at, &touched).await?;
    let detail = format!("{} {}：{} 处", new.code, new.class, touched.len());
    note(tx, at, actor, new.decision, &detail, new.reason).await?;
    Ok((id, touched.len()))
}

/// Takes a ruling back: the points it decided are open again.
///
/// # Errors
/// When there is no such ruling in force.
pub async fn lift(tx: &mut Tx, at: Millis, actor: &Actor, id: i64) -> Result<usize> {
    let sql = format!("SELECT {RULING} FROM ruling WHERE id = $1 AND lifted_at IS NULL");
    let ruling: Option<Ruling> = tx.one(&sql, args![id]).await?;
    let ruling = ruling.ok_or(StoreError::NotFound)?;
    let sql = "UPDATE ruling SET lifted_at = $2, lifted_by = $3 WHERE id = $1";
    tx.run(sql, args![id, at, actor.account.unwrap_or(0)])
        .await?;
    let sql = "SELECT form FROM point WHERE ruling = $1 ORDER BY form, ordinal";
    let touched: Vec<(i64,)> = tx.all(sql, args![id]).await?;
    let of_ruling = "ruling = $1 AND decision IS NOT NULL AND inferred = 0";
    recount_rule(tx, ruling.year, &ruling.code, of_ruling, args![id], 1).await?;
    let sql = "UPDATE point SET decision = NULL, wording = NULL, decided_by = NULL, decided_at = NULL, ruling = NULL WHERE ruling = $1";
    tx.run(sql, args![id]).await?;
    recount(tx, at, &touched).await?;
    let detail = format!("{} {}：{} 处", ruling.code, ruling.class, touched.len());
    note(tx, at, actor, "lift", &detail, None).await?;
    Ok(touched.len())
}

/// Counts the points of a rule that meet a condition as undecided from now on (`sign` 1), or as decided (-1).
async fn recount_rule(
    tx: &mut Tx,
    year: i64,
    code: &str,
    condition: &str,
    args: Vec<Arg>,
    sign: i64,
) -> Result<()> {
    let sql =
        format!("SELECT severity, COUNT(*) FROM point WHERE {condition} GROUP BY 1 ORDER BY 1");
    let levels: Vec<(i64, i64)> = tx.all(&sql, args).await?;
    for (severity, points) in levels {
        let name = format!("{code}.{severity}");
        tallies::add(tx, year, "code", &name, 0, sign * points).await?;
    }
    Ok(())
}

async fn recount(tx: &mut Tx, at: Millis, touched: &[(i64,)]) -> Result<()> {
    let mut last = 0;
    for (form,) in touched {
        if *form != last {
            let before = forms::get(tx, *form).await?;
            forms::recount(tx, at, &before).await?;
        }
        last = *form;
    }
    Ok(())
}

async fn note(
    tx: &mut Tx,
    at: Millis,
    actor: &Actor,
    decision: &str,
    subject: &str,
    reason: Option<&str>,
) -> Result<()> {
    let event = log::Event {
        action: "rule_class",
        subject,
        after: Some(decision),
        detail: reason,
        ..log::Event::default()
    };
    log::append(tx, at, actor, &event).await
}

impl Store {
    /// The rules that have points in a year, gravest and most undecided first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn codes(&self, year: i64) -> Result<Vec<tallies::OfCode>> {
        Ok(tallies::codes(&self.tallies(year).await?))
    }

    /// The classes of a rule, the largest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn classes(
        &self,
        year: i64,
        code: &str,
        only: Option<&str>,
        most: i64,
    ) -> Result<Vec<Class>> {
        let mut args = args![year, code, most];
        let mut one = "";
        if let Some(only) = only {
            args.push(only.into());
            one = " AND class = $4";
        }
        let sql = format!(
            "SELECT class, COUNT(*) AS points, COUNT(CASE WHEN decision IS NULL THEN 1 END) AS undecided, \
             COUNT(CASE WHEN decision = 'keep' THEN 1 END) AS kept, COUNT(CASE WHEN decision = 'drop' THEN 1 END) AS dropped \
             FROM point WHERE year = $1 AND code = $2 AND inferred = 0{one} GROUP BY class ORDER BY 2 DESC, 1 LIMIT $3"
        );
        self.db.all(&sql, args).await
    }

    /// Points of a class with their forms.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn examples(
        &self,
        year: i64,
        code: &str,
        class: &str,
        most: i64,
    ) -> Result<Vec<Example>> {
        let sql = "SELECT point.form, point.ordinal, form.name, form.unit, point.cell, point.message, point.decision \
                   FROM point JOIN form ON form.id = point.form \
                   WHERE point.year = $1 AND point.code = $2 AND point.class = $3 AND point.inferred = 0 \
                   ORDER BY form.worst DESC, point.form, point.ordinal LIMIT $4";
        self.db.all(sql, args![year, code, class, most]).await
    }

    /// The rulings in force of a year, newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn rulings(&self, year: i64) -> Result<Vec<Ruling>> {
        let sql = format!(
            "SELECT {RULING} FROM ruling WHERE year = $1 AND lifted_at IS NULL ORDER BY id DESC"
        );
        self.db.all(&sql, args![year]).await
    }
}
