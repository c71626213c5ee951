//! The parts of a profile: tree, required fields, weights, identities, scoring and words.

use super::parameters::{exact, exacts};
use model::{Exact, HeadField};
use serde::Deserialize;

/// Where 成本指标 stands in the indicator tree.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CostLevel {
    /// Either place is accepted.
    #[default]
    Either,
    /// A first level of its own, with 经济, 社会 and 生态环境成本.
    First,
    /// A second level under 产出指标.
    Second,
}

/// A field that a profile may require.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RequiredField {
    /// 预算年度
    FiscalYear,
    /// 项目名称
    ProjectName,
    /// 主管部门
    Department,
    /// 实施单位
    Unit,
    /// 项目属性
    Attribute,
    /// 项目期
    Period,
    /// 项目总额
    Total,
    /// 年度资金总额
    AnnualTotal,
    /// 本级资金的资金总额
    LocalTotal,
    /// 年度总体绩效目标
    AnnualGoal,
}

impl RequiredField {
    /// The name by which edits call it; for 本级资金总额 that of its line, as the usual form prints it.
    pub fn key(self) -> &'static str {
        match self {
            RequiredField::FiscalYear => "fiscal_year",
            RequiredField::ProjectName => HeadField::ProjectName.key(),
            RequiredField::Department => HeadField::Department.key(),
            RequiredField::Unit => HeadField::Unit.key(),
            RequiredField::Attribute => HeadField::Attribute.key(),
            RequiredField::Period => HeadField::Period.key(),
            RequiredField::Total => "funds.total",
            RequiredField::AnnualTotal => "funds.annual_total",
            RequiredField::LocalTotal => "funds.本级资金",
            RequiredField::AnnualGoal => "goal.annual",
        }
    }

    /// The printed label.
    pub fn word(self) -> &'static str {
        match self {
            RequiredField::FiscalYear => "预算年度",
            RequiredField::ProjectName => "项目名称",
            RequiredField::Department => "主管部门",
            RequiredField::Unit => "实施单位",
            RequiredField::Attribute => "项目属性",
            RequiredField::Period => "项目期",
            RequiredField::Total => "项目总额",
            RequiredField::AnnualTotal => "年度资金总额",
            RequiredField::LocalTotal => "本级资金总额",
            RequiredField::AnnualGoal => "年度总体绩效目标",
        }
    }
}

/// The sums that a weight column must reach, in 分.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Weights {
    /// Accepted sums of the indicator rows; a message names the first.
    #[serde(deserialize_with = "exacts")]
    pub totals: Vec<Exact>,
    /// The sum together with 预算执行率.
    #[serde(deserialize_with = "exact")]
    pub with_execution: Exact,
    /// The points for 预算执行率.
    #[serde(deserialize_with = "exact")]
    pub execution: Exact,
    /// Accepted splits over the first levels; empty where the profile fixes none.
    pub level1: Vec<Level1Weights>,
}

/// One split of the weights over the first levels, in 分; a level that is left out has 0.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Level1Weights {
    /// 成本指标 as a first level.
    #[serde(deserialize_with = "exact")]
    pub cost: Exact,
    /// 产出指标.
    #[serde(deserialize_with = "exact")]
    pub output: Exact,
    /// 效益指标.
    #[serde(deserialize_with = "exact")]
    pub benefit: Exact,
    /// 满意度指标.
    #[serde(deserialize_with = "exact")]
    pub satisfaction: Exact,
}

/// How many indicators are usual.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct IndicatorCount {
    /// The fewest in a form.
    pub min: u32,
    /// The most in a form.
    pub max: u32,
    /// The most under one second level.
    pub max_per_level2: u32,
}

/// Switches of the money identities I01–I08.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Identities {
    /// I01: the blocks 本级资金 and 转移…资金 add up to 年度资金总额. Off where one block shows the source, the other the use.
    pub blocks_add_up: bool,
    /// I03: the transfer block has no line for 市级 funds, so a smaller sum of its lines may be legitimate.
    pub transfer_lacks_city_line: bool,
    /// I05: a project of one year has 年度资金总额 = 项目总额.
    pub one_year_equals_total: bool,
    /// I07: 其中 lists only the largest parts, so their sum may stay below the total.
    pub parts_may_be_partial: bool,
}

/// How a self-evaluation is scored.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Scoring {
    /// Quantitative indicators.
    pub quantity: QuantityScoring,
    /// 预算执行率.
    pub execution: ExecutionScoring,
    /// 满意度.
    pub satisfaction: SatisfactionScoring,
    /// The rounding of points to two decimals.
    pub rounding: Rounding,
}

/// The rule for quantitative indicators.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuantityScoring {
    /// Points in proportion to the completion.
    #[default]
    Linear,
    /// None below 60 %, the rest rescaled.
    Threshold60,
}

/// The rule for 预算执行率.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExecutionScoring {
    /// Points in proportion to the rate.
    #[default]
    Linear,
    /// 10, 7, 5 or 0 points by bands.
    Bands,
}

/// The rule for 满意度.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SatisfactionScoring {
    /// Points in proportion to the completion.
    #[default]
    Linear,
    /// 10, 8, 5 or 0 of ten points by bands.
    Bands,
}

/// How points are brought to two decimals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rounding {
    /// Half up.
    #[default]
    HalfUp,
    /// Cut off.
    Truncate,
}

/// The words for the three levels on screen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Words {
    /// For what does not hold on its face.
    pub error: String,
    /// For what would very likely be sent back.
    pub warning: String,
    /// For what is worth a look.
    pub hint: String,
}
