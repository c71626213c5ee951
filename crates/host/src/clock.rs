//! The only clock: today's date in the time zone of the machine.

use jiff::civil::Date;

/// Today.
pub fn today() -> Date {
    jiff::Zoned::now().date()
}
