//! What is wrong with a form on purpose: the kinds of defect, where each lies, and which rules speak of it.

use crate::plan::{Layout, Plan};
use crate::random::Random;
use law::vocabulary::{List, lists_in};

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
        (Defect::OldYear, 4),
        (Defect::ShortGoal, 4),
        (Defect::CountInName, 9),
        (Defect::MissingQuantity, 4),
        (Defect::RateAsQuantity, 5),
        (Defect::WrongUnit, 4),
        (Defect::MissingUnit, 5),
        (Defect::ActivityAsQuality, 8),
        (Defect::DuplicateRow, 4),
        (Defect::DeadlineInName, 9),
        (Defect::LateDeadline, 4),
        (Defect::WrongProduct, 5),
        (Defect::CostAboveBudget, 4),
        (Defect::LumpSum, 6),
        (Defect::WishAsResult, 10),
        (Defect::EmptyValue, 4),
        (Defect::VagueValue, 7),
        (Defect::SameBenefit, 5),
        (Defect::UnrelatedEcology, 5),
        (Defect::MissingSatisfaction, 4),
        (Defect::SatisfactionAsResult, 7),
        (Defect::Placeholder, 4),
        (Defect::FundsDoNotSum, 4),
        (Defect::BlocksDoNotSum, 5),
        (Defect::MixedUnits, 4),
        (Defect::MissingPeriod, 4),
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

    /// The codes of rules that may speak because of it as well.
    pub fn brings(self) -> &'static [&'static str] {
        match self {
            Defect::HundredPercent => &["D01", "D02", "D07", "E01", "E03", "E06", "E07", "E16"],
            Defect::VagueGoal | Defect::SharedGoal => &["C01", "C03", "C06"],
            Defect::ShortGoal => &["C02", "C03"],
            Defect::CountInName => &["C07", "D01", "E02", "E16"],
            Defect::RateAsQuantity | Defect::WrongUnit | Defect::MissingUnit => &["C06", "C07"],
            Defect::ActivityAsQuality => &["E03", "F01"],
            Defect::DeadlineInName => &["E02", "E08", "E15", "E16", "F01"],
            Defect::LateDeadline => &["C07"],
            Defect::WrongProduct => &["B07", "E16"],
            Defect::LumpSum => &["D03", "D04"],
            Defect::WishAsResult | Defect::SameBenefit | Defect::UnrelatedEcology => {
                &["D06", "D07", "E02", "E03"]
            }
            Defect::EmptyValue | Defect::VagueValue => &["C06", "E02", "G02"],
            Defect::SatisfactionAsResult => &["E02", "E10"],
            Defect::MixedUnits => &["B01", "B02"],
            Defect::BlocksDoNotSum => &["B03"],
            Defect::MissingQuantity => &["C06", "D04"],
            _ => &[],
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
            Defect::LumpSum => {
                let own = ["购置", "工程", "信息化"].contains(&plan.template.kind.as_str());
                // 亩均增收 in the goal is read as a price.
                let priced = plan.items[0].unit == "亩";
                !own && !priced && !lists_in(&plan.name).has(List::Capital)
            }
            Defect::UnrelatedEcology => {
                let words = [&plan.name, &plan.aim].into_iter();
                let said = words.chain(plan.items.iter().map(|item| &item.say));
                plan.template.ecological.is_empty()
                    && !said
                        .into_iter()
                        .any(|text| lists_in(text).has(List::Ecological))
            }
            // The name of the project has a word of quality of its own: 高标准农田.
            Defect::ActivityAsQuality => !lists_in(&plan.name).has(List::Quality),
            Defect::HundredPercent => is_mostly_rates(plan),
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
}

/// Whether enough rows are left to have 100%: those that are naturally so count on no side.
fn is_mostly_rates(plan: &Plan) -> bool {
    let rows = plan.rows.iter();
    let rates = rows.filter(|row| !lists_in(&row.name).has(List::NaturalHundred));
    let (full, costs) = (rates.count() + plan.items.len(), plan.items.len());
    full >= 4 && full * 10 >= (full + costs) * 6
}

/// The defects that a form is given: none in a good third, else one to four.
pub(crate) fn defects(plan: &Plan, random: &mut Random) -> Vec<Defect> {
    const NUMBERS: [usize; 5] = [35, 28, 19, 12, 6];
    let number = random.by_share(NUMBERS.into_iter());
    let mut defects = Vec::new();
    if number == 0 {
        return defects;
    }
    let fitting = fitting(plan);
    while defects.len() < number {
        let Some(defect) = beside(&defects, &fitting, random) else {
            break;
        };
        defects.push(defect);
    }
    defects.sort_unstable();
    defects
}

/// A defect that lies where none of these does.
pub(crate) fn another(taken: &[Defect], plan: &Plan, random: &mut Random) -> Option<Defect> {
    beside(taken, &fitting(plan), random)
}

/// What the form of this plan can have, with the shares.
fn fitting(plan: &Plan) -> Vec<(Defect, usize)> {
    let all = Defect::SHARES.iter();
    all.filter(|(defect, _)| defect.fits(plan))
        .copied()
        .collect()
}

fn beside(taken: &[Defect], fitting: &[(Defect, usize)], random: &mut Random) -> Option<Defect> {
    let is_free = |(defect, _): &&(Defect, usize)| {
        let mut parts = taken.iter().flat_map(|one| one.parts());
        parts.all(|part| !defect.parts().contains(part))
    };
    let free: Vec<(Defect, usize)> = fitting.iter().filter(is_free).copied().collect();
    let shares = free.iter().map(|(_, share)| *share);
    (!free.is_empty()).then(|| free[random.by_share(shares)].0)
}
