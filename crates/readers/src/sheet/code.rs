//! Number formats: what a sheet shows for a number, a date or a text.
//!
//! Fractions and exponents show the plain number: a code that slipped into `1.2E+17` is wanted as digits.

mod builtin;
mod render;
mod section;

use super::{date, number};
pub(crate) use builtin::builtin;
use model::Exact;
use model::page::Typed;
use rust_decimal::Decimal;
use section::{Section, Token};

/// A number format.
#[derive(Debug)]
pub(crate) struct Format {
    sections: Vec<Section>,
}

/// The format that shows what is there.
pub(crate) static GENERAL: Format = Format {
    sections: Vec::new(),
};

impl Format {
    /// Reads a format code.
    pub(crate) fn parse(code: &str) -> Format {
        let is_general = matches!(
            code.to_ascii_lowercase().as_str(),
            "" | "general" | "g/通用格式" | "@"
        );
        Format {
            sections: if is_general {
                Vec::new()
            } else {
                section::parse(code)
            },
        }
    }

    /// What is shown for a number as stored, and what the cell holds; what is no number is shown as it is.
    pub(crate) fn shown(&self, written: &str, from_1904: bool) -> (String, Option<Typed>) {
        let Some(number) = number::exact(written) else {
            return (written.to_owned(), None);
        };
        let day = self.has_date().then(|| date::day(number, from_1904));
        let typed = day
            .flatten()
            .map_or(Typed::Number(Exact(number)), Typed::Date);
        (self.number(number, from_1904), Some(typed))
    }

    /// Whether numbers of this format are days.
    fn has_date(&self) -> bool {
        self.sections.first().is_some_and(Section::has_day)
    }

    /// The text shown for a number.
    fn number(&self, number: Decimal, from_1904: bool) -> String {
        let Some((section, own_sign)) = self.section(number) else {
            return number.normalize().to_string();
        };
        render::number(section, number, own_sign, from_1904)
    }

    /// The text shown for a text.
    pub(crate) fn text(&self, text: &str) -> String {
        let has_text = |section: &&Section| section.tokens.contains(&Token::Text);
        match self.sections.iter().find(has_text).or(self.sections.get(3)) {
            Some(section) => render::text(section, text),
            None => text.to_owned(),
        }
    }

    /// The section for a number, and whether the section itself shows the sign.
    fn section(&self, number: Decimal) -> Option<(&Section, bool)> {
        let numeric: Vec<&Section> = self
            .sections
            .iter()
            .filter(|section| !section.tokens.contains(&Token::Text))
            .collect();
        if numeric.iter().any(|section| section.condition.is_some()) {
            let holds = |section: &&&Section| {
                section
                    .condition
                    .is_none_or(|condition| condition.holds(number))
            };
            return numeric
                .iter()
                .find(holds)
                .or(numeric.last())
                .map(|section| (*section, false));
        }
        let sign = number.cmp(&Decimal::ZERO);
        match (numeric.as_slice(), sign) {
            ([], _) => None,
            ([_, second, ..], std::cmp::Ordering::Less) => Some((second, true)),
            ([_, _, third, ..], std::cmp::Ordering::Equal) => Some((third, true)),
            ([first, ..], _) => Some((first, false)),
        }
    }
}

#[cfg(test)]
mod tests;
