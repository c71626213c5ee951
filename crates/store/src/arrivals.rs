//! What became of each form that was read of a file: new, another version of one that was there, the same, or an answer to opinions.

use crate::args;
use crate::db::Tx;
use crate::{Result, Store};

/// What became of one form of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct Arrival {
    /// The file.
    pub document: i64,
    /// Which form of the file, from 1.
    pub place: i64,
    /// The taking-in.
    pub delivery: i64,
    /// The form it became, or became a version of.
    pub form: i64,
    /// `new`, `joined` (another version of a form that was there), `same`, `returned`.
    pub came: String,
    /// Opinions that it settles.
    pub settled: i64,
    /// Opinions that it leaves open.
    pub open: i64,
    /// Points that the version before did not have.
    pub fresh: i64,
    /// Changes that no opinion asked for.
    pub beyond: i64,
    /// Opinions in a reviewer's own words: a person has to look.
    pub look: i64,
}

/// An arrival with what a list shows of its form.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Listed {
    /// The arrival.
    #[sqlx(flatten)]
    pub arrival: Arrival,
    /// The path of the file.
    pub path: String,
    /// The project's name.
    pub name: String,
    /// The unit.
    pub unit: i64,
    /// This year's money in 分.
    pub amount: Option<i64>,
}

/// How many forms of a year came so.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Came {
    /// The budget year.
    pub year: i64,
    /// As in [`Arrival::came`].
    pub came: String,
    /// Forms of files.
    pub forms: i64,
}

const COLUMNS: &str = "document, place, delivery, form, came, settled, open, fresh, beyond, look";

/// Notes an arrival; one that was noted before is replaced.
///
/// # Errors
/// When the database fails.
pub async fn note(tx: &mut Tx, one: &Arrival) -> Result<()> {
    let sql = format!(
        "INSERT INTO arrival ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) \
         ON CONFLICT (document, place) DO UPDATE SET form = $4, came = $5, settled = $6, open = $7, fresh = $8, beyond = $9, look = $10"
    );
    let row = args![
        one.document,
        one.place,
        one.delivery,
        one.form,
        &one.came,
        one.settled,
        one.open,
        one.fresh,
        one.beyond,
        one.look
    ];
    tx.run(&sql, row).await?;
    Ok(())
}

impl Store {
    /// How many forms of a taking-in came how, by year, newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn came(&self, delivery: i64) -> Result<Vec<Came>> {
        let sql = "SELECT form.year, arrival.came, COUNT(*) AS forms FROM arrival JOIN form ON form.id = arrival.form \
                   WHERE arrival.delivery = $1 GROUP BY 1, 2 ORDER BY 1 DESC, 2";
        self.db.all(sql, args![delivery]).await
    }

    /// The arrivals of a taking-in that came so, in the order of their files.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn arrivals(
        &self,
        delivery: i64,
        came: &str,
        after: (i64, i64),
        most: i64,
    ) -> Result<Vec<Listed>> {
        let columns = COLUMNS.replace(", ", ", arrival.");
        let sql = format!(
            "SELECT arrival.{columns}, document.path, form.name, form.unit, form.amount FROM arrival \
             JOIN form ON form.id = arrival.form JOIN document ON document.id = arrival.document \
             WHERE arrival.delivery = $1 AND arrival.came = $2 \
             AND (arrival.document > $3 OR (arrival.document = $3 AND arrival.place > $4)) \
             ORDER BY arrival.document, arrival.place LIMIT $5"
        );
        let key = args![delivery, came, after.0, after.1, most];
        self.db.all(&sql, key).await
    }
}
