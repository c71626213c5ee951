//! Counts that pages show. The statement that changes what they count keeps them; a test counts them anew.

use crate::args;
use crate::db::Tx;
use crate::forms::Point;
use crate::{Result, Store};
use std::collections::BTreeMap;

/// A count of forms and their money.
#[derive(Clone, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct Tally {
    /// What is counted: of forms `cell` ([`Cell`]), `department` and `code_forms` (those with a point of a rule); of points `code`, by
    /// rule and level, where those that nobody decided stand in the place of money.
    pub scope: String,
    /// The value counted.
    pub name: String,
    /// Forms.
    pub forms: i64,
    /// Their money in 分.
    pub amount: i64,
}

/// What the queue is narrowed by, together: forms are counted so, and every sum over some of it is one of these counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell<'a> {
    /// What is to be done: [`Form::step`](crate::forms::Form::step).
    pub step: &'a str,
    /// The key of the gravest level.
    pub level: &'a str,
    /// The key of the money band.
    pub band: &'a str,
}

impl<'a> Cell<'a> {
    /// The name of its count.
    pub fn name(&self) -> String {
        format!("{}.{}.{}", self.step, self.level, self.band)
    }

    /// The cell of a count, where it is one of cells.
    pub fn of(tally: &'a Tally) -> Option<Cell<'a>> {
        let name = Some(&tally.name).filter(|_| tally.scope == "cell")?;
        let mut parts = name.splitn(3, '.');
        Some(Cell {
            step: parts.next()?,
            level: parts.next()?,
            band: parts.next()?,
        })
    }
}

/// Forms and their money in 分 in the cells that fit.
pub fn sum(tallies: &[Tally], fits: impl Fn(&Cell) -> bool) -> (i64, i64) {
    let cells = tallies
        .iter()
        .filter(|tally| Cell::of(tally).is_some_and(|cell| fits(&cell)));
    cells.fold((0, 0), |sum, tally| {
        (sum.0 + tally.forms, sum.1 + tally.amount)
    })
}

/// Adds to a count, or takes from it.
///
/// # Errors
/// When the database fails.
pub async fn add(
    tx: &mut Tx,
    year: i64,
    scope: &str,
    name: &str,
    forms: i64,
    amount: i64,
) -> Result<()> {
    let sql = "INSERT INTO tally (year, scope, name, forms, amount) VALUES ($1, $2, $3, $4, $5) \
               ON CONFLICT (year, scope, name) DO UPDATE SET forms = tally.forms + $4, amount = tally.amount + $5";
    tx.run(sql, args![year, scope, name, forms, amount]).await?;
    Ok(())
}

/// The points of one form, as they are counted: those that a change takes away and those that it puts in their place.
#[derive(Debug, Default)]
pub(crate) struct Points {
    /// By rule and level: points, and those that nobody decided.
    counts: BTreeMap<(String, i64), (i64, i64)>,
    /// By rule: whether the form had a point of it, and whether it has one.
    had: BTreeMap<String, (bool, bool)>,
}

impl Points {
    /// Takes a point away.
    pub fn without(&mut self, point: &Point) {
        if point.inferred == 0 {
            self.count(&point.code, point.severity, point.decision.is_none(), -1);
            self.had.entry(point.code.clone()).or_default().0 = true;
        }
    }

    /// Puts a point of a rule on a stated place in.
    pub fn with(&mut self, code: &str, severity: i64, open: bool) {
        self.count(code, severity, open, 1);
        self.had.entry(code.to_owned()).or_default().1 = true;
    }

    fn count(&mut self, code: &str, severity: i64, open: bool, sign: i64) {
        let key = (code.to_owned(), severity);
        let count = self.counts.entry(key).or_default();
        count.0 += sign;
        count.1 += sign * i64::from(open);
    }

    /// Writes down what has changed.
    pub async fn save(self, tx: &mut Tx, year: i64) -> Result<()> {
        for ((code, severity), (points, open)) in self.counts {
            if (points, open) != (0, 0) {
                let name = format!("{code}.{severity}");
                add(tx, year, "code", &name, points, open).await?;
            }
        }
        for (code, (before, after)) in self.had {
            if before != after {
                let sign = i64::from(after) - i64::from(before);
                add(tx, year, "code_forms", &code, sign, 0).await?;
            }
        }
        Ok(())
    }
}

/// How many points one rule has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OfCode {
    /// The rule.
    pub code: String,
    /// The gravest level among its points.
    pub severity: i64,
    /// Points.
    pub points: i64,
    /// Forms.
    pub forms: i64,
    /// Points that nobody decided yet.
    pub undecided: i64,
}

/// The rules that have points, gravest and most undecided first, from the counts of a year.
pub fn codes(tallies: &[Tally]) -> Vec<OfCode> {
    let mut all: BTreeMap<&str, OfCode> = BTreeMap::new();
    for tally in tallies {
        let (code, severity) = tally.name.rsplit_once('.').unwrap_or((&tally.name, ""));
        match tally.scope.as_str() {
            "code" => {
                let one = all.entry(code).or_default();
                one.points += tally.forms;
                one.undecided += tally.amount;
                one.severity = one.severity.max(severity.parse().unwrap_or(0));
            }
            "code_forms" => all.entry(code).or_default().forms += tally.forms,
            _ => {}
        }
    }
    let named = all.into_iter().map(|(code, one)| OfCode {
        code: code.to_owned(),
        ..one
    });
    let mut all: Vec<OfCode> = named.collect();
    all.sort_by(|a, b| (b.severity, b.undecided, &a.code).cmp(&(a.severity, a.undecided, &b.code)));
    all
}

impl Store {
    /// The counts of a year that are not nought, in the order of scope and name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn tallies(&self, year: i64) -> Result<Vec<Tally>> {
        let sql = "SELECT scope, name, forms, amount FROM tally WHERE year = $1 AND forms <> 0 ORDER BY scope, name";
        self.db.all(sql, args![year]).await
    }

    /// Years that have forms, newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn years(&self) -> Result<Vec<i64>> {
        let sql = "SELECT year FROM tally WHERE scope = 'cell' GROUP BY year HAVING SUM(forms) > 0 ORDER BY year DESC";
        let rows: Vec<(i64,)> = self.db.all(sql, vec![]).await?;
        Ok(rows.into_iter().map(|(year,)| year).collect())
    }
}
