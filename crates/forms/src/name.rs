//! Names of indicators without what the template printed around them.

use model::text::{half_width_char, is_placeholder};

/// A cleaned name.
pub(crate) struct Name {
    /// Without numbering, stars and template hints.
    pub text: String,
    /// Whether a star marks it as a core indicator.
    pub core: bool,
}

/// Cuts `指标1：`, `★` and hints such as `（≥**万元）` or `（必填）`.
pub(crate) fn clean(printed: &str) -> Name {
    let mut text = printed.trim();
    let core = text.contains('★');
    text = text.trim_matches(|c: char| "★☆▲*＊".contains(c) || c.is_whitespace());
    text = without_number(text);
    Name {
        text: without_hints(text.trim_start_matches(['★', '☆', '▲']))
            .trim()
            .to_owned(),
        core,
    }
}

/// Whether the template marks a label as one that must be filled in: `成本指标（必填）`.
pub(crate) fn is_required(label: &str) -> bool {
    label.contains("必填") && !label.contains("非必填")
}

/// `指标1：`, `指标2.` without the number; 指标值 and other words stay.
fn without_number(text: &str) -> &str {
    let Some(rest) = text.strip_prefix("指标") else {
        return text;
    };
    let digits =
        rest.trim_start_matches(|c: char| half_width_char(c).is_ascii_digit() || c.is_whitespace());
    if digits.len() == rest.len() {
        return text;
    }
    digits.trim_start_matches([':', '：', '、', '.', '．', ' '])
}

/// Drops brackets that hold a placeholder or say whether the row must be filled in.
fn without_hints(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find(['（', '(', '【', '[']) {
        let Some(close) = rest[open..]
            .find(['）', ')', '】', ']'])
            .map(|at| open + at)
        else {
            break;
        };
        let inner_start = open + rest[open..].chars().next().map_or(1, char::len_utf8);
        let end = close + rest[close..].chars().next().map_or(1, char::len_utf8);
        let inner = &rest[inner_start..close];
        let words = ["必填", "选填", "自行增加", "自行添加", "可增加"];
        let hint = is_placeholder(inner) || words.iter().any(|word| inner.contains(word));
        out.push_str(&rest[..open]);
        if !hint {
            out.push_str(&rest[open..end]);
        }
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn template_text_is_cut_and_the_authors_stays() {
        for (printed, name) in [
            ("指标1：培训人数", "培训人数"),
            ("指标 2:受益户数（≥**户）", "受益户数"),
            ("★栽植树木（≥**株）", "栽植树木"),
            ("改造长度（公里）", "改造长度（公里）"),
            ("资金到位率（必填硬性指标）", "资金到位率"),
            ("指标完成率", "指标完成率"),
            ("", ""),
        ] {
            assert_eq!(clean(printed).text, name, "{printed}");
        }
        assert!(clean("★★★成活率").core);
    }
}
