//! Exact decimals: written to JSON as strings without trailing zeros, never as binary floating point.

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// An exact decimal number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Exact(pub Decimal);

impl Exact {
    /// Reads digits with an optional sign, decimal point and thousands separators (`1,250` or `1，250`).
    /// Anything else, a unit included, is `None`.
    pub fn parse(text: &str) -> Option<Exact> {
        let plain: String = crate::text::half_width(text)
            .chars()
            .filter(|c| *c != ',' && !c.is_whitespace())
            .collect();
        let digits = plain.strip_prefix(['-', '+']).unwrap_or(&plain);
        if digits.is_empty() || !digits.chars().all(|c| c.is_ascii_digit() || c == '.') {
            return None;
        }
        Decimal::from_str(plain.strip_suffix('.').unwrap_or(&plain))
            .ok()
            .map(Exact)
    }
}

impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.normalize())
    }
}

impl From<i64> for Exact {
    fn from(number: i64) -> Self {
        Exact(Decimal::from(number))
    }
}

impl Serialize for Exact {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Exact {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Exact::parse(&text).ok_or_else(|| serde::de::Error::custom(format!("“{text}”不是十进制数")))
    }
}

impl JsonSchema for Exact {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Exact".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "pattern": r"^-?\d+(\.\d*[1-9])?$",
            "description": "An exact decimal without trailing zeros."
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trailing_zeros_are_not_printed() {
        assert_eq!(Exact::parse("20.40").unwrap().to_string(), "20.4");
        assert_eq!(Exact::parse("1,250").unwrap().to_string(), "1250");
        assert_eq!(Exact::parse("１２．５").unwrap().to_string(), "12.5");
    }

    #[test]
    fn words_are_no_numbers() {
        for text in ["", "-", ".", "12人", "1.2.3", "九"] {
            assert_eq!(Exact::parse(text), None, "{text}");
        }
    }
}
