//! Heads of tables from outside the forms: which columns make a list of payments, of standards, of persons, of approvals.

use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// What a column of such a table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TableColumn {
    /// 项目名称.
    Name,
    /// 项目编码.
    Code,
    /// 单位.
    Unit,
    /// 主管部门.
    Department,
    /// Its code.
    DepartmentCode,
    /// The code of the unit.
    UnitCode,
    /// The amount of a project in a list.
    Amount,
    /// An amount paid.
    Paid,
    /// The day of a payment.
    PaidOn,
    /// What a price standard is for.
    Item,
    /// The unit of a price.
    Measure,
    /// The highest price.
    Limit,
    /// The document behind a standard.
    Document,
    /// The first day in force.
    From,
    /// The last day in force.
    Until,
    /// A person's name.
    Person,
    /// What the person is.
    Category,
    /// The day of the roll.
    CountedOn,
    /// Whether the person still counts.
    State,
    /// 审核结果.
    Grade,
    /// 审核日期.
    Reviewed,
    /// 重报日期.
    Resubmitted,
    /// 批复日期.
    Approved,
    /// 公开日期.
    Published,
    /// 调整批复日期.
    Adjusted,
    /// 完成日期.
    Finished,
    /// 终止日期.
    Ended,
    /// 收回资金.
    Withdrawn,
    /// 涉密.
    Secret,
    /// 项目支出 of a unit's budget.
    ProjectBudget,
    /// The budget year.
    Year,
    /// The name of a file.
    File,
    /// Where something was published.
    Address,
    /// Who published it.
    Publisher,
}

/// What a table lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TableKind {
    /// Projects that are to be declared.
    Projects,
    /// Payments.
    Payments,
    /// Price standards.
    Standards,
    /// Persons.
    People,
    /// Reviews, approvals and publications of projects.
    Records,
    /// Budgets of units.
    Budgets,
    /// Where forms were published.
    Addresses,
    /// Departments with their units; read only where somebody asks for it.
    Institutions,
}

/// A table is of a kind when its head has a column of each group.
type Groups = Vec<BTreeSet<TableColumn>>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    words: BTreeMap<TableColumn, Vec<String>>,
    kinds: BTreeMap<TableKind, Groups>,
    asked: BTreeMap<TableKind, Groups>,
    left: Left,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Left {
    words: Vec<String>,
}

static FILE: LazyLock<File> = LazyLock::new(|| {
    super::parsed(
        "tables.toml",
        include_str!("../../data/vocabulary/tables.toml"),
    )
});

/// The columns of a head, each at the first cell that has one of its words; words are compared without brackets and white space.
pub fn table_columns(head: &[String]) -> BTreeMap<TableColumn, usize> {
    let plain: Vec<String> = head
        .iter()
        .map(|cell| {
            let plain = model::text::squeezed(&model::text::half_width(cell));
            plain.split('(').next().unwrap_or_default().to_owned()
        })
        .collect();
    let place = |words: &Vec<String>| {
        words
            .iter()
            .find_map(|word| plain.iter().position(|cell| cell == word))
    };
    FILE.words
        .iter()
        .filter_map(|(column, words)| Some((*column, place(words)?)))
        .collect()
}

/// What a table with these columns lists; of several kinds the one that knows the most of them.
pub fn table_kind(columns: &BTreeMap<TableColumn, usize>) -> Option<TableKind> {
    let found = |group: &BTreeSet<TableColumn>| {
        let own = group.iter().filter(|column| columns.contains_key(column));
        own.count()
    };
    FILE.kinds
        .iter()
        .filter(|(_, groups)| groups.iter().all(|group| found(group) > 0))
        .max_by_key(|(_, groups)| groups.iter().map(found).sum::<usize>())
        .map(|(kind, _)| *kind)
}

/// Whether a table with these columns may list this, for those who ask for it.
pub fn may_list(kind: TableKind, columns: &BTreeMap<TableColumn, usize>) -> bool {
    let groups = FILE.kinds.get(&kind).or_else(|| FILE.asked.get(&kind));
    groups.is_some_and(|groups| {
        let mut groups = groups.iter();
        groups.all(|group| group.iter().any(|column| columns.contains_key(column)))
    })
}

/// Whether a state says that the person no longer counts: 退出, 死亡.
pub fn has_left(state: &str) -> bool {
    FILE.left
        .words
        .iter()
        .any(|word| state.contains(word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(head: &str) -> Option<TableKind> {
        let head: Vec<String> = head.split(',').map(str::to_owned).collect();
        table_kind(&table_columns(&head))
    }

    #[test]
    fn a_head_says_what_its_table_lists() {
        for (head, expected) in [
            ("项目编码,项目名称,单位,金额（万元）", TableKind::Projects),
            ("项目名称,单位,支付日期,支付金额（元）", TableKind::Payments),
            ("项目编码,支付金额（元）", TableKind::Payments),
            ("支出项目,计量单位,标准上限,文件", TableKind::Standards),
            ("姓名,人员类别,单位,统计日期,状态", TableKind::People),
            ("项目名称,单位,批复日期,公开日期", TableKind::Records),
            ("单位,年度,项目支出（万元）", TableKind::Budgets),
        ] {
            assert_eq!(kind(head), Some(expected), "{head}");
        }
        assert_eq!(kind("序号,备注"), None);
    }
}
