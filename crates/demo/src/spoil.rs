//! How each kind of defect is put into a draft.

use crate::Defect;
use crate::draft::{Draft, Line, calculation, line, wan};
use crate::plan::Plan;
use crate::random::Random;
use model::IndicatorClass as Class;
use serde::Deserialize;
use std::sync::LazyLock;

impl Defect {
    /// The text of `draft` with this defect. Which words are taken follows from `random`.
    pub(crate) fn put(self, draft: &mut Draft, plan: &Plan, year: i16, random: &mut Random) {
        let phrases = &*PHRASES;
        let named = |text: &str| text.replace("{name}", &plan.name);
        let of = |draft: &Draft, class| draft.of(class).first().copied();
        let set = |draft: &mut Draft, class, name: Option<String>, value: &str| {
            if let Some(at) = of(draft, class) {
                if value == "100%" || name.is_some() {
                    draft.unsay(at);
                }
                let row = &mut draft.rows[at];
                row.name = name.unwrap_or_else(|| row.name.clone());
                row.value = value.to_owned();
            }
        };
        match self {
            Defect::HundredPercent => {
                in_name(draft, plan);
                for at in 0..draft.rows.len() {
                    if draft.rows[at].class != Class::Cost {
                        draft.unsay(at);
                        draft.rows[at].value = "100%".to_owned();
                    }
                }
            }
            Defect::VagueGoal => draft.goal = named(random.pick::<String>(&phrases.vague_goals)),
            Defect::SharedGoal => draft.goal = random.pick(&phrases.shared_goals).clone(),
            Defect::GoalMoneyDiffers => {
                let (own, other) = (draft.funds.annual, draft.funds.annual / 100 * 87);
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
                    calculation(
                        item,
                        item.yuan() + item.price * (1 + 2 * i64::from(random.chance(50))),
                    ),
                );
            }
            Defect::CostAboveBudget => {
                let at = draft.of(Class::Cost).last().map_or(0, |at| at + 1);
                let value = format!("≤{}万元", wan(draft.funds.annual / 100 * 115));
                draft
                    .rows
                    .insert(at, line(Class::Cost, "项目总成本", &value));
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
                for at in draft.of(Class::Economic) {
                    draft.unsay(at);
                    draft.rows.remove(at);
                }
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
