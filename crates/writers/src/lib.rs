//! Forms and verdicts as text, HTML, CSV and JSON. What is shown in which order is decided once, in [`points`], so that
//! all writers agree.

pub mod advice;
mod columns;
pub mod csv;
pub mod head;
pub mod html;
pub mod json;
pub mod letters;
pub mod overview;
pub mod points;
pub mod text;

#[cfg(test)]
mod example;

/// Names that stand in other crates' data: the titles of rules and profiles.
#[derive(Clone, Copy)]
pub struct Names<'a> {
    /// The Chinese title of a rule, by its code.
    pub rule: &'a dyn Fn(&str) -> Option<String>,
    /// The Chinese name of a profile, by its id.
    pub profile: &'a dyn Fn(&str) -> Option<String>,
}

impl Names<'static> {
    /// No names: codes and ids are shown instead.
    pub const NONE: Names<'static> = Names {
        rule: &|_| None,
        profile: &|_| None,
    };
}
