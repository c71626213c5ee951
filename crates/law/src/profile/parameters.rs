//! Numbers that rules compare with, and how a profile writes a number.

use model::Exact;
use serde::Deserialize;
use serde::de::{Deserializer, Error, Unexpected, Visitor};
use std::fmt;

/// Numbers that rules compare with. They are conventions tuned on real forms, not clauses.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Parameters {
    /// C01: a goal below this many characters is short.
    pub goal_min_characters: u32,
    /// C03: the share of clauses without result from which a goal is remarked, from 0 to 1.
    #[serde(deserialize_with = "exact")]
    pub goal_vague_share: Exact,
    /// C06: a task of the goal counts as covered from this likeness with an indicator name, from 0 to 1.
    #[serde(deserialize_with = "exact")]
    pub goal_task_cover: Exact,
    /// E02: the share of rows at 100 % from which the form is remarked, from 0 to 1.
    #[serde(deserialize_with = "exact")]
    pub hundred_share: Exact,
    /// E02: the least number of such rows.
    pub hundred_count: u32,
    /// E10: a satisfaction target below this is low, in %.
    #[serde(deserialize_with = "exact")]
    pub satisfaction_low: Exact,
    /// E11: a target below this part of last year's actual is low, from 0 to 1.
    #[serde(deserialize_with = "exact")]
    pub history_low: Exact,
    /// E13: a value longer than this many characters is a sentence.
    pub value_max_characters: u32,
    /// E18: one row should not carry more, in 分.
    #[serde(deserialize_with = "exact")]
    pub max_weight: Exact,
    /// E18: the only row of a second level should not carry more, in 分.
    #[serde(deserialize_with = "exact")]
    pub max_single_weight: Exact,
    /// F02: a goal longer than this many characters should end with 。.
    pub goal_full_stop_characters: u32,
    /// F03: a run of more Han characters without punctuation is long.
    pub unbroken_characters: u32,
    /// K02: how far one row's points may be off, in 分.
    #[serde(deserialize_with = "exact")]
    pub score_tolerance: Exact,
    /// K03: an execution rate below this asks for an explanation, in %.
    #[serde(deserialize_with = "exact")]
    pub execution_explain_below: Exact,
    /// K04: actual ÷ target from which an over-completion asks for an explanation.
    #[serde(deserialize_with = "exact")]
    pub attention: Exact,
    /// J01: the days between approval and publication.
    pub publication_days: u32,
    /// L02: below this share of the budget, in %, little was paid.
    #[serde(deserialize_with = "exact")]
    pub paid_low: Exact,
    /// F06: the longest goal that the receiving system stores, in bytes of UTF-8.
    pub goal_bytes: u32,
    /// F06: the longest name of an indicator.
    pub name_bytes: u32,
    /// F06: the longest value.
    pub value_bytes: u32,
}

/// Reads a decimal that a profile may write as `5`, `0.6` or `"0.6"`.
pub(super) fn exact<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Exact, D::Error> {
    deserializer
        .deserialize_any(Decimal)
        .map(|Number(exact)| exact)
}

pub(super) fn exacts<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Exact>, D::Error> {
    let numbers = Vec::<Number>::deserialize(deserializer)?;
    Ok(numbers.into_iter().map(|Number(exact)| exact).collect())
}

pub(super) fn some_exact<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Exact>, D::Error> {
    exact(deserializer).map(Some)
}

struct Number(Exact);

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Decimal)
    }
}

struct Decimal;

impl Visitor<'_> for Decimal {
    type Value = Number;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("十进制数，如 90 或 0.6")
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Number, E> {
        Ok(Number(Exact::from(number)))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Number, E> {
        // The shortest decimal that stands for the float is what the author typed.
        self.visit_str(&number.to_string())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Number, E> {
        Exact::parse(text)
            .map(Number)
            .ok_or_else(|| E::invalid_value(Unexpected::Str(text), &self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    struct One {
        #[serde(deserialize_with = "exact")]
        number: Exact,
    }

    #[test]
    fn a_decimal_is_read_as_it_is_typed() {
        for (text, expected) in [
            ("90", "90"),
            ("0.6", "0.6"),
            ("1.20", "1.2"),
            ("\"22.5\"", "22.5"),
        ] {
            let one: One = toml::from_str(&format!("number = {text}")).unwrap();
            assert_eq!(one.number.to_string(), expected);
        }
        assert!(toml::from_str::<One>("number = \"九十\"").is_err());
    }
}
