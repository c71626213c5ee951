//! Chores of the repository, as a library: forms described in a few lines, their layouts, and office files made of them.
//!
//! A test elsewhere takes `FormSource::from_toml`, [`layout::ruled`] or [`layout::flattened`], and a builder of [`office`].

pub mod docs;
pub mod findings;
pub mod form;
pub mod gold;
mod judged;
pub mod layout;
pub mod layouts;
pub mod ledger;
pub mod lists;
pub mod new_rule;
pub mod office;
#[cfg(test)]
mod pairs;
pub mod prints;
pub mod samples;
pub mod score;
pub mod soak;
pub mod tidy;
