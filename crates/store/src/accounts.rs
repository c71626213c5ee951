//! Accounts: who may log in, in which role. Passwords come hashed; this crate never sees one.

use crate::args;
use crate::db::Tx;
use crate::{Millis, Result, Store, StoreError};

/// An account.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Account {
    /// Its number.
    pub id: i64,
    /// What is typed to log in.
    pub login: String,
    /// The person's name, as it is shown.
    pub name: String,
    /// The key of the role.
    pub role: String,
    /// The organisation; none for the finance bureau itself.
    pub organisation: Option<i64>,
    /// The hashed password.
    pub password: String,
    /// When the password was set.
    pub password_at: Millis,
    /// 1 when the password must be changed first.
    pub must_change: i64,
    /// Wrong passwords since the last right one.
    pub failures: i64,
    /// Until when no login is taken.
    pub locked_until: Option<Millis>,
    /// Since when it is closed.
    pub disabled_at: Option<Millis>,
    /// When it was made.
    pub created_at: Millis,
    /// Counts changes.
    pub revision: i64,
}

/// A new account.
#[derive(Clone, Debug)]
pub struct NewAccount<'a> {
    /// What is typed to log in.
    pub login: &'a str,
    /// The person's name.
    pub name: &'a str,
    /// The key of the role.
    pub role: &'a str,
    /// The organisation.
    pub organisation: Option<i64>,
    /// The hashed password.
    pub password: &'a str,
    /// Whether the password must be changed at the first login.
    pub must_change: bool,
}

/// Former passwords that may not be used again.
const REMEMBERED: i64 = 5;

pub(crate) const COLUMNS: &str = "id, login, name, role, organisation, password, password_at, must_change, failures, locked_until, disabled_at, created_at, revision";

impl Store {
    /// The account with this number.
    ///
    /// # Errors
    /// When there is none.
    pub async fn account(&self, id: i64) -> Result<Account> {
        let sql = format!("SELECT {COLUMNS} FROM account WHERE id = $1");
        let found = self.db.one(&sql, args![id]).await?;
        found.ok_or(StoreError::NotFound)
    }

    /// The account with this login.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn account_by_login(&self, login: &str) -> Result<Option<Account>> {
        let sql = format!("SELECT {COLUMNS} FROM account WHERE login = $1");
        self.db.one(&sql, args![login]).await
    }

    /// All accounts, by login.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn accounts(&self) -> Result<Vec<Account>> {
        let sql = format!("SELECT {COLUMNS} FROM account ORDER BY id");
        self.db.all(&sql, vec![]).await
    }

    /// Whether anybody can log in at all.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn has_accounts(&self) -> Result<bool> {
        let sql = "SELECT COUNT(*) FROM account";
        Ok(self.db.number(sql, vec![]).await? > 0)
    }

    /// Passwords of an account that it may not use again, the present one first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn used_passwords(&self, account: i64) -> Result<Vec<String>> {
        let sql = "SELECT password FROM account WHERE id = $1";
        let mut all: Vec<(String,)> = self.db.all(sql, args![account]).await?;
        let sql = "SELECT password FROM former_password WHERE account = $1 ORDER BY until_at DESC LIMIT $2";
        all.extend(
            self.db
                .all::<(String,)>(sql, args![account, REMEMBERED])
                .await?,
        );
        Ok(all.into_iter().map(|(password,)| password).collect())
    }
}

/// Makes an account and gives its number.
///
/// # Errors
/// When the login is taken or the database fails.
pub async fn add(tx: &mut Tx, at: Millis, new: &NewAccount<'_>) -> Result<i64> {
    let taken = tx
        .number(
            "SELECT COUNT(*) FROM account WHERE login = $1",
            args![new.login],
        )
        .await?;
    if taken > 0 {
        return Err(StoreError::Refused(format!(
            "登录名“{}”已经有人用了，请换一个",
            new.login
        )));
    }
    let id = tx.numbers("account", 1).await?;
    let sql = format!(
        "INSERT INTO account ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, NULL, NULL, $7, 0)"
    );
    tx.run(
        &sql,
        args![
            id,
            new.login,
            new.name,
            new.role,
            new.organisation,
            new.password,
            at,
            new.must_change
        ],
    )
    .await?;
    Ok(id)
}

/// Sets a password; the present one joins the former ones.
///
/// # Errors
/// When the database fails.
pub async fn set_password(
    tx: &mut Tx,
    at: Millis,
    account: i64,
    password: &str,
    must_change: bool,
) -> Result<()> {
    let sql = "INSERT INTO former_password (account, password, until_at) SELECT id, password, $2 FROM account WHERE id = $1";
    tx.run(sql, args![account, at]).await?;
    let sql = "UPDATE account SET password = $2, password_at = $3, must_change = $4, failures = 0, locked_until = NULL, revision = revision + 1 WHERE id = $1";
    changed(
        tx.run(sql, args![account, password, at, must_change])
            .await?,
    )
}

/// Notes a wrong password; from the `limit`th on the account is locked until `locked_until`.
///
/// # Errors
/// When the database fails.
pub async fn failed(tx: &mut Tx, account: i64, limit: i64, locked_until: Millis) -> Result<()> {
    let sql = "UPDATE account SET failures = failures + 1, \
               locked_until = CASE WHEN failures + 1 >= $2 THEN $3 ELSE locked_until END WHERE id = $1";
    changed(tx.run(sql, args![account, limit, locked_until]).await?)
}

/// Notes a right password.
///
/// # Errors
/// When the database fails.
pub async fn succeeded(tx: &mut Tx, account: i64) -> Result<()> {
    let sql = "UPDATE account SET failures = 0, locked_until = NULL WHERE id = $1";
    changed(tx.run(sql, args![account]).await?)
}

/// Changes name, role and organisation.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody else changed it since `revision`.
pub async fn change(
    tx: &mut Tx,
    id: i64,
    revision: i64,
    name: &str,
    role: &str,
    organisation: Option<i64>,
) -> Result<()> {
    let sql = "UPDATE account SET name = $3, role = $4, organisation = $5, revision = revision + 1 WHERE id = $1 AND revision = $2";
    let rows = tx
        .run(sql, args![id, revision, name, role, organisation])
        .await?;
    match rows {
        0 => Err(StoreError::Conflict),
        _ => Ok(()),
    }
}

/// Closes an account, or opens it again.
///
/// # Errors
/// When there is none.
pub async fn disable(tx: &mut Tx, id: i64, at: Option<Millis>) -> Result<()> {
    let sql = "UPDATE account SET disabled_at = $2, failures = 0, locked_until = NULL, revision = revision + 1 WHERE id = $1";
    changed(tx.run(sql, args![id, at]).await?)
}

fn changed(rows: u64) -> Result<()> {
    match rows {
        0 => Err(StoreError::NotFound),
        _ => Ok(()),
    }
}
