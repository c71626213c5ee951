//! Words of a form's frame inside running text: labels, level words, column heads. Where a copy lost its cell borders, they show
//! where cells begin.

use super::{columns, labels, levels};
use aho_corasick::{AhoCorasick, MatchKind};
use std::ops::Range;
use std::sync::LazyLock;

/// Words shorter than this stand inside ordinary words too.
const LEAST: usize = 3;

static ANCHORS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let mut words: Vec<String> = labels::words().chain(columns::role_words()).collect();
    for word in levels::words() {
        words.push(format!("{word}指标"));
    }
    words.retain(|word| word.chars().count() >= LEAST);
    words.sort_unstable();
    words.dedup();
    AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .build(words)
        .unwrap_or_else(|error| panic!("词表有误：{error}"))
});

/// The places of frame words in a text, each with a bracket behind it and 其中 before it.
pub fn anchors(text: &str) -> Vec<Range<usize>> {
    let plain: Vec<(usize, char)> = text
        .char_indices()
        .map(|(at, c)| (at, model::text::half_width_char(c)))
        .collect();
    // Half-width forms are shorter in bytes: positions are found in characters and given back in bytes of `text`.
    let half: String = plain.iter().map(|(_, c)| *c).collect();
    let bytes: Vec<usize> = plain
        .iter()
        .map(|(at, _)| *at)
        .chain([text.len()])
        .collect();
    let mut index_of = vec![0; half.len() + 1];
    for (index, (at, _)) in half.char_indices().enumerate() {
        index_of[at] = index;
    }
    index_of[half.len()] = plain.len();
    let found = ANCHORS.find_iter(&half).map(|hit| {
        let mut start = index_of[hit.start()];
        let mut end = index_of[hit.end()];
        for prefix in ["其中:", "其中"] {
            let length = prefix.chars().count();
            if start >= length
                && plain[start - length..start]
                    .iter()
                    .map(|(_, c)| *c)
                    .eq(prefix.chars())
            {
                start -= length;
                break;
            }
        }
        if plain.get(end).is_some_and(|(_, c)| *c == '(')
            && let Some(close) = plain[end..].iter().take(14).position(|(_, c)| *c == ')')
        {
            end += close + 1;
        }
        bytes[start]..bytes[end]
    });
    let mut out: Vec<Range<usize>> = Vec::new();
    for range in found {
        if out.last().is_none_or(|before| before.end <= range.start) {
            out.push(range);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> Vec<&str> {
        anchors(text)
            .into_iter()
            .map(|range| &text[range])
            .collect()
    }

    #[test]
    fn frame_words_are_found_in_glued_text() {
        assert_eq!(
            check("主管部门某市水利局实施单位某站"),
            ["主管部门", "实施单位"]
        );
        assert_eq!(
            check("一级指标二级指标三级指标指标值"),
            ["一级指标", "二级指标", "三级指标", "指标值"]
        );
        assert_eq!(
            check("产出指标（50分）数量指标讲座场次≥8场"),
            ["产出指标（50分）", "数量指标"]
        );
        assert_eq!(
            check("其中：财政拨款320其他资金75"),
            ["其中：财政拨款", "其他资金"]
        );
        assert_eq!(check("群众对项目的满意程度"), [""; 0]);
    }
}
