//! Forms by number, page by page: a form whose points change between two pages is neither left out nor given twice.

use crate::contents::digest;
use crate::db::{Arg, Db};
use crate::forms::{FORM, Form};
use crate::queue::{Filter, condition};
use crate::{Result, Store, StoreError};

/// A form with what its version in force says, and the file it was read of.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Content {
    /// The form.
    pub id: i64,
    /// The digest of what it says.
    pub digest: String,
    /// What it says, as JSON.
    pub bytes: Vec<u8>,
    /// The path of the file; none where the form was not read of one.
    pub path: Option<String>,
    /// The format of the file.
    pub format: Option<String>,
    /// The digest of the file, where its bytes were kept.
    pub sha256: Option<String>,
}

impl Content {
    /// What the form says.
    ///
    /// # Errors
    /// When it is no longer what it was.
    pub fn form(&self) -> Result<model::Form> {
        let damaged = |why: String| {
            StoreError::Damaged(format!("表 {} 的内容{why}，请用最近的备份恢复", self.id))
        };
        if digest(&self.bytes) != self.digest {
            return Err(damaged("与摘要不符".to_owned()));
        }
        serde_json::from_slice(&self.bytes).map_err(|error| damaged(format!("不能读（{error}）")))
    }
}

impl Store {
    fn by_number(&self, filter: &Filter, after: i64, most: i64) -> (String, Vec<Arg>) {
        let (mut condition, mut args) = condition(matches!(self.db, Db::Pg(_)), filter);
        // The sign keeps SQLite, which knows no statistics here, from sorting the whole year for one page.
        // A department's forms are few, and have an index.
        if filter.department.is_none() {
            condition = condition.replacen("year = $1", "+year = $1", 1);
        }
        condition.push_str(&format!(
            " AND id > ${} ORDER BY id LIMIT ${}",
            args.len() + 1,
            args.len() + 2
        ));
        args.extend([after.into(), most.into()]);
        (condition, args)
    }

    /// Forms that a filter leaves, behind a number, in the order of their numbers.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn forms_after(&self, filter: &Filter, after: i64, most: i64) -> Result<Vec<Form>> {
        let (condition, args) = self.by_number(filter, after, most);
        let sql = format!("SELECT {FORM} FROM form WHERE {condition}");
        self.db.all(&sql, args).await
    }

    /// What the same forms say.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn contents_after(
        &self,
        filter: &Filter,
        after: i64,
        most: i64,
    ) -> Result<Vec<Content>> {
        let (condition, args) = self.by_number(filter, after, most);
        let sql = format!(
            "SELECT one.id, version.content AS digest, content.bytes, document.path, document.format, document.content AS sha256 \
             FROM (SELECT id, version FROM form WHERE {condition}) AS one \
             JOIN version ON version.id = one.version \
             JOIN content ON content.digest = version.content \
             LEFT JOIN document ON document.id = version.document ORDER BY one.id"
        );
        self.db.all(&sql, args).await
    }
}
