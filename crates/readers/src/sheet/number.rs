//! Numbers as a sheet stores them: binary floats in decimal digits, of which fifteen mean something.

use rust_decimal::{Decimal, RoundingStrategy};

/// The number a person entered: `9.9199999999999999` is 9.92. `None` for what is no number or beyond 28 digits.
pub(crate) fn exact(text: &str) -> Option<Decimal> {
    let (digits, exponent) = match text.split_once(['e', 'E']) {
        Some((digits, exponent)) => (digits, exponent.parse::<i32>().ok()?),
        None => (text, 0),
    };
    let written: Decimal = digits.parse().ok()?;
    // A code of sixteen and more digits, written out, is kept: no spreadsheet program writes noise there.
    if exponent == 0 && written.scale() == 0 {
        return Some(written);
    }
    let round = RoundingStrategy::MidpointAwayFromZero;
    let mut number = written.round_sf_with_strategy(15, round)?.normalize();
    if exponent < 0 {
        let scale = number.scale() + exponent.unsigned_abs();
        if scale > 28 {
            return None;
        }
        number.set_scale(scale).ok()?;
    } else {
        for _ in 0..exponent.min(60) {
            number = number.checked_mul(Decimal::TEN)?;
        }
    }
    Some(number.normalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noise_goes_and_codes_stay() {
        let cases = [
            ("9.9199999999999999", "9.92"),
            ("0.94999999999999996", "0.95"),
            ("9.9200000000000005E-2", "0.0992"),
            ("1.2345678901234499E+17", "123456789012345000"),
            ("640000202400000012345", "640000202400000012345"),
            ("99200", "99200"),
            ("-0.5", "-0.5"),
            ("1E3", "1000"),
        ];
        for (text, expected) in cases {
            assert_eq!(
                exact(text).map(|n| n.to_string()).as_deref(),
                Some(expected),
                "{text}"
            );
        }
        for text in ["", "x", "1E400", "1E-300", "NaN", "1e999999999999"] {
            assert_eq!(exact(text), None, "{text}");
        }
    }
}
