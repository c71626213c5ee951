//! Numbers in a text, with their unit: what `defects.md` calls nums.

use law::vocabulary::{UnitFamily, unit_at};
use model::value::spelled;
use rust_decimal::Decimal;
use std::borrow::Cow;
use std::ops::Range;

/// A number with its unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// The number, 万 and 亿 in front of a unit multiplied out.
    pub number: Decimal,
    /// The number as typed.
    pub typed: String,
    /// The unit without its scale; empty when there is none.
    pub unit: Cow<'static, str>,
    /// The family of the unit.
    pub family: Option<UnitFamily>,
    /// What a price is for: 人 of 元/人, 每人 or 人均.
    pub per: Option<String>,
    /// Whether it is part of a date: 2025年, 10月, 31日.
    pub date: bool,
    /// The bytes of number and unit.
    pub range: Range<usize>,
}

impl Quantity {
    /// Whether it counts people, things or occasions.
    pub fn is_count(&self) -> bool {
        !self.date && self.family.is_some_and(UnitFamily::is_count)
    }

    /// Whether it is an amount of money, in 元 after scaling.
    pub fn is_money(&self) -> bool {
        self.family == Some(UnitFamily::Money)
    }

    /// Whether it is a price for something.
    pub fn is_price(&self) -> bool {
        self.is_money() && self.per.is_some()
    }

    /// Whether it is a percentage.
    pub fn is_percent(&self) -> bool {
        self.family == Some(UnitFamily::Rate)
    }

    /// Number and unit as typed.
    pub fn words<'a>(&self, text: &'a str) -> &'a str {
        &text[self.range.clone()]
    }
}

/// All numbers of a text that stand for something: not in titles, document numbers, standards or ordinals.
pub fn quantities(text: &str) -> Vec<Quantity> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(offset) = text[at..].find(|c: char| is_digit(c)) {
        let start = at + offset;
        let length = text[start..]
            .char_indices()
            .find(|(_, c)| !(is_digit(*c) || is_point(*c)))
            .map_or(text.len() - start, |(i, _)| i);
        // A comma at the end of a run ends a clause, it does not group digits.
        let digits = text[start..start + length].trim_end_matches(is_point);
        at = start + digits.len();
        if !stands_for_something(&text[..start], &text[at..]) {
            continue;
        }
        let plain: String = digits
            .chars()
            .map(model::text::half_width_char)
            .filter(|c| *c != ',')
            .collect();
        let Ok(number) = plain.parse::<Decimal>() else {
            continue;
        };
        found.push(with_unit(text, start, at, number, plain));
    }
    if text.contains(SCALES) {
        in_words(text, &mut found);
    }
    count_by_price(text, &mut found);
    found
}

/// Signs without which no number in words is longer than one figure.
const SCALES: [char; 5] = ['十', '百', '千', '廿', '卅'];

/// Adds the numbers in words that count something: 一百二十人, 廿五户. Those of clauses, plans and dates count nothing.
fn in_words(text: &str, found: &mut Vec<Quantity>) {
    let mut at = 0;
    while let Some(sign) = text[at..].chars().next() {
        let (number, length) = match spelled::leading(&text[at..]) {
            Some((number, length)) if stands_for_something(&text[..at], &text[at + length..]) => {
                (Decimal::from(number), length)
            }
            Some((_, length)) => {
                at += length;
                continue;
            }
            None => {
                at += sign.len_utf8();
                continue;
            }
        };
        let end = at + length;
        let quantity = with_unit(text, at, end, number, text[at..end].to_owned());
        if quantity.is_count() || quantity.is_money() {
            found.push(quantity);
        }
        at = end;
    }
    found.sort_by_key(|number| number.range.start);
}

/// 32元/叶，2000叶: what a price is for is a unit, known or not.
fn count_by_price(text: &str, found: &mut [Quantity]) {
    let priced: Vec<String> = found
        .iter()
        .filter_map(|number| number.per.clone())
        .filter(|per| unit_at(per).is_none())
        .collect();
    for number in found
        .iter_mut()
        .filter(|number| number.family.is_none() && !number.date)
    {
        if let Some(per) = priced
            .iter()
            .find(|per| text[number.range.end..].starts_with(per.as_str()))
        {
            number.range.end += per.len();
            number.unit = Cow::Owned(per.clone());
            number.family = Some(UnitFamily::Object);
        }
    }
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

fn is_point(c: char) -> bool {
    matches!(c, '.' | ',' | '，' | '．')
}

/// Digits in 《…》, 〔2024〕8号, GB 18918, A4, 第3, and hotline numbers are names, not numbers.
fn stands_for_something(before: &str, behind: &str) -> bool {
    let open = before
        .rfind('《')
        .is_some_and(|at| !before[at..].contains('》'));
    let last = before.trim_end().chars().next_back();
    let named = last.is_some_and(|c| c.is_ascii_alphabetic() || "第〔［[#№".contains(c));
    let numbered = behind.starts_with(['号', '〕', '届'])
        || behind.starts_with("热线")
        || behind.starts_with("路");
    !open && !named && !numbered
}

fn with_unit(text: &str, start: usize, end: usize, mut number: Decimal, typed: String) -> Quantity {
    let rest = &text[end..];
    let spaces = rest.len() - rest.trim_start().len();
    let mut unit_start = end + spaces;
    let mut scale = Decimal::ONE;
    let mut found = unit_at(&text[unit_start..]);
    if text[unit_start..].starts_with('％') {
        let range = start..unit_start + '％'.len_utf8();
        return Quantity {
            number,
            typed,
            unit: Cow::Borrowed("%"),
            family: Some(UnitFamily::Rate),
            per: None,
            date: false,
            range,
        };
    }
    if found.is_none() {
        for (word, times) in [
            ("万", 10_000),
            ("亿", 100_000_000),
            ("千", 1_000),
            ("百", 100),
        ] {
            if let Some(behind) = text[unit_start..].strip_prefix(word)
                && let Some(unit) = unit_at(behind)
            {
                scale = Decimal::from(times);
                unit_start += word.len();
                found = Some(unit);
                break;
            }
        }
    }
    let (unit, family) = found.map_or(("", None), |(word, family)| (word, Some(family)));
    let scaled = match unit {
        "万元" => Some(("元", 10_000)),
        "亿元" => Some(("元", 100_000_000)),
        _ => None,
    };
    let mut last = if unit.is_empty() {
        end
    } else {
        unit_start + unit.len()
    };
    let mut plain_unit = unit;
    if let Some((base, times)) = scaled {
        scale = Decimal::from(times);
        plain_unit = base;
    } else if family != Some(UnitFamily::Money)
        && let Some(rest) = unit.strip_prefix('万')
    {
        scale = Decimal::from(10_000);
        plain_unit = rest;
    }
    number = number.checked_mul(scale).unwrap_or(number);
    let mut per = None;
    if family == Some(UnitFamily::Money) {
        if let Some(behind) = text[last..].strip_prefix(['/', '／']) {
            let word: String = behind
                .chars()
                .take_while(|c| model::text::is_han(*c) || c.is_alphabetic() || "·、".contains(*c))
                .take(8)
                .collect();
            let (times, counted) = scaled_unit(&word);
            number = number.checked_div(times).unwrap_or(number);
            let word = per_unit(counted);
            last += 1 + text[last + 1..]
                .find(word.as_str())
                .map_or(0, |at| at + word.len());
            per = Some(word);
        } else {
            per = price_before(&text[..start]);
        }
    }
    let date = is_date_part(&text[..start], &text[end..], &typed, unit);
    Quantity {
        number,
        typed,
        unit: Cow::Borrowed(plain_unit),
        family,
        per,
        date,
        range: start..last,
    }
}

/// 万页: how many of a unit a price is for, and the unit; a kilogram is a unit of its own.
fn scaled_unit(word: &str) -> (Decimal, &str) {
    let own = unit_at(word);
    for (scale, times) in [("万", 10_000), ("千", 1_000), ("百", 100)] {
        if let Some(behind) = word.strip_prefix(scale)
            && own.is_none_or(|(unit, _)| unit.starts_with('万'))
            && unit_at(behind).is_some()
        {
            return (Decimal::from(times), behind);
        }
    }
    (Decimal::ONE, word)
}

/// 人, 人·天: the units behind the stroke, as far as they are units.
fn per_unit(word: &str) -> String {
    let mut out = String::new();
    let mut rest = word;
    while let Some((unit, _)) = unit_at(rest) {
        out.push_str(unit);
        rest = &rest[unit.len()..];
        let Some(sign) = rest.chars().next().filter(|c| "·、".contains(*c)) else {
            break;
        };
        if unit_at(&rest[sign.len_utf8()..]).is_none() {
            break;
        }
        out.push(sign);
        rest = &rest[sign.len_utf8()..];
    }
    if out.is_empty() {
        word.chars().take(2).collect()
    } else {
        out
    }
}

/// `每人800元`, `人均800元`, `每个社区1.5万元`.
fn price_before(before: &str) -> Option<String> {
    let clause = before
        .rsplit(['，', '。', '；', ',', ';', '、', '（', '('])
        .next()?;
    let tail: String = clause
        .chars()
        .rev()
        .take(14)
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .collect();
    for word in ["人均", "户均", "场均", "亩均"] {
        if tail.contains(word) {
            return word.chars().next().map(String::from);
        }
    }
    let at = tail.rfind('每')?;
    let behind = &tail[at + '每'.len_utf8()..];
    let (unit, _) = unit_at(behind)?;
    Some(unit.to_owned())
}

/// Whether the number between `before` and `behind` is a year, a month or a day.
fn is_date_part(before: &str, behind: &str, typed: &str, unit: &str) -> bool {
    let number: i64 = typed.parse().unwrap_or(-1);
    match unit {
        "年" => (1949..=2100).contains(&number),
        "月" => (1..=12).contains(&number),
        "日" => (1..=31).contains(&number) && before.ends_with('月'),
        // 2024-2026, 2025.11.30
        "" => {
            (1949..=2100).contains(&number) && behind.starts_with(['-', '—', '–', '.', '/', '至'])
                || number > 0 && before.ends_with(['-', '—', '–', '.', '/'])
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Number, unit, what it is per, and `d` for dates.
    fn check(text: &str) -> String {
        quantities(text)
            .iter()
            .map(|q| {
                format!(
                    "{}{}{}{}",
                    q.number.normalize(),
                    q.unit,
                    q.per
                        .as_deref()
                        .map(|p| format!("/{p}"))
                        .unwrap_or_default(),
                    if q.date { "d" } else { "" }
                )
            })
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn numbers_with_units_and_prices() {
        assert_eq!(
            check("慰问品450元/人，160人次，共计72000元"),
            "450元/人 160人次 72000元"
        );
        assert_eq!(check("每人300元，共9.6万元"), "300元/人 96000元");
        assert_eq!(
            check("综合定额300元/人·天，50人，3天"),
            "300元/人·天 50人 3天"
        );
        assert_eq!(check("造林8万亩，培训1,250人"), "80000亩 1250人");
        assert_eq!(check("1批次34人次"), "1批次 34人次");
        assert_eq!(check("按30%70%分担"), "30% 70%");
        assert_eq!(check("扫描费2800元/万页，6万页"), "0.28元/页 60000页");
        assert_eq!(check("苗木12元/千克，300千克"), "12元/千克 300千克");
    }

    #[test]
    fn full_width_digits_are_digits() {
        assert_eq!(check("≥９５％，２０２５-２０２６"), "95% 2025d 2026d");
    }

    #[test]
    fn dates_are_marked() {
        assert_eq!(check("2025年10月31日前培训3期"), "2025年d 10月d 31日d 3期");
        assert_eq!(check("使用年限8年"), "8年");
    }

    #[test]
    fn names_and_titles_are_no_numbers() {
        for text in [
            "《某条例（2021）》",
            "GB 18918达标率",
            "某办〔2024〕8号",
            "12345热线办结率",
            "第3季度",
            "A4纸",
        ] {
            assert_eq!(check(text), "", "{text}");
        }
    }

    #[test]
    fn numbers_in_words_count_where_a_measure_follows() {
        let words = |text: &str| -> Vec<String> {
            quantities(text)
                .iter()
                .map(|number| format!("{}{}", number.number, number.unit))
                .collect()
        };
        assert_eq!(words("培训护林员一百二十人，慰问廿五户"), ["120人", "25户"]);
        for text in [
            "第三十二条规定",
            "“十四五”规划",
            "二十大精神",
            "千方百计",
            "百年老校",
        ] {
            assert_eq!(words(text), Vec::<String>::new(), "{text}");
        }
    }
}
