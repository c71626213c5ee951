//! The log: append only, each entry holds the digest of the one before, so that no entry can be changed or taken out unseen.

use crate::args;
use crate::contents::digest;
use crate::db::Tx;
use crate::{Actor, Millis, Result, Store, StoreError};

/// What is written into the log.
#[derive(Clone, Debug, Default)]
pub struct Event<'a> {
    /// The key of what was done.
    pub action: &'a str,
    /// What it was done to, in words.
    pub subject: &'a str,
    /// The form, where it is one.
    pub form: Option<i64>,
    /// The state before.
    pub before: Option<&'a str>,
    /// The state after.
    pub after: Option<&'a str>,
    /// The digest of what the form says.
    pub content: Option<&'a str>,
    /// Anything else, in words.
    pub detail: Option<&'a str>,
}

/// An entry of the log.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Entry {
    /// From 1, without gaps.
    pub seq: i64,
    /// When.
    pub at: Millis,
    /// The account.
    pub account: Option<i64>,
    /// The name of who did it.
    pub actor: String,
    /// The key of the role.
    pub role: String,
    /// The key of what was done.
    pub action: String,
    /// What it was done to.
    pub subject: String,
    /// The form.
    pub form: Option<i64>,
    /// The state before.
    pub before_state: Option<String>,
    /// The state after.
    pub after_state: Option<String>,
    /// The digest of what the form says.
    pub content: Option<String>,
    /// Anything else.
    pub detail: Option<String>,
    /// The digest of the entry before.
    pub previous: String,
    /// The digest of this entry.
    pub digest: String,
}

impl Entry {
    fn computed(&self) -> String {
        let text = serde_json::json!([
            self.seq,
            self.at,
            self.account,
            self.actor,
            self.role,
            self.action,
            self.subject,
            self.form,
            self.before_state,
            self.after_state,
            self.content,
            self.detail,
            self.previous
        ]);
        digest(text.to_string().as_bytes())
    }
}

const COLUMNS: &str = "seq, at, account, actor, role, action, subject, form, before_state, after_state, content, detail, previous, digest";

/// What stands before the first entry.
const ORIGIN: &str = "0000000000000000000000000000000000000000000000000000000000000000";

fn kept(text: &str) -> String {
    text.replace('\0', "")
}

fn optional(text: Option<&str>) -> Option<String> {
    text.map(kept).filter(|text| !text.is_empty())
}

/// Appends an entry.
///
/// # Errors
/// When the database fails.
pub async fn append(tx: &mut Tx, at: Millis, actor: &Actor, event: &Event<'_>) -> Result<()> {
    // The head's row is locked until the change is made: entries stand in one line.
    let sql = "INSERT INTO chain (name, seq, digest) VALUES ('log', 1, $1) \
               ON CONFLICT (name) DO UPDATE SET seq = chain.seq + 1 RETURNING seq, digest";
    let head: Option<(i64, String)> = tx.one(sql, args![ORIGIN]).await?;
    let (seq, previous) = head.ok_or(StoreError::NotFound)?;
    let shown = |text: &str, other: &str| match text.is_empty() {
        true => other.to_owned(),
        false => kept(text),
    };
    let mut entry = Entry {
        seq,
        at,
        account: actor.account,
        actor: shown(&actor.name, "程序"),
        role: shown(&actor.role, "program"),
        action: event.action.to_owned(),
        subject: shown(event.subject, "—"),
        form: event.form,
        before_state: optional(event.before),
        after_state: optional(event.after),
        content: optional(event.content),
        detail: optional(event.detail),
        previous,
        digest: String::new(),
    };
    entry.digest = entry.computed();
    let sql = format!(
        "INSERT INTO log ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)"
    );
    tx.run(
        &sql,
        args![
            entry.seq,
            entry.at,
            entry.account,
            &entry.actor,
            &entry.role,
            &entry.action,
            &entry.subject,
            entry.form,
            &entry.before_state,
            &entry.after_state,
            &entry.content,
            &entry.detail,
            &entry.previous,
            &entry.digest
        ],
    )
    .await?;
    let sql = "UPDATE chain SET digest = $1 WHERE name = 'log'";
    tx.run(sql, args![&entry.digest]).await?;
    Ok(())
}

impl Store {
    /// Entries before a number, newest first; of one form, or of all.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn log(&self, form: Option<i64>, before: i64, count: i64) -> Result<Vec<Entry>> {
        match form {
            Some(form) => {
                let sql = format!(
                    "SELECT {COLUMNS} FROM log WHERE form = $1 AND seq < $2 ORDER BY seq DESC LIMIT $3"
                );
                self.db.all(&sql, args![form, before, count]).await
            }
            None => {
                let sql =
                    format!("SELECT {COLUMNS} FROM log WHERE seq < $1 ORDER BY seq DESC LIMIT $2");
                self.db.all(&sql, args![before, count]).await
            }
        }
    }

    /// Goes through the whole log and tells how many entries it has and the digest of the last one.
    ///
    /// # Errors
    /// When an entry was changed, is missing or stands in another place.
    pub async fn verify_log(&self) -> Result<(i64, String)> {
        let head: Option<(i64, String)> = self
            .db
            .one("SELECT seq, digest FROM chain WHERE name = 'log'", vec![])
            .await?;
        let (mut seq, mut previous) = (0, ORIGIN.to_owned());
        loop {
            let sql = format!("SELECT {COLUMNS} FROM log WHERE seq > $1 ORDER BY seq LIMIT 1000");
            let entries: Vec<Entry> = self.db.all(&sql, args![seq]).await?;
            if entries.is_empty() {
                break;
            }
            for entry in entries {
                let wrong = match () {
                    () if entry.seq != seq + 1 => Some("前面缺少记录"),
                    () if entry.previous != previous => Some("与上一条接不上"),
                    () if entry.computed() != entry.digest => Some("内容被改过"),
                    () => None,
                };
                if let Some(wrong) = wrong {
                    return Err(StoreError::Damaged(format!(
                        "日志第 {} 条{wrong}",
                        entry.seq
                    )));
                }
                (seq, previous) = (entry.seq, entry.digest);
            }
        }
        match head.unwrap_or((0, ORIGIN.to_owned())) == (seq, previous.clone()) {
            true => Ok((seq, previous)),
            false => Err(StoreError::Damaged(format!("日志在第 {seq} 条之后被截断"))),
        }
    }
}
