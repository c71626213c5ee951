//! Dates in names and values, against the budget year and the project's period.

use model::value::DateContext;
use model::value::date::{self, Mention};

/// The first date that a name sets as a deadline or period; a bare year is none.
pub(crate) fn deadline_in(text: &str, dates: DateContext) -> Option<Mention> {
    let mention = date::find(text, dates)?;
    let bare_year = text[mention.range.clone()]
        .trim_end_matches('度')
        .ends_with('年');
    (!bare_year).then_some(mention)
}
