//! Measurable heads: what a name ends with when it names a measure.

use serde::Deserialize;
use std::sync::LazyLock;

/// What kind of measure a head is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HeadKind {
    /// 满意度
    Satisfaction,
    /// 率, 比例
    Rate,
    /// 人数, 次数
    Count,
    /// 面积, 里程
    Size,
    /// 时间, 期限
    Time,
    /// 成本, 单价
    Money,
    /// 等级, 指数
    Grade,
}

/// A measurable head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// Its kind.
    pub kind: HeadKind,
    /// The word.
    pub word: &'static str,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    head: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    kind: HeadKind,
    ends: Vec<String>,
    #[serde(default)]
    except: Vec<String>,
}

static HEADS: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    let file: File = super::parsed(
        "heads.toml",
        include_str!("../../data/vocabulary/heads.toml"),
    );
    file.head
});

/// Words after which a name restates its value: the head stands before them.
const CUT: &[&str] = &[
    "达到",
    "不低于",
    "不少于",
    "不超过",
    "≥",
    "≤",
    ">",
    "<",
    "=",
];

/// The measurable head at the end of a name: bracketed text and what follows 达到, 不低于 … are cut first. The longest match wins.
pub fn head(name: &str) -> Option<Head> {
    let plain = model::text::half_width(name);
    let mut text = String::with_capacity(plain.len());
    let mut depth = 0;
    for c in plain.chars() {
        match c {
            '(' | '[' | '【' => depth += 1,
            ')' | ']' | '】' => depth = (depth - 1i32).max(0),
            _ if depth == 0 && !c.is_whitespace() => text.push(c),
            _ => {}
        }
    }
    let cut = CUT
        .iter()
        .filter_map(|word| text.find(word))
        .filter(|at| *at > 0)
        .min();
    let whole_rate = text.ends_with("全覆盖");
    let text = match cut {
        Some(at) if !whole_rate || ends(&text[..at]).is_some() => &text[..at],
        _ => text.as_str(),
    };
    ends(text)
}

fn ends(text: &str) -> Option<Head> {
    let text = text.trim_end_matches(|c: char| !c.is_alphanumeric());
    HEADS
        .iter()
        .filter(|entry| {
            !entry
                .except
                .iter()
                .any(|word| text.ends_with(word.as_str()))
        })
        .flat_map(|entry| {
            entry.ends.iter().map(move |word| Head {
                kind: entry.kind,
                word,
            })
        })
        .filter(|head| text.ends_with(head.word))
        .max_by_key(|head| head.word.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(name: &str) -> Option<HeadKind> {
        head(name).map(|head| head.kind)
    }

    #[test]
    fn names_of_measures_have_a_head() {
        for (name, expected) in [
            ("培训人数", HeadKind::Count),
            ("验收合格率", HeadKind::Rate),
            ("高标准农田建设面积", HeadKind::Size),
            ("发放合格证数量", HeadKind::Count),
            ("单场活动成本", HeadKind::Money),
            ("印制完成时间", HeadKind::Time),
            ("受训学员满意度", HeadKind::Satisfaction),
            ("改造长度（公里）", HeadKind::Size),
            ("完成率达到95%", HeadKind::Rate),
            ("走访率达到全覆盖", HeadKind::Rate),
            ("政策全覆盖", HeadKind::Rate),
        ] {
            assert_eq!(kind(name), Some(expected), "{name}");
        }
    }

    #[test]
    fn sentences_and_lookalikes_have_none() {
        for name in [
            "提高服务质量",
            "凝聚力量",
            "健全制度",
            "开展普法活动",
            "职工幸福感提升",
            "提高工作效率",
            "2025年度",
        ] {
            assert_eq!(kind(name), None, "{name}");
        }
    }
}
