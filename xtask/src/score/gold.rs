//! A gold file as it is scored: what should be read, and which other readings are fair.

use super::value;
use anyhow::Result;
use serde::{Deserialize, Deserializer};
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// What should be read from one document.
pub struct Gold {
    /// The forms, in the order of the document.
    pub forms: Vec<GoldForm>,
    /// The kind of error with which the document should be refused.
    pub error: Option<String>,
    /// Whether the outcome as a whole is looked at: the file says `forms` or `error`.
    pub has_outcome: bool,
}

/// What should be read from one form. Money in 元.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct GoldForm {
    /// The title.
    pub title: Option<String>,
    /// The budget year.
    pub fiscal_year: Option<i64>,
    /// 项目名称.
    pub project_name: Option<String>,
    /// 主管部门.
    pub department: Option<String>,
    /// 实施单位.
    pub unit: Option<String>,
    /// The unit in which amounts are printed.
    pub amount_unit: Option<String>,
    /// The goal of the year.
    pub goal: Option<String>,
    /// 项目总额.
    pub total: Number,
    /// 年度资金总额.
    pub annual_total: Number,
    /// Amounts by label.
    pub funds: BTreeMap<String, Number>,
    /// The annual rows.
    pub indicators: Vec<GoldRow>,
    /// Fields that are not judged.
    pub optional_fields: Vec<String>,
    /// The form may be missing.
    pub optional: bool,
    /// The second level may stand where the first belongs.
    pub level_shift_ok: bool,
}

/// What should be read from one row.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct GoldRow {
    /// 一级指标.
    pub level1: Option<String>,
    /// 二级指标.
    pub level2: Option<String>,
    /// 三级指标.
    pub name: Option<String>,
    /// 指标值.
    #[serde(flatten)]
    pub value: GoldValue,
    /// 实际完成值; the outer `None` where the form is no evaluation.
    #[serde(deserialize_with = "present")]
    pub actual_raw: Option<Option<String>>,
    /// 分值.
    pub weight: Number,
    /// 得分.
    pub score: Number,
    /// Other fair levels.
    pub level_alternatives: Vec<(Option<String>, Option<String>)>,
    /// Other fair names.
    pub name_alternatives: Vec<String>,
    /// Other fair values.
    pub value_alternatives: Vec<GoldValue>,
    /// The row may be missing.
    pub optional: bool,
    /// The row may be read more than once.
    pub repeat_ok: bool,
    /// Any levels will do.
    pub level_any: bool,
    /// Any first level will do.
    pub level1_any: bool,
    /// Either level may be missing.
    pub level_free: bool,
    /// The first level may be missing.
    pub level1_free: bool,
}

/// A value as it should be read.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct GoldValue {
    /// The text; the outer `None` where the file says nothing of it.
    #[serde(deserialize_with = "present")]
    pub value_raw: Option<Option<String>>,
    /// The operator, or `qualitative`.
    pub operator: Option<String>,
    /// The number.
    pub number: Number,
    /// The unit.
    pub unit: Option<String>,
}

/// A number, also one written as text.
#[derive(Clone, Copy, Default)]
pub struct Number(pub Option<f64>);

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Number, D::Error> {
        Ok(Number(match Json::deserialize(deserializer)? {
            Json::Number(number) => number.as_f64(),
            Json::String(text) => value::number(&text),
            _ => None,
        }))
    }
}

fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<String>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

/// Reads a gold file: a list of forms, one form, or an object with `forms` and `error`.
/// Fails where it is no JSON of that shape.
pub fn parse(text: &str) -> Result<Gold> {
    let mut json: Json = serde_json::from_str(text.trim_start_matches('\u{feff}'))?;
    let has_outcome = json.get("forms").is_some() || json.get("error").is_some();
    let error = json.get("error").and_then(|error| {
        let kind = error.get("kind").or_else(|| error.get("code"));
        kind.unwrap_or(error).as_str().map(str::to_owned)
    });
    let forms = match json.get_mut("forms").map(Json::take) {
        Some(forms) => serde_json::from_value(forms)?,
        None if has_outcome => Vec::new(),
        None if json.is_array() => serde_json::from_value(json)?,
        None => vec![serde_json::from_value(json)?],
    };
    Ok(Gold {
        forms,
        error: error.filter(|kind| !kind.is_empty()),
        has_outcome,
    })
}
