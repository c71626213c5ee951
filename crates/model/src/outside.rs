//! What is known of projects from outside their forms: payments, price standards, rolls of persons, the ledger of reviews and
//! approvals, budgets of units. Forms are compared with it; nothing of it is judged.

use crate::Money;
use jiff::civil::Date;

/// Everything that was handed in to compare with.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outside {
    /// Payments of projects; none when no export of payments was handed in.
    pub payments: Option<Vec<Payment>>,
    /// Price standards.
    pub standards: Vec<Standard>,
    /// Persons on rolls.
    pub people: Vec<Person>,
    /// What a ledger says of projects.
    pub records: Vec<ProjectRecord>,
    /// Columns that the ledgers have: an empty cell says something only in a column that is kept.
    pub kept: Kept,
    /// Budgets of units.
    pub budgets: Vec<UnitBudget>,
    /// Where forms were published.
    pub addresses: Vec<Address>,
}

/// What names a project outside its form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProjectKey {
    /// 项目编码; empty where there is none.
    pub code: String,
    /// 项目名称.
    pub name: String,
    /// 单位; empty where it is not named.
    pub unit: String,
}

/// One payment of a project.
#[derive(Clone, Debug, PartialEq)]
pub struct Payment {
    /// The project.
    pub project: ProjectKey,
    /// The day; none where it cannot be read.
    pub day: Option<Date>,
    /// The amount; a refund is negative.
    pub amount: Money,
}

/// A price that may not be passed.
#[derive(Clone, Debug, PartialEq)]
pub struct Standard {
    /// What is bought: 会议综合定额.
    pub item: String,
    /// The unit of the price as printed: 元/人·天.
    pub unit: String,
    /// The limit, in 元.
    pub limit: Money,
    /// The document that sets it.
    pub document: String,
    /// The first day it is in force.
    pub from: Option<Date>,
    /// The last day.
    pub until: Option<Date>,
}

/// A person on a roll. Names are counted, never shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// What the person is: 护林员.
    pub category: String,
    /// The unit; empty where the roll names none.
    pub unit: String,
    /// The day of the roll.
    pub day: Option<Date>,
    /// Whether the person still counts.
    pub valid: bool,
}

/// What the ledger of the bureau says of a project.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ProjectRecord {
    /// The project.
    pub project: ProjectKey,
    /// 审核结果: 优, 良, 中, 差; empty where none is entered.
    pub grade: String,
    /// 审核日期.
    pub reviewed: Option<Date>,
    /// 重报日期.
    pub resubmitted: Option<Date>,
    /// 批复日期.
    pub approved: Option<Date>,
    /// 公开日期.
    pub published: Option<Date>,
    /// 调整批复日期.
    pub adjusted: Option<Date>,
    /// 完成日期.
    pub finished: Option<Date>,
    /// 终止日期.
    pub ended: Option<Date>,
    /// 收回资金.
    pub withdrawn: Option<Money>,
    /// 涉密.
    pub secret: bool,
}

/// Which columns the ledgers have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// 审核日期 or 审核结果.
    pub reviews: bool,
    /// 公开日期.
    pub publication: bool,
}

/// What the budget gives a unit for projects.
#[derive(Clone, Debug, PartialEq)]
pub struct UnitBudget {
    /// The unit.
    pub unit: String,
    /// The year; none where the table names none.
    pub year: Option<i16>,
    /// 项目支出.
    pub amount: Money,
}

/// Where the form of a project was published.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address {
    /// The project; empty where only the file is named.
    pub project: ProjectKey,
    /// The name of the file; empty where it is not named.
    pub file: String,
    /// The address.
    pub url: String,
    /// Who published it; empty where it is not said.
    pub publisher: String,
    /// When.
    pub day: Option<Date>,
}

impl Outside {
    /// Adds what another table holds.
    pub fn add(&mut self, other: Outside) {
        if let Some(payments) = other.payments {
            self.payments.get_or_insert_default().extend(payments);
        }
        self.standards.extend(other.standards);
        self.people.extend(other.people);
        self.records.extend(other.records);
        self.budgets.extend(other.budgets);
        self.addresses.extend(other.addresses);
        self.kept.reviews |= other.kept.reviews;
        self.kept.publication |= other.kept.publication;
    }

    /// What it holds, in the words of a screen: 支付明细120笔、支出标准6条.
    pub fn summary(&self) -> String {
        let payments = self.payments.as_ref().map_or(0, Vec::len);
        let parts = [
            ("支付明细", payments, "笔"),
            ("支出标准", self.standards.len(), "条"),
            ("名册", self.people.len(), "人"),
            ("项目台账", self.records.len(), "项"),
            ("单位预算", self.budgets.len(), "条"),
            ("原文网址", self.addresses.len(), "条"),
        ];
        let found: Vec<String> = parts
            .iter()
            .filter(|(_, count, _)| *count > 0)
            .map(|(word, count, measure)| format!("{word}{count}{measure}"))
            .collect();
        found.join("、")
    }
}
