//! The identities of the money block, as sums over its tree, and the project's period.
//!
//! Source: the identities I01–I09 of `forms.md` 10 of the domain notes; the forms of 88号 and of the profiles print the parts.

use crate::subject::Subject;
use law::vocabulary::{FundRole, fund_role};
use model::{Amount, Form, FundLine, Place};
use rust_decimal::Decimal;

/// One equation between an amount and the sum of its parts.
pub(crate) struct Sum<'a> {
    /// `I01`, `I02` …
    pub identity: &'static str,
    pub total_label: String,
    pub total: &'a Amount,
    pub parts: Vec<&'a FundLine>,
    /// Whether the sum of the parts may stay below the total.
    pub may_be_less: bool,
}

/// How a sum came out.
pub(crate) struct Outcome {
    pub stated: Decimal,
    pub sum: Decimal,
    pub at: Vec<Place>,
    /// `＝财政拨款6＋其他资金0（空白按0）`
    pub written: String,
}

impl Sum<'_> {
    /// The sum, or nothing when a part is unreadable, inferred, or everything is blank.
    pub(crate) fn outcome(&self, subject: &Subject) -> Option<Outcome> {
        if self.parts.iter().any(|line| line.inferred) || self.parts.is_empty() {
            return None;
        }
        // 财政拨款 twice under one total: two totals' parts stand in one list, and nobody knows whose they are.
        let twice = |(at, line): (usize, &&FundLine)| {
            self.parts[..at]
                .iter()
                .any(|other| other.label == line.label)
        };
        if self.parts.iter().enumerate().any(twice) {
            return None;
        }
        let stated = self.total.for_sum()?;
        let parts: Vec<Decimal> = self
            .parts
            .iter()
            .map(|line| line.amount.for_sum())
            .collect::<Option<_>>()?;
        if self.total.is_blank() && self.parts.iter().all(|line| line.amount.is_blank()) {
            return None;
        }
        let blank = self.total.is_blank() || self.parts.iter().any(|line| line.amount.is_blank());
        let terms: Vec<String> = self
            .parts
            .iter()
            .zip(&parts)
            .map(|(line, amount)| format!("{}{}", line.label, subject.amount(*amount)))
            .collect();
        let places = self
            .total
            .at
            .iter()
            .chain(self.parts.iter().filter_map(|line| line.amount.at.as_ref()));
        Some(Outcome {
            stated,
            sum: parts
                .iter()
                .fold(Decimal::ZERO, |sum, part| sum.saturating_add(*part)),
            at: places.cloned().collect(),
            written: format!(
                "{}{}",
                terms.join("＋"),
                if blank { "（空白按0）" } else { "" }
            ),
        })
    }
}

/// Whether a line of a table with several amounts repeats a total.
pub(crate) fn is_total(line: &FundLine) -> bool {
    use law::vocabulary::{Field, label};
    matches!(
        label(&line.label),
        Some(Field::Total | Field::AnnualTotal | Field::BlockTotal)
    )
}

/// The role of a line.
pub(crate) fn role(line: &FundLine) -> Option<FundRole> {
    fund_role(&line.label)
}

/// 年度资金总额 = 本级 + 转移 (I01), for forms with both blocks.
pub(crate) fn blocks<'a>(form: &'a Form) -> Option<Sum<'a>> {
    let total = form.funds.annual_total.as_ref()?;
    let block = |wanted| {
        form.funds
            .lines
            .iter()
            .find(|line| line.path.len() == 1 && role(line) == Some(wanted))
    };
    let (local, transfer) = (
        block(FundRole::LocalBlock)?,
        block(FundRole::TransferBlock)?,
    );
    Some(Sum {
        identity: "I01",
        total_label: "年度资金总额".into(),
        total,
        parts: vec![local, transfer],
        may_be_less: false,
    })
}

/// The sums of parts: a block and its lines (I02, I03), the annual total and its parts (I07), a line and its 其中 (I08).
pub(crate) fn parts<'a>(form: &'a Form) -> Vec<Sum<'a>> {
    let mut sums = Vec::new();
    let has_blocks = form.funds.lines.iter().any(|line| {
        matches!(
            role(line),
            Some(FundRole::LocalBlock | FundRole::TransferBlock)
        )
    });
    if !has_blocks {
        let annual = form
            .funds
            .annual_total
            .as_ref()
            .map(|total| ("年度资金总额", total));
        let total = annual.or(form.funds.total.as_ref().map(|total| ("项目总额", total)));
        let direct: Vec<&FundLine> = form
            .funds
            .children(&[])
            .filter(|line| !is_total(line))
            .collect();
        // One part alone is the largest of several, not all of them.
        if let Some((label, total)) = total
            && direct.len() >= 2
        {
            sums.push(Sum {
                identity: "I07",
                total_label: label.into(),
                total,
                parts: direct,
                may_be_less: false,
            });
        }
    }
    for line in &form.funds.lines {
        let children: Vec<&FundLine> = form.funds.children(&line.path).collect();
        if children.len() < 2 {
            continue;
        }
        let identity = match role(line) {
            Some(FundRole::LocalBlock) => "I02",
            Some(FundRole::TransferBlock) => "I03",
            _ => "I08",
        };
        let label = if identity == "I08" {
            line.label.clone()
        } else {
            format!("{}资金总额", line.label.trim_end_matches("资金"))
        };
        let some_blank = identity == "I08" && children.iter().any(|child| child.amount.is_blank());
        sums.push(Sum {
            identity,
            total_label: label,
            total: &line.amount,
            parts: children,
            may_be_less: some_blank,
        });
    }
    sums
}

/// First and last year of the project's period, where it prints them.
pub(crate) fn period_years(form: &Form) -> Option<(i16, i16)> {
    let text = model::text::half_width(form.project.period.as_deref()?);
    let years: Vec<i16> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter_map(|digits| digits.get(..4)?.parse().ok())
        .filter(|year| (1990..=2100).contains(year))
        .collect();
    let (first, last) = (*years.iter().min()?, *years.iter().max()?);
    Some((first, last))
}

/// Whether the project lasts one year, as far as 项目属性 or 项目期 say.
pub(crate) fn is_one_year(form: &Form) -> Option<bool> {
    let period = model::text::squeezed(&model::text::half_width(
        form.project.period.as_deref().unwrap_or(""),
    ));
    if let Some((first, last)) = period_years(form) {
        return Some(first == last);
    }
    let years = period.trim_end_matches(['。', ')']);
    match years {
        "1年" | "一年" | "12个月" | "当年" | "本年度" | "1年期" | "一年期" => {
            return Some(true);
        }
        _ => {}
    }
    if let Some(number) = years
        .strip_suffix('年')
        .and_then(|digits| digits.parse::<u32>().ok())
    {
        return Some(number <= 1);
    }
    form.project
        .attribute
        .as_deref()
        .filter(|attribute| attribute.contains("一年期"))
        .map(|_| true)
}
