//! One performance form: head, money, goals, indicators, and whatever found no field.

use crate::Exact;
use crate::{Funds, Indicator, IndicatorClass, MoneyUnit, Note, Place, Reading};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One recovered form of any kind.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Form {
    /// What kind of form it is.
    pub kind: FormKind,
    /// The printed title, white space repaired.
    pub title: Option<String>,
    /// The budget year.
    pub fiscal_year: Option<i16>,
    /// The money unit that the form states; null when it states none.
    pub amount_unit: Option<MoneyUnit>,
    /// The last month that a monitoring form covers: 7 of 1—7月; null for other kinds.
    pub through_month: Option<i8>,
    /// The project.
    pub project: Project,
    /// 主管部门.
    pub department: Party,
    /// 实施单位.
    pub unit: Party,
    /// The money block.
    pub funds: Funds,
    /// Overall goals, one for each horizon printed.
    pub goals: Vec<Goal>,
    /// Totals of a self-evaluation; null for other kinds.
    pub evaluation: Option<Evaluation>,
    /// What the head of the indicator table says that the points of its rows add up to, in 分: 90 of 分值权重（90分）, 绩效指标（90分）.
    pub weight_total: Option<Exact>,
    /// The rows of the indicator table.
    pub indicators: Vec<Indicator>,
    /// Other readings that come close to the primary one, each kept whole.
    pub readings: Vec<Reading>,
    /// Labelled fields that this schema has no place for.
    pub extra: Vec<Extra>,
    /// Text that fits no field.
    pub unplaced: Vec<Unplaced>,
    /// Remarks of the reading.
    pub notes: Vec<Note>,
}

impl Form {
    /// The row with this id.
    pub fn row(&self, id: &str) -> Option<&Indicator> {
        self.indicators.iter().find(|row| row.id == id)
    }

    /// The annual rows: what is judged. A form without horizons has only annual rows.
    pub fn annual(&self) -> impl Iterator<Item = &Indicator> {
        self.indicators
            .iter()
            .filter(|row| row.horizon == Horizon::Annual)
    }

    /// The annual rows of one class.
    pub fn of_class(&self, class: IndicatorClass) -> impl Iterator<Item = &Indicator> {
        self.annual().filter(move |row| row.class == Some(class))
    }

    /// The year's goal.
    pub fn annual_goal(&self) -> Option<&Goal> {
        self.goals
            .iter()
            .find(|goal| goal.horizon == Horizon::Annual)
    }

    /// The project name, or an empty text.
    pub fn project_name(&self) -> &str {
        self.project.name.as_deref().unwrap_or("")
    }

    /// The unit's name, else the department's.
    pub fn office(&self) -> Option<&str> {
        let unit = self.unit.name.as_deref();
        unit.or(self.department.name.as_deref())
    }

    /// Whether two open readings give this row different levels.
    pub fn class_is_open(&self, row: &Indicator) -> bool {
        self.readings
            .iter()
            .flat_map(|reading| &reading.rows)
            .any(|other| {
                other.row == row.id && (other.level1 != row.level1 || other.level2 != row.level2)
            })
    }

    /// Whether an open reading gives this row another name.
    pub fn name_is_open(&self, row: &Indicator) -> bool {
        self.readings
            .iter()
            .flat_map(|reading| &reading.rows)
            .any(|other| other.row == row.id && other.name != row.name)
    }

    /// Whether an open reading gives this row another value.
    pub fn value_is_open(&self, row: &Indicator) -> bool {
        self.readings
            .iter()
            .flat_map(|reading| &reading.rows)
            .any(|other| other.row == row.id && other.value.raw != row.value.raw)
    }
}

/// Kinds of form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FormKind {
    /// 项目支出绩效目标表, whether declared or approved.
    #[default]
    Target,
    /// 项目支出绩效自评表.
    SelfEvaluation,
    /// 绩效运行监控表.
    Monitoring,
    /// 部门（单位）整体支出绩效表: recovered and listed, judged only by rules whose scope says so.
    Department,
}

impl FormKind {
    /// The word on screen.
    pub fn word(self) -> &'static str {
        match self {
            FormKind::Target => "绩效目标表",
            FormKind::SelfEvaluation => "绩效自评表",
            FormKind::Monitoring => "绩效监控表",
            FormKind::Department => "部门整体支出绩效表",
        }
    }
}

/// The project of a form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Project {
    /// 项目名称.
    pub name: Option<String>,
    /// 项目编码.
    pub code: Option<String>,
    /// 项目属性, as printed.
    pub attribute: Option<String>,
    /// 项目期, as printed.
    pub period: Option<String>,
    /// 归口科室 of the finance bureau.
    pub office: Option<String>,
}

/// A department or unit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Party {
    /// Its name.
    pub name: Option<String>,
    /// Its code, when printed.
    pub code: Option<String>,
}

/// Which span of time a goal or row speaks of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Horizon {
    /// The budget year.
    #[default]
    Annual,
    /// The whole period of the project (中期, 长期, 实施期).
    Whole,
}

/// An overall goal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Goal {
    /// The span of time it speaks of.
    #[serde(default)]
    pub horizon: Horizon,
    /// The goal as set.
    pub text: String,
    /// What was reached, in a self-evaluation.
    #[serde(default)]
    pub result: Option<String>,
    /// Where it stands.
    #[serde(default)]
    pub at: Option<Place>,
}

/// Totals of a self-evaluation, as printed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Evaluation {
    /// Whether the project is finished, when the form says so.
    pub finished: Option<bool>,
    /// Points for 预算执行率, in 分.
    pub execution_score: Option<Exact>,
    /// 总分, in 分.
    pub total: Option<Exact>,
    /// The grade word, when printed; never computed here.
    pub grade: Option<String>,
}

/// A labelled field without a place of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Extra {
    /// The printed label.
    pub label: String,
    /// The text beside it.
    pub text: String,
    /// Where the text stands.
    #[serde(default)]
    pub at: Option<Place>,
}

/// Text that fits no field: nothing is lost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Unplaced {
    /// The text.
    pub text: String,
    /// Where it stands.
    #[serde(default)]
    pub at: Option<Place>,
}
