//! Taking-in of files: what came, what was read of it, what was not and why.

use crate::db::Tx;
use crate::{Actor, Millis, Result, Store, StoreError};
use crate::{args, contents};
use std::collections::HashSet;

/// One taking-in.
#[derive(Clone, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct Delivery {
    /// Its number.
    pub id: i64,
    /// What it is called.
    pub name: String,
    /// 1 when these are forms that come back.
    pub returned: i64,
    /// When.
    pub received_at: Millis,
    /// By whom.
    pub received_by: i64,
    /// Files.
    pub documents: i64,
    /// Forms read of them.
    pub forms: i64,
    /// Files that could not be read.
    pub unread: i64,
    /// Returned forms whose project is not certain.
    pub unmatched: i64,
}

/// One file of a taking-in.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Document {
    /// Its number.
    pub id: i64,
    /// The taking-in.
    pub delivery: i64,
    /// Its path there.
    pub path: String,
    /// The format, by its content.
    pub format: String,
    /// The digest of its bytes; none where nothing was kept.
    pub content: Option<String>,
    /// Bytes.
    pub size: i64,
    /// Forms read of it.
    pub forms: i64,
    /// Why it could not be read.
    pub problem: Option<String>,
    /// What is to be said of the reading.
    pub notes: Option<String>,
}

const DELIVERY: &str =
    "id, name, returned, received_at, received_by, documents, forms, unread, unmatched";
const DOCUMENT: &str = "id, delivery, path, format, content, size, forms, problem, notes";

/// Begins a taking-in.
///
/// # Errors
/// When the database fails.
pub async fn begin(
    tx: &mut Tx,
    at: Millis,
    actor: &Actor,
    name: &str,
    returned: bool,
) -> Result<i64> {
    let id = tx.numbers("delivery", 1).await?;
    let sql = format!("INSERT INTO delivery ({DELIVERY}) VALUES ($1, $2, $3, $4, $5, 0, 0, 0, 0)");
    let row = args![id, name, returned, at, actor.account.unwrap_or(0)];
    tx.run(&sql, row).await?;
    Ok(id)
}

/// A file to keep. Bytes of one with a mark of secrecy are never given.
#[derive(Clone, Debug)]
pub struct NewDocument<'a> {
    /// The taking-in.
    pub delivery: i64,
    /// Its path there.
    pub path: &'a str,
    /// The format.
    pub format: &'a str,
    /// Its bytes, where they are kept.
    pub bytes: Option<&'a [u8]>,
    /// How many bytes it has.
    pub size: i64,
    /// Forms read of it.
    pub forms: i64,
    /// Why it could not be read.
    pub problem: Option<&'a str>,
    /// What is to be said of the reading.
    pub notes: Option<&'a str>,
}

/// Keeps a file and counts it.
///
/// # Errors
/// When the database fails.
pub async fn add(tx: &mut Tx, new: &NewDocument<'_>) -> Result<i64> {
    let content = match new.bytes {
        Some(bytes) => Some(contents::keep(tx, bytes).await?),
        None => None,
    };
    let id = tx.numbers("document", 1).await?;
    let sql =
        format!("INSERT INTO document ({DOCUMENT}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)");
    let row = args![
        id,
        new.delivery,
        new.path,
        new.format,
        content,
        new.size,
        new.forms,
        new.problem,
        new.notes
    ];
    tx.run(&sql, row).await?;
    let sql = "UPDATE delivery SET documents = documents + 1, forms = forms + $2, unread = unread + $3 WHERE id = $1";
    let row = args![new.delivery, new.forms, new.problem.is_some()];
    tx.run(sql, row).await?;
    Ok(id)
}

impl Store {
    /// The latest takings-in.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn deliveries(&self, most: i64) -> Result<Vec<Delivery>> {
        let sql = format!("SELECT {DELIVERY} FROM delivery ORDER BY id DESC LIMIT $1");
        self.db.all(&sql, args![most]).await
    }

    /// One of them.
    ///
    /// # Errors
    /// When there is none.
    pub async fn delivery(&self, id: i64) -> Result<Delivery> {
        let sql = format!("SELECT {DELIVERY} FROM delivery WHERE id = $1");
        let found = self.db.one(&sql, args![id]).await?;
        found.ok_or(StoreError::NotFound)
    }

    /// The files of a taking-in after a number: all, or only those that could not be read or have something to be said.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn documents(
        &self,
        delivery: i64,
        only_noted: bool,
        after: i64,
        most: i64,
    ) -> Result<Vec<Document>> {
        let only = match only_noted {
            true => "AND (problem IS NOT NULL OR notes IS NOT NULL)",
            false => "",
        };
        let sql = format!(
            "SELECT {DOCUMENT} FROM document WHERE delivery = $1 AND id > $2 {only} ORDER BY id LIMIT $3"
        );
        self.db.all(&sql, args![delivery, after, most]).await
    }

    /// The paths of a taking-in that are kept already.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn known_paths(&self, delivery: i64) -> Result<HashSet<String>> {
        let sql = "SELECT path FROM document WHERE delivery = $1";
        let rows: Vec<(String,)> = self.db.all(sql, args![delivery]).await?;
        Ok(rows.into_iter().map(|(path,)| path).collect())
    }

    /// One file.
    ///
    /// # Errors
    /// When there is none.
    pub async fn document(&self, id: i64) -> Result<Document> {
        let sql = format!("SELECT {DOCUMENT} FROM document WHERE id = $1");
        let found = self.db.one(&sql, args![id]).await?;
        found.ok_or(StoreError::NotFound)
    }

    /// The forms whose version in force was read of a file, with their places in it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn forms_of_document(&self, document: i64) -> Result<Vec<(i64, i64, String)>> {
        let sql = "SELECT version.place, form.id, form.name FROM version JOIN form ON form.id = version.form \
                   WHERE version.document = $1 ORDER BY version.place, form.id";
        self.db.all(sql, args![document]).await
    }
}
