//! Named days: lunar and solar festivals with their dates, seasons without one.
//!
//! A date is worked out only when a cell names the day, so nothing is paid at start-up.

use icu_calendar::types::Month;
use icu_calendar::{Date as LunarDate, Iso};
use jiff::civil::Date;
use model::value::{DateContext, NamedDay};

/// The first day of the lunar year that begins in `year`; `None` outside 1900–2100.
pub fn spring_festival(year: i16) -> Option<Date> {
    lunar(year, 1, 1)
}

/// What a reading of a form of this budget year knows about dates.
pub fn dates(year: Option<i16>) -> DateContext<'static> {
    DateContext {
        year,
        named: NAMED_DAYS,
    }
}

/// The named days, a longer word before any word that it begins with. Seasons have no date.
pub const NAMED_DAYS: &[NamedDay] = &[
    day("腊八", |year| twelfth_month(year, 8)),
    day("腊月初八", |year| twelfth_month(year, 8)),
    day("腊月二十三", |year| twelfth_month(year, 23)),
    day("腊月廿三", |year| twelfth_month(year, 23)),
    day("小年", |year| twelfth_month(year, 23)),
    day("正月十五", |year| lunar(year, 1, 15)),
    day("除夕", |year| spring_festival(year)?.yesterday().ok()),
    day("春节", spring_festival),
    day("元宵", |year| lunar(year, 1, 15)),
    day("端午", |year| lunar(year, 5, 5)),
    day("中秋", |year| lunar(year, 8, 15)),
    day("重阳", |year| lunar(year, 9, 9)),
    day("元旦", |year| solar(year, 1, 1)),
    day("三八妇女节", |year| solar(year, 3, 8)),
    day("三八", |year| solar(year, 3, 8)),
    day("妇女节", |year| solar(year, 3, 8)),
    day("植树节", |year| solar(year, 3, 12)),
    day("五一国际劳动节", |year| solar(year, 5, 1)),
    day("五一劳动节", |year| solar(year, 5, 1)),
    day("五一", |year| solar(year, 5, 1)),
    day("劳动节", |year| solar(year, 5, 1)),
    day("五四青年节", |year| solar(year, 5, 4)),
    day("五四", |year| solar(year, 5, 4)),
    day("六一儿童节", |year| solar(year, 6, 1)),
    day("六一", |year| solar(year, 6, 1)),
    day("儿童节", |year| solar(year, 6, 1)),
    day("七一", |year| solar(year, 7, 1)),
    day("八一建军节", |year| solar(year, 8, 1)),
    day("八一", |year| solar(year, 8, 1)),
    day("建军节", |year| solar(year, 8, 1)),
    day("教师节", |year| solar(year, 9, 10)),
    day("国庆", |year| solar(year, 10, 1)),
    day("主汛期", no_date),
    day("汛期", no_date),
    day("入汛", no_date),
    day("雨季", no_date),
    day("春季开学", no_date),
    day("秋季开学", no_date),
    day("开学", no_date),
    day("春耕", no_date),
    day("春播", no_date),
    day("秋收", no_date),
    day("秋种", no_date),
    day("供暖季", no_date),
    day("供暖期", no_date),
    day("供暖", no_date),
    day("采暖季", no_date),
    day("采暖期", no_date),
    day("入冬", no_date),
    day("森林防火期", no_date),
    day("防火期", no_date),
    day("清明", no_date),
];

const fn day(word: &'static str, date: fn(i16) -> Option<Date>) -> NamedDay {
    NamedDay { word, date }
}

/// A season begins when the place and the year say so, and 清明 is a solar term: a reading keeps the words.
fn no_date(_: i16) -> Option<Date> {
    None
}

fn solar(year: i16, month: i8, day: i8) -> Option<Date> {
    known(year)?;
    Date::new(year, month, day).ok()
}

/// A day of 腊月, the last month of the lunar year that ends in `year`.
fn twelfth_month(year: i16, day: u8) -> Option<Date> {
    known(year)?;
    lunar(year - 1, 12, day)
}

/// A day of the lunar year that begins in `year`, by GB/T 33661-2017.
fn lunar(year: i16, month: u8, day: u8) -> Option<Date> {
    known(year)?;
    let lunar = LunarDate::try_new_chinese_traditional(year.into(), Month::new(month), day).ok()?;
    let iso = lunar.to_calendar(Iso);
    let month = i8::try_from(iso.month().ordinal).ok()?;
    let day = i8::try_from(iso.day_of_month().0).ok()?;
    Date::new(i16::try_from(iso.year().extended_year()).ok()?, month, day).ok()
}

/// Years beyond this span are misread numbers rather than budget years.
fn known(year: i16) -> Option<()> {
    (1900..=2100).contains(&year).then_some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use model::Value;

    fn named(word: &str, year: i16) -> Option<Date> {
        let day = NAMED_DAYS.iter().find(|day| day.word == word).unwrap();
        (day.date)(year)
    }

    #[test]
    fn spring_festivals_are_those_of_the_published_calendar() {
        for expected in [
            date(2023, 1, 22),
            date(2024, 2, 10),
            date(2025, 1, 29),
            date(2026, 2, 17),
            date(2027, 2, 6),
            date(2028, 1, 26),
            date(2029, 2, 13),
            date(2030, 2, 3),
        ] {
            assert_eq!(spring_festival(expected.year()), Some(expected));
        }
    }

    #[test]
    fn other_lunar_days_fall_where_the_calendar_has_them() {
        assert_eq!(named("除夕", 2024), Some(date(2024, 2, 9)));
        assert_eq!(named("元宵", 2024), Some(date(2024, 2, 24)));
        assert_eq!(named("端午", 2024), Some(date(2024, 6, 10)));
        assert_eq!(named("中秋", 2024), Some(date(2024, 9, 17)));
        assert_eq!(named("重阳", 2024), Some(date(2024, 10, 11)));
        // 2025 has a leap sixth month before these two.
        assert_eq!(named("中秋", 2025), Some(date(2025, 10, 6)));
        assert_eq!(named("重阳", 2025), Some(date(2025, 10, 29)));
    }

    #[test]
    fn solar_festivals_and_seasons() {
        assert_eq!(named("国庆", 2025), Some(date(2025, 10, 1)));
        assert_eq!(named("教师节", 2025), Some(date(2025, 9, 10)));
        assert_eq!(named("主汛期", 2025), None);
    }

    #[test]
    fn years_outside_the_span_have_no_dates() {
        for year in [1899, 2101, 0, i16::MIN, i16::MAX] {
            assert!(
                NAMED_DAYS.iter().all(|day| (day.date)(year).is_none()),
                "{year}"
            );
        }
        assert!(spring_festival(1900).is_some() && spring_festival(2100).is_some());
    }

    #[test]
    fn no_word_hides_a_longer_one_behind_it() {
        for (index, day) in NAMED_DAYS.iter().enumerate() {
            for later in &NAMED_DAYS[index + 1..] {
                assert!(
                    !later.word.starts_with(day.word),
                    "{}在{}之前",
                    day.word,
                    later.word
                );
            }
        }
    }

    #[test]
    fn a_cell_that_names_a_day_gets_its_date_from_here() {
        let to = |raw, year| {
            Value::parse(raw, dates(year))
                .date
                .map(|d| (d.basis.unwrap(), d.to))
        };
        assert_eq!(
            to("春节前", Some(2024)),
            Some(("春节".into(), Some(date(2024, 2, 10))))
        );
        assert_eq!(
            to("2025年中秋节前", None),
            Some(("中秋".into(), Some(date(2025, 10, 6))))
        );
        assert_eq!(
            to("主汛期来临前", Some(2024)),
            Some(("主汛期".into(), None))
        );
        assert_eq!(to("春节前", None), Some(("春节".into(), None)));
    }
}
