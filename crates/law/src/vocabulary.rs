//! Words of forms as data: labels, level words, column heads, titles, word lists, measurable heads, units.
//!
//! Every word that a province prints differently stands in `data/vocabulary`; code knows only what a word means.

mod anchors;
mod columns;
mod heads;
mod labels;
mod levels;
mod people;
mod project_kinds;
mod tables;
mod titles;
mod units;
mod words;

pub use anchors::anchors;
pub use columns::{
    Role, closes_table, column_part, column_role, is_tick, is_total_row, is_value_word,
    through_month, tick_word, value_words,
};
pub use heads::{Head, HeadKind, head};
pub use labels::{
    Field, FundColumn, FundRole, fund_column, fund_role, label, label_key, label_text,
    without_number,
};
pub use levels::{Group, LevelWord, level_key, level1, level2, missing_between};
pub use people::{ends_in_role, is_contact, is_surname, names_contact, names_illness};
pub use project_kinds::{ProjectKind, ProjectTrait, project_kinds};
pub use tables::{TableColumn, TableKind, has_left, may_list, table_columns, table_kind};
pub use titles::title_kind;
pub use units::{UnitFamily, unit_at, unit_family};
pub use words::{FIXED_PAIRS, List, Lists, SYNONYMS, lists_in, words_of};

/// Parses a data file that is compiled in; a mistake in it is ours, found by the first test.
fn parsed<T: serde::de::DeserializeOwned>(name: &str, text: &str) -> T {
    toml::from_str(text).unwrap_or_else(|error| panic!("词表 {name} 有误：{error}"))
}

/// A text of a form's frame for comparison: half width, simplified, without white space.
fn framed(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && *c != '\u{200B}' && *c != '\u{FEFF}' && *c != '*')
        .map(model::text::frame_char)
        .collect()
}
