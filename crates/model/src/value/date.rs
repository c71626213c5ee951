//! Dates in words: 10月底前, 2024年3月—11月, 春节前, 第三季度.

use super::{DateContext, DateSpan, ValueKind};
use jiff::civil::Date;

/// A date found inside a longer text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Byte range of the words, a 前 behind them included.
    pub range: std::ops::Range<usize>,
    /// Whether it sets a day (deadline) or a span (period).
    pub kind: ValueKind,
    /// The dates.
    pub span: DateSpan,
    /// The year, where one is printed.
    pub year: Option<i16>,
}

/// Reads a text that is a date as a whole, with a few words of completion behind it.
pub(super) fn whole(plain: &str, context: DateContext) -> Option<(ValueKind, DateSpan)> {
    let mention = at_start(plain, context)?;
    let rest = &plain[mention.range.end..];
    let short = rest.chars().count() <= 8 && rest.chars().all(|c| c.is_alphabetic());
    let completes = [
        "完成", "完工", "竣工", "到位", "结束", "发放", "投入", "交付", "前", "内",
    ];
    let fits = rest.is_empty() || short && completes.iter().any(|word| rest.contains(word));
    fits.then_some((mention.kind, mention.span))
}

/// The first date in a text that names a day, a span or a named day with 前 behind it. Works on text as typed.
pub fn find(text: &str, context: DateContext) -> Option<Mention> {
    let begins = Begins::of(context);
    // Most texts name no date at all.
    if !text
        .chars()
        .any(|c| begins.has(crate::text::half_width_char(c)))
    {
        return None;
    }
    let plain: String = text.chars().map(crate::text::half_width_char).collect();
    // Half-width forms are shorter in bytes, so positions are found in characters and given back in bytes of `text`.
    let bytes: Vec<usize> = text
        .char_indices()
        .map(|(at, _)| at)
        .chain([text.len()])
        .collect();
    for (index, (at, c)) in plain.char_indices().enumerate() {
        let inside_number = index > 0
            && c.is_ascii_digit()
            && plain[..at].ends_with(|p: char| p.is_ascii_digit() || p == '.');
        if inside_number || !begins.has(c) {
            continue;
        }
        if let Some(mut mention) = at_start(&plain[at..], context) {
            let length = plain[at..at + mention.range.end].chars().count();
            mention.range = bytes[index]..bytes[index + length];
            return Some(mention);
        }
    }
    None
}

/// With which characters a date can begin: most cannot, and a name is searched at each of its own. One bit stands for several
/// characters, so that a few pass that cannot.
struct Begins([u64; 32]);

impl Begins {
    fn of(context: DateContext) -> Begins {
        let named = context
            .named
            .iter()
            .filter_map(|day| day.word.chars().next());
        let first = "每年当本上下第一二三四".chars().chain(named);
        let mut bits = [0; 32];
        for c in first {
            bits[c as usize / 64 % 32] |= 1 << (c as u32 % 64);
        }
        Begins(bits)
    }

    fn has(&self, c: char) -> bool {
        c.is_ascii_digit()
            || !c.is_ascii() && self.0[c as usize / 64 % 32] >> (c as u32 % 64) & 1 == 1
    }
}

/// A date at the start of the text.
fn at_start(text: &str, context: DateContext) -> Option<Mention> {
    recurring(text)
        .or_else(|| relative(text))
        .or_else(|| named(text, context))
        .or_else(|| part_of_year(text, context))
        .or_else(|| calendar(text, context))
}

fn deadline(end: usize, to: Option<Date>, basis: &str, year: Option<i16>) -> Mention {
    let span = DateSpan {
        from: None,
        to,
        basis: Some(basis.to_owned()),
    };
    Mention {
        range: 0..end,
        kind: ValueKind::Deadline,
        span,
        year,
    }
}

fn period(
    end: usize,
    from: Option<Date>,
    to: Option<Date>,
    basis: &str,
    year: Option<i16>,
) -> Mention {
    let span = DateSpan {
        from,
        to,
        basis: Some(basis.to_owned()),
    };
    Mention {
        range: 0..end,
        kind: ValueKind::Period,
        span,
        year,
    }
}

/// 每月10日前, 每季度末.
fn recurring(text: &str) -> Option<Mention> {
    let rest = text.strip_prefix('每')?;
    let rest = ["个月", "季度", "季", "月", "周", "年"]
        .iter()
        .find_map(|word| rest.strip_prefix(word))?;
    let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let day = digits
        .strip_prefix('日')
        .or_else(|| digits.strip_prefix('号'))
        .filter(|_| digits.len() < rest.len());
    let rest = day.unwrap_or(rest);
    let rest = ["底", "末", "初"]
        .iter()
        .find_map(|word| rest.strip_prefix(word))
        .unwrap_or(rest);
    let rest = strip_before(rest)?;
    let end = text.len() - rest.len();
    Some(deadline(end, None, &text[..end], None))
}

/// 次月10日前, 下年3月底前; 合同签订后30日内, 验收合格后三个月内: a day that depends on another one, which a form does not state.
fn relative(text: &str) -> Option<Mention> {
    let next = ["次月", "次年", "次季", "下月", "下年", "下季度", "当月"]
        .iter()
        .find_map(|word| text.strip_prefix(word));
    if let Some(rest) = next {
        let rest =
            rest.trim_start_matches(|c: char| c.is_ascii_digit() || "月日号底末初".contains(c));
        let rest = strip_before(rest)?;
        let end = text.len() - rest.len();
        return Some(deadline(end, None, &text[..end], None));
    }
    let (cause, rest) = text.split_once('后')?;
    let named = (2..=10).contains(&cause.chars().count()) && cause.chars().all(crate::text::is_han);
    let digits = rest
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(rest.len());
    let rest = match super::spelled::leading(rest) {
        Some((_, length)) => &rest[length..],
        None if digits > 0 => &rest[digits..],
        None => rest.strip_prefix([
            '一', '二', '两', '三', '四', '五', '六', '七', '八', '九', '十',
        ])?,
    };
    let span = ["个工作日", "工作日", "个月", "日", "天", "周", "年"];
    let rest = span.iter().find_map(|word| rest.strip_prefix(word))?;
    let rest = ["之内", "以内", "内"]
        .iter()
        .find_map(|word| rest.strip_prefix(word))?;
    let end = text.len() - rest.len();
    named.then(|| deadline(end, None, &text[..end], None))
}

/// 春节前, 2024年春节前, 汛期前, 开学前.
fn named(text: &str, context: DateContext) -> Option<Mention> {
    let (year, rest) = leading_year(text).map_or((None, text), |(year, rest)| (Some(year), rest));
    let day = context
        .named
        .iter()
        .find(|day| rest.starts_with(day.word))?;
    let rest = &rest[day.word.len()..];
    let rest = ["来临", "到来", "期间", "节"]
        .iter()
        .find_map(|word| rest.strip_prefix(word))
        .unwrap_or(rest);
    let behind = strip_before(rest)?;
    let date = year.or(context.year).and_then(day.date);
    Some(deadline(text.len() - behind.len(), date, day.word, year))
}

/// 年底前, 年内, 全年, 上半年, 第三季度.
fn part_of_year(text: &str, context: DateContext) -> Option<Mention> {
    let (stated, rest) = leading_year(text).map_or((None, text), |(year, rest)| (Some(year), rest));
    let rest = rest
        .strip_prefix(['当', '本'])
        .filter(|r| r.starts_with('年') && stated.is_none())
        .unwrap_or(rest);
    let year = stated.or(context.year);
    let day = |month, day| year.and_then(|year| Date::new(year, month, day).ok());
    for word in ["年底", "年末", "年终"] {
        // A printed year has taken 年 with it: 2024年底.
        let found = rest
            .strip_prefix(word)
            .or_else(|| stated.and(rest.strip_prefix(&word[3..])));
        if let Some(behind) = found {
            let end = text.len() - strip_before(behind).unwrap_or(behind).len();
            return Some(deadline(end, day(12, 31), word, stated));
        }
    }
    if let Some(behind) = rest
        .strip_prefix("年内")
        .or_else(|| stated.and(rest.strip_prefix("内")))
    {
        return Some(period(
            text.len() - behind.len(),
            day(1, 1),
            day(12, 31),
            "年内",
            stated,
        ));
    }
    let quarters = [
        ("上半年", 1, 6),
        ("下半年", 7, 12),
        ("第一季度", 1, 3),
        ("第二季度", 4, 6),
        ("第三季度", 7, 9),
        ("第四季度", 10, 12),
        ("一季度", 1, 3),
        ("二季度", 4, 6),
        ("三季度", 7, 9),
        ("四季度", 10, 12),
        ("第1季度", 1, 3),
        ("第2季度", 4, 6),
        ("第3季度", 7, 9),
        ("第4季度", 10, 12),
        ("1季度", 1, 3),
        ("2季度", 4, 6),
        ("3季度", 7, 9),
        ("4季度", 10, 12),
    ];
    let (word, first, last) = quarters
        .into_iter()
        .find(|(word, ..)| rest.starts_with(word))?;
    let behind = &rest[word.len()..];
    let to = day(last, 1).map(|d| d.last_of_month());
    Some(
        match ["底前", "末前", "前", "底", "末"]
            .iter()
            .find_map(|end| behind.strip_prefix(end))
        {
            Some(behind) => deadline(text.len() - behind.len(), to, word, stated),
            None => period(text.len() - behind.len(), day(first, 1), to, word, stated),
        },
    )
}

/// A day or month of the calendar, alone or as a span; a year alone.
fn calendar(text: &str, context: DateContext) -> Option<Mention> {
    let (first, rest) = Point::read(text, context.year)?;
    let dashes = ['-', '–', '—', '~', '～', '至', '到'];
    if rest.starts_with(dashes) {
        let behind = rest.trim_start_matches(dashes);
        if let Some((last, behind)) = Point::read(behind, first.year.or(context.year)) {
            let end = text.len() - behind.len();
            return Some(period(
                end,
                first.start(),
                last.end(),
                &text[..end],
                first.stated_year,
            ));
        }
    }
    let whole_year = first.month.is_none();
    let basis = &text[..text.len() - rest.len()];
    match strip_before(rest) {
        Some(behind) if !whole_year => {
            let end = text.len() - behind.len();
            // 10月前 does not say whether October counts, 10月底前 and 10月15日前 do.
            let to = first
                .end()
                .filter(|_| first.day.is_some() || first.month_end);
            Some(deadline(end, to, basis, first.stated_year))
        }
        _ if whole_year => Some(period(
            basis.len(),
            first.start(),
            first.end(),
            basis,
            first.stated_year,
        )),
        _ if first.day.is_some() || first.month_end => {
            Some(deadline(basis.len(), first.end(), basis, first.stated_year))
        }
        _ => Some(period(
            basis.len(),
            first.start(),
            first.end(),
            basis,
            first.stated_year,
        )),
    }
}

/// A year, month or day as printed.
struct Point {
    stated_year: Option<i16>,
    year: Option<i16>,
    month: Option<i8>,
    day: Option<i8>,
    month_end: bool,
}

impl Point {
    fn read(text: &str, year: Option<i16>) -> Option<(Point, &str)> {
        if let Some((stated, rest)) = dotted(text) {
            return Some((stated, rest));
        }
        let (stated, rest) =
            leading_year(text).map_or((None, text), |(year, rest)| (Some(year), rest));
        let mut point = Point {
            stated_year: stated,
            year: stated.or(year),
            month: None,
            day: None,
            month_end: false,
        };
        if let Some((month, behind)) =
            digits(rest, 2).and_then(|(n, behind)| Some((n, behind.strip_prefix('月')?)))
            && (1..=12).contains(&month)
        {
            // 3月龄, 12月份 … 12个月 has no bare 月 behind its digits.
            let behind = behind.strip_prefix('份').unwrap_or(behind);
            point.month = i8::try_from(month).ok();
            if let Some((day, rest)) = digits(behind, 2)
                && let Some(rest) = rest.strip_prefix('日').or_else(|| rest.strip_prefix('号'))
                && (1..=31).contains(&day)
            {
                point.day = i8::try_from(day).ok();
                return Some((point, rest));
            }
            for (word, last) in [("上旬", 10), ("中旬", 20)] {
                if let Some(rest) = behind.strip_prefix(word) {
                    point.day = Some(last);
                    return Some((point, rest));
                }
            }
            for word in ["底", "末", "下旬"] {
                if let Some(rest) = behind.strip_prefix(word) {
                    point.month_end = true;
                    return Some((point, rest));
                }
            }
            return Some((point, behind));
        }
        stated.map(|_| (point, rest))
    }

    fn start(&self) -> Option<Date> {
        Date::new(self.year?, self.month.unwrap_or(1), self.day.unwrap_or(1)).ok()
    }

    fn end(&self) -> Option<Date> {
        match self.day {
            Some(day) => Date::new(self.year?, self.month?, day).ok(),
            None => Some(
                Date::new(self.year?, self.month.unwrap_or(12), 1)
                    .ok()?
                    .last_of_month(),
            ),
        }
    }
}

/// `2024年`, `二〇二四年` is left to the words; only years that a budget can have.
fn leading_year(text: &str) -> Option<(i16, &str)> {
    let (year, rest) = digits(text, 4)?;
    let year = i16::try_from(year)
        .ok()
        .filter(|year| (1949..=2100).contains(year))?;
    let rest = rest.strip_prefix('年')?;
    // 2024年度, but not 2024年底.
    Some((year, rest.strip_prefix('度').unwrap_or(rest)))
}

/// `2024-11-30`, `2024.3`, `2024/03/01`.
fn dotted(text: &str) -> Option<(Point, &str)> {
    let (year, rest) = digits(text, 4)?;
    let year = i16::try_from(year)
        .ok()
        .filter(|year| (1949..=2100).contains(year))?;
    let sign = rest.chars().next().filter(|c| "-./".contains(*c))?;
    let (month, rest) = digits(&rest[1..], 2)?;
    let month = i8::try_from(month)
        .ok()
        .filter(|month| (1..=12).contains(month))?;
    let mut point = Point {
        stated_year: Some(year),
        year: Some(year),
        month: Some(month),
        day: None,
        month_end: false,
    };
    if let Some(behind) = rest.strip_prefix(sign)
        && let Some((day, behind)) = digits(behind, 2)
        && (1..=31).contains(&day)
    {
        point.day = i8::try_from(day).ok();
        return Some((point, behind));
    }
    // 2024.5 followed by more digits or a unit is a number.
    let ends =
        rest.is_empty() || rest.starts_with(['-', '–', '—', '~', '至', '到', '前', '之', '以']);
    ends.then_some((point, rest))
}

/// Up to `most` leading digits as a number.
fn digits(text: &str, most: usize) -> Option<(u32, &str)> {
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    if length == 0 || length > most {
        return None;
    }
    Some((text[..length].parse().ok()?, &text[length..]))
}

fn strip_before(text: &str) -> Option<&str> {
    ["之前", "以前", "前"]
        .iter()
        .find_map(|word| text.strip_prefix(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Option<String> {
        let context = DateContext {
            year: Some(2025),
            named: &[],
        };
        find(text, context).map(|m| format!("{} {:?}", &text[m.range], m.span.to))
    }

    #[test]
    fn a_deadline_is_found_inside_a_name() {
        assert_eq!(
            words("活动１２月底前完成").unwrap(),
            "１２月底前 Some(2025-12-31)"
        );
        assert_eq!(
            words("招聘会9月底前举办完毕").unwrap(),
            "9月底前 Some(2025-09-30)"
        );
        assert_eq!(
            words("6月30日前发放").unwrap(),
            "6月30日前 Some(2025-06-30)"
        );
    }

    #[test]
    fn counts_and_prices_are_no_dates() {
        for text in [
            "1批次34人次",
            "800元/人",
            "2.5公里",
            "12个月",
            "GB 18918达标率",
            "13月",
        ] {
            assert_eq!(words(text), None, "{text}");
        }
    }
}
