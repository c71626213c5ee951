//! Lists of forms: the reviewer's queue, gravest and largest first, page by page.

use crate::db::{Arg, Db};
use crate::forms::{BANDS, FORM, Form};
use crate::{Result, Store, args, search};

/// What a list is narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// The budget year.
    pub year: i64,
    /// The key of a state.
    pub state: Option<String>,
    /// The key of a level: `error`, `warning`, `hint`, `clean`.
    pub level: Option<String>,
    /// The key of a money band.
    pub band: Option<String>,
    /// A department.
    pub department: Option<i64>,
    /// A rule that has a point on it.
    pub code: Option<String>,
    /// Only forms with points that nobody decided, or only those without.
    pub undecided: Option<bool>,
    /// Words.
    pub query: Option<String>,
}

/// Where a page begins: behind this form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct After {
    /// Its place in the queue.
    pub worst: i64,
    /// Its number.
    pub id: i64,
}

/// The condition of a filter, with its arguments.
pub(crate) fn condition(server: bool, filter: &Filter) -> (String, Vec<Arg>) {
    let mut parts = vec!["year = $1".to_owned()];
    let mut args: Vec<Arg> = vec![filter.year.into()];
    let mut with = |text: &str, arg: Arg, parts: &mut Vec<String>| {
        args.push(arg);
        parts.push(text.replace('?', &format!("${}", args.len())));
    };
    if let Some(state) = &filter.state {
        with("state = ?", state.into(), &mut parts);
    }
    if let Some(department) = filter.department {
        with("department = ?", department.into(), &mut parts);
    }
    if let Some(code) = &filter.code {
        let text = "id IN (SELECT form FROM point WHERE year = $1 AND code = ? AND inferred = 0)";
        with(text, code.into(), &mut parts);
    }
    if let Some(band) = &filter.band
        && let Some(place) = BANDS.iter().position(|(key, _)| key == band)
    {
        let least = place
            .checked_sub(1)
            .map_or(i64::MIN, |below| BANDS[below].1);
        with("COALESCE(amount, 0) >= ?", least.into(), &mut parts);
        with("COALESCE(amount, 0) < ?", BANDS[place].1.into(), &mut parts);
    }
    match filter.level.as_deref() {
        Some("error") => parts.push("errors > 0".to_owned()),
        Some("warning") => parts.push("errors = 0 AND warnings > 0".to_owned()),
        Some("hint") => parts.push("errors = 0 AND warnings = 0 AND hints > 0".to_owned()),
        Some("clean") => parts.push("errors = 0 AND warnings = 0 AND hints = 0".to_owned()),
        _ => {}
    }
    match filter.undecided {
        Some(true) => parts.push("undecided > 0".to_owned()),
        Some(false) => parts.push("undecided = 0".to_owned()),
        None => {}
    }
    if let Some(query) = &filter.query
        && let Some((text, words)) = search::condition(server, query, args.len() + 1)
    {
        parts.push(text);
        args.push(words.into());
    }
    (parts.join(" AND "), args)
}

/// A form with the name of its unit.
#[derive(sqlx::FromRow)]
struct WithUnit {
    #[sqlx(flatten)]
    form: Form,
    unit_name: String,
}

/// A form with how many opinions are kept or waiting.
#[derive(sqlx::FromRow)]
struct WithOpinions {
    #[sqlx(flatten)]
    form: Form,
    said: i64,
}

impl Store {
    /// A page of forms, the first of the queue first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn queue(
        &self,
        filter: &Filter,
        after: Option<After>,
        most: i64,
    ) -> Result<Vec<Form>> {
        let (mut condition, mut args) = condition(matches!(self.db, Db::Pg(_)), filter);
        if let Some(after) = after {
            let (worst, id) = (args.len() + 1, args.len() + 2);
            condition.push_str(&format!(
                " AND (worst < ${worst} OR (worst = ${worst} AND id > ${id}))"
            ));
            args.extend([after.worst.into(), after.id.into()]);
        }
        args.push(most.into());
        let sql = format!(
            "SELECT {FORM} FROM form WHERE {condition} ORDER BY worst DESC, id LIMIT ${}",
            args.len()
        );
        self.db.all(&sql, args).await
    }

    /// Forms with this project code.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn forms_by_code(&self, code: &str) -> Result<Vec<Form>> {
        let sql = format!("SELECT {FORM} FROM form WHERE code = $1 ORDER BY id DESC LIMIT 50");
        self.db.all(&sql, args![code]).await
    }

    /// Forms of projects with this name, as [`match_name`](crate::organisations::match_name) gives it, each with the name of its unit.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn forms_by_name(&self, name: &str) -> Result<Vec<(Form, String)>> {
        let condition = "form.project IN (SELECT id FROM project WHERE match_name = $1)";
        self.with_units(condition, args![name]).await
    }

    /// Forms with this amount in 分, each with the name of its unit.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn forms_by_amount(&self, amount: i64) -> Result<Vec<(Form, String)>> {
        self.with_units("form.amount = $1", args![amount]).await
    }

    async fn with_units(&self, condition: &str, args: Vec<Arg>) -> Result<Vec<(Form, String)>> {
        let columns = FORM.replace(", ", ", form.");
        let sql = format!(
            "SELECT form.{columns}, organisation.name AS unit_name FROM form \
             JOIN organisation ON organisation.id = form.unit WHERE {condition} ORDER BY form.id DESC LIMIT 200"
        );
        let rows: Vec<WithUnit> = self.db.all(&sql, args).await?;
        Ok(rows
            .into_iter()
            .map(|row| (row.form, row.unit_name))
            .collect())
    }

    /// Forms of a year that are in the bureau's hands (已收), with how many opinions are kept or waiting on each.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn received_with_opinions(&self, year: i64) -> Result<Vec<(Form, i64)>> {
        let columns = FORM.replace(", ", ", form.");
        let sql = format!(
            "SELECT form.{columns}, \
             (SELECT COUNT(*) FROM point WHERE point.form = form.id AND point.decision = 'keep') \
             + (SELECT COUNT(*) FROM opinion WHERE opinion.form = form.id AND opinion.letter IS NULL) AS said \
             FROM form WHERE form.year = $1 AND form.state = 'received' ORDER BY form.worst DESC, form.id"
        );
        let rows: Vec<WithOpinions> = self.db.all(&sql, args![year]).await?;
        Ok(rows.into_iter().map(|row| (row.form, row.said)).collect())
    }

    /// How many forms a filter leaves, and their money in 分; counts no more than `most`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn extent(&self, filter: &Filter, most: i64) -> Result<(i64, i64)> {
        let (condition, mut args) = condition(matches!(self.db, Db::Pg(_)), filter);
        args.push(most.into());
        let sql = format!(
            "SELECT COUNT(*), CAST(COALESCE(SUM(amount), 0) AS BIGINT) FROM \
             (SELECT amount FROM form WHERE {condition} LIMIT ${}) AS found",
            args.len()
        );
        let row: Option<(i64, i64)> = self.db.one(&sql, args).await?;
        Ok(row.unwrap_or_default())
    }
}
