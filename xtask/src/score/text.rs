//! What counts as the same text when a reading is scored: brackets, numbering, codes and signs that do not matter are dropped.

use unicode_normalization::UnicodeNormalization;

/// The text with compatibility forms folded: full-width signs, circled digits, `㎡`.
pub fn folded(text: &str) -> String {
    text.nfkc().collect()
}

/// Letters, digits and ideographs only, in lower case.
pub fn norm(text: &str) -> String {
    folded(text)
        .to_lowercase()
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect()
}

/// Whether nothing of the text counts.
pub fn is_blank(text: &str) -> bool {
    norm(text).is_empty()
}

/// A level word without its range of points, 指标 and a last 目标.
pub fn norm_level(text: &str) -> String {
    let plain = norm(&without_points(&folded(text))).replace("指标", "");
    plain.strip_suffix("目标").unwrap_or(&plain).to_owned()
}

/// Drops every bracket that ends in 分: `产出指标（50分）`.
fn without_points(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(open) = rest.find(['(', '[', '【']) {
        let (before, bracket) = rest.split_at(open);
        out.push_str(before);
        let start = bracket.chars().next().map_or(0, char::len_utf8);
        let inner = &bracket[start..];
        let points = inner.find(['(', ')', '[', ']', '【', '】']).filter(|end| {
            inner[..*end].ends_with('分') && inner[*end..].starts_with([')', ']', '】'])
        });
        rest = match points {
            Some(end) => inner[end..].trim_one([')', ']', '】']),
            None => {
                out.push_str(&bracket[..start]);
                inner
            }
        };
    }
    out + rest
}

/// An indicator's name without 指标1：.
pub fn norm_name(text: &str) -> String {
    let text = folded(text);
    norm(numbered(&text).unwrap_or(&text))
}

fn numbered(text: &str) -> Option<&str> {
    let rest = text.trim_start().strip_prefix("指标")?.trim_start();
    let name = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    (name.len() < rest.len()).then(|| name.trim_start().trim_one([':', '、', '.']))
}

/// The name of a department, unit or project without the code before it: `[101]市教育局`, `101001-市教育局`.
pub fn norm_org(text: &str) -> String {
    let text = folded(text);
    let text = text.trim();
    norm(coded(text).unwrap_or(text))
}

fn coded(text: &str) -> Option<&str> {
    let code = text.trim_one(['[', '【', '(']).trim_start();
    let digits = code.bytes().take_while(u8::is_ascii_digit).count();
    (digits >= 2).then(|| {
        code.trim_start_matches(|c: char| c.is_ascii_alphanumeric())
            .trim_start()
            .trim_one([']', '】', ')'])
            .trim_start()
            .trim_one(['-', '_', '—', ':'])
    })
}

/// The label of a fund line without 其中 and numbering; labels of one meaning become one.
pub fn norm_fund(text: &str) -> String {
    let text = folded(text);
    let text = text.trim();
    let label = without_of_which(text).or_else(|| without_number(text));
    let label = label.map_or(text, |rest| rest.trim_start().trim_one([':']));
    let label = without_of_which(label).map_or(label, |rest| rest.trim_start());
    let label = norm(label);
    let carried = label
        .split_once("上年")
        .is_some_and(|(_, rest)| rest.contains("结转") || rest.contains("结余"));
    let fiscal = ["本年", "当年", "年度", "本级", ""]
        .iter()
        .filter_map(|prefix| label.strip_prefix(prefix))
        .any(|rest| ["财政拨款", "财政资金", "财政拨款小计"].contains(&rest));
    let other = ["其他", "其它"]
        .iter()
        .filter_map(|prefix| label.strip_prefix(prefix))
        .any(|rest| ["", "资金", "收入"].contains(&rest));
    if carried || label.contains("结余结转") || label.contains("结转资金") {
        "上年结转".to_owned()
    } else if fiscal {
        "财政拨款".to_owned()
    } else if other {
        "其他资金".to_owned()
    } else {
        label
    }
}

fn without_of_which(text: &str) -> Option<&str> {
    text.trim_start()
        .strip_prefix('其')?
        .trim_start()
        .strip_prefix('中')
}

fn without_number(text: &str) -> Option<&str> {
    let number = text.trim_one(['(']);
    let rest = number
        .trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    (rest.len() < number.len())
        .then(|| rest.strip_prefix([')', '、', '.']))
        .flatten()
}

/// Drops one of these signs from the front, if it stands there.
trait TrimOne {
    fn trim_one<const N: usize>(&self, signs: [char; N]) -> &str;
}

impl TrimOne for str {
    fn trim_one<const N: usize>(&self, signs: [char; N]) -> &str {
        self.strip_prefix(signs).unwrap_or(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_and_the_word_indicator_do_not_count_in_a_level() {
        assert_eq!(norm_level("产出指标（50分）"), "产出");
        assert_eq!(norm_level("满意度指标[10分]（必填）"), "满意度必填");
        assert_eq!(norm_level("数量目标"), "数量");
    }

    #[test]
    fn numbering_does_not_count_in_a_name() {
        assert_eq!(norm_name("指标 1：培训人次（人）"), "培训人次人");
        assert_eq!(norm_name("指标完成率"), "指标完成率");
    }

    #[test]
    fn codes_do_not_count_in_a_party() {
        assert_eq!(norm_org("【101001】云岭市教育局"), "云岭市教育局");
        assert_eq!(norm_org("101A-云岭市教育局"), "云岭市教育局");
        assert_eq!(norm_org("第1中学"), "第1中学");
    }

    #[test]
    fn fund_labels_of_one_meaning_are_one() {
        for label in ["其中：财政拨款", "（1）当年财政拨款", "本级财政资金"] {
            assert_eq!(norm_fund(label), "财政拨款", "{label}");
        }
        assert_eq!(norm_fund("2.上年结转结余"), "上年结转");
        assert_eq!(norm_fund("其 中：其它资金"), "其他资金");
        assert_eq!(norm_fund("中央资金"), "中央资金");
    }
}
