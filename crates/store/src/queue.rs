//! Lists of forms: the reviewer's queue, gravest and largest first, page by page.

use crate::db::{Arg, Db};
use crate::forms::{FORM, Form, MOST_POINTS, place};
use crate::{Result, Store, args, search};
use model::money::BANDS;
use std::collections::BTreeMap;

/// What a list is narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// The budget year.
    pub year: i64,
    /// The key of a state.
    pub state: Option<String>,
    /// What is to be done: [`Form::step`].
    pub step: Option<String>,
    /// The key of a level: `error`, `warning`, `hint`, `clean`.
    pub level: Option<String>,
    /// The key of a money band.
    pub band: Option<String>,
    /// A department.
    pub department: Option<i64>,
    /// A rule that has a point on it.
    pub code: Option<String>,
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

/// What is to be done with a form, as the indexes of the queue hold it.
pub(crate) const STEP: &str =
    "(CASE WHEN state <> 'received' THEN state WHEN undecided > 0 THEN 'open' ELSE 'ready' END)";

/// The key of the gravest level, likewise.
const LEVEL: &str = "(CASE WHEN errors > 0 THEN 'error' WHEN warnings > 0 THEN 'warning' WHEN hints > 0 THEN 'hint' ELSE 'clean' END)";

/// That something is said of a form: a point kept, or an opinion that waits.
const SAID: &str = "(EXISTS (SELECT 1 FROM point WHERE point.form = form.id AND point.decision = 'keep') \
                    OR EXISTS (SELECT 1 FROM opinion WHERE opinion.form = form.id AND opinion.letter IS NULL))";

/// The money of a band in 分: from, and up to.
fn band(key: &str) -> Option<(i64, i64)> {
    let place = BANDS.iter().position(|band| band.key == key)?;
    let below = place.checked_sub(1);
    Some((
        below.map_or(i64::MIN, |below| BANDS[below].below),
        BANDS[place].below,
    ))
}

/// The places in the queue between which the forms of a filter stand, in its order; one that is open on both sides where nothing is known.
fn ranges(filter: &Filter) -> Vec<(i64, i64)> {
    let Some((least, most)) = filter.band.as_deref().and_then(band) else {
        return vec![(i64::MIN, i64::MAX)];
    };
    let (least, most) = (place(false, least), place(false, most.saturating_sub(1)));
    let grave = place(true, 0);
    let (first, then) = (
        (least + grave, most + grave + MOST_POINTS),
        (least, most + MOST_POINTS),
    );
    match filter.level.as_deref() {
        Some("error") => vec![first],
        Some(_) => vec![then],
        None => vec![first, then],
    }
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
    if let Some(step) = &filter.step {
        with(&format!("{STEP} = ?"), step.into(), &mut parts);
    }
    if let Some(level) = &filter.level {
        with(&format!("{LEVEL} = ?"), level.into(), &mut parts);
    }
    if let Some((least, most)) = filter.band.as_deref().and_then(band) {
        with("COALESCE(amount, 0) >= ?", least.into(), &mut parts);
        with("COALESCE(amount, 0) < ?", most.into(), &mut parts);
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

/// What of a department waits in the bureau's hands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// The department.
    pub department: i64,
    /// Forms with opinions, all points decided.
    pub ready: i64,
    /// The money of these in 分.
    pub money: i64,
    /// Forms whose points are decided and of which nothing is said.
    pub silent: i64,
    /// Forms with points that nobody decided yet.
    pub open: i64,
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
        let server = matches!(self.db, Db::Pg(_));
        let mut found = Vec::new();
        for (least, greatest) in ranges(filter) {
            let left = most - i64::try_from(found.len()).unwrap_or(most);
            if left <= 0 {
                break;
            }
            let (mut condition, mut args) = condition(server, filter);
            let next = args.len() + 1;
            if (least, greatest) != (i64::MIN, i64::MAX) {
                condition.push_str(&format!(" AND worst BETWEEN ${next} AND ${}", next + 1));
                args.extend([least.into(), greatest.into()]);
            }
            let next = args.len() + 1;
            if let Some(after) = after {
                let id = next + 1;
                condition.push_str(&format!(
                    " AND worst <= ${next} AND (worst < ${next} OR id > ${id})"
                ));
                args.extend([after.worst.into(), after.id.into()]);
            }
            args.push(left.into());
            let sql = format!(
                "SELECT {FORM} FROM form WHERE {condition} ORDER BY worst DESC, id LIMIT ${}",
                args.len()
            );
            let mut some: Vec<Form> = self.db.all(&sql, args).await?;
            found.append(&mut some);
        }
        Ok(found)
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

    /// What waits in a year to be decided, sent or settled, department by department.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn waiting(&self, year: i64) -> Result<Vec<Waiting>> {
        let of_step = |step: &str| {
            format!(
                "SELECT department, COUNT(*) FROM form WHERE year = $1 AND {STEP} = '{step}' GROUP BY 1 ORDER BY 1"
            )
        };
        let said = format!(
            "SELECT department, COUNT(*), CAST(COALESCE(SUM(amount), 0) AS BIGINT) FROM form \
             WHERE year = $1 AND {STEP} = 'ready' AND {SAID} GROUP BY 1 ORDER BY 1"
        );
        let open: Vec<(i64, i64)> = self.db.all(&of_step("open"), args![year]).await?;
        let ready: Vec<(i64, i64)> = self.db.all(&of_step("ready"), args![year]).await?;
        let said: Vec<(i64, i64, i64)> = self.db.all(&said, args![year]).await?;
        let mut waiting: BTreeMap<i64, Waiting> = BTreeMap::new();
        for (department, forms) in open {
            waiting.entry(department).or_default().open = forms;
        }
        for (department, forms) in ready {
            waiting.entry(department).or_default().silent = forms;
        }
        for (department, forms, money) in said {
            let one = waiting.entry(department).or_default();
            one.silent -= forms;
            (one.ready, one.money) = (forms, money);
        }
        let named = waiting
            .into_iter()
            .map(|(department, one)| Waiting { department, ..one });
        Ok(named.collect())
    }

    /// Forms of a department whose points are all decided and that are not sent yet: those of which something is said, or the others.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn ready(&self, year: i64, department: i64, said: bool) -> Result<Vec<Form>> {
        let not = if said { "" } else { "NOT " };
        let sql = format!(
            "SELECT {FORM} FROM form WHERE year = $1 AND {STEP} = 'ready' AND department = $2 AND {not}{SAID} ORDER BY worst DESC, id"
        );
        self.db.all(&sql, args![year, department]).await
    }

    /// How many forms a filter leaves, and their money in 分; counts no more than `most`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn extent(&self, filter: &Filter, most: i64) -> Result<(i64, i64)> {
        let server = matches!(self.db, Db::Pg(_));
        let (mut condition, mut args) = condition(server, filter);
        // What the words find is less than what the year holds: the index of the year is no way to it. PostgreSQL knows that by itself, and
        // takes a year behind a sign for a rare one.
        if filter.query.is_some() && !server {
            condition = condition.replacen("year = ", "+year = ", 1);
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use model::money::Band;

    #[test]
    fn the_indexes_hold_the_very_expressions_that_are_asked_for() {
        let indexes = include_str!("../migrations/both/0005_arrivals.sql");
        assert!(indexes.contains(&format!("(year, {STEP}, worst DESC, id)")));
        assert!(indexes.contains(&format!("(year, {STEP}, {LEVEL}, worst DESC, id)")));
    }

    #[test]
    fn a_band_is_where_its_forms_stand_in_the_queue() {
        for (key, amount, errors) in [
            ("to_10", 9_999_999, 0),
            ("to_10", 0, 7),
            ("to_50", 10_000_000, 0),
            ("over_1000", 1_000_000_000, 3_000),
            ("over_1000", i64::MAX, 1),
        ] {
            let form = Form {
                amount: Some(amount),
                errors,
                warnings: 2,
                ..Form::default()
            };
            for Band { key: own, .. } in BANDS {
                let filter = Filter {
                    band: Some(own.to_owned()),
                    ..Filter::default()
                };
                let mut ranges = ranges(&filter).into_iter();
                let stands = ranges.any(|(least, most)| (least..=most).contains(&form.rank()));
                assert_eq!(stands, own == key, "{own} {amount}");
            }
        }
    }
}
