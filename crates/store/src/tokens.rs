//! Tokens with which programs use the API in an account's name.

use crate::args;
use crate::db::Tx;
use crate::{Millis, Result, Store, StoreError};

/// A token.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Token {
    /// Its number.
    pub id: i64,
    /// In whose name it acts.
    pub account: i64,
    /// What it is for.
    pub name: String,
    /// When it was made.
    pub created_at: Millis,
    /// Until when it is taken.
    pub expires_at: Millis,
    /// Since when it no longer is.
    pub revoked_at: Option<Millis>,
}

const COLUMNS: &str = "id, account, name, created_at, expires_at, revoked_at";

impl Store {
    /// The token with this digest.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn token(&self, digest: &str) -> Result<Option<Token>> {
        let sql = format!("SELECT {COLUMNS} FROM token WHERE digest = $1");
        self.db.one(&sql, args![digest]).await
    }

    /// The tokens of an account.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn tokens(&self, account: i64) -> Result<Vec<Token>> {
        let sql = format!("SELECT {COLUMNS} FROM token WHERE account = $1 ORDER BY id");
        self.db.all(&sql, args![account]).await
    }
}

/// Makes a token.
///
/// # Errors
/// When the database fails.
pub async fn add(
    tx: &mut Tx,
    at: Millis,
    account: i64,
    name: &str,
    digest: &str,
    expires_at: Millis,
) -> Result<i64> {
    let id = tx.numbers("token", 1).await?;
    let sql = "INSERT INTO token (id, account, name, digest, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6)";
    tx.run(sql, args![id, account, name, digest, at, expires_at])
        .await?;
    Ok(id)
}

/// Withdraws a token of an account.
///
/// # Errors
/// When the account has no such token.
pub async fn revoke(tx: &mut Tx, at: Millis, account: i64, id: i64) -> Result<()> {
    let sql =
        "UPDATE token SET revoked_at = $3 WHERE account = $1 AND id = $2 AND revoked_at IS NULL";
    match tx.run(sql, args![account, id, at]).await? {
        0 => Err(StoreError::NotFound),
        _ => Ok(()),
    }
}
