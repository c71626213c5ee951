//! Target and actual values: one cell holds an operator, a number or a phrase, and a unit.
//!
//! Source: the grammar of `forms.md` 1.3 of the domain notes. Nothing that is not printed is added: no operator, no year.

pub mod date;
mod parse;
pub mod spelled;

use crate::Exact;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The content of a value cell.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Value {
    /// The text as shown, trimmed.
    pub raw: String,
    /// What kind of value it is.
    pub kind: ValueKind,
    /// The comparison, only if printed.
    pub operator: Option<Operator>,
    /// The number as printed; of a range the lower one.
    pub number: Option<Exact>,
    /// The upper number of a range.
    pub upper: Option<Exact>,
    /// The unit as printed, after normalising signs.
    pub unit: Option<String>,
    /// The dates of a deadline or period.
    pub date: Option<DateSpan>,
}

/// Kinds of value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ValueKind {
    /// `≥95%`, `124人`
    Number,
    /// `80%–90%`
    Range,
    /// `10月底前`, `春节前`
    Deadline,
    /// `2024年3月—11月`, `全年`
    Period,
    /// `优`, `较好`
    Ordinal,
    /// `是`, `通过`
    Boolean,
    /// Any other words
    Text,
    /// Nothing, or only a unit or a sign
    #[default]
    Empty,
}

/// A comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub enum Operator {
    /// At least
    #[serde(rename = "≥")]
    AtLeast,
    /// At most
    #[serde(rename = "≤")]
    AtMost,
    /// More than
    #[serde(rename = ">")]
    MoreThan,
    /// Less than
    #[serde(rename = "<")]
    LessThan,
    /// Exactly
    #[serde(rename = "=")]
    Equal,
}

impl Operator {
    /// The sign.
    pub fn sign(self) -> &'static str {
        match self {
            Operator::AtLeast => "≥",
            Operator::AtMost => "≤",
            Operator::MoreThan => ">",
            Operator::LessThan => "<",
            Operator::Equal => "=",
        }
    }

    /// The comparison that a sign or word of an operator column stands for; 定性, 正向 and 反向 are none.
    pub fn from_word(word: &str) -> Option<Operator> {
        parse::operator_word(&crate::text::squeezed(&crate::text::half_width(word)))
    }

    /// Whether it sets a lower bound.
    pub fn is_lower_bound(self) -> bool {
        matches!(self, Operator::AtLeast | Operator::MoreThan)
    }
}

/// The dates of a deadline or period.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct DateSpan {
    /// The first day, where one is stated.
    pub from: Option<Date>,
    /// The last day, where it can be known.
    pub to: Option<Date>,
    /// The printed words it comes from: 春节, 10月底.
    pub basis: Option<String>,
}

/// What a reading knows about dates: the year of the form, and named days such as 春节.
#[derive(Clone, Copy)]
pub struct DateContext<'a> {
    /// The budget year, when known.
    pub year: Option<i16>,
    /// Named days: the word and its date in a year. A word without a fixed date gives `None`.
    pub named: &'a [NamedDay],
}

/// A named day: 春节, 汛期.
pub struct NamedDay {
    /// The word.
    pub word: &'static str,
    /// Its date in a year; `None` where no calendar fixes it.
    pub date: fn(i16) -> Option<Date>,
}

impl DateContext<'_> {
    /// A context that knows nothing.
    pub const NONE: DateContext<'static> = DateContext {
        year: None,
        named: &[],
    };
}

impl Value {
    /// Reads a cell.
    pub fn parse(raw: &str, context: DateContext) -> Value {
        parse::value(raw, context)
    }

    /// Joins operator, value and unit that stand in columns of their own. An empty cell adds nothing.
    pub fn from_columns(operator: &str, value: &str, unit: &str, context: DateContext) -> Value {
        let sign = Operator::from_word(operator);
        // 定性 and 正向 say how to read the value, they are no part of it.
        let shown = if sign.is_some() { operator } else { "" };
        let mut read = Value::parse(value, context);
        // A value that brings its unit along (`60个` beside 个) does not get it twice.
        let behind = if read.unit.is_some() { "" } else { unit };
        let raw: Vec<&str> = [shown, value, behind]
            .into_iter()
            .map(str::trim)
            .filter(|t| !t.is_empty())
            .collect();
        read.raw = raw.concat();
        read.operator = read.operator.or(sign);
        let unit = parse::clean_unit(unit);
        if matches!(read.kind, ValueKind::Number | ValueKind::Range) && read.unit.is_none() {
            read.unit = unit;
        }
        read
    }

    /// Whether the cell holds nothing that could be measured or read.
    pub fn is_empty(&self) -> bool {
        self.kind == ValueKind::Empty
    }

    /// Whether it is a number with this unit.
    pub fn is_number_in(&self, unit: &str) -> bool {
        self.kind == ValueKind::Number && self.unit.as_deref() == Some(unit)
    }

    /// Whether it is exactly 100%, with or without a sign.
    pub fn is_hundred_percent(&self) -> bool {
        self.is_number_in("%") && self.number == Some(Exact::from(100))
    }

    /// The amount, when the value is money.
    pub fn money(&self) -> Option<crate::Money> {
        let unit = crate::MoneyUnit::from_word(self.unit.as_deref()?)?;
        (self.kind == ValueKind::Number)
            .then(|| crate::Money::of(self.number?.0, unit))
            .flatten()
    }
}
