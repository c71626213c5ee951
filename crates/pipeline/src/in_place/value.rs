//! Values and names that stand in more than one cell: sign, number and unit in columns of their own, a text over several cells.

use super::page::{Page, PageCell};
use model::text::squeezed;
use model::{Indicator, Operator, Value};

/// A value over several columns.
pub(super) struct Split<'p> {
    sign: Option<&'p PageCell>,
    cell: &'p PageCell,
    unit: Option<&'p PageCell>,
}

impl<'p> Split<'p> {
    /// The cells of a value that stands in more than one column.
    pub(super) fn of(page: &'p Page, row: &Indicator, value: &str) -> Option<Split<'p>> {
        let [place] = row.cells.value.as_slice() else {
            return None;
        };
        let cell = page.at(place)?;
        if squeezed(&cell.text) == squeezed(value) || cell.text.is_empty() {
            return None;
        }
        let beside: Vec<&PageCell> = page.beside(cell).collect();
        let own = [&row.cells.name, &row.cells.value, &row.cells.level2];
        let is_own = |other: &PageCell| own.iter().any(|places| places.contains(&other.place));
        let others = || beside.iter().filter(|other| !is_own(other));
        let signs = others().filter(|other| Operator::from_word(&other.text).is_some());
        let signs: Vec<Option<&PageCell>> = signs.map(|sign| Some(*sign)).chain([None]).collect();
        let units: Vec<Option<&PageCell>> =
            others().map(|unit| Some(*unit)).chain([None]).collect();
        let text = |cell: Option<&PageCell>| squeezed(cell.map_or("", |cell| &cell.text));
        let pairs = signs
            .iter()
            .flat_map(|sign| units.iter().map(move |unit| (*sign, *unit)));
        let mut fitting = pairs.filter(|(sign, unit)| {
            (sign.is_some() || unit.is_some())
                && text(*sign) + &squeezed(&cell.text) + &text(*unit) == squeezed(value)
        });
        let (sign, unit) = fitting.find(|(sign, unit)| {
            sign.is_none() || sign.map(|cell| &cell.place) != unit.map(|cell| &cell.place)
        })?;
        Some(Split { sign, cell, unit })
    }

    /// A value as sign, number and unit for these columns.
    pub(super) fn parts(&self, value: &str) -> [String; 3] {
        const SIGNS: [char; 10] = ['≥', '≤', '>', '<', '=', '＞', '＜', '＝', '≧', '≦'];
        let mut rest = squeezed(value);
        let mut sign = String::new();
        if let Some(cell) = self.sign {
            let own = squeezed(&cell.text);
            let end = rest.len() - rest.trim_start_matches(SIGNS).len();
            let length = if rest.starts_with(&own) {
                own.len()
            } else {
                end
            };
            sign = rest.drain(..length).collect();
        }
        let mut unit = String::new();
        if let Some(cell) = self.unit {
            let parsed = Value::parse(value, model::value::DateContext::NONE);
            let own = Some(squeezed(&cell.text));
            let unit_of = [own, parsed.unit].into_iter().flatten();
            let mut units = unit_of.filter(|unit| rest.ends_with(unit) && rest.len() > unit.len());
            if let Some(found) = units.next() {
                rest.truncate(rest.len() - found.len());
                unit = found;
            }
        }
        [sign, rest, unit]
    }

    /// The cells with their parts.
    pub(super) fn cells(&self, [sign, number, unit]: [String; 3]) -> Vec<(&'p PageCell, String)> {
        let sign = self.sign.map(|cell| (cell, sign));
        let unit = self.unit.map(|cell| (cell, unit));
        let number = Some((self.cell, number));
        [sign, number, unit].into_iter().flatten().collect()
    }
}

/// The one of several cells, which together say `from`, in which `to` differs: its number, its old part and its new part.
pub(super) fn changed_part(
    cells: &[&PageCell],
    from: &str,
    to: &str,
) -> Option<(usize, String, String)> {
    let parts: Vec<Vec<char>> = cells
        .iter()
        .map(|cell| squeezed(&cell.text).chars().collect())
        .collect();
    let old: Vec<char> = squeezed(from).chars().collect();
    let new: Vec<char> = squeezed(to).chars().collect();
    if parts.concat() != old {
        return None;
    }
    let same = |pair: &(&char, &char)| pair.0 == pair.1;
    let before = old.iter().zip(&new).take_while(same).count();
    let left = old.len().min(new.len()) - before;
    let behind = old.iter().rev().zip(new.iter().rev());
    let behind = behind.take_while(same).count().min(left);
    let end = old.len() - behind;
    let mut start = 0;
    for (number, part) in parts.iter().enumerate() {
        let until = start + part.len();
        if start <= before && end <= until {
            let rest = old.len() - until;
            let new = new.get(start..new.len() - rest)?;
            return Some((number, part.iter().collect(), new.iter().collect()));
        }
        start = until;
    }
    None
}
