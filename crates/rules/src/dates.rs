//! Dates in names and values, against the budget year and the project's period.

use model::value::DateContext;
use model::value::date::{self, Mention};

/// Words of something that comes back at fixed times.
const RECURRING: &[&str] = &[
    "每年",
    "每半年",
    "每季",
    "每月",
    "每周",
    "每日",
    "每天",
    "按年",
    "按季",
    "按月",
    "按周",
    "按日",
    "逐年",
    "逐季",
    "逐月",
    "次月",
];

/// Whether a text says that something comes back at fixed times: 每月2次, 按季拨付.
pub(crate) fn recurs(text: &str) -> bool {
    RECURRING.iter().any(|word| text.contains(word))
}

/// The first date that a name sets as a deadline or period; a bare year is none.
pub(crate) fn deadline_in(text: &str, dates: DateContext) -> Option<Mention> {
    let mention = date::find(text, dates)?;
    let bare_year = text[mention.range.clone()]
        .trim_end_matches('度')
        .ends_with('年');
    (!bare_year).then_some(mention)
}

/// A day as a message writes it: 2025年2月1日.
pub(crate) fn written(day: jiff::civil::Date) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}
