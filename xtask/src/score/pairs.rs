//! Which form and which row of the gold answers to which of the reading: one to one, the most alike first.

use super::gold::{GoldForm, GoldRow};
use super::likeness::{SAME, likeness, same};
use super::reading::{ReadForm, ReadRow};
use super::text::{norm, norm_level, norm_name};
use super::value::value_is_right;
use std::collections::BTreeSet;

/// Two forms that share less than this are not the same form.
const AFFINITY: f64 = 0.5;

/// The pairs of forms, as places in `gold` and `read`.
pub fn pair_forms(gold: &[GoldForm], read: &[ReadForm]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for (i, form) in gold.iter().enumerate() {
        for (j, other) in read.iter().enumerate() {
            found.push((affinity(form, other), i, j));
        }
    }
    found.retain(|(affinity, ..)| *affinity >= AFFINITY);
    best_first(found)
}

fn affinity(gold: &GoldForm, read: &ReadForm) -> f64 {
    let alike = |gold: &Option<String>, read: &Option<String>| {
        let gold = norm(gold.as_deref().unwrap_or_default());
        let read = norm(read.as_deref().unwrap_or_default());
        if gold.is_empty() {
            0.0
        } else {
            likeness(&gold, &read)
        }
    };
    let mut affinity = 2.0 * alike(&gold.project_name, &read.project_name);
    affinity += 0.3 * alike(&gold.title, &read.title);
    let names: BTreeSet<String> = gold
        .indicators
        .iter()
        .map(|row| norm_name(row.name.as_deref().unwrap_or_default()))
        .collect();
    let others: BTreeSet<String> = read.rows.iter().map(|row| row.key.clone()).collect();
    if !names.is_empty() {
        affinity += 2.0 * count(names.intersection(&others).count()) / count(names.len());
    }
    affinity
}

fn count(number: usize) -> f64 {
    number as f64
}

/// The pairs of rows that agree in name and levels, as places in `gold` and `read`. A right value goes first, then a row
/// that must be there.
pub fn pair_rows(form: &GoldForm, read: &[ReadRow]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for (i, row) in form.indicators.iter().enumerate() {
        let names = fair_names(row);
        for (j, other) in read.iter().enumerate() {
            let alike = name_likeness(&names, other);
            if alike < SAME || !levels_agree(row, other, form.level_shift_ok) {
                continue;
            }
            let value = if value_is_right(row, other) { 0.5 } else { 0.0 };
            let needed = if row.optional { 0.0 } else { 0.2 };
            found.push((alike + value + needed, i, j));
        }
    }
    best_first(found)
}

/// Takes the best pair, then the best of what is left; of equal ones the nearest, then the first.
fn best_first(mut found: Vec<(f64, usize, usize)>) -> Vec<(usize, usize)> {
    found.sort_by(|a, b| {
        let place = |(_, i, j): &(f64, usize, usize)| (i.abs_diff(*j), *i, *j);
        b.0.total_cmp(&a.0).then_with(|| place(a).cmp(&place(b)))
    });
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (_, i, j) in found {
        if pairs.iter().all(|(a, b)| *a != i && *b != j) {
            pairs.push((i, j));
        }
    }
    pairs
}

/// The fair names of a row, normalised.
pub fn fair_names(gold: &GoldRow) -> Vec<String> {
    let name = gold.name.as_deref().unwrap_or_default();
    std::iter::once(name)
        .chain(gold.name_alternatives.iter().map(String::as_str))
        .map(norm_name)
        .collect()
}

/// How alike the name is to the fair name that it is nearest to.
pub fn name_likeness(fair: &[String], read: &ReadRow) -> f64 {
    fair.iter()
        .map(|name| likeness(name, &read.key))
        .fold(0.0, f64::max)
}

/// Whether both levels are fair readings. With `shift` the second level may stand in the place of the first.
pub fn levels_agree(gold: &GoldRow, read: &ReadRow, shift: bool) -> bool {
    let (read1, read2) = (norm_level(&read.level1), norm_level(&read.level2));
    let fair = |level1: &Option<String>, level2: &Option<String>| {
        let level1 = norm_level(level1.as_deref().unwrap_or_default());
        let level2 = norm_level(level2.as_deref().unwrap_or_default());
        let first = same(&level1, &read1)
            || gold.level1_any
            || (read1.is_empty() && (gold.level_free || gold.level1_free));
        let second = same(&level2, &read2) || (read2.is_empty() && gold.level_free);
        let shifted = shift && same(&level2, &read1) && (read2.is_empty() || read2 == level2);
        (first && second) || shifted
    };
    gold.level_any
        || fair(&gold.level1, &gold.level2)
        || gold
            .level_alternatives
            .iter()
            .any(|(level1, level2)| fair(level1, level2))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gold(text: &str) -> GoldRow {
        serde_json::from_str(text).unwrap()
    }

    fn read(level1: &str, level2: &str, name: &str) -> ReadRow {
        ReadRow {
            level1: level1.into(),
            level2: level2.into(),
            name: name.into(),
            key: norm_name(name),
            ..ReadRow::default()
        }
    }

    #[test]
    fn levels_agree_through_alternatives_and_permissions_only() {
        let plain = gold(r#"{"level1":"产出指标","level2":"成本指标"}"#);
        let other = gold(
            r#"{"level1":"产出指标","level2":"成本指标","level_alternatives":[["成本指标",null]]}"#,
        );
        let free = gold(r#"{"level1":"产出指标","level2":"成本指标","level1_free":true}"#);
        let cost = read("成本指标（10分）", "", "造价");
        assert!(!levels_agree(&plain, &cost, false));
        assert!(levels_agree(&plain, &cost, true));
        assert!(levels_agree(&other, &cost, false));
        assert!(levels_agree(&free, &read("", "成本", "造价"), false));
    }

    #[test]
    fn equal_rows_are_paired_in_order() {
        let row = || gold(r#"{"level1":"产出","level2":"数量","name":"场次"}"#);
        let form = GoldForm {
            indicators: vec![row(), row()],
            ..GoldForm::default()
        };
        let rows = [read("产出", "数量", "场次"), read("产出", "数量", "场次")];
        assert_eq!(pair_rows(&form, &rows), [(0, 0), (1, 1)]);
    }
}
