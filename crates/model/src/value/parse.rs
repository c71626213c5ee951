//! The grammar of a value cell.

use super::{DateContext, Operator, Value, ValueKind, date, spelled};
use crate::Exact;
use crate::text::{half_width, is_placeholder, squeezed};
use std::sync::LazyLock;

/// Comparison words, longest first where one begins another.
const BEFORE: &[(&str, Operator)] = &[
    ("大于或等于", Operator::AtLeast),
    ("大于等于", Operator::AtLeast),
    ("小于或等于", Operator::AtMost),
    ("小于等于", Operator::AtMost),
    ("不低于", Operator::AtLeast),
    ("不少于", Operator::AtLeast),
    ("不小于", Operator::AtLeast),
    ("不超过", Operator::AtMost),
    ("不高于", Operator::AtMost),
    ("不多于", Operator::AtMost),
    ("不大于", Operator::AtMost),
    ("控制在", Operator::AtMost),
    ("至少", Operator::AtLeast),
    ("至多", Operator::AtMost),
    ("大于", Operator::MoreThan),
    ("超过", Operator::MoreThan),
    ("高于", Operator::MoreThan),
    ("多于", Operator::MoreThan),
    ("小于", Operator::LessThan),
    ("低于", Operator::LessThan),
    ("少于", Operator::LessThan),
    ("不足", Operator::LessThan),
    ("不满", Operator::LessThan),
    ("等于", Operator::Equal),
    ("达到", Operator::Equal),
    ("为", Operator::Equal),
    (">=", Operator::AtLeast),
    ("=>", Operator::AtLeast),
    ("<=", Operator::AtMost),
    ("=<", Operator::AtMost),
    ("≥", Operator::AtLeast),
    ("≧", Operator::AtLeast),
    ("⩾", Operator::AtLeast),
    ("≤", Operator::AtMost),
    ("≦", Operator::AtMost),
    ("⩽", Operator::AtMost),
    (">", Operator::MoreThan),
    ("<", Operator::LessThan),
    ("==", Operator::Equal),
    ("=", Operator::Equal),
    ("═", Operator::Equal),
];

/// Comparison words behind the number. 以上, 以下 and 以内 include it, as in statutes.
const BEHIND: &[(&str, Operator)] = &[
    ("及以上", Operator::AtLeast),
    ("及以下", Operator::AtMost),
    ("以上", Operator::AtLeast),
    ("以下", Operator::AtMost),
    ("以内", Operator::AtMost),
    ("之内", Operator::AtMost),
    ("内", Operator::AtMost),
];

const YES_NO: &[&str] = &["是", "否", "完成", "未完成", "通过", "不通过", "已完成"];

const GRADES: &[&str] = &[
    "优",
    "良",
    "中",
    "差",
    "好",
    "较好",
    "良好",
    "优良",
    "优秀",
    "一般",
    "较差",
    "合格",
    "不合格",
    "高",
    "低",
    "明显",
    "较明显",
    "显著",
    "基本达成",
    "达成",
    "未达成",
    "部分达成",
    "达成预期指标",
];

pub(super) fn value(raw: &str, context: DateContext) -> Value {
    let shown = raw.trim();
    let plain = squeezed(&half_width(shown));
    let plain = plain.trim_end_matches(['。', ';', '.', ',']);
    let digits = spelled::in_digits(plain, &OPERATOR_WORDS);
    let plain = digits.as_deref().unwrap_or(plain);
    let mut value = Value {
        raw: shown.to_owned(),
        kind: ValueKind::Text,
        ..Value::default()
    };
    if plain.is_empty() {
        value.kind = ValueKind::Empty;
    } else if is_placeholder(plain) {
        value.operator = leading_operator(plain).map(|(operator, _)| operator);
    } else if YES_NO.contains(&plain) {
        value.kind = ValueKind::Boolean;
    } else if GRADES.contains(&plain) {
        value.kind = ValueKind::Ordinal;
    } else if let Some((kind, span)) = date::whole(plain, context) {
        value.kind = kind;
        value.date = Some(span);
    } else {
        number(plain, &mut value);
    }
    value
}

/// `[op] number [unit]`, `number op2 [unit]`, `number – number [unit]`; leaves the value as text when it is none of them.
fn number(plain: &str, value: &mut Value) {
    let (before, rest) = match leading_operator(plain) {
        Some((operator, rest)) => (Some(operator), rest),
        None => (None, plain),
    };
    // 达到95%以上: two comparisons, the one behind is the finer.
    let (rest, behind) = match trailing_operator(rest) {
        Some((rest, operator)) => (rest, Some(operator)),
        None => (rest, None),
    };
    let operator = behind.or(before);
    let Some((first, rest)) = leading_number(rest) else {
        // A bare sign or unit is an empty cell of a template.
        if before.is_some()
            && unit_of(rest).is_some_and(|unit| is_sign_unit(&unit) || rest.is_empty())
            || before.is_some() && rest.is_empty()
            || is_sign_unit(rest)
        {
            value.kind = ValueKind::Empty;
            value.operator = before;
            value.unit = unit_of(rest).filter(|unit| !unit.is_empty());
        }
        return;
    };
    if let Some((unit, upper, upper_unit)) = second_of_range(rest) {
        value.kind = ValueKind::Range;
        value.number = Some(first);
        value.upper = Some(upper);
        value.unit = if upper_unit.is_empty() {
            unit
        } else {
            unit_of(upper_unit)
        };
        return;
    }
    // 95以上%: the comparison stands between number and unit.
    let (rest, inner) = match BEHIND
        .iter()
        .find_map(|(word, op)| Some((rest.strip_prefix(word)?, *op)))
    {
        Some((rest, operator)) => (rest, Some(operator)),
        None => (rest, None),
    };
    let Some(unit) = unit_of(rest) else { return };
    value.kind = ValueKind::Number;
    value.operator = inner.or(operator);
    value.number = Some(first);
    value.unit = Some(unit).filter(|unit| !unit.is_empty());
}

/// The comparison words that may stand before a number in words.
static OPERATOR_WORDS: LazyLock<Vec<&str>> =
    LazyLock::new(|| BEFORE.iter().map(|(word, _)| *word).collect());

pub(super) fn operator_word(word: &str) -> Option<Operator> {
    BEFORE
        .iter()
        .find(|(sign, _)| *sign == word)
        .map(|(_, operator)| *operator)
}

fn leading_operator(text: &str) -> Option<(Operator, &str)> {
    BEFORE
        .iter()
        .find_map(|(word, operator)| Some((*operator, text.strip_prefix(word)?)))
}

fn trailing_operator(text: &str) -> Option<(&str, Operator)> {
    BEHIND
        .iter()
        .find_map(|(word, operator)| Some((text.strip_suffix(word)?, *operator)))
}

/// Digits with separators and a decimal point, and what follows.
fn leading_number(text: &str) -> Option<(Exact, &str)> {
    let signed = text.strip_prefix(['-', '+']).unwrap_or(text);
    let skip = text.len() - signed.len();
    let length = signed
        .char_indices()
        .find(|(_, c)| !(c.is_ascii_digit() || *c == '.' || *c == ','))
        .map_or(signed.len(), |(at, _)| at);
    let digits = text[..skip + length].trim_end_matches(['.', ',']);
    Some((Exact::parse(digits)?, &text[digits.len()..]))
}

/// After the first number of a range: its own unit, the upper number, and the rest.
fn second_of_range(rest: &str) -> Option<(Option<String>, Exact, &str)> {
    let at = rest.find(['-', '–', '—', '~', '～', '至', '到'])?;
    let unit = unit_of(&rest[..at])?;
    let behind = rest[at..].trim_start_matches(['-', '–', '—', '~', '～', '至', '到']);
    let (upper, tail) = leading_number(behind)?;
    unit_of(tail)?;
    Some((Some(unit).filter(|unit| !unit.is_empty()), upper, tail))
}

/// The unit that a text is, normalised; `None` when the text is more than a unit. An empty text is an empty unit.
fn unit_of(text: &str) -> Option<String> {
    let text = match text.find('(') {
        // 8人(含家属): the bracket explains, the unit stands before it.
        Some(at) if text.ends_with(')') && at > 0 => &text[..at],
        Some(0) if text.ends_with(')') => &text[1..text.len() - 1],
        _ => text,
    };
    let fits = text.chars().count() <= 10
        && text
            .chars()
            .all(|c| c.is_alphabetic() || "%‰℃°/·、²³".contains(c))
        && !["完成", "达到", "前", "左右", "以"]
            .iter()
            .any(|word| text.contains(word));
    fits.then(|| match text {
        "百分比" | "百分之" => "%".to_owned(),
        _ => text.replace("百分比", "%"),
    })
}

pub(super) fn clean_unit(text: &str) -> Option<String> {
    unit_of(&squeezed(&half_width(text))).filter(|unit| !unit.is_empty())
}

/// A unit that says by itself that a number is missing.
fn is_sign_unit(text: &str) -> bool {
    matches!(
        text,
        "%" | "‰"
            | "元"
            | "万元"
            | "公里"
            | "亩"
            | "人"
            | "人次"
            | "个"
            | "次"
            | "户"
            | "平方米"
            | "吨"
            | "台"
            | "套"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::NamedDay;
    use jiff::civil::{Date, date};

    fn spring(year: i16) -> Option<Date> {
        (year == 2024).then(|| date(2024, 2, 10))
    }

    const NAMED: &[NamedDay] = &[
        NamedDay {
            word: "春节",
            date: spring,
        },
        NamedDay {
            word: "汛期",
            date: |_| None,
        },
    ];

    /// The value as one line: kind, operator, number, upper, unit, dates.
    fn check(raw: &str) -> String {
        let context = DateContext {
            year: Some(2024),
            named: NAMED,
        };
        let v = Value::parse(raw, context);
        let mut out = format!("{:?}", v.kind).to_lowercase();
        if let Some(op) = v.operator {
            out += &format!(" {}", op.sign());
        }
        for number in [v.number, v.upper].into_iter().flatten() {
            out += &format!(" {number}");
        }
        if let Some(unit) = v.unit {
            out += &format!(" {unit}");
        }
        if let Some(d) = v.date {
            let day = |d: Option<Date>| d.map_or("?".to_owned(), |d| d.to_string());
            out += &format!(" {}..{}", day(d.from), day(d.to));
        }
        out
    }

    #[test]
    fn numbers_with_units() {
        for (raw, expected) in [
            ("124人", "number 124 人"),
            ("100%", "number 100 %"),
            ("≥９５％", "number ≥ 95 %"),
            ("≧ 95 %", "number ≥ 95 %"),
            ("不低于95%", "number ≥ 95 %"),
            ("95%以上", "number ≥ 95 %"),
            ("达到95%以上", "number ≥ 95 %"),
            ("控制在20万元以内", "number ≤ 20 万元"),
            ("24小时内", "number ≤ 24 小时"),
            ("≤9.92万元", "number ≤ 9.92 万元"),
            ("1,250元/人", "number 1250 元/人"),
            ("＝124人", "number = 124 人"),
            ("=95百分比", "number = 95 %"),
            ("1.2万人次", "number 1.2 万人次"),
            ("3000元/人、天", "number 3000 元/人、天"),
            ("8", "number 8"),
            ("-3%", "number -3 %"),
            ("120名。", "number 120 名"),
            ("超过5次", "number > 5 次"),
            ("3年", "number 3 年"),
        ] {
            assert_eq!(check(raw), expected, "{raw}");
        }
    }

    #[test]
    fn ranges() {
        assert_eq!(check("80%-90%"), "range 80 90 %");
        assert_eq!(check("3至5次"), "range 3 5 次");
        assert_eq!(check("80～90分"), "range 80 90 分");
    }

    #[test]
    fn words_that_are_values() {
        assert_eq!(check("是"), "boolean");
        assert_eq!(check("较好"), "ordinal");
        assert_eq!(check("显著提高"), "text");
        assert_eq!(check("1批次34人次"), "text");
        assert_eq!(check("≥**%"), "text ≥");
        assert_eq!(check("/"), "text");
    }

    #[test]
    fn a_bare_sign_or_unit_is_an_empty_cell() {
        assert_eq!(check(""), "empty");
        assert_eq!(check("≧ %"), "empty ≥ %");
        assert_eq!(check("公里"), "empty 公里");
    }

    #[test]
    fn deadlines_and_periods() {
        for (raw, expected) in [
            ("10月底前", "deadline ?..2024-10-31"),
            ("2024年12月31日前", "deadline ?..2024-12-31"),
            ("2024-11-30", "deadline ?..2024-11-30"),
            ("6月30日前完成", "deadline ?..2024-06-30"),
            ("年底前", "deadline ?..2024-12-31"),
            ("春节前", "deadline ?..2024-02-10"),
            ("2024年春节前", "deadline ?..2024-02-10"),
            ("汛期前", "deadline ?..?"),
            ("每月10日前", "deadline ?..?"),
            ("第三季度", "period 2024-07-01..2024-09-30"),
            ("2024年3月-11月", "period 2024-03-01..2024-11-30"),
            ("2024.03-2025.02", "period 2024-03-01..2025-02-28"),
            ("2024年11月30日前完成竣工验收", "deadline ?..2024-11-30"),
            ("年内", "period 2024-01-01..2024-12-31"),
            ("2024年", "period 2024-01-01..2024-12-31"),
        ] {
            assert_eq!(check(raw), expected, "{raw}");
        }
    }

    #[test]
    fn operator_and_unit_columns_join_the_value() {
        let v = Value::from_columns("≥", "95", "％", DateContext::NONE);
        assert_eq!(
            (v.raw.as_str(), v.operator, v.unit.as_deref()),
            ("≥95％", Some(Operator::AtLeast), Some("%"))
        );
        let v = Value::from_columns("定性", "优良中低差", "", DateContext::NONE);
        assert_eq!((v.kind, v.operator), (ValueKind::Text, None));
    }
}
