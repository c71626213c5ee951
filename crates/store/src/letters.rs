//! Letters with opinions, one a department and sending.

use crate::db::Tx;
use crate::{Millis, Result, Store, StoreError};
use crate::{args, contents};

/// A letter.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Letter {
    /// Its number.
    pub id: i64,
    /// The budget year.
    pub year: i64,
    /// To which department.
    pub department: i64,
    /// On how many forms.
    pub forms: i64,
    /// With how many opinions.
    pub opinions: i64,
    /// The day by which the forms are due back.
    pub due: String,
    /// The letter as docx, by digest.
    pub docx: String,
    /// The list as xlsx, by digest.
    pub xlsx: String,
    /// When.
    pub sent_at: Millis,
    /// By whom.
    pub sent_by: i64,
}

const COLUMNS: &str = "id, year, department, forms, opinions, due, docx, xlsx, sent_at, sent_by";

/// Keeps a letter under a number from [`Tx::numbers`] of `letter`.
///
/// # Errors
/// When the database fails.
pub async fn add(tx: &mut Tx, letter: &Letter, docx: &[u8], xlsx: &[u8]) -> Result<()> {
    let docx = contents::keep(tx, docx).await?;
    let xlsx = contents::keep(tx, xlsx).await?;
    let sql =
        format!("INSERT INTO letter ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)");
    let row = args![
        letter.id,
        letter.year,
        letter.department,
        letter.forms,
        letter.opinions,
        &letter.due,
        docx,
        xlsx,
        letter.sent_at,
        letter.sent_by
    ];
    tx.run(&sql, row).await?;
    Ok(())
}

impl Store {
    /// The letters of a year, newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn letters(&self, year: i64) -> Result<Vec<Letter>> {
        let sql = format!("SELECT {COLUMNS} FROM letter WHERE year = $1 ORDER BY id DESC");
        self.db.all(&sql, args![year]).await
    }

    /// One letter.
    ///
    /// # Errors
    /// When there is none.
    pub async fn letter(&self, id: i64) -> Result<Letter> {
        let sql = format!("SELECT {COLUMNS} FROM letter WHERE id = $1");
        let found = self.db.one(&sql, args![id]).await?;
        found.ok_or(StoreError::NotFound)
    }
}
