//! Due dates in working days. Convention: the day of the return does not count; the answer is due by the end of the last day.

use crate::WorkCalendar;
use jiff::civil::{Date, Weekday};

/// Whether the day is worked: as the calendar says, else from Monday to Friday.
pub fn is_working_day(day: Date, calendar: &WorkCalendar) -> bool {
    if calendar.workdays.contains(&day) {
        return true;
    }
    let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
    !weekend && !calendar.holidays.contains(&day)
}

/// The last of so many working days after `from`; `from` itself where there are none.
pub fn due(from: Date, working_days: u32, calendar: &WorkCalendar) -> Date {
    let mut day = from;
    let mut left = working_days;
    while left > 0 {
        // At the end of all dates there is nothing to count any more.
        let Ok(next) = day.tomorrow() else { break };
        day = next;
        if is_working_day(day, calendar) {
            left -= 1;
        }
    }
    day
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn weekends_are_passed_over() {
        let plain = WorkCalendar::default();
        // 2025-07-04 is a Friday.
        assert_eq!(due(date(2025, 7, 4), 1, &plain), date(2025, 7, 7));
        assert_eq!(due(date(2025, 7, 4), 5, &plain), date(2025, 7, 11));
        assert_eq!(due(date(2025, 7, 5), 3, &plain), date(2025, 7, 9));
        assert_eq!(due(date(2025, 7, 4), 0, &plain), date(2025, 7, 4));
    }

    #[test]
    fn days_off_and_worked_weekends_are_those_of_the_profile() {
        let calendar = WorkCalendar {
            holidays: vec![date(2025, 7, 7), date(2025, 7, 8)],
            workdays: vec![date(2025, 7, 5)],
        };
        assert_eq!(due(date(2025, 7, 4), 1, &calendar), date(2025, 7, 5));
        assert_eq!(due(date(2025, 7, 4), 2, &calendar), date(2025, 7, 9));
    }

    #[test]
    fn the_end_of_all_dates_is_no_panic() {
        assert_eq!(
            due(Date::MAX, u32::MAX, &WorkCalendar::default()),
            Date::MAX
        );
    }
}
