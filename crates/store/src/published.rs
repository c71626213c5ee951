//! What is public: versions under addresses that stay, what took their place, what was withdrawn and why. A mark grows with every change, so
//! that whoever drew pages of it knows when they are old.

use crate::args;
use crate::db::Tx;
use crate::publications::{APPROVED, Approved, Standing, leave};
use crate::{Actor, Millis, Result, Store, StoreError, contents, log};

/// What became of a taking-in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Made {
    /// Forms that became public.
    pub public: u64,
    /// Of them, new versions of forms that were public before.
    pub replaced: u64,
}

/// Notes that what is public changed.
///
/// # Errors
/// When the database fails.
pub async fn changed(tx: &mut Tx) -> Result<()> {
    tx.numbers("public", 1).await?;
    Ok(())
}

/// Makes the waiting forms of a taking-in public; those of the same identifier are from now on earlier versions.
///
/// # Errors
/// When none waits.
pub async fn publish(tx: &mut Tx, at: Millis, actor: &Actor, publication: i64) -> Result<Made> {
    let by = actor.account.unwrap_or(0);
    changed(tx).await?;
    // Another taking-in may have said the same meanwhile.
    let same = "state = 'waiting' AND EXISTS (SELECT 1 FROM approved AS other \
                WHERE other.identifier = approved.identifier AND other.hash = approved.hash AND other.state = 'current')";
    leave(tx, publication, same, Standing::Same, None).await?;
    let sql = "SELECT identifier, hash FROM approved WHERE publication = $1 AND state = 'waiting' ORDER BY identifier";
    let waiting: Vec<(String, String)> = tx.all(sql, args![publication]).await?;
    let sql = "UPDATE approved SET state = 'replaced', ended_at = $2, ended_by = $3 WHERE state = 'current' AND identifier IN \
               (SELECT identifier FROM approved WHERE publication = $1 AND state = 'waiting')";
    let replaced = tx.run(sql, args![publication, at, by]).await?;
    let sql = "UPDATE approved SET state = 'current', published_at = $2, published_by = $3, number = 1 + COALESCE( \
               (SELECT MAX(past.number) FROM approved AS past WHERE past.identifier = approved.identifier), 0) WHERE publication = $1 AND state = 'waiting'";
    let public = tx.run(sql, args![publication, at, by]).await?;
    if public == 0 {
        return Err(StoreError::Refused(
            "这一批里没有等着公开的表，没有公开。".to_owned(),
        ));
    }
    let name = ended(tx, at, by, publication).await?;
    let lines: Vec<String> = waiting
        .iter()
        .map(|(identifier, hash)| format!("{identifier}\t{hash}\n"))
        .collect();
    let digest = contents::digest(lines.concat().as_bytes());
    let event = log::Event {
        action: "publish",
        subject: &name,
        content: Some(&digest),
        detail: Some(&format!("公开 {public} 张，其中换新版本 {replaced} 张")),
        ..log::Event::default()
    };
    log::append(tx, at, actor, &event).await?;
    Ok(Made { public, replaced })
}

/// Sets the waiting forms of a taking-in aside; gives how many.
///
/// # Errors
/// When none waits.
pub async fn set_aside(tx: &mut Tx, at: Millis, actor: &Actor, publication: i64) -> Result<u64> {
    let waiting = "state = 'waiting'";
    let dropped = leave(tx, publication, waiting, Standing::Dropped, None).await?;
    if dropped == 0 {
        return Err(StoreError::Refused("这一批里没有等着公开的表。".to_owned()));
    }
    let name = ended(tx, at, actor.account.unwrap_or(0), publication).await?;
    let detail = format!("{dropped} 张不公开");
    let event = log::Event {
        action: "publish_drop",
        subject: &name,
        detail: Some(&detail),
        ..log::Event::default()
    };
    log::append(tx, at, actor, &event).await?;
    Ok(dropped)
}

/// Notes who decided on a taking-in, and gives its name.
async fn ended(tx: &mut Tx, at: Millis, by: i64, publication: i64) -> Result<String> {
    let sql =
        "UPDATE publication SET published_at = $2, published_by = $3 WHERE id = $1 RETURNING name";
    let row: Option<(String,)> = tx.one(sql, args![publication, at, by]).await?;
    Ok(row.ok_or(StoreError::NotFound)?.0)
}

/// Withdraws a form: its address stays and says so. With `hidden`, nothing that any version of it said is shown any more.
///
/// # Errors
/// When it is not public.
pub async fn withdraw(
    tx: &mut Tx,
    at: Millis,
    actor: &Actor,
    identifier: &str,
    reason: &str,
    hidden: bool,
) -> Result<()> {
    changed(tx).await?;
    let sql = "UPDATE approved SET state = 'withdrawn', ended_at = $2, ended_by = $3, reason = $4 WHERE identifier = $1 AND state = 'current' \
               RETURNING name, hash";
    let by = actor.account.unwrap_or(0);
    let row: Option<(String, String)> = tx.one(sql, args![identifier, at, by, reason]).await?;
    let (name, hash) = row.ok_or_else(|| {
        StoreError::Refused("这张表已经撤下，或者没有公开过。请刷新后再看。".to_owned())
    })?;
    if hidden {
        let sql = "UPDATE approved SET hidden = 1 WHERE identifier = $1 AND state IN ('replaced', 'withdrawn')";
        tx.run(sql, args![identifier]).await?;
    }
    let detail = match hidden {
        true => format!("{identifier}：{reason}（各版内容不再公开）"),
        false => format!("{identifier}：{reason}"),
    };
    let event = log::Event {
        action: "withdraw_public",
        subject: &name,
        content: Some(&hash),
        detail: Some(&detail),
        ..log::Event::default()
    };
    log::append(tx, at, actor, &event).await
}

/// A text as part of a pattern.
fn pattern(text: &str) -> String {
    let mut out = "%".to_owned();
    for sign in text.chars() {
        if matches!(sign, '%' | '_' | '\\') {
            out.push('\\');
        }
        out.push(sign);
    }
    out + "%"
}

impl Store {
    /// A mark that grows with every change of what is public.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn public_mark(&self) -> Result<i64> {
        let sql = "SELECT value FROM counter WHERE name = 'public'";
        self.db.number(sql, vec![]).await
    }

    /// When something became public or was withdrawn last.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn public_since(&self) -> Result<Option<Millis>> {
        let sql = "SELECT MAX(published_at), MAX(ended_at) FROM approved";
        let row: Option<(Option<Millis>, Option<Millis>)> = self.db.one(sql, vec![]).await?;
        Ok(row.and_then(|(made, ended)| made.max(ended)))
    }

    /// How many forms are public, and how many are withdrawn.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn public_counts(&self) -> Result<(i64, i64)> {
        let sql = "SELECT COUNT(*) FROM approved WHERE state = 'current'";
        let current = self.db.number(sql, vec![]).await?;
        let sql = "SELECT COUNT(DISTINCT identifier) FROM approved AS gone WHERE state = 'withdrawn' AND NOT EXISTS \
                   (SELECT 1 FROM approved AS other WHERE other.identifier = gone.identifier AND other.state = 'current')";
        Ok((current, self.db.number(sql, vec![]).await?))
    }

    /// The last version of forms that are public or withdrawn, whose name, unit or department holds a text, after an identifier.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn public_list(&self, text: &str, after: &str, most: i64) -> Result<Vec<Approved>> {
        let sql = format!(
            "SELECT {APPROVED} FROM approved WHERE state IN ('current', 'withdrawn') AND identifier > $1 \
             AND (name LIKE $2 ESCAPE '\\' OR COALESCE(unit, '') LIKE $2 ESCAPE '\\' OR COALESCE(department, '') LIKE $2 ESCAPE '\\') \
             AND number = (SELECT MAX(other.number) FROM approved AS other WHERE other.identifier = approved.identifier) \
             ORDER BY identifier LIMIT $3"
        );
        // No identifier is less than a blank; an empty text would be null.
        let after = if after.is_empty() { " " } else { after };
        self.db.all(&sql, args![after, pattern(text), most]).await
    }

    /// All versions of a form that are or were public, the newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn public_versions(&self, identifier: &str) -> Result<Vec<Approved>> {
        let sql = format!(
            "SELECT {APPROVED} FROM approved WHERE identifier = $1 AND number IS NOT NULL ORDER BY number DESC"
        );
        self.db.all(&sql, args![identifier]).await
    }

    /// All versions of everything that is or was public with what they say, those of one form together, the newest first, after a place.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn public_everything(
        &self,
        after: Option<&Approved>,
        most: i64,
    ) -> Result<Vec<(Approved, Option<Vec<u8>>)>> {
        let columns: Vec<String> = APPROVED
            .split(", ")
            .map(|column| format!("approved.{column}"))
            .collect();
        let sql = format!(
            "SELECT {}, content.bytes FROM approved LEFT JOIN content ON content.digest = approved.content \
             WHERE number IS NOT NULL AND (identifier > $1 OR identifier = $1 AND number < $2) ORDER BY identifier, number DESC LIMIT $3",
            columns.join(", ")
        );
        let identifier = after.and_then(|last| last.identifier.as_deref());
        let number = after.and_then(|last| last.number).unwrap_or(0);
        let args = args![identifier.unwrap_or(" "), number, most];
        let rows: Vec<Filled> = self.db.all(&sql, args).await?;
        Ok(rows.into_iter().map(|row| (row.form, row.bytes)).collect())
    }
}

/// A version with what it says.
#[derive(sqlx::FromRow)]
struct Filled {
    #[sqlx(flatten)]
    form: Approved,
    bytes: Option<Vec<u8>>,
}
