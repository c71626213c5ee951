//! One form against another of the same project: which rows are the same indicator, and whether they state the same value.

use crate::progress::{comparable, measure};
use crate::subject::{Row, Subject};
use model::text::{Pairs, half_width, norm, squeezed};
use model::{Exact, Form, Indicator, Value};

/// Likeness from which two names of one class are one indicator under a changed name.
const RENAMED: f64 = 0.75;

/// The rows of two forms, side by side.
pub(crate) struct Pairing<'s> {
    /// Rows that both have.
    pub both: Vec<(&'s Row<'s>, &'s Indicator)>,
    /// Rows that only the judged form has.
    pub here: Vec<&'s Row<'s>>,
    /// Rows that only the other form has.
    pub there: Vec<&'s Indicator>,
}

/// The named rows of a form beside those of another: by class and name, then by name, then by a like name in the same class.
pub(crate) fn pair<'s>(subject: &'s Subject<'s>, other: &'s Form) -> Pairing<'s> {
    let mut here: Vec<&Row> = subject
        .judged()
        .filter(|row| !row.name.text.is_empty())
        .collect();
    let mut there: Vec<&Indicator> = other
        .annual()
        .filter(|row| !row.name.is_empty() && row.value.raw.trim() != "不涉及")
        .collect();
    let mut both = Vec::new();
    let same_class = |row: &Row, other: &Indicator| row.class_open || row.class == other.class;
    let same_name = |row: &Row, other: &Indicator| row.name.norm == norm(&other.name);
    let same_value = |row: &Row, other: &Indicator| same_value(row.value(), &other.value);
    let like = |row: &Row, other: &Indicator| {
        same_class(row, other) && row.name.pairs.dice(&Pairs::of(&other.name)) >= RENAMED
    };
    type Fits<'f> = &'f dyn Fn(&Row, &Indicator) -> bool;
    let steps: [Fits; 4] = [
        &|row, other| same_class(row, other) && same_name(row, other) && same_value(row, other),
        &|row, other| same_class(row, other) && same_name(row, other),
        &|row, other| same_name(row, other),
        &like,
    ];
    for fits in steps {
        here.retain(|row| {
            let Some(at) = there.iter().position(|other| fits(row, other)) else {
                return true;
            };
            both.push((*row, there.remove(at)));
            false
        });
    }
    Pairing { both, here, there }
}

/// Whether two values say the same: numbers in one measure, the same day, else the same text. An operator that one of them lost is
/// no difference.
pub(crate) fn same_value(one: &Value, other: &Value) -> bool {
    let operators =
        one.operator.is_none() || other.operator.is_none() || one.operator == other.operator;
    if let (Some((a, unit)), Some((b, other_unit))) = (measure(one), measure(other)) {
        return a == b && comparable(unit, other_unit) && one.upper == other.upper && operators;
    }
    if let (Some(a), Some(b)) = (&one.date, &other.date) {
        return a.to == b.to && (a.to.is_some() || a.basis == b.basis);
    }
    plain(&one.raw) == plain(&other.raw)
}

/// Whether two values say the same in two years: days may fall on the same day of either year.
pub(crate) fn same_but_for_year(one: &Value, other: &Value) -> bool {
    if let (Some(a), Some(b)) = (&one.date, &other.date) {
        let day = |date: Option<jiff::civil::Date>| date.map(|date| (date.month(), date.day()));
        let festival = a.basis.is_some() && a.basis == b.basis;
        return festival || a.to.is_some() && day(a.to) == day(b.to);
    }
    same_value(one, other)
}

/// Whether two printed weights differ.
pub(crate) fn weights_differ(one: Option<Exact>, other: Option<Exact>) -> bool {
    one.zip(other).is_some_and(|(one, other)| one.0 != other.0)
}

/// A text without what copying changes: white space, width of signs, a full stop at the end.
pub(crate) fn plain(text: &str) -> String {
    squeezed(&half_width(text))
        .trim_end_matches(['。', '.', ';', '；'])
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(raw: &str) -> Value {
        Value::parse(raw, law::calendar::dates(Some(2025)))
    }

    #[test]
    fn the_same_value_in_other_signs() {
        for (one, other) in [
            ("≥300人", "300人"),
            ("≥1.2万人次", "≥12000人次"),
            ("2025年6月底前", "2025年6月30日前"),
            ("良好。", "良好"),
            ("≥ 95％", "≥95%"),
        ] {
            assert!(same_value(&value(one), &value(other)), "{one} {other}");
        }
        for (one, other) in [
            ("≥300人", "≥200人"),
            ("≥15个", "≥1.5个"),
            ("≥95%", "≤95%"),
            ("优", "良"),
        ] {
            assert!(!same_value(&value(one), &value(other)), "{one} {other}");
        }
    }
}
