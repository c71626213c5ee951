//! Counts that pages show. The statement that changes what they count keeps them; a test counts them anew.

use crate::args;
use crate::db::Tx;
use crate::forms::BANDS;
use crate::{Result, Store};

/// A count of forms and their money.
#[derive(Clone, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct Tally {
    /// What is counted: `state`, `department`, `level`, `band`.
    pub scope: String,
    /// The value counted.
    pub name: String,
    /// Forms.
    pub forms: i64,
    /// Their money in 分.
    pub amount: i64,
}

/// Adds to a count, or takes from it.
///
/// # Errors
/// When the database fails.
pub async fn add(
    tx: &mut Tx,
    year: i64,
    scope: &str,
    name: &str,
    forms: i64,
    amount: i64,
) -> Result<()> {
    let sql = "INSERT INTO tally (year, scope, name, forms, amount) VALUES ($1, $2, $3, $4, $5) \
               ON CONFLICT (year, scope, name) DO UPDATE SET forms = tally.forms + $4, amount = tally.amount + $5";
    tx.run(sql, args![year, scope, name, forms, amount]).await?;
    Ok(())
}

impl Store {
    /// The counts of a year that are not nought, in the order of scope and name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn tallies(&self, year: i64) -> Result<Vec<Tally>> {
        let sql = "SELECT scope, name, forms, amount FROM tally WHERE year = $1 AND forms <> 0 ORDER BY scope, name";
        self.db.all(sql, args![year]).await
    }

    /// Forms of a year by money band (its place in [`BANDS`](crate::forms::BANDS)) and the key of their gravest level.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn bands_by_level(&self, year: i64) -> Result<Vec<(i64, String, i64)>> {
        let bounds: Vec<String> = (0i64..)
            .zip(BANDS)
            .map(|(place, (_, most))| {
                format!("WHEN COALESCE(amount, 0) < {most} THEN CAST({place} AS BIGINT)")
            })
            .collect();
        let sql = format!(
            "SELECT CASE {} END AS band, CASE WHEN errors > 0 THEN 'error' WHEN warnings > 0 THEN 'warning' \
             WHEN hints > 0 THEN 'hint' ELSE 'clean' END AS level, COUNT(*) AS forms FROM form WHERE year = $1 GROUP BY 1, 2 ORDER BY 1, 2",
            bounds.join(" ")
        );
        self.db.all(&sql, args![year]).await
    }

    /// Years that have forms, newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn years(&self) -> Result<Vec<i64>> {
        let sql = "SELECT year FROM tally WHERE scope = 'state' GROUP BY year HAVING SUM(forms) > 0 ORDER BY year DESC";
        let rows: Vec<(i64,)> = self.db.all(sql, vec![]).await?;
        Ok(rows.into_iter().map(|(year,)| year).collect())
    }
}
