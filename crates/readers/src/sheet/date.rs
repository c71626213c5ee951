//! Days and times as a sheet stores them: days since an epoch, parts of a day behind the point.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

/// The last day a sheet can show, 9999-12-31.
const LAST: i64 = 2_958_465;

/// A point in time as a sheet shows it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moment {
    pub(crate) day: Date,
    /// Seconds of the day.
    pub(crate) seconds: i64,
    /// Seconds since the epoch, for `[h]`.
    pub(crate) elapsed: i64,
}

/// The moment of a serial number; `None` where a sheet shows `####`.
pub(crate) fn moment(serial: Decimal, from_1904: bool) -> Option<Moment> {
    let seconds = (serial.checked_mul(Decimal::from(86_400))?)
        .round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero)
        .to_i64()?;
    let days = seconds.div_euclid(86_400);
    if !(0..=LAST).contains(&days) {
        return None;
    }
    let epoch = match () {
        () if from_1904 => date(1904, 1, 1),
        // Day 60 is a 29 February 1900 that never was; before it the count is one ahead.
        () if days < 60 => date(1899, 12, 31),
        () => date(1899, 12, 30),
    };
    let day = epoch.checked_add(days.days()).ok()?;
    Some(Moment {
        day,
        seconds: seconds.rem_euclid(86_400),
        elapsed: seconds,
    })
}

/// The day of a serial number.
pub(crate) fn day(serial: Decimal, from_1904: bool) -> Option<Date> {
    moment(serial, from_1904).map(|moment| moment.day)
}

/// The day of an ISO date with or without a time.
pub(crate) fn iso(text: &str) -> Option<Date> {
    text.get(..10)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serials_of_both_epochs() {
        assert_eq!(day(Decimal::from(45_413), false), Some(date(2024, 5, 1)));
        assert_eq!(day(Decimal::from(43_951), true), Some(date(2024, 5, 1)));
        assert_eq!(day(Decimal::from(1), false), Some(date(1900, 1, 1)));
        assert_eq!(day(Decimal::from(61), false), Some(date(1900, 3, 1)));
        assert_eq!(day(Decimal::from(-1), false), None);
        assert_eq!(day(Decimal::MAX, false), None);
        assert_eq!(iso("2024-05-01T00:00:00"), Some(date(2024, 5, 1)));
    }
}
