//! How the budget system (预算管理一体化) takes indicators that are pasted into it: which columns in which order, with which codes, and how
//! long texts may be.

use super::ProfileError;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The columns that are pasted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Intake {
    /// The columns in their order.
    pub columns: Vec<IntakeColumn>,
    /// Codes in place of words: of levels, operators, units.
    pub codes: BTreeMap<String, String>,
    /// The word for the operator of a value that is no number.
    pub qualitative: String,
    /// Bytes of UTF-8 that the name of an indicator may have; 0 for any.
    pub name_bytes: usize,
    /// Bytes of UTF-8 that a value may have; 0 for any.
    pub value_bytes: usize,
    /// Bytes of UTF-8 that the overall goal may have; 0 for any.
    pub goal_bytes: usize,
}

/// A column that can be pasted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub enum IntakeColumn {
    /// The project's code.
    #[serde(rename = "项目编码")]
    ProjectCode,
    /// The project's name.
    #[serde(rename = "项目名称")]
    ProjectName,
    /// 一级指标.
    #[serde(rename = "一级指标")]
    Level1,
    /// 二级指标.
    #[serde(rename = "二级指标")]
    Level2,
    /// 三级指标.
    #[serde(rename = "三级指标")]
    Name,
    /// The operator: ≥, ＝, or the word for what is no number.
    #[serde(rename = "指标性质")]
    Operator,
    /// The number, or the words.
    #[serde(rename = "指标值")]
    Value,
    /// The whole value as the form has it.
    #[serde(rename = "指标值原文")]
    Typed,
    /// 计量单位.
    #[serde(rename = "计量单位")]
    Unit,
    /// 分值.
    #[serde(rename = "分值")]
    Weight,
    /// 评（扣）分标准.
    #[serde(rename = "评分标准")]
    Rule,
    /// 指标值设定依据.
    #[serde(rename = "设定依据")]
    Basis,
    /// 备注.
    #[serde(rename = "备注")]
    Remark,
}

impl IntakeColumn {
    /// The head of the column.
    pub fn word(self) -> &'static str {
        match self {
            IntakeColumn::ProjectCode => "项目编码",
            IntakeColumn::ProjectName => "项目名称",
            IntakeColumn::Level1 => "一级指标",
            IntakeColumn::Level2 => "二级指标",
            IntakeColumn::Name => "三级指标",
            IntakeColumn::Operator => "指标性质",
            IntakeColumn::Value => "指标值",
            IntakeColumn::Typed => "指标值原文",
            IntakeColumn::Unit => "计量单位",
            IntakeColumn::Weight => "分值",
            IntakeColumn::Rule => "评分标准",
            IntakeColumn::Basis => "设定依据",
            IntakeColumn::Remark => "备注",
        }
    }
}

impl Intake {
    /// The code for a word, else the word.
    pub fn code<'i>(&'i self, word: &'i str) -> &'i str {
        self.codes.get(word).map_or(word, String::as_str)
    }

    pub(super) fn check(&self) -> Result<(), ProfileError> {
        let mut seen = std::collections::BTreeSet::new();
        match self.columns.iter().find(|column| !seen.insert(**column)) {
            Some(column) => Err(ProfileError::Intake(column.word())),
            None => Ok(()),
        }
    }
}
