//! Numbers, units and operators of a value, and when a value is read right.

use super::gold::{GoldRow, GoldValue, Number};
use super::likeness::same;
use super::reading::{ReadRow, ReadValue};
use super::text::{folded, norm};

/// The operator of dates and words.
pub const QUALITATIVE: &str = "qualitative";

/// Units that are one, in the order in which they are replaced.
const UNITS: &[(&str, &str)] = &[
    ("percent", "%"),
    ("m2", "平方米"),
    ("km", "公里"),
    ("m", "米"),
    ("人民币元", "元"),
];

/// Units that are one wherever they stand.
const UNIT_PARTS: &[(&str, &str)] = &[("平米", "平方米"), ("千米", "公里"), ("百分比", "%")];

/// Whether the value of `read` is one of the fair readings of `gold`.
pub fn value_is_right(gold: &GoldRow, read: &ReadRow) -> bool {
    let fair = |value: &GoldValue| {
        let raw = value.value_raw.as_ref().or(gold.value.value_raw.as_ref());
        is_right(value, raw.and_then(Option::as_deref), &read.value)
    };
    fair(&gold.value) || gold.value_alternatives.iter().any(fair)
}

fn is_right(gold: &GoldValue, raw: Option<&str>, read: &ReadValue) -> bool {
    let expected = operator(gold.operator.as_deref());
    let found = operator(read.operator);
    let (number, unit) = whole(gold.number.0, gold.unit.as_deref());
    let (read_number, read_unit) = whole(read.number, read.unit.as_deref());
    if number.is_none() {
        let (raw, read_raw) = (norm(raw.unwrap_or_default()), norm(&read.raw));
        let compatible = expected == found || expected.is_none() || found.is_none();
        return read_number.is_none() && compatible && same(&raw, &read_raw);
    }
    let bare = |sign: Option<&str>| sign.is_none_or(|sign| sign == "=");
    same_number(number, read_number)
        && unit == read_unit
        && (expected == found || (bare(expected) && bare(found)))
}

/// Whether two numbers are the same, or both are missing.
pub fn same_number(a: Option<f64>, b: Option<f64>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() <= 1e-6 * a.abs().max(b.abs()).max(1.0),
        (a, b) => a.is_none() && b.is_none(),
    }
}

/// The sign of an operator, however it is written.
fn operator(text: Option<&str>) -> Option<&'static str> {
    match folded(text?).trim().to_lowercase().as_str() {
        "≥" | ">=" | "≧" | "⩾" | "ge" => Some("≥"),
        "≤" | "<=" | "≦" | "le" => Some("≤"),
        ">" | "gt" => Some(">"),
        "<" | "lt" => Some("<"),
        "=" | "═" | "==" | "eq" => Some("="),
        QUALITATIVE | "定性" => Some(QUALITATIVE),
        _ => None,
    }
}

/// The number and its unit with 万 and 亿 multiplied out.
fn whole(number: Option<f64>, unit: Option<&str>) -> (Option<f64>, String) {
    let mut unit: String = folded(unit.unwrap_or_default())
        .to_lowercase()
        .chars()
        .filter(|c| !c.is_whitespace() && !['(', ')'].contains(c))
        .collect();
    if let Some((_, one)) = UNITS.iter().find(|(other, _)| *other == unit) {
        unit = (*one).to_owned();
    }
    for (part, one) in UNIT_PARTS {
        unit = unit.replace(part, one);
    }
    let Some(number) = number else {
        return (None, unit);
    };
    for (word, factor) in [('亿', 1e8), ('万', 1e4)] {
        if let Some(rest) = unit.strip_prefix(word) {
            return (Some(number * factor), rest.to_owned());
        }
    }
    (Some(number), unit)
}

/// A number as text, with its thousands separators.
pub fn number(text: &str) -> Option<f64> {
    folded(text)
        .chars()
        .filter(|c| *c != ',' && !c.is_whitespace())
        .collect::<String>()
        .parse()
        .ok()
}

/// The evaluation columns of a row that are read right, of three: 实际完成值, 分值, 得分.
pub fn right_cells(gold: &GoldRow, read: &ReadRow) -> usize {
    let same_cell = |gold: &Number, read| same_number(gold.0, read);
    let actual = norm(
        gold.actual_raw
            .iter()
            .flatten()
            .next()
            .map_or("", String::as_str),
    );
    usize::from(same(&actual, &norm(&read.actual)))
        + usize::from(same_cell(&gold.weight, read.weight))
        + usize::from(same_cell(&gold.score, read.score))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judge(gold: &str, operator: Option<&'static str>, number: f64, unit: &str) -> bool {
        let gold: GoldRow = serde_json::from_str(gold).unwrap();
        let value = ReadValue {
            raw: String::new(),
            operator,
            number: Some(number),
            unit: Some(unit.to_owned()),
        };
        let read = ReadRow {
            value,
            ..ReadRow::default()
        };
        value_is_right(&gold, &read)
    }

    #[test]
    fn ten_thousands_are_multiplied_out_and_units_are_one() {
        let gold = r#"{"operator":"≥","number":12000,"unit":"人次"}"#;
        assert!(judge(gold, Some("≥"), 1.2, "万人次"));
        let gold = r#"{"operator":">=","number":5,"unit":"㎡"}"#;
        assert!(judge(gold, Some("≥"), 5.0, "平米"));
        assert!(!judge(gold, Some("≤"), 5.0, "平米"));
    }

    #[test]
    fn a_bare_number_is_equal_or_nothing() {
        let gold = r#"{"operator":null,"number":5,"unit":"场"}"#;
        assert!(judge(gold, Some("="), 5.0, "场"));
        assert!(!judge(gold, Some("≥"), 5.0, "场"));
    }

    #[test]
    fn an_alternative_is_as_good() {
        let gold = r#"{"operator":"≥","number":5,"unit":"场","value_alternatives":[{"operator":"=","number":6,"unit":"场"}]}"#;
        assert!(judge(gold, Some("="), 6.0, "场"));
    }
}
