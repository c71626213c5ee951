//! The points of a self-evaluation, redone: what a row's target, actual value and weight give under the scoring rules in use.
//!
//! Source: `forms.md` 11 of the domain notes (10号 and 101号). Places score differently, so points that fit any of the known
//! rules hold; a rule printed beside the row is the form's own and is not redone.

use crate::execution::{self, Executed};
use crate::progress::{self, Band, Reached};
use crate::subject::{Row, Subject};
use law::profile::{ExecutionScoring, QuantityScoring};
use model::{IndicatorClass, ValueKind};
use rust_decimal::{Decimal, RoundingStrategy};

/// The points that a row may have.
pub(crate) struct Expected {
    /// By the profile's own rule; of several possible ones the most.
    pub points: Decimal,
    /// Whether a message may name them as the only ones.
    pub only: bool,
    /// The least and most that any known rule gives.
    accepted: Vec<(Decimal, Decimal)>,
    /// How the points come about: `58÷60×15`.
    pub written: String,
}

impl Expected {
    /// Whether these printed points fit.
    pub(crate) fn fits(&self, printed: Decimal, tolerance: Decimal) -> bool {
        self.accepted.iter().any(|(least, most)| {
            (*least - tolerance..=*most + tolerance).contains(&printed)
                || rounded(*least, printed) == printed
                || rounded(*most, printed) == printed
        })
    }
}

/// A number cut or rounded to as many decimals as another one was printed with, at least one.
fn rounded(number: Decimal, printed: Decimal) -> Decimal {
    let places = printed.scale().max(1);
    let up = number.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
    if up == printed {
        return up;
    }
    number.round_dp_with_strategy(places, RoundingStrategy::ToZero)
}

/// The points of a row; nothing where target and actual value cannot be compared.
pub(crate) fn of_row(subject: &Subject, row: &Row) -> Option<Expected> {
    let weight = row.row.weight?.0;
    if weight > Decimal::ONE_THOUSAND {
        return None;
    }
    let actual = row.row.actual.as_ref()?;
    if progress::is_qualitative(row.value()) {
        return in_words(weight, progress::band(&actual.raw)?);
    }
    let reached = progress::reached(row, actual, subject.dates)?;
    let full = Expected {
        points: weight,
        only: true,
        accepted: vec![(weight, weight)],
        written: "达到指标值得满分".to_owned(),
    };
    match (reached.met, reached.ratio) {
        (true, _) => Some(full),
        (false, Some(ratio)) if row.value().kind == ValueKind::Number => {
            Some(in_proportion(subject, row, weight, ratio, &reached))
        }
        // A day that was missed has no share; whoever reviews may leave a part, never all.
        (false, _) => Some(Expected {
            points: weight * Decimal::new(8, 1),
            only: false,
            accepted: vec![(Decimal::ZERO, weight * Decimal::new(8, 1))],
            written: "未达到指标值不能得满分".to_owned(),
        }),
    }
}

fn in_proportion(
    subject: &Subject,
    row: &Row,
    weight: Decimal,
    ratio: Decimal,
    reached: &Reached,
) -> Expected {
    let linear = weight * ratio;
    let threshold = weight * threshold(ratio);
    let mut accepted = vec![(linear, linear), (threshold, threshold)];
    if reached.less {
        // 1 − (actual − target) ÷ target
        let deviation = ratio.is_zero().then_some(Decimal::ZERO).or_else(|| {
            Decimal::ONE
                .checked_div(ratio)
                .map(|over| Decimal::TWO - over)
        });
        let by_deviation = weight * deviation.unwrap_or_default().max(Decimal::ZERO);
        accepted.push((by_deviation, by_deviation));
    }
    if row.class == Some(IndicatorClass::Satisfaction)
        && let Some(actual) = row.row.actual.as_ref().and_then(progress::measure)
    {
        let banded = weight * satisfaction_band(actual.0) / Decimal::TEN;
        accepted.push((banded, banded));
    }
    let own = match subject.profile.scoring.quantity {
        QuantityScoring::Linear => linear,
        QuantityScoring::Threshold60 => threshold,
    };
    let (target, actual) = (
        &row.value().raw,
        row.row.actual.as_ref().map_or("", |actual| &actual.raw),
    );
    Expected {
        points: own,
        only: true,
        accepted,
        written: format!("指标值{target}，完成{actual}，按比例计分"),
    }
}

/// None below 60 %, the rest rescaled.
fn threshold(ratio: Decimal) -> Decimal {
    let floor = Decimal::new(6, 1);
    ((ratio.min(Decimal::ONE) - floor) / (Decimal::ONE - floor)).max(Decimal::ZERO)
}

fn satisfaction_band(percent: Decimal) -> Decimal {
    match () {
        () if percent >= Decimal::from(90) => Decimal::TEN,
        () if percent >= Decimal::from(80) => Decimal::from(8),
        () if percent >= Decimal::from(60) => Decimal::from(5),
        () => Decimal::ZERO,
    }
}

fn in_words(weight: Decimal, band: Band) -> Option<Expected> {
    let share = |tenths: i64| weight * Decimal::new(tenths, 1);
    let (least, most, written) = match band {
        Band::Whole => (share(8), weight, "达成预期指标的在80%至100%之间"),
        Band::Part => (share(6), share(8), "部分达成的在60%至80%之间"),
        Band::Missed => (Decimal::ZERO, share(6), "未达成的不超过60%"),
    };
    Some(Expected {
        points: most,
        only: false,
        accepted: vec![(least, most)],
        written: written.to_owned(),
    })
}

/// The points for 预算执行率.
pub(crate) fn of_execution(
    subject: &Subject,
    total: &Executed,
    weight: Decimal,
) -> Option<Expected> {
    if weight > Decimal::ONE_THOUSAND {
        return None;
    }
    let rate = total.rate()? / Decimal::ONE_HUNDRED;
    let linear = weight * rate.min(Decimal::ONE);
    let bands = weight
        * match () {
            () if rate >= Decimal::ONE => Decimal::ONE,
            () if rate >= Decimal::new(8, 1) => Decimal::new(7, 1),
            () if rate >= Decimal::new(6, 1) => Decimal::new(5, 1),
            () => Decimal::ZERO,
        };
    let mut accepted = vec![(linear, linear), (bands, bands)];
    if rate <= Decimal::ONE
        && rate >= Decimal::new(8, 1)
        && subject.profile.scoring.execution == ExecutionScoring::Bands
    {
        // Finished within the budget: full points whatever is left over.
        accepted.push((weight, weight));
    }
    let points = match subject.profile.scoring.execution {
        ExecutionScoring::Linear => linear,
        ExecutionScoring::Bands => bands,
    };
    Some(Expected {
        points,
        only: true,
        accepted,
        written: format!(
            "执行率{}%",
            execution::two_decimals(rate * Decimal::ONE_HUNDRED)
        ),
    })
}
