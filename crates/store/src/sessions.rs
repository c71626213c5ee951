//! Sessions of people who logged in. The token of a cookie is kept as its digest only.

use crate::accounts::{self, Account};
use crate::args;
use crate::db::Tx;
use crate::{Millis, Result, Store};

/// A session.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Session {
    /// The digest of the token.
    pub digest: String,
    /// The account.
    pub account: i64,
    /// What forms must bring along, against requests from other sites.
    pub secret: String,
    /// When it began.
    pub created_at: Millis,
    /// When it was last used, to the minute.
    pub seen_at: Millis,
}

/// A session with its account, as every request needs them.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Visit {
    /// The account.
    #[sqlx(flatten)]
    pub account: Account,
    /// What forms must bring along, against requests from other sites.
    pub secret: String,
    /// When the session began.
    pub begun_at: Millis,
    /// When it was last used, to the minute.
    pub seen_at: Millis,
}

const COLUMNS: &str = "digest, account, secret, created_at, seen_at";

impl Store {
    /// The session with this digest, and its account.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn visit(&self, digest: &str) -> Result<Option<Visit>> {
        let account = accounts::COLUMNS.replace(", ", ", account.");
        let sql = format!(
            "SELECT account.{account}, session.secret, session.created_at AS begun_at, session.seen_at \
             FROM session JOIN account ON account.id = session.account WHERE session.digest = $1"
        );
        self.db.one(&sql, args![digest]).await
    }

    /// The sessions of an account, newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn sessions(&self, account: i64) -> Result<Vec<Session>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM session WHERE account = $1 ORDER BY created_at DESC, digest"
        );
        self.db.all(&sql, args![account]).await
    }
}

/// Begins a session, and ends the oldest of the account's beyond `most`.
///
/// # Errors
/// When the database fails.
pub async fn begin(tx: &mut Tx, session: &Session, most: i64) -> Result<()> {
    let sql = format!("INSERT INTO session ({COLUMNS}) VALUES ($1, $2, $3, $4, $5)");
    tx.run(
        &sql,
        args![
            &session.digest,
            session.account,
            &session.secret,
            session.created_at,
            session.seen_at
        ],
    )
    .await?;
    let sql = "DELETE FROM session WHERE account = $1 AND digest NOT IN \
               (SELECT digest FROM session WHERE account = $1 ORDER BY created_at DESC, digest LIMIT $2)";
    tx.run(sql, args![session.account, most]).await?;
    Ok(())
}

/// Notes that a session was used.
///
/// # Errors
/// When the database fails.
pub async fn seen(tx: &mut Tx, digest: &str, at: Millis) -> Result<()> {
    let sql = "UPDATE session SET seen_at = $2 WHERE digest = $1";
    tx.run(sql, args![digest, at]).await?;
    Ok(())
}

/// Ends one session.
///
/// # Errors
/// When the database fails.
pub async fn end(tx: &mut Tx, digest: &str) -> Result<()> {
    tx.run("DELETE FROM session WHERE digest = $1", args![digest])
        .await?;
    Ok(())
}

/// Ends all sessions of an account but one.
///
/// # Errors
/// When the database fails.
pub async fn end_all(tx: &mut Tx, account: i64, but: Option<&str>) -> Result<()> {
    let sql = "DELETE FROM session WHERE account = $1 AND digest <> $2";
    tx.run(sql, args![account, but.unwrap_or("-")]).await?;
    Ok(())
}

/// Takes away sessions that began or were last used too long ago.
///
/// # Errors
/// When the database fails.
pub async fn sweep(tx: &mut Tx, created_before: Millis, seen_before: Millis) -> Result<()> {
    let sql = "DELETE FROM session WHERE created_at < $1 OR seen_at < $2";
    tx.run(sql, args![created_before, seen_before]).await?;
    Ok(())
}
