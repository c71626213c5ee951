//! Money in exact amounts beside the text that was typed; blank, zero, dash and placeholder stay apart.
//!
//! Source: `forms.md` 1.1 and 1.2 of the domain notes, i.e. the forms' own unit line (单位：万元) and six decimals of 万元 = 分.

use crate::{Exact, Place};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A band of money, by which forms are counted and looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Band {
    /// Its name in addresses and stores.
    pub key: &'static str,
    /// What it is called.
    pub word: &'static str,
    /// The first amount above it, in 分; the last band has no bound.
    pub below: i64,
}

/// The bands, from small to large.
pub const BANDS: [Band; 5] = [
    Band {
        key: "to_10",
        word: "10万元以下",
        below: 10_000_000,
    },
    Band {
        key: "to_50",
        word: "10—50万元",
        below: 50_000_000,
    },
    Band {
        key: "to_200",
        word: "50—200万元",
        below: 200_000_000,
    },
    Band {
        key: "to_1000",
        word: "200—1000万元",
        below: 1_000_000_000,
    },
    Band {
        key: "over_1000",
        word: "1000万元及以上",
        below: i64::MAX,
    },
];

/// The place in [`BANDS`] of an amount in 分.
pub fn band(fen: i64) -> usize {
    let place = BANDS.iter().position(|band| fen < band.below);
    place.unwrap_or(BANDS.len() - 1)
}

/// An exact amount in 元. A whole number of 分 wherever a form can be paid out; more decimals are kept as typed.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Default,
    Serialize,
    Deserialize,
    JsonSchema,
)]
#[serde(transparent)]
pub struct Money(pub Exact);

impl Money {
    /// An amount of `number` in `unit`.
    pub fn of(number: Decimal, unit: MoneyUnit) -> Option<Money> {
        number
            .checked_mul(unit.yuan())
            .map(|yuan| Money(Exact(yuan)))
    }

    /// The sum of two amounts; the largest there is where it would be more.
    pub fn plus(self, other: Money) -> Money {
        Money(Exact(self.yuan().saturating_add(other.yuan())))
    }

    /// The amount in 元.
    pub fn yuan(self) -> Decimal {
        self.0.0
    }

    /// The amount in 分 when it is a whole number of them.
    pub fn fen(self) -> Option<i128> {
        let fen = self.yuan().checked_mul(Decimal::ONE_HUNDRED)?;
        fen.is_integer()
            .then(|| fen.mantissa() / 10i128.pow(fen.scale()))
    }

    /// Its place in [`BANDS`]; parts of a 分 do not count.
    pub fn band(self) -> usize {
        let fen = self.yuan().saturating_mul(Decimal::ONE_HUNDRED).floor();
        band(fen.to_i64().unwrap_or(i64::MAX))
    }

    /// An amount of so many 分.
    pub fn from_fen(fen: i64) -> Money {
        Money(Exact(Decimal::new(fen, 2).normalize()))
    }

    /// The amount as a person writes it in `unit`: no trailing zeros, no unit word.
    pub fn in_unit(self, unit: MoneyUnit) -> String {
        Exact(self.yuan() / unit.yuan()).to_string()
    }
}

/// The unit that a form's amounts are printed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub enum MoneyUnit {
    /// 元
    #[serde(rename = "元")]
    Yuan,
    /// 万元, ten thousand 元
    #[serde(rename = "万元")]
    Wan,
    /// 亿元, a hundred million 元
    #[serde(rename = "亿元")]
    Yi,
}

impl MoneyUnit {
    /// How many 元 one of this unit is.
    pub fn yuan(self) -> Decimal {
        match self {
            MoneyUnit::Yuan => Decimal::ONE,
            MoneyUnit::Wan => Decimal::from(10_000),
            MoneyUnit::Yi => Decimal::from(100_000_000),
        }
    }

    /// The printed word.
    pub fn word(self) -> &'static str {
        match self {
            MoneyUnit::Yuan => "元",
            MoneyUnit::Wan => "万元",
            MoneyUnit::Yi => "亿元",
        }
    }

    /// The unit a word names, exactly.
    pub fn from_word(word: &str) -> Option<MoneyUnit> {
        match word.trim() {
            "元" | "人民币元" => Some(MoneyUnit::Yuan),
            "万元" | "万" | "萬元" | "萬" => Some(MoneyUnit::Wan),
            "亿元" | "亿" => Some(MoneyUnit::Yi),
            _ => None,
        }
    }
}

/// What stands in an amount cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AmountState {
    /// A number, zero included.
    Amount,
    /// Nothing; in sums read as 0, and said so.
    Blank,
    /// `/`, `—`: the row does not apply.
    Dash,
    /// `**`, `XX`, `＿＿`: the template's mark, or an open blank.
    Placeholder,
    /// Words.
    Text,
}

/// An amount cell: what was typed and what it means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Amount {
    /// What stands in the cell.
    pub state: AmountState,
    /// The amount in 元; null when it is no number or no money unit is stated.
    pub yuan: Option<Money>,
    /// The text as typed.
    pub raw: String,
    /// Where it stands; null for an amount that was not read from a page.
    pub at: Option<Place>,
}

impl Amount {
    /// Reads a cell of an amount column. `unit` is what the form states; a unit typed in the cell itself wins.
    pub fn parse(raw: &str, unit: Option<MoneyUnit>, at: Option<Place>) -> Amount {
        let typed = crate::text::half_width(raw);
        let plain = typed.replace(char::is_whitespace, "");
        let (state, yuan) = if plain.is_empty() {
            (AmountState::Blank, None)
        } else if holds_two_numbers(&typed) {
            (AmountState::Text, None)
        } else if plain.chars().all(|c| "/-—–―".contains(c)) {
            (AmountState::Dash, None)
        } else if crate::text::is_placeholder(&plain) {
            (AmountState::Placeholder, None)
        } else {
            let digits = plain.trim_end_matches(|c: char| !c.is_ascii_digit() && c != '.');
            let word = &plain[digits.len()..];
            let stated = MoneyUnit::from_word(word).or(unit.filter(|_| word.is_empty()));
            match Exact::parse(digits) {
                Some(number) if word.is_empty() || stated.is_some() => (
                    AmountState::Amount,
                    stated.and_then(|unit| Money::of(number.0, unit)),
                ),
                // 衔接资金60（中央任务）: words around one number, which is still what is printed.
                _ => (
                    AmountState::Text,
                    only_number(&plain)
                        .zip(unit)
                        .and_then(|(number, unit)| Money::of(number.0, unit)),
                ),
            }
        };
        Amount {
            state,
            yuan,
            raw: raw.trim().to_owned(),
            at,
        }
    }

    /// The number as typed, whatever its unit; `None` unless the cell holds an amount.
    pub fn typed_number(&self) -> Option<Exact> {
        let plain = crate::text::half_width(&self.raw);
        let digits = plain.trim_end_matches(|c: char| !c.is_ascii_digit() && c != '.');
        (self.state == AmountState::Amount)
            .then(|| Exact::parse(digits))
            .flatten()
    }

    /// The amount for a sum: a blank or a dash counts as 0, words and placeholders have none.
    pub fn for_sum(&self) -> Option<Decimal> {
        match self.state {
            AmountState::Amount => self.yuan.map(Money::yuan),
            AmountState::Blank | AmountState::Dash => Some(Decimal::ZERO),
            AmountState::Placeholder | AmountState::Text => None,
        }
    }

    /// Whether the cell is empty.
    pub fn is_blank(&self) -> bool {
        self.state == AmountState::Blank
    }
}

/// Whether a space parts two numbers (`40 38.7`); between groups of three digits (`1 350`) it does not.
fn holds_two_numbers(text: &str) -> bool {
    let mut runs = text.split_whitespace().peekable();
    while let Some(run) = runs.next() {
        let Some(next) = runs.peek() else { break };
        let digits = next.chars().take_while(char::is_ascii_digit).count();
        let number = |c: char| c.is_ascii_digit();
        if run.ends_with(number) && next.starts_with(number) && digits != 3 {
            return true;
        }
    }
    false
}

/// The number of a text that holds just one.
fn only_number(text: &str) -> Option<Exact> {
    let mut runs = text
        .split(|c: char| !(c.is_ascii_digit() || c == '.' || c == ','))
        .filter(|run| run.contains(|c: char| c.is_ascii_digit()));
    let run = runs.next()?;
    runs.next()
        .is_none()
        .then(|| Exact::parse(run.trim_matches(['.', ','])))
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn yuan(raw: &str, unit: Option<MoneyUnit>) -> (AmountState, Option<String>) {
        let amount = Amount::parse(raw, unit, None);
        (amount.state, amount.yuan.map(|m| m.0.to_string()))
    }

    #[test]
    fn the_first_amount_above_a_band_is_the_least_of_the_next() {
        for (fen, word) in [
            (0, "10万元以下"),
            (9_999_999, "10万元以下"),
            (10_000_000, "10—50万元"),
            (1_000_000_000, "1000万元及以上"),
            (i64::MAX, "1000万元及以上"),
        ] {
            assert_eq!(BANDS[band(fen)].word, word, "{fen}");
            assert_eq!(Money::from_fen(fen).band(), band(fen));
        }
    }

    #[test]
    fn the_form_unit_scales_the_number() {
        assert_eq!(
            yuan("9.92", Some(MoneyUnit::Wan)),
            (AmountState::Amount, Some("99200".into()))
        );
        assert_eq!(
            yuan("0.00", Some(MoneyUnit::Wan)),
            (AmountState::Amount, Some("0".into()))
        );
        assert_eq!(
            yuan("1,250", Some(MoneyUnit::Yuan)),
            (AmountState::Amount, Some("1250".into()))
        );
    }

    #[test]
    fn a_unit_in_the_cell_wins_over_the_form() {
        assert_eq!(
            yuan("60万", Some(MoneyUnit::Yuan)),
            (AmountState::Amount, Some("600000".into()))
        );
    }

    #[test]
    fn without_a_unit_the_amount_is_not_guessed() {
        assert_eq!(yuan("9.92", None), (AmountState::Amount, None));
    }

    #[test]
    fn blank_dash_placeholder_and_words_stay_apart() {
        assert_eq!(yuan(" ", Some(MoneyUnit::Wan)).0, AmountState::Blank);
        assert_eq!(yuan("——", Some(MoneyUnit::Wan)).0, AmountState::Dash);
        assert_eq!(yuan("/", Some(MoneyUnit::Wan)).0, AmountState::Dash);
        assert_eq!(yuan("**", Some(MoneyUnit::Wan)).0, AmountState::Placeholder);
        assert_eq!(
            yuan("＿＿", Some(MoneyUnit::Wan)).0,
            AmountState::Placeholder
        );
        assert_eq!(
            yuan("衔接资金60（中央任务）", Some(MoneyUnit::Wan)).0,
            AmountState::Text
        );
    }

    #[test]
    fn six_decimals_of_wan_are_whole_fen() {
        let amount = Amount::parse("0.000001", Some(MoneyUnit::Wan), None);
        assert_eq!(amount.yuan.unwrap().fen(), Some(1));
        let finer = Amount::parse("0.0000001", Some(MoneyUnit::Wan), None);
        assert_eq!(finer.yuan.unwrap().fen(), None);
    }
}
