//! The list of projects to be declared: nearly what came, with projects that are not on it and amounts that differ.

use crate::project::{Project, Stream};
use crate::{City, draft::wan};
use model::{Exact, Money};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// 项目编码
    pub code: String,
    /// 主管部门
    pub department: String,
    /// 单位
    pub unit: String,
    /// 项目名称
    pub name: String,
    /// 金额
    pub amount: Money,
}

impl Project<'_> {
    /// Its line of the list; none for the few whose form came unasked.
    pub fn listed(&self) -> Option<Listed> {
        let mut random = self.random(Stream::Roster, 0);
        if self.is_declared() && random.chance(2) {
            return None;
        }
        let cut = Decimal::from(if random.chance(3) { 90 } else { 100 });
        Some(Listed {
            code: self.code.clone(),
            department: self.department.name.clone(),
            unit: self.unit.name.clone(),
            name: self.name.clone(),
            amount: Money(Exact(self.amount.yuan() * cut / Decimal::ONE_HUNDRED)),
        })
    }
}

impl City {
    /// The list of the first `count` projects.
    pub fn roster(&self, count: usize) -> impl Iterator<Item = Listed> {
        self.projects(count).filter_map(|project| project.listed())
    }
}

/// The list as text with tabs, under the heads that lists of projects have.
pub fn roster_text(lines: impl Iterator<Item = Listed>) -> String {
    let mut text = "项目编码\t主管部门\t单位\t项目名称\t金额（万元）\n".to_owned();
    for line in lines {
        let amount = wan(line.amount.yuan().to_i64().unwrap_or(0));
        let cells = [line.code, line.department, line.unit, line.name, amount];
        text += &cells.join("\t");
        text.push('\n');
    }
    text
}
