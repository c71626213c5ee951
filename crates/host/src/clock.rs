//! The only clock: now and today in the time zone of the machine.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

/// Today.
pub fn today() -> Date {
    Zoned::now().date()
}

/// Now, in milliseconds since 1970 UTC.
pub fn now() -> i64 {
    Timestamp::now().as_millisecond()
}

/// A time as people of this time zone read it: `2026-03-05 14:20`.
pub fn shown(millis: i64) -> String {
    let Ok(at) = Timestamp::from_millisecond(millis) else {
        return "—".to_owned();
    };
    let at = at.to_zoned(TimeZone::system());
    at.strftime("%Y-%m-%d %H:%M").to_string()
}
