//! Opinions that were sent, what became of them, and remarks that stay inside.

use crate::args;
use crate::db::Tx;
use crate::{Actor, Millis, Result, Store};

/// An opinion on one version of a form.
#[derive(Clone, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct Opinion {
    /// Its number.
    pub id: i64,
    /// The form.
    pub form: i64,
    /// The version it speaks of.
    pub version: i64,
    /// The round.
    pub round: i64,
    /// The finding behind it; none for one in a reviewer's own words.
    pub fingerprint: Option<String>,
    /// The review criterion.
    pub criterion: Option<String>,
    /// The row.
    pub row_id: Option<String>,
    /// 3 必改, 2 建议改, 1 可参考.
    pub severity: i64,
    /// The place in words.
    pub place: Option<String>,
    /// What the form says there.
    pub cell: Option<String>,
    /// What is asked.
    pub text: String,
    /// The offered wording.
    pub advice: Option<String>,
    /// Who wrote it.
    pub author: i64,
    /// When.
    pub written_at: Millis,
    /// The letter it was sent with; none while it waits.
    pub letter: Option<i64>,
    /// What became of it: `settled`, `open`, `gone`.
    pub outcome: Option<String>,
    /// The version that showed it.
    pub outcome_version: Option<i64>,
}

/// A remark of the office's own, never sent.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Remark {
    /// Its number.
    pub id: i64,
    /// The form.
    pub form: i64,
    /// The row.
    pub row_id: Option<String>,
    /// The remark.
    pub text: String,
    /// Who wrote it.
    pub author: i64,
    /// When.
    pub written_at: Millis,
}

const OPINION: &str = "id, form, version, round, fingerprint, criterion, row_id, severity, place, cell, text, advice, author, written_at, letter, outcome, outcome_version";

/// Writes an opinion; its number is given by the store.
///
/// # Errors
/// When the database fails.
pub async fn add(tx: &mut Tx, new: &Opinion) -> Result<i64> {
    let id = tx.numbers("opinion", 1).await?;
    let sql = format!(
        "INSERT INTO opinion ({OPINION}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, NULL, NULL)"
    );
    let row = args![
        id,
        new.form,
        new.version,
        new.round,
        &new.fingerprint,
        &new.criterion,
        &new.row_id,
        new.severity,
        &new.place,
        &new.cell,
        &new.text,
        &new.advice,
        new.author,
        new.written_at,
        new.letter
    ];
    tx.run(&sql, row).await?;
    Ok(id)
}

/// Puts the opinions of a form that wait into a letter.
///
/// # Errors
/// When the database fails.
pub async fn enclose(tx: &mut Tx, form: i64, letter: i64) -> Result<()> {
    let sql = "UPDATE opinion SET letter = $2 WHERE form = $1 AND letter IS NULL";
    tx.run(sql, args![form, letter]).await?;
    Ok(())
}

/// Takes back an opinion that was not sent yet.
///
/// # Errors
/// When there is none, or it was sent.
pub async fn withdraw(tx: &mut Tx, form: i64, id: i64) -> Result<()> {
    let sql = "DELETE FROM opinion WHERE id = $1 AND form = $2 AND letter IS NULL";
    match tx.run(sql, args![id, form]).await? {
        0 => Err(crate::StoreError::NotFound),
        _ => Ok(()),
    }
}

/// Notes what a later version shows of an opinion.
///
/// # Errors
/// When the database fails.
pub async fn outcome(tx: &mut Tx, id: i64, outcome: &str, version: i64) -> Result<()> {
    let sql = "UPDATE opinion SET outcome = $2, outcome_version = $3 WHERE id = $1";
    tx.run(sql, args![id, outcome, version]).await?;
    Ok(())
}

/// Writes a remark.
///
/// # Errors
/// When the database fails.
pub async fn remark(
    tx: &mut Tx,
    at: Millis,
    actor: &Actor,
    form: i64,
    row_id: Option<&str>,
    text: &str,
) -> Result<i64> {
    let id = tx.numbers("remark", 1).await?;
    let sql = "INSERT INTO remark (id, form, row_id, text, author, written_at) VALUES ($1, $2, $3, $4, $5, $6)";
    let author = actor.account.unwrap_or(0);
    tx.run(sql, args![id, form, row_id, text, author, at])
        .await?;
    Ok(id)
}

impl Store {
    /// The opinions on a form, in their order.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn opinions(&self, form: i64) -> Result<Vec<Opinion>> {
        let sql = format!("SELECT {OPINION} FROM opinion WHERE form = $1 ORDER BY round, id");
        self.db.all(&sql, args![form]).await
    }

    /// The opinions of a letter, form by form.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn opinions_of_letter(&self, letter: i64) -> Result<Vec<Opinion>> {
        let sql = format!("SELECT {OPINION} FROM opinion WHERE letter = $1 ORDER BY form, id");
        self.db.all(&sql, args![letter]).await
    }

    /// The remarks on a form, in their order.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn remarks(&self, form: i64) -> Result<Vec<Remark>> {
        let sql = "SELECT id, form, row_id, text, author, written_at FROM remark WHERE form = $1 ORDER BY id";
        self.db.all(sql, args![form]).await
    }
}
