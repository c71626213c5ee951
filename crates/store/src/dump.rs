//! Everything as lines of JSON, table by table, seen at one moment: what a backup holds, and what another database is filled with.

use crate::db::{Arg, Tx};
use crate::queue::STEP;
use crate::tallies::Cell;
use crate::{Result, Store, StoreError, contents, search};
use futures_util::TryStreamExt;
use serde_json::{Map, Value};
use sqlx::{AssertSqlSafe, ColumnIndex, Decode, Row, Type};
use std::collections::BTreeMap;

/// The tables with their columns; `content` stands apart, because it is bytes.
const TABLES: [(&str, &str); 27] = [
    ("counter", "name, value"),
    ("setting", "name, value"),
    (
        "organisation",
        "id, kind, parent, code, name, match_name, closed_at, revision",
    ),
    (
        "account",
        "id, login, name, role, organisation, password, password_at, must_change, failures, locked_until, disabled_at, created_at, revision",
    ),
    ("former_password", "account, password, until_at"),
    (
        "token",
        "id, account, name, digest, created_at, expires_at, revoked_at",
    ),
    (
        "log",
        "seq, at, account, actor, role, action, subject, form, before_state, after_state, content, detail, previous, digest",
    ),
    ("chain", "name, seq, digest"),
    (
        "job",
        "id, kind, state, subject, input, done, total, message, created_by, created_at, started_at, finished_at",
    ),
    ("tally", "year, scope, name, forms, amount"),
    (
        "delivery",
        "id, name, returned, received_at, received_by, documents, forms, unread, unmatched",
    ),
    (
        "document",
        "id, delivery, path, format, content, size, forms, problem, notes",
    ),
    (
        "project",
        "id, year, code, name, match_name, department, unit, revision",
    ),
    (
        "arrival",
        "document, place, delivery, form, came, settled, open, fresh, beyond, look",
    ),
    ("form", crate::forms::FORM),
    (
        "version",
        "id, form, number, content, document, place, cause, made_at, made_by, profile, as_of",
    ),
    (
        "indicator",
        "version, ordinal, horizon, class, level1, level2, name, value",
    ),
    (
        "point",
        "form, ordinal, year, fingerprint, code, class, severity, inferred, criterion, row_id, place, cell, message, draft, advice, decision, wording, decided_by, decided_at, ruling",
    ),
    (
        "ruling",
        "id, year, code, class, decision, wording, reason, made_at, made_by, lifted_at, lifted_by",
    ),
    (
        "opinion",
        "id, form, version, round, fingerprint, criterion, row_id, severity, place, cell, text, advice, author, written_at, letter, outcome, outcome_version",
    ),
    ("remark", "id, form, row_id, text, author, written_at"),
    (
        "letter",
        "id, year, department, forms, opinions, due, docx, xlsx, sent_at, sent_by",
    ),
    ("roster", "id, year, department, unit, code, name, amount"),
    (
        "attachment",
        "id, project, name, content, size, added_at, added_by",
    ),
    (
        "candidate",
        "id, delivery, document, place, name, unit, amount, why, forms, settled",
    ),
    (
        "publication",
        "id, name, received_at, received_by, documents, contacts, published_at, published_by",
    ),
    ("approved", crate::publications::APPROVED),
];

/// Where a dump goes.
pub trait Sink {
    /// Takes a row of a table.
    ///
    /// # Errors
    /// A message, when it cannot.
    fn line(&mut self, table: &str, row: &str) -> std::result::Result<(), String>;
    /// Takes bytes with their digest.
    ///
    /// # Errors
    /// A message, when it cannot.
    fn bytes(&mut self, digest: &str, bytes: &[u8]) -> std::result::Result<(), String>;
}

/// A row of either database as JSON; every column is a number, a text or null.
fn row_as_json<'r, R>(row: &'r R, columns: &'r str) -> Result<String>
where
    R: Row,
    &'r str: ColumnIndex<R>,
    Option<i64>: Decode<'r, R::Database> + Type<R::Database>,
    Option<String>: Decode<'r, R::Database> + Type<R::Database>,
{
    let mut map = Map::new();
    for name in columns.split(", ") {
        let value = match row.try_get::<Option<i64>, _>(name) {
            Ok(number) => number.map_or(Value::Null, Value::from),
            Err(_) => row
                .try_get::<Option<String>, _>(name)?
                .map_or(Value::Null, Value::from),
        };
        map.insert(name.to_owned(), value);
    }
    Ok(Value::Object(map).to_string())
}

impl Store {
    /// Gives every row and all bytes to a sink, as they were at one moment.
    ///
    /// # Errors
    /// When the database fails or the sink does.
    pub async fn dump(&self, sink: &mut (dyn Sink + Send)) -> Result<()> {
        let mut tx = self.db.moment().await?;
        for (table, columns) in TABLES {
            let sql = AssertSqlSafe(format!("SELECT {columns} FROM {table}"));
            match &mut tx {
                Tx::Lite(tx) => {
                    let mut rows = sqlx::query(sql).fetch(&mut **tx);
                    while let Some(row) = rows.try_next().await? {
                        sink.line(table, &row_as_json(&row, columns)?)
                            .map_err(StoreError::Refused)?;
                    }
                }
                Tx::Pg(tx) => {
                    let mut rows = sqlx::query(sql).fetch(&mut **tx);
                    while let Some(row) = rows.try_next().await? {
                        sink.line(table, &row_as_json(&row, columns)?)
                            .map_err(StoreError::Refused)?;
                    }
                }
            }
        }
        let sql = "SELECT digest FROM content ORDER BY digest";
        let digests: Vec<(String,)> = tx.all(sql, vec![]).await?;
        for (digest,) in digests {
            let sql = "SELECT bytes FROM content WHERE digest = $1";
            let row: Option<(Vec<u8>,)> = tx.one(sql, crate::args![&digest]).await?;
            let (bytes,) = row.ok_or(StoreError::NotFound)?;
            sink.bytes(&digest, &bytes).map_err(StoreError::Refused)?;
        }
        tx.commit().await
    }

    /// Begins to fill this database from a dump.
    ///
    /// # Errors
    /// When there is already something in it.
    pub async fn fill(&self) -> Result<Filling> {
        let mut tx = self.db.begin().await?;
        for table in ["account", "form", "log", "approved", "content"] {
            let count = tx
                .number(&format!("SELECT COUNT(*) FROM {table}"), vec![])
                .await?;
            if count > 0 {
                return Err(StoreError::Refused(
                    "要恢复到的地方已经有数据，没有恢复。请换一个空的数据文件夹或空的数据库。"
                        .to_owned(),
                ));
            }
        }
        Ok(Filling { tx })
    }

    /// Goes through everything that can be checked: the log, every content against its digest, every count against what it counts.
    /// Gives what was looked at.
    ///
    /// # Errors
    /// The first thing that does not agree.
    pub async fn verify(&self) -> Result<Verified> {
        let (entries, head) = self.verify_log().await?;
        let sql = "SELECT digest FROM content ORDER BY digest";
        let digests: Vec<(String,)> = self.db.all(sql, vec![]).await?;
        for (digest,) in &digests {
            self.content(digest).await?;
        }
        let missing = "SELECT (SELECT COUNT(*) FROM version \
             WHERE NOT EXISTS (SELECT 1 FROM content WHERE content.digest = version.content)) \
             + (SELECT COUNT(*) FROM approved WHERE content IS NOT NULL \
             AND NOT EXISTS (SELECT 1 FROM content WHERE content.digest = approved.content))";
        if self.db.number(missing, vec![]).await? > 0 {
            return Err(StoreError::Damaged("有版本的内容找不到".to_owned()));
        }
        let sql = format!("SELECT year, {STEP}, COUNT(*) FROM form GROUP BY 1, 2 ORDER BY 1, 2");
        let counted: Vec<(i64, String, i64)> = self.db.all(&sql, vec![]).await?;
        let mut told: BTreeMap<(i64, String), i64> = BTreeMap::new();
        for year in self.years().await? {
            for tally in &self.tallies(year).await? {
                if let Some(cell) = Cell::of(tally) {
                    *told.entry((year, cell.step.to_owned())).or_default() += tally.forms;
                }
            }
        }
        told.retain(|_, forms| *forms != 0);
        let counted = counted
            .into_iter()
            .map(|(year, step, forms)| ((year, step), forms));
        if told != counted.collect() {
            return Err(StoreError::Damaged("统计数与表的数目不符".to_owned()));
        }
        let forms = self.db.number("SELECT COUNT(*) FROM form", vec![]).await?;
        Ok(Verified {
            entries,
            head,
            contents: digests.len(),
            forms,
        })
    }
}

/// What was looked at and agrees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// Entries of the log.
    pub entries: i64,
    /// The digest of the last of them.
    pub head: String,
    /// Contents.
    pub contents: usize,
    /// Forms.
    pub forms: i64,
}

/// A database that is being filled; nothing is in it before [`Filling::finish`].
#[derive(Debug)]
pub struct Filling {
    tx: Tx,
}

impl Filling {
    /// Puts a row in.
    ///
    /// # Errors
    /// When it is no row of this table.
    pub async fn line(&mut self, table: &str, row: &str) -> Result<()> {
        let wrong = |what: &str| StoreError::Damaged(format!("备份中“{table}”的一行{what}"));
        let (_, columns) = TABLES
            .into_iter()
            .find(|(name, _)| *name == table)
            .ok_or_else(|| wrong("不属于任何一张表，可能是较新的版本做的备份"))?;
        let row: Map<String, Value> = serde_json::from_str(row).map_err(|_| wrong("不完整"))?;
        let mut args = Vec::new();
        for name in columns.split(", ") {
            args.push(match row.get(name) {
                None | Some(Value::Null) if NULLS.contains(&name) => Arg::Int(None),
                None | Some(Value::Null) => Arg::Text(None),
                Some(Value::Number(number)) => Arg::Int(number.as_i64()),
                Some(Value::String(text)) => text.into(),
                Some(_) => return Err(wrong("内容不对")),
            });
        }
        let places: Vec<String> = (1..=args.len()).map(|n| format!("${n}")).collect();
        let sql = format!(
            "INSERT INTO {table} ({columns}) VALUES ({})",
            places.join(", ")
        );
        self.tx.run(&sql, args).await?;
        Ok(())
    }

    /// Puts bytes in.
    ///
    /// # Errors
    /// When they do not have this digest.
    pub async fn bytes(&mut self, digest: &str, bytes: &[u8]) -> Result<()> {
        match contents::keep(&mut self.tx, bytes).await? == digest {
            true => Ok(()),
            false => Err(StoreError::Damaged(format!(
                "备份中的内容 {digest} 与摘要不符"
            ))),
        }
    }

    /// Makes what was put in findable, and keeps it.
    ///
    /// # Errors
    /// When the database fails; then it is as empty as before.
    pub async fn finish(mut self) -> Result<()> {
        let sql = "SELECT form.id, form.name, form.code, form.version, unit.name, department.name FROM form \
                   JOIN organisation AS unit ON unit.id = form.unit JOIN organisation AS department ON department.id = form.department";
        type Words = (i64, String, Option<String>, i64, String, String);
        let forms: Vec<Words> = self.tx.all(sql, vec![]).await?;
        for (id, name, code, version, unit, department) in forms {
            let sql = "SELECT name FROM indicator WHERE version = $1 ORDER BY ordinal";
            let rows: Vec<(String,)> = self.tx.all(sql, crate::args![version]).await?;
            let mut words = vec![name, code.unwrap_or_default(), unit, department];
            words.extend(rows.into_iter().map(|(name,)| name));
            search::index(&mut self.tx, id, &words.join(" ")).await?;
        }
        self.tx.commit().await
    }
}

/// Columns that hold numbers and may be null: PostgreSQL asks for the kind of a null.
const NULLS: [&str; 27] = [
    "parent",
    "closed_at",
    "organisation",
    "locked_until",
    "disabled_at",
    "revoked_at",
    "account",
    "form",
    "subject",
    "started_at",
    "finished_at",
    "amount",
    "seen_at",
    "document",
    "decided_by",
    "decided_at",
    "ruling",
    "lifted_at",
    "lifted_by",
    "outcome_version",
    "letter",
    "number",
    "year",
    "published_at",
    "published_by",
    "ended_at",
    "ended_by",
];
