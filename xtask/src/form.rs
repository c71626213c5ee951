//! A target table in a few lines of text: what is printed in it, and in which arrangement. Nothing is judged here.

use anyhow::{Context, Result, bail};
use serde::Deserialize;

/// One target table as its author filled it in. Every field is printed text; an empty one is an empty cell.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FormSource {
    /// How the cells are arranged.
    pub arrangement: Arrangement,
    /// The line above the title, such as `附件2`; empty for none.
    pub attachment: String,
    /// The title.
    pub title: String,
    /// The year in brackets below the title, such as `(2025年度)`; empty for none.
    pub bracket: String,
    /// The unit of all amounts: 万元 or 元.
    pub amount_unit: String,
    /// 项目名称.
    pub project: String,
    /// 主管部门.
    pub department: String,
    /// 实施单位.
    pub unit: String,
    /// 项目属性.
    pub attribute: String,
    /// 项目期.
    pub period: String,
    /// The amounts.
    pub funds: FundSource,
    /// The overall goal of the year.
    pub goal: String,
    /// The rows of the indicator table. An empty level stands for the one above it.
    pub rows: Vec<RowSource>,
    /// Set for a page that lost its lines: the damage it suffered. Unset for real cells.
    pub flattened: Option<Damage>,
}

/// The arrangements that are known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Arrangement {
    /// Six columns, two fund trees side by side (本级 and 转移), an empty column between name and value.
    #[default]
    DoubleTree,
    /// Five columns, 项目资金 with 年度资金总额, 财政拨款 and 其他资金; 一级 | 二级 | 三级 | 指标值.
    SingleHorizon,
    /// Six columns with 成本指标 as a first level and the points of each row in a column of their own.
    CentralTree,
}

/// The amounts of a form, as printed. Which of them are printed depends on the arrangement.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FundSource {
    /// 项目总额.
    pub total: String,
    /// 年度资金总额.
    pub annual: String,
    /// 本级资金的资金总额.
    pub local: String,
    /// 财政拨款.
    pub fiscal: String,
    /// 其他资金.
    pub other: String,
    /// 结余结转资金, 上年结转资金.
    pub carried: String,
    /// 转移资金的资金总额.
    pub transfer: String,
    /// 中央资金.
    pub central: String,
    /// 自治区资金.
    pub region: String,
}

/// One row of the indicator table: `[一级, 二级, 三级, 指标值]`, with the points as a fifth where the form has them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Vec<String>")]
pub struct RowSource {
    /// 一级指标.
    pub level1: String,
    /// 二级指标.
    pub level2: String,
    /// 三级指标.
    pub name: String,
    /// 指标值.
    pub value: String,
    /// 分值权重.
    pub weight: String,
}

impl TryFrom<Vec<String>> for RowSource {
    type Error = String;

    fn try_from(cells: Vec<String>) -> Result<RowSource, String> {
        let mut cells = cells.into_iter();
        let mut next = || cells.next();
        let (Some(level1), Some(level2), Some(name), Some(value)) =
            (next(), next(), next(), next())
        else {
            return Err("指标行应有四格：一级、二级、三级、指标值，可再加分值".to_owned());
        };
        Ok(RowSource {
            level1,
            level2,
            name,
            value,
            weight: next().unwrap_or_default(),
        })
    }
}

/// What extraction did to a flattened page. Everything off is a page whose cells all stand in their columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Damage {
    /// The covered first cell of the 成本 and 可持续影响 rows is left out, so that they begin one column to the left.
    pub shifted_rows: bool,
    /// Below the first output row every second-level label stands one line below its row; the last one is lost.
    pub labels_below: bool,
    /// A long name under 可持续影响 is broken into two lines that overlap and repeat themselves.
    pub broken_name: bool,
    /// A further row of a benefit class has neither labels nor a value: its value cell was merged with the one above.
    pub shared_value: bool,
    /// The covered cell behind the labels of the head rows is printed empty.
    pub extra_head_cell: bool,
}

impl FormSource {
    /// Reads one form from TOML. Fails on unknown keys, rows without four cells, and a first row without its levels.
    pub fn from_toml(text: &str) -> Result<FormSource> {
        let form: FormSource = toml::from_str(text).context("表单说明无法读取")?;
        form.check()?;
        Ok(form)
    }

    /// Fails where the description cannot be laid out: no title, or a first row without levels.
    pub fn check(&self) -> Result<()> {
        if self.title.is_empty() {
            bail!("表单“{}”缺少标题", self.project);
        }
        match self.rows.first() {
            Some(row) if row.level1.is_empty() || row.level2.is_empty() => {
                bail!("表单“{}”的首行缺少一级或二级指标", self.project)
            }
            _ => Ok(()),
        }
    }

    /// The rows with their levels filled down.
    pub fn filled_rows(&self) -> Vec<RowSource> {
        let (mut level1, mut level2) = (String::new(), String::new());
        self.rows
            .iter()
            .map(|row| {
                if !row.level1.is_empty() {
                    level1.clone_from(&row.level1);
                }
                if !row.level2.is_empty() {
                    level2.clone_from(&row.level2);
                }
                RowSource {
                    level1: level1.clone(),
                    level2: level2.clone(),
                    ..row.clone()
                }
            })
            .collect()
    }
}

impl RowSource {
    /// Whether the row holds neither name nor value: a printed class without an indicator.
    pub fn is_blank(&self) -> bool {
        self.name.is_empty() && self.value.is_empty()
    }

    /// The second level without 指标, as reports and lists call it.
    pub fn class_word(&self) -> &str {
        self.level2.strip_suffix("指标").unwrap_or(&self.level2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_levels_stand_for_the_ones_above() {
        let form = FormSource::from_toml(
            "title = '目标表'\nrows = [['产出指标','数量指标','场次','=3场'],['','','册数','=9册'],['','质量指标','合格率','≥98%']]",
        )
        .unwrap();
        let levels: Vec<String> = form
            .filled_rows()
            .iter()
            .map(|row| format!("{}/{}", row.level1, row.class_word()))
            .collect();
        assert_eq!(levels, ["产出指标/数量", "产出指标/数量", "产出指标/质量"]);
    }

    #[test]
    fn a_first_row_without_levels_is_refused() {
        let refused = FormSource::from_toml("title = '目标表'\nrows = [['','','场次','=3场']]");
        assert!(refused.unwrap_err().to_string().contains("首行"));
    }
}
