//! Labels of the head of a form.

use super::framed;
use model::text::squeezed;
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What a label stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// 项目名称
    ProjectName,
    /// 项目编码
    ProjectCode,
    /// 主管部门
    Department,
    /// 实施单位
    Unit,
    /// 项目属性
    Attribute,
    /// 项目期
    Period,
    /// 归口科室
    Office,
    /// 项目总额
    Total,
    /// 年度资金总额
    AnnualTotal,
    /// 年度目标
    AnnualGoal,
    /// 总体目标, a goal without a stated horizon
    Goal,
    /// 中期目标
    WholeGoal,
    /// 预期目标 of a self-evaluation
    ExpectedGoal,
    /// 实际完成情况 of a self-evaluation
    ReachedGoal,
    /// 本级资金, 转移资金: the head of a block of fund lines
    Block,
    /// 资金总额: the total of the block it stands in, of the project where there is none
    BlockTotal,
    /// A fund line
    Fund,
    /// 金额单位
    MoneyUnit,
    /// A known label without a field
    Other,
    /// The heading of a block, without a value of its own
    Heading,
}

/// What a column of a money table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FundColumn {
    /// 年初预算数
    Initial,
    /// 全年预算数, 调整后预算数
    Budget,
    /// 执行数
    Executed,
    /// 全年预计执行数
    Forecast,
    /// 执行率
    Rate,
    /// 分值
    Weight,
    /// 得分
    Score,
    /// 原因, 备注
    Note,
}

/// What a fund line counts as in sums.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FundRole {
    /// 本级资金
    LocalBlock,
    /// 转移县（市、区）资金
    TransferBlock,
    /// 财政拨款
    Fiscal,
    /// 结余结转资金
    CarriedOver,
    /// 中央资金
    Central,
    /// 自治区资金, 省级资金
    Region,
    /// 其他资金
    Other,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    fields: HashMap<Field, Vec<String>>,
    fund_columns: HashMap<FundColumn, Vec<String>>,
    fund_role: Vec<RoleWords>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RoleWords {
    role: FundRole,
    words: Vec<String>,
}

struct Labels {
    fields: HashMap<String, Field>,
    columns: HashMap<String, FundColumn>,
    roles: Vec<RoleWords>,
}

static LABELS: LazyLock<Labels> = LazyLock::new(|| {
    let file: File = super::parsed(
        "labels.toml",
        include_str!("../../data/vocabulary/labels.toml"),
    );
    let fields = file
        .fields
        .into_iter()
        .flat_map(|(field, words)| words.into_iter().map(move |word| (word, field)))
        .collect();
    let columns = file
        .fund_columns
        .into_iter()
        .flat_map(|(column, words)| words.into_iter().map(move |word| (word, column)))
        .collect();
    Labels {
        fields,
        columns,
        roles: file.fund_role,
    }
});

/// All words that label a field with a value beside it.
pub(super) fn words() -> impl Iterator<Item = String> {
    let fields = LABELS
        .fields
        .iter()
        .filter(|(_, field)| !matches!(field, Field::Other))
        .map(|(word, _)| word.clone());
    fields.chain(LABELS.columns.keys().cloned())
}

/// Whether a text can be a word of a form at all: numbers and comparisons, which most cells hold, are none.
pub(super) fn may_be_word(text: &str) -> bool {
    !text.is_ascii() && !text.starts_with(['≥', '≤', '＝', '=', '＞', '＜', '>', '<'])
}

/// The field that a cell's whole text is the label of.
pub fn label(text: &str) -> Option<Field> {
    if !may_be_word(text) {
        return None;
    }
    // A label is short; a goal of 2,000 characters is not worth the work.
    if text.len() > 120 {
        return None;
    }
    let key = label_key(text);
    LABELS.fields.get(key.as_str()).copied().or_else(|| {
        let bare = key.find('(').map(|at| &key[..at])?;
        LABELS.fields.get(bare).copied()
    })
}

/// What a column of a money table with this head holds. 1-7月执行数 counts as 执行数.
pub fn fund_column(text: &str) -> Option<FundColumn> {
    if text.len() > 60 || !may_be_word(text) {
        return None;
    }
    let key = label_key(text);
    let bare = key
        .find('(')
        .filter(|at| *at > 0)
        .map_or(key.as_str(), |at| &key[..at]);
    let behind = split_months(bare).map(|(_, behind)| behind);
    [key.as_str(), bare]
        .into_iter()
        .chain(behind)
        .find_map(|word| LABELS.columns.get(word))
        .copied()
}

/// `1-7月执行数` as its months and what stands behind them, which differ from year to year and do not.
pub(super) fn split_months(key: &str) -> Option<(&str, &str)> {
    key.starts_with(|c: char| c.is_ascii_digit())
        .then(|| key.split_once('月'))?
}

/// A label for comparison: no white space, half width, without 其中, numbering, a trailing colon and a money unit in brackets.
pub fn label_key(text: &str) -> String {
    const UNITS: [&str; 9] = [
        "(万元)",
        "(元)",
        "(亿元)",
        "(单位:万元)",
        "(单位:元)",
        "(A)",
        "(B)",
        "(B/A)",
        "(%)",
    ];
    let framed = framed(text);
    let mut key = framed.as_str();
    loop {
        let before = key.len();
        if let Some(rest) = key.strip_prefix("其中").filter(|rest| !rest.is_empty()) {
            key = rest.trim_start_matches(':');
        }
        key = without_number(key)
            .trim_end_matches([':', '*'])
            .trim_start_matches('*');
        for unit in UNITS {
            key = key.strip_suffix(unit).unwrap_or(key);
        }
        if key.len() == before {
            break;
        }
    }
    key.to_owned()
}

/// The label as the contract prints it: the words as typed, without 其中, numbering and white space.
pub fn label_text(text: &str) -> String {
    let mut words = squeezed(text);
    loop {
        let before = words.len();
        if let Some(rest) = words.strip_prefix("其中").filter(|rest| !rest.is_empty()) {
            words = rest.trim_start_matches([':', '：']).to_owned();
        }
        words = without_number(&words)
            .trim_end_matches([':', '：'])
            .to_owned();
        if words.len() == before {
            return words;
        }
    }
}

/// `（一）财政拨款`, `1、一般公共预算`, `二.自有资金` without the number; `1.8万亩` is no numbered text.
pub fn without_number(text: &str) -> &str {
    let body = text.trim_start_matches(['(', '（']);
    let rest =
        body.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    let opened = body.len() < text.len();
    if rest.len() == body.len() {
        return text;
    }
    let closed = if opened {
        rest.strip_prefix([')', '）'])
    } else {
        rest.strip_prefix(['、', '.', '．'])
    };
    closed
        .filter(|rest| !rest.is_empty() && !rest.starts_with(|c: char| c.is_ascii_digit()))
        .unwrap_or(text)
}

/// What a fund line counts as.
pub fn fund_role(label: &str) -> Option<FundRole> {
    LABELS
        .roles
        .iter()
        .find(|entry| entry.words.iter().any(|word| label.contains(word.as_str())))
        .map(|entry| entry.role)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_known_in_every_dress() {
        for (text, field) in [
            ("项 目 名 称", Field::ProjectName),
            ("其中：年度资金总额", Field::AnnualTotal),
            ("其中： 本级资金", Field::Block),
            ("转移县（市、区）资金", Field::Block),
            ("（一）财政拨款小计", Field::Fund),
            ("1、一般公共预算", Field::Fund),
            ("项目资金（万元）", Field::Heading),
            ("年度资金总额（万元）：", Field::AnnualTotal),
            ("中期目标（2024年—2026年）", Field::WholeGoal),
        ] {
            assert_eq!(label(text), Some(field), "{text}");
        }
        assert_eq!(label("青陵市图书馆"), None);
    }

    #[test]
    fn the_printed_label_keeps_its_own_signs() {
        assert_eq!(
            label_text("其中： 转移县（市、区）资金"),
            "转移县（市、区）资金"
        );
        assert_eq!(label_text("其中：财政拨款"), "财政拨款");
    }

    #[test]
    fn fund_lines_have_a_role() {
        assert_eq!(
            fund_role("转移县（市、区）资金"),
            Some(FundRole::TransferBlock)
        );
        assert_eq!(fund_role("结余结转资金"), Some(FundRole::CarriedOver));
        assert_eq!(fund_role("自治区资金"), Some(FundRole::Region));
    }
}
