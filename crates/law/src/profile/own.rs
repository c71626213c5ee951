//! A bureau's own rules: a required row, a forbidden word, a range, a length, a ratio. Data of its profile, without code.

use super::ProfileError;
use super::parameters::some_exact;
use model::{Exact, FormKind, IndicatorClass, Severity};
use serde::Deserialize;
use serde::de::value::StrDeserializer;
use serde::de::{Deserializer, IntoDeserializer};

/// One rule that a bureau wrote down itself.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnRule {
    /// `Z` and two digits.
    pub code: String,
    /// What it is about, in Chinese.
    pub title: String,
    /// Whether it speaks; a rule that is being tried does not.
    #[serde(default)]
    pub on: bool,
    /// Its level.
    #[serde(default = "warning")]
    pub severity: Severity,
    /// The document behind it, as it is to be printed.
    #[serde(default)]
    pub basis: Option<String>,
    /// What to do, added to the message.
    #[serde(default)]
    pub advice: Option<String>,
    /// The kinds of form it speaks about.
    #[serde(default = "targets")]
    pub kinds: Vec<FormKind>,
    /// The forms it speaks about.
    #[serde(default)]
    pub only: Only,
    /// A row that must be there.
    #[serde(default)]
    pub require: Option<Rows>,
    /// Words that must not be used.
    #[serde(default)]
    pub forbid: Option<Forbid>,
    /// Between what the values of some rows must lie.
    #[serde(default)]
    pub range: Option<Range>,
    /// How long a text may be.
    #[serde(default)]
    pub length: Option<Length>,
    /// What part of another amount an amount may be.
    #[serde(default)]
    pub ratio: Option<Ratio>,
}

/// Conditions on a form; those given must all hold.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Only {
    /// The project's name has one of these words.
    pub project: Vec<String>,
    /// 主管部门 or 实施单位 has one of these words.
    pub unit: Vec<String>,
    /// The budget is at least this, in 元.
    #[serde(deserialize_with = "some_exact")]
    pub budget_from: Option<Exact>,
}

/// Which rows are meant; a row must meet all that is given.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Rows {
    /// The class, by its printed word (成本指标) or its identifier (`cost`).
    #[serde(deserialize_with = "class")]
    pub class: Option<IndicatorClass>,
    /// Words of which the name has one.
    pub name: Vec<String>,
}

/// Words that must not be used.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Forbid {
    /// Where.
    pub field: TextField,
    /// The words.
    pub words: Vec<String>,
}

/// A text of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TextField {
    /// 项目名称.
    #[serde(alias = "项目名称")]
    ProjectName,
    /// 年度总体目标.
    #[serde(alias = "总体目标", alias = "年度总体目标")]
    Goal,
    /// Names of indicators.
    #[serde(alias = "指标名称", alias = "三级指标")]
    Name,
    /// Values of indicators.
    #[serde(alias = "指标值")]
    Value,
}

impl TextField {
    /// The word on screen.
    pub fn word(self) -> &'static str {
        match self {
            TextField::ProjectName => "项目名称",
            TextField::Goal => "年度总体目标",
            TextField::Name => "指标名称",
            TextField::Value => "指标值",
        }
    }
}

/// Between what values must lie.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Range {
    /// The rows.
    #[serde(default)]
    pub rows: Rows,
    /// The unit of the bounds; values in another unit are left alone.
    pub unit: String,
    /// The lowest value.
    #[serde(default, deserialize_with = "some_exact")]
    pub min: Option<Exact>,
    /// The highest value.
    #[serde(default, deserialize_with = "some_exact")]
    pub max: Option<Exact>,
}

/// How many characters a text may have.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Length {
    /// The text.
    pub field: TextField,
    /// At least.
    #[serde(default)]
    pub min: Option<usize>,
    /// At most.
    #[serde(default)]
    pub max: Option<usize>,
}

/// What part of another amount an amount may be.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ratio {
    /// The amount.
    pub of: AmountOf,
    /// What it is a part of.
    pub to: AmountOf,
    /// The lowest part, in %.
    #[serde(default, deserialize_with = "some_exact")]
    pub min: Option<Exact>,
    /// The highest part, in %.
    #[serde(default, deserialize_with = "some_exact")]
    pub max: Option<Exact>,
}

/// An amount of a form.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum AmountOf {
    /// A label of the money block: 年度资金总额, 其他资金.
    Label(String),
    /// The money values of some rows together.
    Rows(Rows),
}

impl OwnRule {
    /// The rule without its level, place and basis: that it can be followed at all.
    pub(super) fn check(&self) -> Result<(), ProfileError> {
        let fault = |what: &str| Err(ProfileError::OwnRule(self.code.clone(), what.to_owned()));
        let code = self.code.as_bytes();
        if !matches!(code, [b'Z', b'0'..=b'9', b'0'..=b'9']) {
            return fault("的编号要写成 Z 加两位数字，如 Z01");
        }
        if self.title.trim().is_empty() {
            return fault("缺少 title，请写明它查什么");
        }
        let demands = [
            self.require.is_some(),
            self.forbid.is_some(),
            self.range.is_some(),
            self.length.is_some(),
            self.ratio.is_some(),
        ];
        if demands.iter().filter(|given| **given).count() != 1 {
            return fault("要写且只写 require、forbid、range、length、ratio 中的一项");
        }
        let empty = |words: &[String]| words.iter().any(|word| word.trim().is_empty());
        let rows =
            |rows: &Rows| (rows.class.is_none() && rows.name.is_empty()) || empty(&rows.name);
        let bounds = |min: bool, max: bool| !min && !max;
        match self {
            OwnRule {
                require: Some(wanted),
                ..
            } if rows(wanted) => fault("的 require 要写 class（指标类别）或 name（名称里的词）"),
            OwnRule {
                forbid: Some(forbid),
                ..
            } if forbid.words.is_empty() || empty(&forbid.words) => {
                fault("的 forbid 要写 words，且不能有空词")
            }
            OwnRule {
                range: Some(range), ..
            } if bounds(range.min.is_some(), range.max.is_some()) => {
                fault("的 range 要写 min 或 max")
            }
            OwnRule {
                length: Some(length),
                ..
            } if bounds(length.min.is_some(), length.max.is_some()) => {
                fault("的 length 要写 min 或 max")
            }
            OwnRule {
                ratio: Some(ratio), ..
            } if bounds(ratio.min.is_some(), ratio.max.is_some()) => {
                fault("的 ratio 要写 min 或 max")
            }
            _ => Ok(()),
        }
    }
}

fn class<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<IndicatorClass>, D::Error> {
    let word = String::deserialize(deserializer)?;
    if let Some(level) = crate::vocabulary::level2(&word) {
        return Ok(Some(level.class));
    }
    let named: StrDeserializer<D::Error> = word.as_str().into_deserializer();
    IndicatorClass::deserialize(named).map(Some)
}

fn warning() -> Severity {
    Severity::Warning
}

fn targets() -> Vec<FormKind> {
    vec![FormKind::Target]
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_example_of_the_documentation_is_a_profile() {
        let page = include_str!("../../../../docs/own-rules.md");
        let example = page.split("```").nth(1).unwrap().trim_start_matches("toml");
        let profile = crate::profile::load_folder(example).unwrap();
        assert!(profile.rules[0].on && profile.rules[0].require.is_some());
        for line in page.lines().filter(|line| line.starts_with("| `")) {
            let demand = line.split('`').nth(3).unwrap();
            let text = format!(
                "id = \"a\"\nname = \"甲\"\nversion = \"1\"\n[[rules]]\ncode = \"Z01\"\ntitle = \"甲\"\n{demand}\n"
            );
            assert!(crate::profile::load_folder(&text).is_ok(), "{demand}");
        }
    }
}
