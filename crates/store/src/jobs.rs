//! Long work as rows: it survives a restart and tells how far it is.

use crate::args;
use crate::db::Tx;
use crate::{Millis, Result, Store, StoreError};

/// A piece of long work.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Job {
    /// Its number.
    pub id: i64,
    /// What is done.
    pub kind: String,
    /// `waiting`, `running`, `done` or `failed`.
    pub state: String,
    /// What it is done to.
    pub subject: Option<i64>,
    /// What it needs.
    pub input: Option<String>,
    /// How much is done.
    pub done: i64,
    /// Of how much; 0 while that is not known.
    pub total: i64,
    /// What is to be said.
    pub message: Option<String>,
    /// Who asked for it.
    pub created_by: i64,
    /// When.
    pub created_at: Millis,
    /// Since when it runs.
    pub started_at: Option<Millis>,
    /// When it ended.
    pub finished_at: Option<Millis>,
}

const COLUMNS: &str = "id, kind, state, subject, input, done, total, message, created_by, created_at, started_at, finished_at";

/// Adds a piece of work that waits.
///
/// # Errors
/// When the database fails.
pub async fn add(
    tx: &mut Tx,
    at: Millis,
    kind: &str,
    subject: Option<i64>,
    input: &str,
    by: i64,
) -> Result<i64> {
    let id = tx.numbers("job", 1).await?;
    let sql = "INSERT INTO job (id, kind, state, subject, input, done, total, created_by, created_at) VALUES ($1, $2, 'waiting', $3, $4, 0, 0, $5, $6)";
    tx.run(sql, args![id, kind, subject, input, by, at]).await?;
    Ok(id)
}

/// Notes how far a piece of work is.
///
/// # Errors
/// When the database fails.
pub async fn progress(tx: &mut Tx, id: i64, done: i64, total: i64) -> Result<()> {
    let sql = "UPDATE job SET done = $2, total = $3 WHERE id = $1";
    tx.run(sql, args![id, done, total]).await?;
    Ok(())
}

/// Notes that a piece of work ended, with what is to be said.
///
/// # Errors
/// When the database fails.
pub async fn finish(
    tx: &mut Tx,
    at: Millis,
    id: i64,
    failed: bool,
    message: Option<&str>,
) -> Result<()> {
    let state = if failed { "failed" } else { "done" };
    let sql = "UPDATE job SET state = $2, message = $3, finished_at = $4 WHERE id = $1";
    tx.run(sql, args![id, state, message, at]).await?;
    Ok(())
}

/// Takes the oldest piece of work that waits; it runs from now on.
///
/// # Errors
/// When the database fails.
pub async fn take(tx: &mut Tx, at: Millis) -> Result<Option<Job>> {
    let sql = "UPDATE job SET state = 'running', started_at = $1 WHERE state = 'waiting' \
               AND id = (SELECT MIN(id) FROM job WHERE state = 'waiting') RETURNING id";
    let id = tx.number(sql, args![at]).await?;
    let sql = format!("SELECT {COLUMNS} FROM job WHERE id = $1");
    tx.one(&sql, args![id]).await
}

/// Lets work that failed wait again.
///
/// # Errors
/// When it did not fail.
pub async fn again(tx: &mut Tx, id: i64) -> Result<()> {
    let sql = "UPDATE job SET state = 'waiting', message = NULL, started_at = NULL, finished_at = NULL WHERE id = $1 AND state = 'failed'";
    match tx.run(sql, args![id]).await? {
        0 => Err(StoreError::NotFound),
        _ => Ok(()),
    }
}

/// Lets work that ran when the program ended wait again.
///
/// # Errors
/// When the database fails.
pub async fn resume(tx: &mut Tx) -> Result<u64> {
    let sql = "UPDATE job SET state = 'waiting', started_at = NULL WHERE state = 'running'";
    tx.run(sql, vec![]).await
}

impl Store {
    /// A piece of work.
    ///
    /// # Errors
    /// When there is none.
    pub async fn job(&self, id: i64) -> Result<Job> {
        let sql = format!("SELECT {COLUMNS} FROM job WHERE id = $1");
        let found = self.db.one(&sql, args![id]).await?;
        found.ok_or(StoreError::NotFound)
    }

    /// The latest piece of work on a subject.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn job_on(&self, kind: &str, subject: i64) -> Result<Option<Job>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM job WHERE kind = $1 AND subject = $2 ORDER BY id DESC LIMIT 1"
        );
        self.db.one(&sql, args![kind, subject]).await
    }
}
