//! The money block of a form: two totals and a tree of lines.

use crate::{Amount, AmountState, Exact, Money};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The money block.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Funds {
    /// 项目总额, over the whole 项目期.
    pub total: Option<Amount>,
    /// 年度资金总额, this year.
    pub annual_total: Option<Amount>,
    /// Every printed line below the totals, blank ones too.
    pub lines: Vec<FundLine>,
}

impl Funds {
    /// The budget: 年度资金总额 where it is a readable amount, else 项目总额.
    pub fn budget(&self) -> Option<Money> {
        let readable = |amount: &Option<Amount>| amount.as_ref().and_then(|amount| amount.yuan);
        readable(&self.annual_total).or_else(|| readable(&self.total))
    }

    /// 年度资金总额 where it is printed as an amount; none for a blank, a dash, or words that an amount was read out of.
    pub fn this_year(&self) -> Option<Money> {
        let amount = self.annual_total.as_ref()?;
        amount.yuan.filter(|_| amount.state == AmountState::Amount)
    }

    /// The lines directly below `path`; an empty path gives the top lines.
    pub fn children<'a>(&'a self, path: &'a [String]) -> impl Iterator<Item = &'a FundLine> {
        self.lines
            .iter()
            .filter(move |line| line.path.len() == path.len() + 1 && line.path.starts_with(path))
    }
}

/// One line of the money block.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FundLine {
    /// The printed label without 其中 and numbering; a block's own total has the block's label.
    pub label: String,
    /// The labels from the top of the tree down to this line, e.g. 本级资金 / 财政拨款.
    pub path: Vec<String>,
    /// The budget in force: target → the printed amount; self-evaluation → 全年预算数; monitoring → 年初预算数, or the adjusted
    /// budget where the form prints one beside it.
    pub amount: Amount,
    /// 年初预算数, where the form has it beside another budget.
    #[serde(default)]
    pub initial: Option<Amount>,
    /// 执行数.
    #[serde(default)]
    pub executed: Option<Amount>,
    /// 全年预计执行数, in monitoring.
    #[serde(default)]
    pub forecast: Option<Amount>,
    /// 执行率, in %.
    #[serde(default)]
    pub rate: Option<Exact>,
    /// 分值 of the execution, in 分.
    #[serde(default)]
    pub weight: Option<Exact>,
    /// 得分 of the execution, in 分.
    #[serde(default)]
    pub score: Option<Exact>,
    /// The reason printed beside the amounts.
    #[serde(default)]
    pub note: Option<String>,
    /// Whether the line's place or label was inferred.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub inferred: bool,
}

impl FundLine {
    /// A line with one amount and nothing else.
    pub fn plain(label: String, path: Vec<String>, amount: Amount) -> FundLine {
        FundLine {
            label,
            path,
            amount,
            initial: None,
            executed: None,
            forecast: None,
            rate: None,
            weight: None,
            score: None,
            note: None,
            inferred: false,
        }
    }
}
