//! Returned forms whose project is not certain: kept with the forms they may be, until a person says which.

use crate::args;
use crate::db::Tx;
use crate::{Result, Store, StoreError};

/// A returned form that waits for a person.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Candidate {
    /// Its number.
    pub id: i64,
    /// The taking-in.
    pub delivery: i64,
    /// The file.
    pub document: i64,
    /// Which form of the file, from 1.
    pub place: i64,
    /// The project's name as it came.
    pub name: String,
    /// The unit as it came.
    pub unit: String,
    /// Its money in 分.
    pub amount: Option<i64>,
    /// Why it is not certain.
    pub why: String,
    /// Numbers of forms that it may be, with commas.
    pub forms: String,
    /// What a person said: the number of a form, `new`, or `none`: not taken in.
    pub settled: Option<String>,
}

const COLUMNS: &str = "id, delivery, document, place, name, unit, amount, why, forms, settled";

/// Keeps one, and counts it; its number is given by the store.
///
/// # Errors
/// When the database fails.
pub async fn add(tx: &mut Tx, new: &Candidate) -> Result<i64> {
    let id = tx.numbers("candidate", 1).await?;
    let sql = format!(
        "INSERT INTO candidate ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, NULL)"
    );
    let shown = |text: &str| match text.trim() {
        "" => "（未写）".to_owned(),
        text => text.to_owned(),
    };
    let row = args![
        id,
        new.delivery,
        new.document,
        new.place,
        shown(&new.name),
        shown(&new.unit),
        new.amount,
        &new.why,
        shown(&new.forms)
    ];
    tx.run(&sql, row).await?;
    let sql = "UPDATE delivery SET unmatched = unmatched + 1 WHERE id = $1";
    tx.run(sql, args![new.delivery]).await?;
    Ok(id)
}

/// Notes what a person said.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody said it before.
pub async fn settle(tx: &mut Tx, candidate: &Candidate, settled: &str) -> Result<()> {
    let sql = "UPDATE candidate SET settled = $2 WHERE id = $1 AND settled IS NULL";
    if tx.run(sql, args![candidate.id, settled]).await? == 0 {
        return Err(StoreError::Conflict);
    }
    let sql = "UPDATE delivery SET unmatched = unmatched - 1 WHERE id = $1";
    tx.run(sql, args![candidate.delivery]).await?;
    Ok(())
}

impl Store {
    /// Those of a taking-in that still wait.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn candidates(&self, delivery: i64) -> Result<Vec<Candidate>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM candidate WHERE delivery = $1 AND settled IS NULL ORDER BY id"
        );
        self.db.all(&sql, args![delivery]).await
    }

    /// One of them.
    ///
    /// # Errors
    /// When there is none.
    pub async fn candidate(&self, id: i64) -> Result<Candidate> {
        let sql = format!("SELECT {COLUMNS} FROM candidate WHERE id = $1");
        let found = self.db.one(&sql, args![id]).await?;
        found.ok_or(StoreError::NotFound)
    }
}
