//! A number in one section of a format, as text.

use super::super::date::{Moment, moment};
use super::section::{Section, Token};
use rust_decimal::{Decimal, RoundingStrategy};

/// The text shown for a number. `own_sign` says that the section itself tells negative numbers apart.
pub(super) fn number(
    section: &Section,
    number: Decimal,
    own_sign: bool,
    from_1904: bool,
) -> String {
    if section.is_date() {
        let moment = moment(number, from_1904);
        return moment.map_or_else(
            || number.normalize().to_string(),
            |moment| date(section, moment),
        );
    }
    let (text, is_zero) = digits(section, number.abs());
    if number.is_sign_negative() && !own_sign && !is_zero {
        format!("-{text}")
    } else {
        text
    }
}

/// The text shown for a text.
pub(super) fn text(section: &Section, text: &str) -> String {
    let part = |token: &Token| match token {
        Token::Text => text.to_owned(),
        Token::Literal(literal) => literal.clone(),
        _ => String::new(),
    };
    section.tokens.iter().map(part).collect()
}

/// Fills the digit places, and says whether the shown number is zero.
fn digits(section: &Section, number: Decimal) -> (String, bool) {
    let shape = Shape::of(&section.tokens);
    let rounded = shape.scaled(number);
    let (mut out, mut place, mut part) = (String::new(), 0, Part::Whole);
    let printed = format!("{rounded:.*}", shape.decimals);
    let (whole, fraction) = printed.split_once('.').unwrap_or((&printed, ""));
    let whole = whole.trim_start_matches('0');
    let kept = shape.kept_decimals(fraction);
    for (index, token) in section.tokens.iter().enumerate() {
        match token {
            Token::Literal(text) => out.push_str(text),
            Token::Percent => out.push('%'),
            Token::Plain => out.push_str(&number.normalize().to_string()),
            Token::Point if part == Part::Whole => {
                if shape.wholes == 0 {
                    out.push_str(whole);
                }
                if kept > 0 {
                    out.push('.');
                }
                (part, place) = (Part::Fraction, 0);
            }
            Token::Digit(_) if part == Part::Fraction => {
                if place < kept {
                    out.push_str(&fraction[place..=place]);
                }
                place += 1;
            }
            Token::Digit(_) => {
                // The first place takes all digits that have none of their own.
                let from = if place == 0 {
                    whole.len().max(shape.wholes)
                } else {
                    shape.wholes - place
                };
                let is_required = section.tokens[..=index].contains(&Token::Digit('0'));
                for from_right in (shape.wholes - place..=from).rev() {
                    match whole.len().checked_sub(from_right) {
                        Some(at) => out.push_str(&whole[at..=at]),
                        None if is_required => out.push('0'),
                        None => continue,
                    }
                    if shape.thousands && from_right > 1 && (from_right - 1) % 3 == 0 {
                        out.push(',');
                    }
                }
                place += 1;
            }
            _ => {}
        }
    }
    (
        out,
        rounded.is_zero() && !section.tokens.contains(&Token::Plain),
    )
}

#[derive(PartialEq, Eq)]
enum Part {
    Whole,
    Fraction,
}

/// How many digit places a section has and how it scales.
struct Shape {
    wholes: usize,
    decimals: usize,
    /// For each decimal place whether a zero is shown there.
    required: Vec<bool>,
    thousands: bool,
    /// Powers of ten: two a percent sign, minus three a comma behind the digits.
    power: i32,
}

impl Shape {
    fn of(tokens: &[Token]) -> Shape {
        let is_digit = |token: &Token| matches!(token, Token::Digit(_));
        let point = tokens
            .iter()
            .position(|token| *token == Token::Point)
            .unwrap_or(tokens.len());
        let last = tokens.iter().rposition(is_digit).unwrap_or(0);
        let comma = |(index, token): (usize, &Token)| (*token == Token::Comma).then_some(index);
        let last_whole = tokens[..point].iter().rposition(is_digit).unwrap_or(0);
        let commas: Vec<usize> = tokens.iter().enumerate().filter_map(comma).collect();
        let scaling = commas
            .iter()
            .filter(|at| **at > last || **at > last_whole && **at < point)
            .count();
        let percents = tokens
            .iter()
            .filter(|token| **token == Token::Percent)
            .count();
        let required: Vec<bool> = tokens[point..]
            .iter()
            .filter(|token| is_digit(token))
            .map(|token| *token == Token::Digit('0'))
            .take(20)
            .collect();
        Shape {
            wholes: tokens[..point]
                .iter()
                .filter(|token| is_digit(token))
                .count(),
            decimals: required.len(),
            required,
            thousands: commas.iter().any(|at| *at < last_whole),
            power: 2 * percents.min(4) as i32 - 3 * scaling.min(4) as i32,
        }
    }

    /// The number scaled and rounded as shown; one that is too large to scale stays.
    fn scaled(&self, number: Decimal) -> Decimal {
        let factor = Decimal::from(10i64.pow(self.power.unsigned_abs()));
        let scaled = if self.power < 0 {
            number.checked_div(factor)
        } else {
            number.checked_mul(factor)
        };
        let round = RoundingStrategy::MidpointAwayFromZero;
        scaled
            .unwrap_or(number)
            .round_dp_with_strategy(self.decimals as u32, round)
    }

    fn kept_decimals(&self, fraction: &str) -> usize {
        let shown = fraction
            .bytes()
            .zip(&self.required)
            .rposition(|(digit, required)| *required || digit != b'0');
        shown.map_or(0, |last| last + 1)
    }
}

fn date(section: &Section, moment: Moment) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    const DAYS: [&str; 7] = ["一", "二", "三", "四", "五", "六", "日"];
    const LONG_DAYS: [&str; 7] = [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ];
    let half = section
        .tokens
        .iter()
        .any(|token| matches!(token, Token::Half(..)));
    let hour = moment.seconds / 3600;
    let day = moment.day;
    let weekday = (day.weekday().to_monday_zero_offset() as usize).min(6);
    let month = MONTHS[(day.month() as usize - 1).min(11)];
    let padded = |number: i64, length: usize| {
        if length > 1 {
            format!("{number:02}")
        } else {
            number.to_string()
        }
    };
    let part = |token: &Token| match token {
        Token::Literal(text) => text.clone(),
        Token::Date('y', 1 | 2) => format!("{:02}", day.year() % 100),
        Token::Date('y', _) => day.year().to_string(),
        Token::Date('m', 3) => month[..3].to_owned(),
        Token::Date('m', 4) => month.to_owned(),
        Token::Date('m', length @ (1 | 2)) => padded(i64::from(day.month()), *length),
        Token::Date('m', _) => month[..1].to_owned(),
        Token::Date('d', length @ (1 | 2)) => padded(i64::from(day.day()), *length),
        Token::Date('d', 3) => LONG_DAYS[weekday][..3].to_owned(),
        Token::Date('d', _) => LONG_DAYS[weekday].to_owned(),
        Token::Date('a', 3) => DAYS[weekday].to_owned(),
        Token::Date('a', _) => format!("星期{}", DAYS[weekday]),
        Token::Date('h', length) if half => padded((hour + 11) % 12 + 1, *length),
        Token::Date('h', length) => padded(hour, *length),
        Token::Date(_, length) => padded(moment.seconds % 60, *length),
        Token::Minutes(length) => padded(moment.seconds / 60 % 60, *length),
        Token::Elapsed('h') => (moment.elapsed / 3600).to_string(),
        Token::Elapsed('m') => (moment.elapsed / 60).to_string(),
        Token::Elapsed(_) => moment.elapsed.to_string(),
        Token::Half(morning, afternoon) => {
            (if hour < 12 { *morning } else { *afternoon }).to_owned()
        }
        Token::Point => ".".to_owned(),
        Token::Digit(_) => "0".to_owned(),
        Token::Comma => ",".to_owned(),
        Token::Percent | Token::Plain | Token::Text => String::new(),
    };
    section.tokens.iter().map(part).collect()
}
