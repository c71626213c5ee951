//! Deals a stream of pieces to the columns of a table: rows begin where the cheapest deal has them.

use super::by_column::{Cells, Piece};
use law::vocabulary::{Role, is_value_word, level1, level2, unit_family};
use model::value::DateContext;
use model::{Exact, Operator, Value, ValueKind};

/// The cheapest deal of these pieces.
pub(super) fn deal(pieces: &[Piece], roles: &[Role]) -> Vec<Cells> {
    let width = roles.len();
    let wide = roles
        .iter()
        .any(|role| matches!(role, Role::Operator | Role::Unit));
    // best[i][j]: the cost of a deal that puts piece i into column j, and the column of the piece before.
    let mut best: Vec<Vec<(u32, usize)>> = Vec::with_capacity(pieces.len());
    for (index, (text, _)) in pieces.iter().enumerate() {
        let reading = Reading::of(text);
        let row = (0..width).map(|column| {
            let own = reading.fits(roles[column], wide);
            let before = match best.last().filter(|_| index > 0) {
                None => (skipped(&roles[..column]), usize::MAX),
                Some(before) => (0..width)
                    .map(|from| {
                        (
                            before[from].0.saturating_add(step(roles, from, column)),
                            from,
                        )
                    })
                    .min()
                    .unwrap_or((0, usize::MAX)),
            };
            (before.0.saturating_add(own), before.1)
        });
        best.push(row.collect());
    }
    let Some(last) = best.last() else {
        return Vec::new();
    };
    let mut column = (0..width)
        .min_by_key(|column| last[*column].0 + skipped(&roles[column + 1..]))
        .unwrap_or(0);
    let mut columns = vec![0; pieces.len()];
    for index in (0..pieces.len()).rev() {
        columns[index] = column;
        column = best[index][column].1;
    }
    rows(pieces, &columns, width)
}

fn rows(pieces: &[Piece], columns: &[usize], width: usize) -> Vec<Cells> {
    let mut rows: Vec<Cells> = Vec::new();
    let mut before = usize::MAX;
    for (piece, column) in pieces.iter().zip(columns) {
        let fresh = rows.is_empty()
            || *column < before
            || *column == before
                && !goes_on(&piece.0, rows.last().and_then(|row| row[*column].as_ref()));
        if fresh {
            rows.push(vec![None; width]);
        }
        if let Some(row) = rows.last_mut() {
            match &mut row[*column] {
                Some((text, _)) => text.push_str(&piece.0),
                empty => *empty = Some(piece.clone()),
            }
        }
        before = *column;
    }
    rows
}

/// Whether two neighbouring pieces in one column are one text: a value word or a level word never goes on.
fn goes_on(text: &str, before: Option<&Piece>) -> bool {
    let closed = |text: &str| {
        level2(text).is_some()
            || level1(text).is_some()
            || Value::parse(text, DateContext::NONE).number.is_some()
    };
    before.is_some_and(|(before, _)| !closed(before) && !closed(text))
}

/// What it costs to go from one column to the next piece's column.
fn step(roles: &[Role], from: usize, to: usize) -> u32 {
    let fresh = || skipped(&roles[from + 1..]) + skipped(&roles[..to]);
    match to.cmp(&from) {
        std::cmp::Ordering::Greater => skipped(&roles[from + 1..to]),
        // A text with a space inside, or the next row.
        std::cmp::Ordering::Equal => {
            if is_text(roles[to]) {
                3.min(fresh())
            } else {
                fresh()
            }
        }
        std::cmp::Ordering::Less => fresh(),
    }
}

fn is_text(role: Role) -> bool {
    matches!(
        role,
        Role::Name | Role::Deviation | Role::Remark | Role::Rule | Role::Basis
    )
}

/// What empty cells cost: levels are merged down, comments are mostly blank.
fn skipped(roles: &[Role]) -> u32 {
    roles
        .iter()
        .map(|role| match role {
            Role::Name => 5,
            Role::Value | Role::Actual => 2,
            Role::Weight | Role::Score => 2,
            Role::Operator | Role::Unit => 1,
            _ => 0,
        })
        .sum()
}

/// What a piece looks like.
struct Reading<'t> {
    text: &'t str,
    value: Value,
    number: Option<Exact>,
    levels: (bool, bool),
}

impl<'t> Reading<'t> {
    fn of(text: &'t str) -> Reading<'t> {
        Reading {
            text,
            value: Value::parse(
                text,
                DateContext {
                    year: Some(2000),
                    named: law::calendar::NAMED_DAYS,
                },
            ),
            number: Exact::parse(text),
            levels: (level1(text).is_some(), level2(text).is_some()),
        }
    }

    /// How badly it fits a column.
    fn fits(&self, role: Role, wide: bool) -> u32 {
        let level = self.levels.0 || self.levels.1;
        let measured = matches!(
            self.value.kind,
            ValueKind::Number | ValueKind::Range | ValueKind::Deadline | ValueKind::Period
        );
        let dash = self.text.chars().all(|c| "/—-–".contains(c));
        let tick = self.text.chars().all(|c| "√✓✔☑●○".contains(c));
        match role {
            // A word of both levels is more often the second.
            Role::Level1 => {
                if self.levels.0 {
                    u32::from(self.levels.1)
                } else {
                    9
                }
            }
            Role::Level2 => {
                if self.levels.1 {
                    0
                } else {
                    9
                }
            }
            _ if level => 9,
            Role::Deviation | Role::Possibility if tick => 0,
            _ if tick => 9,
            Role::Name => match () {
                () if self.number.is_some() || dash => 8,
                () if measured => 5,
                () if Operator::from_word(self.text).is_some() => 8,
                () => u32::from(is_value_word(self.text)) * 2,
            },
            Role::ToDate | Role::Forecast if !measured => 1,
            Role::Value | Role::Actual | Role::ToDate | Role::Forecast => match () {
                () if Operator::from_word(self.text).is_some() => 8,
                () if self.number.is_some() => {
                    if wide {
                        0
                    } else {
                        3
                    }
                }
                () if measured || dash || is_value_word(self.text) => 0,
                () if matches!(self.value.kind, ValueKind::Ordinal | ValueKind::Boolean) => 0,
                () => 3,
            },
            Role::Operator => {
                if Operator::from_word(self.text).is_some()
                    || ["定性", "正向", "反向"].contains(&self.text)
                {
                    0
                } else {
                    8
                }
            }
            Role::Unit => match () {
                () if self.number.is_some() => 8,
                () if unit_family(self.text).is_some() || self.text == "%" => 0,
                () => {
                    if self.text.chars().count() <= 4 {
                        2
                    } else {
                        8
                    }
                }
            },
            Role::Weight | Role::Score => match self.number {
                Some(number) if number.0 <= 100.into() => 0,
                _ => {
                    if dash {
                        1
                    } else {
                        8
                    }
                }
            },
            _ => {
                if self.number.is_some() {
                    6
                } else {
                    2 + u32::from(measured) * 2
                }
            }
        }
    }
}
