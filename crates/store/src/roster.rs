//! The list of projects that are to be declared, as the bureau handed it in.

use crate::args;
use crate::db::Tx;
use crate::{Result, Store};

/// One project of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct Listed {
    /// The department.
    pub department: String,
    /// The unit.
    pub unit: Option<String>,
    /// The project's code.
    pub code: Option<String>,
    /// The project's name.
    pub name: String,
    /// Its money in 分.
    pub amount: Option<i64>,
}

/// Puts a year's list in the place of the one before.
///
/// # Errors
/// When the database fails.
pub async fn replace(tx: &mut Tx, year: i64, listed: &[Listed]) -> Result<()> {
    tx.run("DELETE FROM roster WHERE year = $1", args![year])
        .await?;
    let count = i64::try_from(listed.len()).unwrap_or(0);
    let first = tx.numbers("roster", count.max(1)).await?;
    for (id, entry) in (first..).zip(listed) {
        let sql = "INSERT INTO roster (id, year, department, unit, code, name, amount) VALUES ($1, $2, $3, $4, $5, $6, $7)";
        let department = match entry.department.trim() {
            "" => "（未写明）",
            name => name,
        };
        let row = args![
            id,
            year,
            department,
            &entry.unit,
            &entry.code,
            &entry.name,
            entry.amount
        ];
        tx.run(sql, row).await?;
    }
    Ok(())
}

impl Store {
    /// The list of a year.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn roster(&self, year: i64) -> Result<Vec<Listed>> {
        let sql =
            "SELECT department, unit, code, name, amount FROM roster WHERE year = $1 ORDER BY id";
        self.db.all(sql, args![year]).await
    }
}
