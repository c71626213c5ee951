//! Takings-in of forms as they were approved elsewhere: what may be made public, what was held back and why, until a person says yes or no.

use crate::db::Tx;
use crate::{Actor, Millis, Result, Store, StoreError};
use crate::{args, contents};
use std::collections::HashSet;

/// One taking-in.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Publication {
    /// Its number.
    pub id: i64,
    /// What it is called.
    pub name: String,
    /// When it came.
    pub received_at: Millis,
    /// By whom.
    pub received_by: i64,
    /// Files.
    pub documents: i64,
    /// Contacts that were left out, in how many places.
    pub contacts: i64,
    /// When a person made it public or set it aside.
    pub published_at: Option<Millis>,
    /// Who did.
    pub published_by: Option<i64>,
}

const PUBLICATION: &str =
    "id, name, received_at, received_by, documents, contacts, published_at, published_by";

/// One form of a taking-in, later a version of what is public.
#[derive(Clone, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct Approved {
    /// Its number.
    pub id: i64,
    /// The taking-in.
    pub publication: i64,
    /// The path of the file.
    pub path: String,
    /// Which form of the file, from 1; 0 for a file that gave none.
    pub place: i64,
    /// The key of its [`Standing`].
    pub state: String,
    /// What its public address is made of; none where it was held back or not read.
    pub identifier: Option<String>,
    /// Which version of the form, from 1, once it was public.
    pub number: Option<i64>,
    /// The digest of what it says.
    pub hash: Option<String>,
    /// The form, by digest; none where it was held back.
    pub content: Option<String>,
    /// What the project is called.
    pub name: String,
    /// The department.
    pub department: Option<String>,
    /// The unit.
    pub unit: Option<String>,
    /// The budget year.
    pub year: Option<i64>,
    /// The key of the kind.
    pub kind: Option<String>,
    /// Why it is not made public, or what is to be said of the reading.
    pub why: Option<String>,
    /// Since when it is public.
    pub published_at: Option<Millis>,
    /// By whom.
    pub published_by: Option<i64>,
    /// Until when it was.
    pub ended_at: Option<Millis>,
    /// Who ended it.
    pub ended_by: Option<i64>,
    /// Why it was withdrawn.
    pub reason: Option<String>,
    /// 1 when what it said is not shown among earlier versions either.
    pub hidden: i64,
}

pub(crate) const APPROVED: &str = "id, publication, path, place, state, identifier, number, hash, content, name, department, unit, year, kind, why, published_at, published_by, ended_at, ended_by, reason, hidden";

/// Where an approved form stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Its file could not be read.
    Unread,
    /// It may not be made public as it is.
    Held,
    /// It says what is public already.
    Same,
    /// It waits for a person.
    Waiting,
    /// A person said no.
    Dropped,
    /// It is public.
    Current,
    /// It was, until a newer version.
    Replaced,
    /// It was, until somebody took it away.
    Withdrawn,
}

impl Standing {
    /// The key by which it is kept.
    pub const fn key(self) -> &'static str {
        match self {
            Standing::Unread => "unread",
            Standing::Held => "held",
            Standing::Same => "same",
            Standing::Waiting => "waiting",
            Standing::Dropped => "dropped",
            Standing::Current => "current",
            Standing::Replaced => "replaced",
            Standing::Withdrawn => "withdrawn",
        }
    }
}

/// A form, or a file without one, as it comes in.
#[derive(Clone, Debug, Default)]
pub struct NewApproved<'a> {
    /// The path of the file.
    pub path: &'a str,
    /// Which form of it; 0 for a file that gave none.
    pub place: i64,
    /// What its public address is made of.
    pub identifier: Option<&'a str>,
    /// The digest of what it says.
    pub hash: Option<&'a str>,
    /// The form as JSON; none where it is held back.
    pub bytes: Option<&'a [u8]>,
    /// What the project is called.
    pub name: &'a str,
    /// The department.
    pub department: Option<&'a str>,
    /// The unit.
    pub unit: Option<&'a str>,
    /// The budget year.
    pub year: Option<i64>,
    /// The key of the kind.
    pub kind: Option<&'a str>,
    /// Why it may not be made public or gave nothing; with bytes, what is to be said of the reading.
    pub why: Option<&'a str>,
}

/// Why two forms of one taking-in wait for a person's choice.
const TWICE: &str = "这一批里有几张年度、单位、项目都相同而内容不同的表，分不清哪张是新版本。请只留一张，或分两批先后公开";

/// Begins a taking-in.
///
/// # Errors
/// When the database fails.
pub async fn begin(tx: &mut Tx, at: Millis, actor: &Actor, name: &str) -> Result<i64> {
    let id = tx.numbers("publication", 1).await?;
    let sql = "INSERT INTO publication (id, name, received_at, received_by, documents, contacts) VALUES ($1, $2, $3, $4, 0, 0)";
    tx.run(sql, args![id, name, at, actor.account.unwrap_or(0)])
        .await?;
    Ok(id)
}

/// Counts a file of a taking-in, and the contacts left out of its forms.
///
/// # Errors
/// When the database fails.
pub async fn count(tx: &mut Tx, publication: i64, contacts: i64) -> Result<()> {
    let sql =
        "UPDATE publication SET documents = documents + 1, contacts = contacts + $2 WHERE id = $1";
    tx.run(sql, args![publication, contacts]).await?;
    Ok(())
}

/// Keeps a form of a taking-in and says where it stands.
///
/// # Errors
/// When the database fails.
pub async fn add(tx: &mut Tx, publication: i64, new: &NewApproved<'_>) -> Result<Standing> {
    let (standing, why) = match (new.bytes, new.identifier, new.hash) {
        (Some(_), Some(identifier), Some(hash)) => {
            placed(tx, publication, identifier, hash, new.why).await?
        }
        _ if new.place == 0 => (Standing::Unread, new.why),
        _ => (Standing::Held, new.why),
    };
    let content = match new.bytes {
        Some(bytes) if standing == Standing::Waiting => Some(contents::keep(tx, bytes).await?),
        _ => None,
    };
    let id = tx.numbers("approved", 1).await?;
    let sql = "INSERT INTO approved (id, publication, path, place, state, identifier, hash, content, name, department, unit, year, kind, why, hidden) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 0)";
    let row = args![
        id,
        publication,
        new.path,
        new.place,
        standing.key(),
        new.identifier,
        new.hash,
        content,
        match new.name {
            "" => "（没有名称）",
            name => name,
        },
        new.department,
        new.unit,
        new.year,
        new.kind,
        why
    ];
    tx.run(sql, row).await?;
    Ok(standing)
}

/// Where a form stands that may be made public, beside the others of its taking-in and what is public.
async fn placed<'a>(
    tx: &mut Tx,
    publication: i64,
    identifier: &str,
    hash: &str,
    why: Option<&'a str>,
) -> Result<(Standing, Option<&'a str>)> {
    let sql = "SELECT state, hash FROM approved WHERE publication = $1 AND identifier = $2 AND state IN ('waiting', 'held')";
    let others: Vec<(String, Option<String>)> = tx.all(sql, args![publication, identifier]).await?;
    if others
        .iter()
        .any(|(_, other)| other.as_deref() != Some(hash))
    {
        let equal = "state = 'waiting' AND identifier = $2";
        leave(tx, publication, equal, Standing::Held, Some(identifier)).await?;
        return Ok((Standing::Held, Some(TWICE)));
    }
    let sql =
        "SELECT COUNT(*) FROM approved WHERE identifier = $1 AND hash = $2 AND state = 'current'";
    let public = tx.number(sql, args![identifier, hash]).await?;
    Ok(match others.is_empty() && public == 0 {
        true => (Standing::Waiting, why),
        false => (Standing::Same, None),
    })
}

/// Lets forms of a taking-in, told by a condition over `$2`, end where they stand without content; gives how many.
pub(crate) async fn leave(
    tx: &mut Tx,
    publication: i64,
    which: &str,
    standing: Standing,
    identifier: Option<&str>,
) -> Result<u64> {
    let sql = format!(
        "SELECT id, content FROM approved WHERE publication = $1 AND COALESCE($2, ' ') <> '' AND {which}"
    );
    let rows: Vec<(i64, Option<String>)> = tx.all(&sql, args![publication, identifier]).await?;
    let why = (standing == Standing::Held).then_some(TWICE);
    for (id, content) in &rows {
        let sql = "UPDATE approved SET state = $2, content = NULL, why = $3 WHERE id = $1";
        tx.run(sql, args![*id, standing.key(), why]).await?;
        if let Some(content) = content {
            contents::drop_unused(tx, content).await?;
        }
    }
    Ok(rows.len() as u64)
}

impl Store {
    /// The latest takings-in.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn publications(&self, most: i64) -> Result<Vec<Publication>> {
        let sql = format!("SELECT {PUBLICATION} FROM publication ORDER BY id DESC LIMIT $1");
        self.db.all(&sql, args![most]).await
    }

    /// One of them.
    ///
    /// # Errors
    /// When there is none.
    pub async fn publication(&self, id: i64) -> Result<Publication> {
        let sql = format!("SELECT {PUBLICATION} FROM publication WHERE id = $1");
        let found = self.db.one(&sql, args![id]).await?;
        found.ok_or(StoreError::NotFound)
    }

    /// How many forms of a taking-in stand where.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn publication_counts(&self, publication: i64) -> Result<Vec<(String, i64)>> {
        let sql = "SELECT state, COUNT(*) FROM approved WHERE publication = $1 GROUP BY state ORDER BY state";
        self.db.all(sql, args![publication]).await
    }

    /// The forms of a taking-in that stand in one of these places, after a number.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn approved_of(
        &self,
        publication: i64,
        standings: &[Standing],
        after: i64,
        most: i64,
    ) -> Result<Vec<Approved>> {
        let keys: Vec<String> = standings
            .iter()
            .map(|standing| format!("'{}'", standing.key()))
            .collect();
        let sql = format!(
            "SELECT {APPROVED} FROM approved WHERE publication = $1 AND state IN ({}) AND id > $2 ORDER BY id LIMIT $3",
            keys.join(", ")
        );
        self.db.all(&sql, args![publication, after, most]).await
    }

    /// The files of a taking-in that were looked at already.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn approved_paths(&self, publication: i64) -> Result<HashSet<String>> {
        let sql = "SELECT DISTINCT path FROM approved WHERE publication = $1";
        let rows: Vec<(String,)> = self.db.all(sql, args![publication]).await?;
        Ok(rows.into_iter().map(|(path,)| path).collect())
    }
}
