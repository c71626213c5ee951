//! One row of the indicator table, and other readings of such rows.

use crate::{Exact, Horizon, Place, Value};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One indicator.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Indicator {
    /// `r1`, `r2` … in reading order within the form.
    pub id: String,
    /// The span of time it belongs to.
    pub horizon: Horizon,
    /// The region, where a form has one value column for each.
    pub region: Option<String>,
    /// 一级指标 as printed, repaired.
    pub level1: Option<String>,
    /// 二级指标 as printed, repaired.
    pub level2: Option<String>,
    /// 三级指标 without numbering, stars and template hints.
    pub name: String,
    /// The printed name, when it differs from `name`.
    pub printed: Option<String>,
    /// The class that the level words stand for.
    pub class: Option<IndicatorClass>,
    /// Marked as a core indicator (★).
    pub core: bool,
    /// The target value.
    pub value: Value,
    /// Last year's value, where the form prints it.
    pub previous: Option<Value>,
    /// 指标值设定依据.
    pub basis: Option<String>,
    /// 评分标准.
    pub rule: Option<String>,
    /// 备注 and 指标解释.
    pub remark: Option<String>,
    /// 分值 or 权重, in 分.
    pub weight: Option<Exact>,
    /// 实际完成值.
    pub actual: Option<Value>,
    /// 得分, in 分.
    pub score: Option<Exact>,
    /// 偏差原因分析及改进措施; empty where the form has a cell for it and nothing stands there, null where it has none.
    pub deviation: Option<String>,
    /// The monitoring columns.
    pub monitoring: Option<Monitoring>,
    /// Where its parts stand.
    pub cells: Cells,
    /// Whether its place is as printed or was inferred.
    pub placement: Placement,
    /// What it was inferred from.
    pub inferred_from: Option<Inference>,
}

impl Indicator {
    /// Whether a person should confirm the row's place.
    pub fn is_inferred(&self) -> bool {
        self.placement == Placement::Inferred
    }

    /// How a person calls the row: 数量指标—培训人数.
    pub fn path(&self) -> String {
        let level = self
            .level2
            .as_deref()
            .or(self.level1.as_deref())
            .unwrap_or("");
        if level.is_empty() {
            self.name.clone()
        } else {
            format!("{level}—{}", self.name)
        }
    }

    /// The place a reader should look at first: the name's, else the value's, else the label's.
    pub fn place(&self) -> Vec<Place> {
        [&self.cells.name, &self.cells.value, &self.cells.level2]
            .into_iter()
            .find(|places| !places.is_empty())
            .cloned()
            .unwrap_or_default()
    }
}

/// The class of an indicator, whatever words a form has for it.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum IndicatorClass {
    /// 数量指标
    Quantity,
    /// 质量指标
    Quality,
    /// 时效指标
    Time,
    /// 成本指标, with 经济成本, 社会成本, 生态环境成本
    Cost,
    /// 经济效益指标
    Economic,
    /// 社会效益指标
    Social,
    /// 生态效益指标
    Ecological,
    /// 可持续影响指标
    Lasting,
    /// 服务对象满意度指标
    Satisfaction,
    /// A level word outside the closed list.
    Other,
}

impl IndicatorClass {
    /// The class in the words of a screen: 数量, 经济效益.
    pub fn word(self) -> &'static str {
        match self {
            IndicatorClass::Quantity => "数量",
            IndicatorClass::Quality => "质量",
            IndicatorClass::Time => "时效",
            IndicatorClass::Cost => "成本",
            IndicatorClass::Economic => "经济效益",
            IndicatorClass::Social => "社会效益",
            IndicatorClass::Ecological => "生态效益",
            IndicatorClass::Lasting => "可持续影响",
            IndicatorClass::Satisfaction => "满意度",
            IndicatorClass::Other => "其他",
        }
    }

    /// Whether it is one of the four benefit classes.
    pub fn is_benefit(self) -> bool {
        matches!(
            self,
            IndicatorClass::Economic
                | IndicatorClass::Social
                | IndicatorClass::Ecological
                | IndicatorClass::Lasting
        )
    }

    /// Whether it is one of the four output classes.
    pub fn is_output(self) -> bool {
        matches!(
            self,
            IndicatorClass::Quantity
                | IndicatorClass::Quality
                | IndicatorClass::Time
                | IndicatorClass::Cost
        )
    }
}

/// The columns of a monitoring form.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Monitoring {
    /// Reached so far.
    pub to_date: Value,
    /// Expected by the end of the year.
    pub forecast: Value,
    /// 完成目标可能性: 确定能, 有可能, 完全不可能.
    pub possibility: Option<String>,
    /// The ticked causes.
    pub causes: Vec<String>,
    /// 原因说明.
    pub note: Option<String>,
}

/// Where the parts of a row stand.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Cells {
    /// The name.
    pub name: Vec<Place>,
    /// The value.
    pub value: Vec<Place>,
    /// The level-2 word.
    pub level2: Vec<Place>,
}

/// How sure the place of a row is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Placement {
    /// As printed.
    #[default]
    Stated,
    /// Inferred by the program; look at the original.
    Inferred,
}

/// What a place was inferred from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Inference {
    /// A stable code such as `shifted_row`.
    pub code: String,
    /// The reason, in Chinese.
    pub note: String,
}

/// Another reading of some rows; they change together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Reading {
    /// `a`, `b` … within the form.
    pub id: String,
    /// The cost of its repairs, beyond that of the primary reading.
    pub cost: u32,
    /// What it assumes, in Chinese.
    pub why: String,
    /// The rows that differ, whole.
    pub rows: Vec<ReadingRow>,
}

/// A row as another reading sees it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ReadingRow {
    /// The id of the row in the primary reading.
    pub row: String,
    /// 一级指标.
    pub level1: Option<String>,
    /// 二级指标.
    pub level2: Option<String>,
    /// 三级指标.
    pub name: String,
    /// The target value.
    pub value: Value,
}
