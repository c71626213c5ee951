//! A described form → how it should be read, in the schema of the reading score. Made from the description alone, without
//! the program's own reading, so that it can judge it.

use crate::form::{Arrangement, Damage, FormSource, RowSource};
use crate::layout::{broken, label_is_below, shares_value};
use anyhow::{Context, Result};
use model::Exact;
use serde::Serialize;
use serde_json::Number;
use std::collections::BTreeMap;

/// All forms of one document.
#[derive(Serialize)]
pub struct GoldDocument {
    /// In the order of the file.
    pub forms: Vec<GoldForm>,
}

/// One form as it should be read. Money in 元.
#[derive(Serialize)]
pub struct GoldForm {
    title: String,
    fiscal_year: Option<u32>,
    project_name: String,
    department: Option<String>,
    unit: Option<String>,
    attribute: Option<String>,
    period: Option<String>,
    amount_unit: String,
    total: Option<Number>,
    annual_total: Option<Number>,
    funds: BTreeMap<&'static str, Number>,
    goal: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    optional_fields: Vec<&'static str>,
    indicators: Vec<GoldRow>,
}

#[derive(Serialize)]
struct GoldRow {
    level1: String,
    level2: String,
    name: String,
    value_raw: Option<String>,
    operator: Option<&'static str>,
    number: Option<Number>,
    unit: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    level_alternatives: Vec<[Option<String>; 2]>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    name_alternatives: Vec<String>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    optional: bool,
}

/// How the form should be read. Fails on an amount that is no number.
pub fn gold(form: &FormSource) -> Result<GoldForm> {
    let funds = &form.funds;
    let amount = |text: &str| yuan(text, &form.amount_unit);
    let labelled = match form.arrangement {
        Arrangement::DoubleTree => vec![
            ("本级资金", &funds.local),
            ("财政拨款", &funds.fiscal),
            ("其他资金", &funds.other),
            ("结余结转资金", &funds.carried),
            ("转移县（市、区）资金", &funds.transfer),
            ("中央资金", &funds.central),
            ("自治区资金", &funds.region),
        ],
        Arrangement::SingleHorizon => vec![("财政拨款", &funds.fiscal), ("其他资金", &funds.other)],
        Arrangement::CentralTree => vec![
            ("财政拨款", &funds.fiscal),
            ("上年结转资金", &funds.carried),
            ("其他资金", &funds.other),
        ],
    };
    let mut lines = BTreeMap::new();
    for (label, text) in labelled {
        if let Some(amount) = amount(text)? {
            lines.insert(label, amount);
        }
    }
    let (title_year, bracket_year) = (year(&form.title), year(&form.bracket));
    let agree = title_year.is_none() || bracket_year.is_none() || title_year == bracket_year;
    Ok(GoldForm {
        title: form.title.clone(),
        fiscal_year: bracket_year.or(title_year),
        project_name: form.project.clone(),
        department: some(&form.department),
        unit: some(&form.unit),
        attribute: some(&form.attribute),
        period: some(&form.period),
        amount_unit: form.amount_unit.clone(),
        total: amount(&funds.total)?,
        annual_total: amount(&funds.annual)?,
        funds: lines,
        goal: some(&form.goal),
        optional_fields: if agree {
            Vec::new()
        } else {
            vec!["fiscal_year"]
        },
        indicators: rows(form),
    })
}

/// The rows of a form as the list of expected findings calls them: second level, a running number where it has several
/// rows, `|`, the first eight characters of the name.
pub fn row_keys(form: &GoldForm) -> Vec<String> {
    let word = |row: &GoldRow| {
        row.level2
            .strip_suffix("指标")
            .unwrap_or(&row.level2)
            .to_owned()
    };
    let all: Vec<String> = form.indicators.iter().map(word).collect();
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    form.indicators
        .iter()
        .zip(&all)
        .map(|(row, word)| {
            let running = seen.entry(word).or_default();
            *running += 1;
            let several = all.iter().filter(|other| *other == word).count() > 1;
            let running = if several {
                running.to_string()
            } else {
                String::new()
            };
            format!(
                "{word}{running}|{}",
                row.name.chars().take(8).collect::<String>()
            )
        })
        .collect()
}

fn rows(form: &FormSource) -> Vec<GoldRow> {
    let rows = form.filled_rows();
    let damage = form.flattened.unwrap_or_default();
    (0..rows.len())
        .filter(|index| !rows[*index].is_blank())
        .map(|index| row(&rows, index, &damage))
        .collect()
}

fn row(rows: &[RowSource], index: usize, damage: &Damage) -> GoldRow {
    let source = &rows[index];
    let (operator, number, unit) = value(&source.value);
    let mut level2 = source.level2.clone();
    let mut level_alternatives = Vec::new();
    if label_is_below(rows, index, damage) {
        // As printed, the label above holds; where it belongs is the other fair reading.
        level2.clone_from(&rows[index - 1].level2);
        level_alternatives.push([Some(source.level1.clone()), Some(source.level2.clone())]);
    } else if damage.shifted_rows && source.class_word() == "成本" {
        level_alternatives.push([Some(source.level2.clone()), None]);
        level_alternatives.push([Some(source.level2.clone()), Some(source.level2.clone())]);
    }
    let name_alternatives = match broken(&source.name) {
        Some((first, second)) if damage.broken_name && source.class_word() == "可持续影响" => {
            vec![format!("{first}{second}"), first]
        }
        _ => Vec::new(),
    };
    GoldRow {
        level1: source.level1.clone(),
        level2,
        name: source.name.clone(),
        value_raw: some(&source.value),
        operator,
        number,
        unit,
        level_alternatives,
        name_alternatives,
        optional: shares_value(rows, index, damage),
    }
}

/// Comparison, number and unit of a value; `qualitative` for words and dates.
fn value(text: &str) -> (Option<&'static str>, Option<Number>, Option<String>) {
    if text.is_empty() || text.contains("**") {
        return (None, None, None);
    }
    let signs = ["≥", "≤", ">", "<", "="];
    let sign = signs.into_iter().find(|sign| text.starts_with(sign));
    let rest = sign.map_or(text, |sign| &text[sign.len()..]);
    let end = rest
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(rest.len());
    let (digits, unit) = rest.split_at(end);
    let is_time = unit.contains(|c: char| c.is_ascii_digit()) || unit.contains(['前', '底']);
    match Exact::parse(digits) {
        Some(number) if !is_time => (Some(sign.unwrap_or("=")), json(number), some(unit)),
        _ => (Some("qualitative"), None, None),
    }
}

fn yuan(text: &str, unit: &str) -> Result<Option<Number>> {
    if text.is_empty() {
        return Ok(None);
    }
    let number = Exact::parse(text).with_context(|| format!("金额“{text}”不是数"))?;
    let factor = Exact::from(if unit == "万元" { 10_000 } else { 1 });
    Ok(json(Exact(number.0 * factor.0)))
}

fn json(number: Exact) -> Option<Number> {
    let text = number.to_string();
    text.parse::<i64>()
        .ok()
        .map(Number::from)
        .or_else(|| Number::from_f64(text.parse().ok()?))
}

fn year(text: &str) -> Option<u32> {
    let digits: String = text.chars().filter(char::is_ascii_digit).take(4).collect();
    digits.parse().ok()
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_split_and_times_are_words() {
        let text = |raw: &str| {
            let (operator, number, unit) = value(raw);
            format!("{operator:?} {number:?} {unit:?}")
        };
        assert_eq!(
            text("≥20万次"),
            r#"Some("≥") Some(Number(20)) Some("万次")"#
        );
        assert_eq!(
            text("9.92万元"),
            r#"Some("=") Some(Number(9.92)) Some("万元")"#
        );
        assert_eq!(text("≥8年"), r#"Some("≥") Some(Number(8)) Some("年")"#);
        for raw in ["2025年8月31日前", "9月底前", "每季度末前", "显著提升"] {
            assert_eq!(text(raw), r#"Some("qualitative") None None"#, "{raw}");
        }
        assert_eq!(text("≥**人次"), "None None None");
    }

    #[test]
    fn a_label_below_its_row_leaves_two_readings() {
        let form = FormSource::from_toml(
            "title='2025年目标表'\namount_unit='万元'\nflattened={labels_below=true}\nrows=[['产出指标','数量指标','场次','3场'],['','质量指标','合格率','≥98%']]",
        )
        .unwrap();
        let gold = gold(&form).unwrap();
        assert_eq!(row_keys(&gold), ["数量1|场次", "数量2|合格率"]);
        assert_eq!(
            gold.indicators[1].level_alternatives[0][1].as_deref(),
            Some("质量指标")
        );
    }
}
