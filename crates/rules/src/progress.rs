//! How far a row has come: its target against what was reached, as far as the two can be compared.

use crate::dates;
use crate::numbers::quantities;
use crate::subject::Row;
use law::vocabulary::{List, UnitFamily, lists_in, unit_family};
use model::value::{DateContext, date};
use model::{IndicatorClass, Operator, Value, ValueKind};
use rust_decimal::Decimal;
use std::cmp::Ordering;

/// What was reached of a target.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Reached {
    /// Whether the target is met.
    pub met: bool,
    /// Reached ÷ target where more is better, target ÷ reached where less is; none where only yes or no is known.
    pub ratio: Option<Decimal>,
    /// Whether less is better.
    pub less: bool,
    /// Whether both are the same to the digit.
    pub same: bool,
}

/// How much of a goal in words was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Band {
    Whole,
    Part,
    Missed,
}

/// What a value in words says of its goal: 达成预期指标, 部分达成, 未达成.
pub(crate) fn band(text: &str) -> Option<Band> {
    let text = model::text::squeezed(text);
    let begins = |words: &[&str]| words.iter().any(|word| text.starts_with(word));
    if begins(&["部分达成", "部分完成", "部分实现", "基本达成", "基本完成"]) {
        Some(Band::Part)
    } else if is_undone(&text) || begins(&["未达", "没有达成"]) {
        Some(Band::Missed)
    } else {
        begins(&["达成", "达到预期", "已达成", "全部达成", "全部完成"]).then_some(Band::Whole)
    }
}

/// Whether a text says that the work is not done: 尚未验收, 正在施工.
pub(crate) fn is_undone(text: &str) -> bool {
    lists_in(text).has(List::Undone)
}

/// Whether a target is stated in words alone.
pub(crate) fn is_qualitative(value: &Value) -> bool {
    matches!(
        value.kind,
        ValueKind::Text | ValueKind::Ordinal | ValueKind::Boolean
    ) && value.number.is_none()
        && value.date.is_none()
        && quantities(&value.raw).is_empty()
}

/// What was reached of the row's target; nothing where the two cannot be compared.
pub(crate) fn reached(row: &Row, reached: &Value, dates: DateContext) -> Option<Reached> {
    let target = row.value();
    if row.value_open || row.is_open_blank() || reached.raw.is_empty() {
        return None;
    }
    match target.kind {
        ValueKind::Number => of_number(row, target, reached),
        ValueKind::Deadline | ValueKind::Period => of_day(target, reached, dates),
        ValueKind::Range => of_range(target, reached),
        _ if is_qualitative(target) => band(&reached.raw).map(|band| Reached {
            same: target.raw == reached.raw,
            ..yes_or_no(band == Band::Whole)
        }),
        _ => None,
    }
}

fn yes_or_no(met: bool) -> Reached {
    Reached {
        met,
        ratio: None,
        less: false,
        same: false,
    }
}

fn of_number(row: &Row, target: &Value, reached: &Value) -> Option<Reached> {
    let Some(actual) = number_like(target, reached) else {
        return is_undone(&reached.raw).then(|| yes_or_no(false));
    };
    let (goal, _) = measure(target)?;
    let same = actual == goal;
    let less = match target.operator {
        Some(Operator::AtMost | Operator::LessThan) => true,
        Some(_) => false,
        // Without a sign only counts and satisfaction say by themselves that more is better.
        None if matches!(
            row.class,
            Some(IndicatorClass::Quantity | IndicatorClass::Satisfaction)
        ) =>
        {
            false
        }
        None if same => false,
        None => return None,
    };
    let (above, below) = if less { (goal, actual) } else { (actual, goal) };
    let ratio = if goal.is_sign_negative() || actual.is_sign_negative() {
        None
    } else {
        above.checked_div(below)
    };
    Some(Reached {
        met: above >= below,
        ratio,
        less,
        same,
    })
}

fn of_range(target: &Value, reached: &Value) -> Option<Reached> {
    let actual = number_like(target, reached)?;
    let (low, _) = measure(target)?;
    let high = scaled(target.upper?.0, target.unit.as_deref().unwrap_or("")).0;
    Some(yes_or_no((low..=high).contains(&actual)))
}

/// A day against a day. What comes back at fixed times has no day of its own.
fn of_day(target: &Value, reached: &Value, dates: DateContext) -> Option<Reached> {
    if is_undone(&reached.raw) {
        return Some(yes_or_no(false));
    }
    if dates::recurs(&target.raw) {
        return None;
    }
    let goal = target.date.as_ref()?.to?;
    let typed = reached.date.as_ref().and_then(|span| span.to.or(span.from));
    let found = || date::find(&reached.raw, dates).and_then(|mention| mention.span.to);
    let day = typed.or_else(found)?;
    Some(Reached {
        same: day == goal,
        ..yes_or_no(day.cmp(&goal) != Ordering::Greater)
    })
}

/// The number of a value in its plain unit: 1.6万剂次 → 16000 剂次, 800元/人 → 800 元.
pub(crate) fn measure(value: &Value) -> Option<(Decimal, &str)> {
    let number = value.number?.0;
    Some(scaled(number, value.unit.as_deref().unwrap_or("")))
}

fn scaled(number: Decimal, unit: &str) -> (Decimal, &str) {
    let unit = unit.split('/').next().unwrap_or(unit);
    let by = |factor: i64, rest| (number.saturating_mul(Decimal::from(factor)), rest);
    if let Some(rest) = unit.strip_prefix('万') {
        by(10_000, rest)
    } else if let Some(rest) = unit.strip_prefix('亿') {
        by(100_000_000, rest)
    } else if unit == "‰" {
        (number / Decimal::TEN, "%")
    } else {
        (number, unit)
    }
}

/// Whether numbers in these plain units may be compared.
pub(crate) fn comparable(one: &str, other: &str) -> bool {
    let family = |unit: &str| {
        unit_family(unit).filter(|family| {
            !matches!(
                family,
                UnitFamily::Size | UnitFamily::Span | UnitFamily::Score
            )
        })
    };
    one.is_empty()
        || other.is_empty()
        || one == other
        || family(one).is_some() && family(one) == family(other)
}

/// The number of `reached` in the measure of `target`: the value itself, or the only fitting number of its text.
pub(crate) fn number_like(target: &Value, reached: &Value) -> Option<Decimal> {
    let (_, unit) = measure(target)?;
    if reached.kind == ValueKind::Number
        && let Some((number, own)) = measure(reached)
    {
        // 16.3 beside ≥16万条 is meant in the unit of the target.
        if own.is_empty() && reached.unit.is_none() {
            return Some(scaled(number, target.unit.as_deref().unwrap_or("")).0);
        }
        return comparable(unit, own).then_some(number);
    }
    let numbers = quantities(&reached.raw);
    let mut fitting = numbers.iter().filter(|number| {
        !number.date
            && !number.unit.is_empty()
            && comparable(unit, &number.unit)
            && !unit.is_empty()
    });
    let first = fitting.next()?;
    fitting
        .all(|other| other.number == first.number)
        .then_some(first.number)
}

/// Whether the row says why: a reason, or a remark that is more than 无.
pub(crate) fn is_explained(row: &Row) -> bool {
    reason(row).is_some()
}

/// The reason or remark beside a row.
pub(crate) fn reason<'a>(row: &Row<'a>) -> Option<&'a str> {
    let noted = row
        .row
        .monitoring
        .as_ref()
        .and_then(|seen| seen.note.as_deref());
    [
        row.row.deviation.as_deref(),
        noted,
        row.row.remark.as_deref(),
    ]
    .into_iter()
    .flatten()
    .map(str::trim)
    .find(|text| {
        !text.is_empty()
            && !matches!(
                text.trim_end_matches('。'),
                "无" | "/" | "—" | "——" | "-" | "无偏差"
            )
    })
}
