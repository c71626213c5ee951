//! Forms and verdicts as text, HTML, CSV and JSON. What is shown in which order is decided once, in [`points`], so that
//! all writers agree.

pub mod advice;
mod columns;
pub mod csv;
pub mod desk;
mod excel;
pub mod fonts;
pub mod head;
pub mod html;
pub mod intake;
pub mod json;
#[cfg(feature = "pdf")]
pub mod leaves;
pub mod letters;
pub mod open_data;
pub mod overview;
pub mod paint;
pub mod paper;
pub mod points;
pub mod report;
pub mod site;
pub mod text;

#[cfg(test)]
mod example;

use model::Severity;

/// Names that stand in other crates' data: the titles of rules and profiles.
#[derive(Clone, Copy)]
pub struct Names<'a> {
    /// The Chinese title of a rule, by its code.
    pub rule: &'a dyn Fn(&str) -> Option<String>,
    /// The Chinese name of a profile, by its id.
    pub profile: &'a dyn Fn(&str) -> Option<String>,
    /// The words for the levels.
    pub levels: Levels<'a>,
}

/// The words for the three levels, which differ for clerks, reviewers and auditors.
#[derive(Clone, Copy, Debug)]
pub struct Levels<'a> {
    /// For what does not hold on its face.
    pub error: &'a str,
    /// For what would very likely be sent back.
    pub warning: &'a str,
    /// For what is worth a look.
    pub hint: &'a str,
}

impl Levels<'static> {
    /// Those of a clerk.
    pub const USUAL: Levels<'static> = Levels {
        error: "必改",
        warning: "建议改",
        hint: "可参考",
    };
}

impl<'a> Levels<'a> {
    /// The word for a level.
    pub fn word(&self, level: Severity) -> &'a str {
        match level {
            Severity::Error => self.error,
            Severity::Warning => self.warning,
            Severity::Hint => self.hint,
        }
    }

    /// The widest of the words, in cells of a terminal where one Chinese character takes two.
    pub fn width(&self) -> usize {
        let words = [self.error, self.warning, self.hint];
        words
            .iter()
            .map(|word| word.chars().count() * 2)
            .max()
            .unwrap_or(0)
    }
}

impl Names<'static> {
    /// No names: codes and ids are shown instead.
    pub const NONE: Names<'static> = Names {
        rule: &|_| None,
        profile: &|_| None,
        levels: Levels::USUAL,
    };
}
