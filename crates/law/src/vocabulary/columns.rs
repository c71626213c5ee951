//! Column heads of the indicator table.

use super::labels::label_key;
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What a column of the indicator table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 一级指标
    Level1,
    /// 二级指标
    Level2,
    /// 三级指标
    Name,
    /// 指标值
    Value,
    /// 上年实际值
    Previous,
    /// 指标性质, 计算符号
    Operator,
    /// 度量单位
    Unit,
    /// 权重, 分值
    Weight,
    /// 评分标准
    Rule,
    /// 设定依据
    Basis,
    /// 备注, 指标解释
    Remark,
    /// 是否核心指标
    Core,
    /// 实际完成值
    Actual,
    /// 得分
    Score,
    /// 偏差原因
    Deviation,
    /// 执行情况 of a monitoring form
    ToDate,
    /// 全年预计完成情况
    Forecast,
    /// 完成目标可能性
    Possibility,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    roles: HashMap<Role, Vec<String>>,
    closing: Words,
    parts: HashMap<Role, Vec<String>>,
    value_words: Words,
    ticks: Words,
    totals: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    words: Vec<String>,
}

struct Columns {
    roles: HashMap<String, Role>,
    parts: HashMap<String, Role>,
    closing: Vec<String>,
    values: Vec<String>,
    ticks: Vec<String>,
    totals: Vec<String>,
}

static COLUMNS: LazyLock<Columns> = LazyLock::new(|| {
    let file: File = super::parsed(
        "columns.toml",
        include_str!("../../data/vocabulary/columns.toml"),
    );
    let by_word = |words: HashMap<Role, Vec<String>>| -> HashMap<String, Role> {
        words
            .into_iter()
            .flat_map(|(role, words)| words.into_iter().map(move |word| (word, role)))
            .collect()
    };
    Columns {
        roles: by_word(file.roles),
        parts: by_word(file.parts),
        closing: file.closing.words,
        values: file.value_words.words,
        ticks: file.ticks.words,
        totals: file.totals.words,
    }
});

/// All words of column heads.
pub(super) fn role_words() -> impl Iterator<Item = String> {
    COLUMNS.roles.keys().cloned()
}

/// The column that this head, in the second row of a head, is a part of: 经费保障 of 偏差原因分析.
pub fn column_part(text: &str) -> Option<Role> {
    COLUMNS.parts.get(label_key(text).as_str()).copied()
}

/// The word of a column to tick, in the second row of a head: 经费保障, 确定能.
pub fn tick_word(text: &str) -> Option<&'static str> {
    let key = label_key(text);
    let (word, _) = COLUMNS.parts.get_key_value(key.as_str())?;
    Some(word)
}

/// Whether a cell holds nothing but the mark of a column to tick.
pub fn is_tick(text: &str) -> bool {
    COLUMNS.ticks.iter().any(|mark| mark == text.trim())
}

/// Whether a row that begins with this text adds up the points of a self-evaluation.
pub fn is_total_row(text: &str) -> bool {
    let key = label_key(text);
    COLUMNS.totals.contains(&key)
}

/// The last month of a head such as 1-7月执行数, or 1-7月执行情况.
pub fn through_month(text: &str) -> Option<i8> {
    let key = label_key(text);
    let (months, behind) = super::labels::split_months(&key)?;
    let behind = behind.trim_start_matches('份');
    let known = matches!(column_role(behind), Some(Role::ToDate))
        || matches!(
            super::labels::fund_column(behind),
            Some(super::labels::FundColumn::Executed)
        );
    let last = months.rsplit(|c: char| !c.is_ascii_digit()).next()?;
    let month: i8 = last.parse().ok()?;
    (known && (1..=12).contains(&month)).then_some(month)
}

/// Whether a text is a value in words: 有所提升, 健全.
pub fn is_value_word(text: &str) -> bool {
    COLUMNS.values.iter().any(|word| word == text)
}

/// The values in words.
pub fn value_words() -> impl Iterator<Item = &'static str> {
    COLUMNS.values.iter().map(String::as_str)
}

/// The role of a column with this head.
pub fn column_role(text: &str) -> Option<Role> {
    if text.len() > 90 || !super::labels::may_be_word(text) {
        return None;
    }
    let key = label_key(text);
    // A bracket at the end explains: 指标值（包含数字及文字描述）.
    let bare = key
        .find('(')
        .filter(|_| key.ends_with(')'))
        .map_or(key.as_str(), |at| &key[..at]);
    COLUMNS
        .roles
        .get(key.as_str())
        .or_else(|| COLUMNS.roles.get(bare))
        // 1-8月执行情况: the months differ from year to year.
        .or_else(|| COLUMNS.roles.get(without_months(&key)?))
        .copied()
}

/// `1-8月执行情况` without its months.
fn without_months(key: &str) -> Option<&str> {
    let (months, behind) = super::labels::split_months(key)?;
    let only = |c: char| c.is_ascii_digit() || "-—~至".contains(c);
    months
        .chars()
        .all(only)
        .then(|| behind.trim_start_matches('份'))
}

/// Whether a row that begins with this text closes the indicator table.
pub fn closes_table(text: &str) -> bool {
    let head: String = super::framed(text).chars().take(12).collect();
    COLUMNS
        .closing
        .iter()
        .any(|word| match word.strip_suffix(':') {
            Some(_) => head.starts_with(word.as_str()),
            // 合计 closes, 合计培训人数 is a name.
            None => head.strip_prefix(word.as_str()).is_some_and(|rest| {
                rest.is_empty()
                    || rest.starts_with([':', '('])
                    || rest.starts_with(|c: char| c.is_ascii_digit())
            }),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_have_roles() {
        assert_eq!(column_role("三级指标"), Some(Role::Name));
        assert_eq!(column_role("年初目标值（A）"), Some(Role::Value));
        assert_eq!(column_role("权重(%)"), Some(Role::Weight));
        assert_eq!(column_role("产出指标"), None);
        assert_eq!(column_role("1-7月执行情况"), Some(Role::ToDate));
        assert_eq!(column_role("1—8月份执行情况"), Some(Role::ToDate));
        assert_eq!(column_role("9月底前执行情况"), None);
        assert_eq!(through_month("1—7月执行数"), Some(7));
        assert_eq!(through_month("1-9月份执行情况"), Some(9));
        assert_eq!(through_month("7月培训"), None);
    }

    #[test]
    fn closing_rows_are_known_by_their_beginning() {
        assert!(closes_table("注：本表一式两份"));
        assert!(closes_table("合 计"));
        assert!(!closes_table("合计培训人数"));
    }
}
