//! Numbers in words: 一百二十, 廿五, 百分之九十五. A number alone is no number: 一般, 一致 and 三级 begin with one too, so that a measure word
//! has to follow.

use chinese_number::from_chinese_to_u64_ten_thousand as from_chinese;

/// The signs of numbers in words.
const SIGNS: &str = "零〇一二两三四五六七八九十百千万亿廿卅";

/// Signs that make a number longer than one figure.
const SCALES: [char; 6] = ['十', '百', '千', '万', '廿', '卅'];

/// Measure words that may follow.
const MEASURES: [&str; 62] = [
    "人次",
    "人",
    "户次",
    "户",
    "名",
    "个",
    "项",
    "件",
    "次",
    "场次",
    "场",
    "期",
    "批次",
    "批",
    "天",
    "日",
    "周",
    "月",
    "年",
    "元",
    "万元",
    "公里",
    "千米",
    "米",
    "亩",
    "公顷",
    "吨",
    "台",
    "套",
    "辆",
    "份",
    "册",
    "处",
    "座",
    "间",
    "栋",
    "所",
    "家",
    "条",
    "株",
    "棵",
    "盏",
    "只",
    "头",
    "羽",
    "班",
    "学时",
    "课时",
    "小时",
    "分钟",
    "平方米",
    "立方米",
    "千克",
    "公斤",
    "部",
    "篇",
    "支",
    "盘",
    "张",
    "尾",
    "孔",
    "眼",
];

/// A number in words at the beginning of a text, and its bytes: at least two signs, one of them a scale.
pub fn leading(text: &str) -> Option<(u64, usize)> {
    let length = text
        .find(|c: char| !SIGNS.contains(c))
        .unwrap_or(text.len());
    let mut words = &text[..length];
    // 二十万元: the scale belongs to the unit.
    while words.ends_with(['万', '亿']) {
        words = &words[..words.len() - '万'.len_utf8()];
    }
    let figures = words.chars().count();
    if figures < 2
        || !words.contains(SCALES)
        || words.starts_with(['百', '千', '万', '亿', '零', '〇'])
    {
        return None;
    }
    let plain = words
        .replace('廿', "二十")
        .replace('卅', "三十")
        .replace('两', "二");
    let number = from_chinese(plain).ok()?;
    Some((number, words.len()))
}

/// The text of a value with the number that it begins with in digits: 不少于一百二十人 becomes 不少于120人. Nothing where it begins with
/// none.
pub(super) fn in_digits(text: &str, operators: &[&str]) -> Option<String> {
    let behind = operators
        .iter()
        .find_map(|word| text.strip_prefix(word))
        .unwrap_or(text);
    let before = &text[..text.len() - behind.len()];
    if let Some(part) = behind.strip_prefix("百分之") {
        let length = part
            .find(|c: char| !SIGNS.contains(c))
            .unwrap_or(part.len());
        let number = match leading(part) {
            Some((number, _)) => number,
            None => one(&part[..length])?,
        };
        return Some(format!("{before}{number}%{}", &part[length..]));
    }
    if let Some((number, length)) = leading(behind) {
        let rest = &behind[length..];
        let scaled = rest.trim_start_matches(['万', '亿']);
        let measured =
            MEASURES.iter().any(|word| scaled.starts_with(word)) || rest.starts_with("万元");
        return measured.then(|| format!("{before}{number}{rest}"));
    }
    // 八月底前: a month may be one sign.
    let first = behind.chars().next()?;
    let rest = behind[first.len_utf8()..].strip_prefix('月')?;
    let month = rest.starts_with(['底', '末', '初', '前', '份', '中', '上', '下']);
    let number = one(first.encode_utf8(&mut [0; 4])).filter(|_| month)?;
    Some(format!("{before}{number}月{rest}"))
}

fn one(sign: &str) -> Option<u64> {
    match sign {
        "百" => Some(100),
        sign => from_chinese(sign).ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digits(text: &str) -> Option<String> {
        in_digits(text, &["不少于", "≥"])
    }

    #[test]
    fn numbers_in_words_with_a_measure_are_numbers() {
        for (text, expected) in [
            ("一百二十人", "120人"),
            ("不少于三千二百户", "不少于3200户"),
            ("廿五户", "25户"),
            ("二十万元", "20万元"),
            ("百分之九十五以上", "95%以上"),
            ("百分之百", "100%"),
            ("十二月底前", "12月底前"),
            ("八月底前", "8月底前"),
            ("两千零五册", "2005册"),
        ] {
            assert_eq!(digits(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn words_that_begin_like_numbers_are_none() {
        for text in [
            "一般",
            "一致",
            "三级",
            "万元",
            "十分满意",
            "百年大计",
            "千方百计",
            "一次性",
            "二十大精神",
            "四个全面",
            "一月一次",
            "＿＿人",
        ] {
            assert_eq!(digits(text), None, "{text}");
        }
    }
}
