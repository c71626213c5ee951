//! What became of settled projects: figures for the monitoring in mid-year and for the self-evaluation at year end.

use crate::project::{Project, Stage, Stream};
use crate::random::Random;
use model::{Exact, Form, IndicatorClass as Class, Money, Operator, ValueKind};
use rust_decimal::Decimal;

/// How far a project is at the end of a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The last month that is counted.
    pub through_month: i8,
    /// 执行数
    pub executed: Money,
    /// 全年预计执行数
    pub forecast: Money,
    /// The rows, in the order of the form.
    pub rows: Vec<RowProgress>,
}

/// How far a row is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowProgress {
    /// The row's id in the settled form.
    pub row: String,
    /// 执行情况
    pub to_date: String,
    /// 全年预计完成
    pub forecast: String,
    /// 完成目标可能性
    pub possibility: &'static str,
    /// The kind of cause and its words, where the target is in doubt; nothing where the unit left them out.
    pub cause: Option<(&'static str, &'static str)>,
}

/// What a project came to in its year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// 全年执行数
    pub executed: Money,
    /// The rows, in the order of the form.
    pub rows: Vec<RowOutcome>,
}

/// What a row came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowOutcome {
    /// The row's id in the settled form.
    pub row: String,
    /// 实际完成值; empty where the unit left it out.
    pub actual: String,
    /// 偏差原因及改进措施; nothing where none is needed or the unit left it out.
    pub deviation: Option<&'static str>,
}

impl Project<'_> {
    /// The form as it was settled; none before.
    pub fn settled(&self) -> Option<Form> {
        (self.stage == Stage::Settled).then(|| match self.rounds() {
            0 => self.clean(),
            rounds => self
                .returned(rounds)
                .map_or_else(|| self.clean(), |last| last.form),
        })
    }

    /// How far it is at the end of a month; none where it is not settled.
    pub fn monitoring(&self, through_month: i8) -> Option<Progress> {
        let form = self.settled()?;
        let mut random = self.random(Stream::Progress, through_month.unsigned_abs().into());
        let budget = form.funds.budget()?;
        let pace = Decimal::from(through_month) / Decimal::from(12);
        let speed = *random.pick(&[30, 60, 80, 95, 100, 110]);
        let executed = share(budget, pace * Decimal::from(speed));
        let late = speed < 80;
        let rows = form.indicators.iter().map(|row| {
            let doubt = late && row.class == Some(Class::Quantity);
            // Counts grow with the year; a rate is near its target from the beginning.
            let reached = match row.value.unit.as_deref() {
                Some("%") => Decimal::from(*random.pick(&[94, 98, 100, 101])),
                _ => pace * Decimal::from(speed),
            };
            RowProgress {
                row: row.id.clone(),
                to_date: scaled(row, reached, &mut random),
                forecast: scaled(
                    row,
                    Decimal::from(if doubt { 85 } else { 100 }),
                    &mut random,
                ),
                possibility: if doubt { "有可能" } else { "确定能" },
                cause: doubt.then(|| cause(&mut random)).flatten(),
            }
        });
        Some(Progress {
            through_month,
            executed,
            rows: rows.collect(),
            forecast: share(budget, Decimal::from(if late { 88 } else { 98 })),
        })
    }

    /// What it came to; none where it is not settled.
    pub fn outcome(&self) -> Option<Outcome> {
        let form = self.settled()?;
        let mut random = self.random(Stream::Progress, 99);
        let budget = form.funds.budget()?;
        let executed = share(
            budget,
            Decimal::from(*random.pick(&[55, 78, 86, 93, 97, 99, 100, 100])),
        );
        let rows = form.indicators.iter().map(|row| {
            let percent = *random.pick(&[70, 92, 97, 100, 100, 100, 101, 103, 140]);
            let short = percent < 100 && row.value.operator != Some(Operator::AtMost);
            let left_out = random.chance(3);
            RowOutcome {
                row: row.id.clone(),
                actual: match left_out {
                    true => String::new(),
                    false => scaled(row, Decimal::from(percent), &mut random),
                },
                deviation: (short && !random.chance(15))
                    .then_some("部分工作推迟到年末，下年提前安排"),
            }
        });
        Some(Outcome {
            executed,
            rows: rows.collect(),
        })
    }
}

fn share(budget: Money, percent: Decimal) -> Money {
    let yuan = budget.yuan() * percent / Decimal::ONE_HUNDRED;
    Money(Exact(yuan.round()))
}

fn cause(random: &mut Random) -> Option<(&'static str, &'static str)> {
    const CAUSES: [Option<(&str, &str)>; 5] = [
        Some(("经费保障", "资金分批下达，第三季度到位")),
        Some(("制度保障", "采购方案重新论证")),
        Some(("人员保障", "经办人员调整，交接用时较长")),
        Some(("其他", "雨季不能施工，九月恢复")),
        None,
    ];
    *random.pick(&CAUSES)
}

/// A row's target at so many percent, in the shape of the target: a rate stays below 100%, a limit is kept, a day is a day.
fn scaled(row: &model::Indicator, percent: Decimal, random: &mut Random) -> String {
    let value = &row.value;
    let Some(number) = value.number.filter(|_| value.kind == ValueKind::Number) else {
        let early = 1 + random.below(9);
        return match value.date.as_ref().and_then(|date| date.to) {
            Some(day) if percent >= Decimal::from(90) => {
                format!("{}年{}月{early}日", day.year(), day.month())
            }
            Some(_) => "正在进行".to_owned(),
            None => value.raw.clone(),
        };
    };
    let unit = value.unit.as_deref().unwrap_or("");
    if value.operator == Some(Operator::AtMost) {
        return format!("{}{unit}", number.0);
    }
    let scaled = number.0 * percent / Decimal::ONE_HUNDRED;
    let scaled = match unit {
        "%" => scaled.min(Decimal::ONE_HUNDRED).round_dp(1),
        _ => scaled.round(),
    };
    format!("{}{unit}", scaled.normalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settled_projects_have_figures_for_each_row_within_their_budget() {
        let city = crate::city(2026);
        let mut settled = 0;
        for project in city.projects(300) {
            let Some(form) = project.settled() else {
                assert!(project.monitoring(7).is_none() && project.outcome().is_none());
                continue;
            };
            settled += 1;
            let budget = form.funds.budget().expect("a settled form has a budget");
            let progress = project.monitoring(7).expect("a settled project goes on");
            let outcome = project.outcome().expect("a settled project ends");
            assert!(progress.executed <= progress.forecast && progress.forecast <= budget);
            assert!(outcome.executed <= budget);
            let ids: Vec<&str> = form.indicators.iter().map(|row| row.id.as_str()).collect();
            let told = |rows: Vec<&str>| assert_eq!(rows, ids);
            told(progress.rows.iter().map(|row| row.row.as_str()).collect());
            told(outcome.rows.iter().map(|row| row.row.as_str()).collect());
        }
        assert!(settled > 30, "{settled}");
    }

    #[test]
    fn some_targets_are_in_doubt_and_some_results_are_short() {
        let city = crate::city(2026);
        let progress: Vec<Progress> = city
            .projects(300)
            .filter_map(|one| one.monitoring(7))
            .collect();
        let outcomes: Vec<Outcome> = city.projects(300).filter_map(|one| one.outcome()).collect();
        let mut rows = progress.iter().flat_map(|one| &one.rows);
        assert!(rows.any(|row| row.possibility == "有可能" && row.cause.is_some()));
        assert!(rows.any(|row| row.possibility == "有可能" && row.cause.is_none()));
        let mut rows = outcomes.iter().flat_map(|one| &one.rows);
        assert!(rows.any(|row| row.deviation.is_some()));
        assert!(rows.any(|row| row.actual.is_empty()));
    }
}
