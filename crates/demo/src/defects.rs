//! What is wrong with a form on purpose: each kind of defect, where it lies, and how it is put into a draft.

use crate::draft::{Draft, Line, calculation, line, wan};
use crate::plan::{Layout, Plan};
use crate::random::Random;
use model::IndicatorClass as Class;
use serde::Deserialize;
use std::sync::LazyLock;

/// A kind of defect that a form was given on purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Defect {
    /// 几乎每个指标值都是100%
    HundredPercent,
    /// 总体目标只有意义，没有数
    VagueGoal,
    /// 总体目标与别的单位一字不差
    SharedGoal,
    /// 总体目标里的金额与资金栏不同
    GoalMoneyDiffers,
    /// 总体目标里留着前几年的年份
    OldYear,
    /// 总体目标只有一句话
    ShortGoal,
    /// 数量写在名称里，指标值100%
    CountInName,
    /// 没有数量指标
    MissingQuantity,
    /// 数量指标放了比率
    RateAsQuantity,
    /// 单位与名称对不上
    WrongUnit,
    /// 数后面没有单位
    MissingUnit,
    /// 质量指标写成开展活动
    ActivityAsQuality,
    /// 两行指标相同
    DuplicateRow,
    /// 时间写在名称里，指标值100%
    DeadlineInName,
    /// 时间在预算年度之后
    LateDeadline,
    /// 单价乘数量与所列合计不等
    WrongProduct,
    /// 成本大于预算
    CostAboveBudget,
    /// 只列总额，没有测算
    LumpSum,
    /// 愿望写成效益，指标值100%
    WishAsResult,
    /// 有名称没有指标值
    EmptyValue,
    /// 模糊词作指标值
    VagueValue,
    /// 两类效益同一句话
    SameBenefit,
    /// 与项目无关的生态效益
    UnrelatedEcology,
    /// 没有满意度指标
    MissingSatisfaction,
    /// 满意度写成了结果
    SatisfactionAsResult,
    /// 模板占位符没有填
    Placeholder,
    /// 资金分项加起来不等于合计
    FundsDoNotSum,
    /// 本级加转移不等于年度资金
    BlocksDoNotSum,
    /// 元和万元混用
    MixedUnits,
    /// 项目期空着
    MissingPeriod,
    /// 分值合计不是90
    WeightsDoNotSum,
}

/// The part of a form that a defect takes up: two defects of one form never share one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Head,
    Funds,
    Goal,
    Quantity,
    Quality,
    Time,
    Cost,
    Benefit,
    Satisfaction,
    Weights,
}

impl Defect {
    /// Every kind, with how often it is met: what reviewers see most has the largest share.
    const SHARES: [(Defect, usize); 31] = [
        (Defect::HundredPercent, 12),
        (Defect::VagueGoal, 8),
        (Defect::SharedGoal, 5),
        (Defect::GoalMoneyDiffers, 4),
        (Defect::OldYear, 3),
        (Defect::ShortGoal, 3),
        (Defect::CountInName, 9),
        (Defect::MissingQuantity, 2),
        (Defect::RateAsQuantity, 5),
        (Defect::WrongUnit, 3),
        (Defect::MissingUnit, 5),
        (Defect::ActivityAsQuality, 8),
        (Defect::DuplicateRow, 4),
        (Defect::DeadlineInName, 9),
        (Defect::LateDeadline, 4),
        (Defect::WrongProduct, 5),
        (Defect::CostAboveBudget, 3),
        (Defect::LumpSum, 6),
        (Defect::WishAsResult, 10),
        (Defect::EmptyValue, 4),
        (Defect::VagueValue, 7),
        (Defect::SameBenefit, 5),
        (Defect::UnrelatedEcology, 5),
        (Defect::MissingSatisfaction, 4),
        (Defect::SatisfactionAsResult, 7),
        (Defect::Placeholder, 3),
        (Defect::FundsDoNotSum, 4),
        (Defect::BlocksDoNotSum, 2),
        (Defect::MixedUnits, 2),
        (Defect::MissingPeriod, 2),
        (Defect::WeightsDoNotSum, 6),
    ];

    /// All kinds.
    pub fn all() -> impl Iterator<Item = Defect> {
        Defect::SHARES.iter().map(|(defect, _)| *defect)
    }

    /// The codes of the rules that speak of it, any of which will do.
    pub fn codes(self) -> &'static [&'static str] {
        match self {
            Defect::HundredPercent => &["E02"],
            Defect::VagueGoal | Defect::SharedGoal => &["C02"],
            Defect::GoalMoneyDiffers => &["C07"],
            Defect::OldYear => &["A03"],
            Defect::ShortGoal => &["C01"],
            Defect::CountInName => &["E01"],
            Defect::MissingQuantity | Defect::MissingSatisfaction => &["A05"],
            Defect::RateAsQuantity => &["D01"],
            Defect::WrongUnit => &["E06", "D01"],
            Defect::MissingUnit => &["E05"],
            Defect::ActivityAsQuality => &["D02"],
            Defect::DuplicateRow => &["G01"],
            Defect::DeadlineInName => &["E07"],
            Defect::LateDeadline => &["E08"],
            Defect::WrongProduct => &["B06"],
            Defect::CostAboveBudget => &["B07"],
            Defect::LumpSum => &["B09"],
            Defect::WishAsResult => &["E03"],
            Defect::EmptyValue => &["A06"],
            Defect::VagueValue => &["E12"],
            Defect::SameBenefit => &["G03"],
            Defect::UnrelatedEcology => &["D07"],
            Defect::SatisfactionAsResult => &["E09"],
            Defect::Placeholder => &["A02"],
            Defect::FundsDoNotSum => &["B01"],
            Defect::BlocksDoNotSum => &["B02"],
            Defect::MixedUnits => &["B05"],
            Defect::MissingPeriod => &["A01"],
            Defect::WeightsDoNotSum => &["E17"],
        }
    }

    fn parts(self) -> &'static [Part] {
        use Part::*;
        match self {
            Defect::HundredPercent => &[Quantity, Quality, Time, Benefit, Satisfaction],
            Defect::VagueGoal
            | Defect::SharedGoal
            | Defect::GoalMoneyDiffers
            | Defect::OldYear
            | Defect::ShortGoal => &[Goal],
            Defect::CountInName
            | Defect::MissingQuantity
            | Defect::RateAsQuantity
            | Defect::WrongUnit
            | Defect::MissingUnit => &[Quantity],
            Defect::ActivityAsQuality | Defect::DuplicateRow => &[Quality],
            Defect::DeadlineInName | Defect::LateDeadline => &[Time],
            Defect::WrongProduct | Defect::CostAboveBudget => &[Cost],
            Defect::LumpSum => &[Cost, Goal, Quantity],
            Defect::WishAsResult
            | Defect::EmptyValue
            | Defect::VagueValue
            | Defect::SameBenefit
            | Defect::UnrelatedEcology => &[Benefit],
            Defect::MissingSatisfaction | Defect::SatisfactionAsResult | Defect::Placeholder => {
                &[Satisfaction]
            }
            Defect::FundsDoNotSum | Defect::BlocksDoNotSum | Defect::MixedUnits => &[Funds],
            Defect::MissingPeriod => &[Head],
            Defect::WeightsDoNotSum => &[Weights],
        }
    }

    /// Whether the form of this plan can have it.
    fn fits(self, plan: &Plan) -> bool {
        let blocks = plan.layout == Layout::Blocks;
        match self {
            Defect::MissingSatisfaction | Defect::BlocksDoNotSum | Defect::MissingPeriod => blocks,
            Defect::WeightsDoNotSum => !blocks,
            Defect::GoalMoneyDiffers => plan.style != 3,
            // What is bought or built has an estimate of its own.
            Defect::LumpSum => !["购置", "工程", "信息化"].contains(&plan.template.kind.as_str()),
            Defect::UnrelatedEcology => plan.template.ecological.is_empty(),
            Defect::WrongProduct => {
                plan.items[0].per == "元" && !plan.items[0].unit.starts_with('万')
            }
            // 12个月 and 300天 in a name are no count of things.
            Defect::CountInName => plan
                .items
                .iter()
                .all(|item| !["个月", "天"].contains(&item.unit.as_str())),
            _ => true,
        }
    }

    /// The text of `draft` with this defect. Which words are taken follows from `random`.
    pub(crate) fn put(self, draft: &mut Draft, plan: &Plan, year: i16, random: &mut Random) {
        let phrases = &*PHRASES;
        let named = |text: &str| text.replace("{name}", &plan.name);
        let of = |draft: &Draft, class| draft.of(class).first().copied();
        let set = |draft: &mut Draft, class, name: Option<String>, value: &str| {
            if let Some(row) = of(draft, class).map(|at| &mut draft.rows[at]) {
                row.name = name.unwrap_or_else(|| row.name.clone());
                row.value = value.to_owned();
            }
        };
        match self {
            Defect::HundredPercent => {
                in_name(draft, plan);
                for row in &mut draft.rows {
                    if row.class != Class::Cost {
                        row.value = "100%".to_owned();
                    }
                }
            }
            Defect::VagueGoal => draft.goal = named(random.pick::<String>(&phrases.vague_goals)),
            Defect::SharedGoal => draft.goal = random.pick(&phrases.shared_goals).clone(),
            Defect::GoalMoneyDiffers => {
                let (own, other) = (draft.funds.annual, draft.funds.annual / 10 * 9);
                let printed = format!("{}万元", wan(own));
                draft.goal = draft.goal.replace(&printed, &format!("{}万元", wan(other)));
            }
            Defect::OldYear => {
                let old = format!("{}年", year - 3);
                draft.goal = format!("{old}6月30日前完成前期准备，{}", draft.goal);
            }
            Defect::ShortGoal => draft.goal = format!("完成{}。", plan.name),
            Defect::CountInName => in_name(draft, plan),
            Defect::MissingQuantity => draft.rows.retain(|row| row.class != Class::Quantity),
            Defect::RateAsQuantity => {
                let at = draft.of(Class::Quantity).len();
                let name = format!("{}完成率", plan.items[0].row.trim_end_matches("数量"));
                draft.rows.insert(at, line(Class::Quantity, &name, "≥95%"));
            }
            Defect::WrongUnit => set(draft, Class::Quantity, None, "≥95%"),
            Defect::MissingUnit => {
                let count = format!("={}", plan.items[0].count);
                set(draft, Class::Quantity, None, &count);
            }
            Defect::ActivityAsQuality => {
                let name = named(random.pick::<String>(&phrases.activities));
                set(draft, Class::Quality, Some(name), "100%");
            }
            Defect::DuplicateRow => {
                if let Some(at) = of(draft, Class::Quality) {
                    draft.rows.insert(at + 1, draft.rows[at].clone());
                }
            }
            Defect::DeadlineInName => {
                let name = format!("{}{}月底前完成", plan.name, 9 + random.below(3));
                set(draft, Class::Time, Some(name), "100%");
            }
            Defect::LateDeadline => {
                let late = plan.years.1 + 1;
                let value = format!("{late}年{}月底前", 1 + random.below(5) * 2);
                let name = format!("{}完成时间", plan.name);
                set(draft, Class::Time, Some(name), &value);
            }
            Defect::WrongProduct => {
                let item = &plan.items[0];
                set_row(
                    draft,
                    calculation(item, item.yuan() + item.price * (1 + 2 * i64::from(random.chance(50)))),
                );
            }
            Defect::CostAboveBudget => {
                let at = draft.of(Class::Cost).last().map_or(0, |at| at + 1);
                let value = format!("≤{}万元", wan(draft.funds.annual / 100 * 115));
                draft.rows.insert(at, line(Class::Cost, "项目总成本", &value));
            }
            Defect::LumpSum => lump(draft, plan),
            Defect::WishAsResult => {
                let wish = random.pick(&phrases.wishes).clone();
                set(draft, Class::Social, Some(wish), "100%");
            }
            Defect::EmptyValue => set(draft, Class::Social, None, ""),
            Defect::VagueValue => {
                let value = random.pick(&phrases.vague_values).clone();
                let name = format!("{}社会影响", plan.template.kind);
                set(draft, Class::Social, Some(name), &value);
            }
            Defect::SameBenefit => {
                let wish = random.pick(&phrases.wishes).clone();
                set(draft, Class::Social, Some(wish.clone()), "100%");
                draft.rows.retain(|row| row.class != Class::Economic);
                draft.rows.push(line(Class::Economic, &wish, "100%"));
            }
            Defect::UnrelatedEcology => {
                let text = random.pick(&phrases.ecology);
                draft.rows.push(line(Class::Ecological, text, "100%"));
            }
            Defect::MissingSatisfaction => {
                draft.rows.retain(|row| row.class != Class::Satisfaction);
            }
            Defect::SatisfactionAsResult => {
                let name = of(draft, Class::Satisfaction).map(|at| draft.rows[at].name.clone());
                let name = name.unwrap_or_default().replace("满意度", "非常满意");
                set(draft, Class::Satisfaction, Some(name), "100%");
            }
            Defect::Placeholder => set(draft, Class::Satisfaction, None, "≥**%"),
            Defect::FundsDoNotSum => draft.funds.fiscal -= draft.funds.fiscal / 20 + 1000,
            Defect::BlocksDoNotSum => {
                let more = draft.funds.annual / 5 + 100;
                draft.funds.transfer += more;
                draft.funds.central += more;
            }
            Defect::MixedUnits => {
                let funds = &mut draft.funds;
                funds.fiscal = funds.local * 10_000;
                funds.other = 0;
                funds.carried = 0;
            }
            Defect::MissingPeriod => draft.period.clear(),
            Defect::WeightsDoNotSum => draft.short_weight = 5,
        }
    }
}

/// The counts go into the names, and the values become 100%.
fn in_name(draft: &mut Draft, plan: &Plan) {
    let items = plan.items.iter();
    for (at, item) in draft.of(Class::Quantity).into_iter().zip(items) {
        draft.rows[at].name = item.say.replace("{n}", &item.count.to_string());
        draft.rows[at].value = "100%".to_owned();
    }
}

/// The first cost row, and where there are several, instead of all of them.
fn set_row(draft: &mut Draft, row: Line) {
    if let Some(at) = draft.of(Class::Cost).first() {
        draft.rows[*at] = row;
    }
}

/// One row with the whole amount in place of prices, also in the goal.
fn lump(draft: &mut Draft, plan: &Plan) {
    for item in &plan.items {
        let price = format!("，{}不超过{}{}", item.cost, item.price, item.per);
        draft.goal = draft.goal.replace(&price, "");
    }
    let value = format!("{}万元", wan(draft.funds.annual));
    let name = format!("{}经费", plan.name);
    let rows = draft.of(Class::Cost);
    for at in rows.iter().skip(1).rev() {
        draft.rows.remove(*at);
    }
    set_row(draft, line(Class::Cost, &name, &value));
}

/// The defects that a form is given: none in a good third, else one to four.
pub(crate) fn defects(plan: &Plan, random: &mut Random) -> Vec<Defect> {
    const NUMBERS: [usize; 5] = [35, 28, 19, 12, 6];
    let number = random.by_share(NUMBERS.into_iter());
    let mut defects = Vec::new();
    while defects.len() < number {
        let Some(defect) = another(&defects, plan, random) else {
            break;
        };
        defects.push(defect);
    }
    defects.sort_unstable();
    defects
}

/// A defect that lies where none of these does.
pub(crate) fn another(taken: &[Defect], plan: &Plan, random: &mut Random) -> Option<Defect> {
    let free = |defect: Defect| {
        let parts = defect.parts();
        let taken = taken.iter().flat_map(|one| one.parts());
        defect.fits(plan) && taken.into_iter().all(|part| !parts.contains(part))
    };
    let share = |(defect, share): &(Defect, usize)| if free(*defect) { *share } else { 0 };
    let shares = Defect::SHARES.iter().map(share);
    let any = shares.clone().sum::<usize>() > 0;
    any.then(|| Defect::SHARES[random.by_share(shares)].0)
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    toml::from_str(include_str!("../data/phrases.toml"))
        .expect("data/phrases.toml is read by a test")
});

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Phrases {
    wishes: Vec<String>,
    ecology: Vec<String>,
    vague_values: Vec<String>,
    vague_goals: Vec<String>,
    shared_goals: Vec<String>,
    activities: Vec<String>,
}
