//! Organisations: the finance bureau, departments, units. Names are data.

use crate::args;
use crate::db::Tx;
use crate::{Result, Store, StoreError};

/// A department or unit.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Organisation {
    /// Its number.
    pub id: i64,
    /// `department` or `unit`.
    pub kind: String,
    /// The department of a unit.
    pub parent: Option<i64>,
    /// Its budget code.
    pub code: Option<String>,
    /// Its name.
    pub name: String,
}

const COLUMNS: &str = "id, kind, parent, code, name";

/// A name as it is compared: without blanks, brackets in one form.
pub fn match_name(name: &str) -> String {
    let one = |sign: char| match sign {
        '(' | '﹙' => '（',
        ')' | '﹚' => '）',
        other => other,
    };
    name.chars()
        .filter(|sign| !sign.is_whitespace())
        .map(one)
        .collect()
}

impl Store {
    /// All departments and units, departments first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn organisations(&self) -> Result<Vec<Organisation>> {
        let sql = format!("SELECT {COLUMNS} FROM organisation ORDER BY kind, id");
        self.db.all(&sql, vec![]).await
    }

    /// One of them.
    ///
    /// # Errors
    /// When there is none with this number.
    pub async fn organisation(&self, id: i64) -> Result<Organisation> {
        let sql = format!("SELECT {COLUMNS} FROM organisation WHERE id = $1");
        let found = self.db.one(&sql, args![id]).await?;
        found.ok_or(StoreError::NotFound)
    }
}

/// The name as lists show it, where a form has none.
pub fn shown(name: &Option<String>) -> &str {
    let written = name.as_deref().map(str::trim);
    written
        .filter(|name| !name.is_empty())
        .unwrap_or("（未写明）")
}

/// The department of this name, made where there is none.
///
/// # Errors
/// When the database fails.
pub async fn department(tx: &mut Tx, name: &str, code: Option<&str>) -> Result<i64> {
    found_or_made(tx, "department", None, name, code).await
}

/// The unit of this name under its department, made where there is none.
///
/// # Errors
/// When the database fails.
pub async fn unit(tx: &mut Tx, department: i64, name: &str, code: Option<&str>) -> Result<i64> {
    found_or_made(tx, "unit", Some(department), name, code).await
}

async fn found_or_made(
    tx: &mut Tx,
    kind: &str,
    parent: Option<i64>,
    name: &str,
    code: Option<&str>,
) -> Result<i64> {
    let matched = match_name(name);
    let sql = "SELECT MIN(id) FROM organisation WHERE match_name = $1 AND kind = $2 AND COALESCE(parent, 0) = $3";
    let known = tx
        .number(sql, args![&matched, kind, parent.unwrap_or(0)])
        .await?;
    if known > 0 {
        return Ok(known);
    }
    let id = tx.numbers("organisation", 1).await?;
    let sql = "INSERT INTO organisation (id, kind, parent, code, name, match_name, revision) VALUES ($1, $2, $3, $4, $5, $6, 0)";
    tx.run(sql, args![id, kind, parent, code, name, &matched])
        .await?;
    Ok(id)
}
