//! Words of the indicator tree.

use model::IndicatorClass;
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The group of a level-1 word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// 成本指标 as a first level (since 2021)
    Cost,
    /// 产出指标
    Output,
    /// 效益指标
    Benefit,
    /// 满意度指标
    Satisfaction,
    /// 投入, 过程, 决策 …
    Other,
}

/// A level-2 word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LevelWord {
    /// The class it stands for.
    pub class: IndicatorClass,
    /// The level-1 group it belongs to in the tree of 2015.
    pub group: Group,
    /// Its place in the order that forms print.
    pub order: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    level1: Vec<Level1>,
    level2: Vec<Level2>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Level1 {
    group: Group,
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Level2 {
    class: IndicatorClass,
    group: Group,
    words: Vec<String>,
}

struct Levels {
    first: HashMap<String, Group>,
    second: HashMap<String, LevelWord>,
    /// The shortest word of each class, in the order that forms print.
    order: Vec<(IndicatorClass, Group, String)>,
}

static LEVELS: LazyLock<Levels> = LazyLock::new(|| {
    let file: File = super::parsed(
        "levels.toml",
        include_str!("../../data/vocabulary/levels.toml"),
    );
    let order = file
        .level2
        .iter()
        .map(|e| (e.class, e.group, e.words[0].clone()))
        .collect();
    let first = file
        .level1
        .into_iter()
        .flat_map(|e| e.words.into_iter().map(move |w| (w, e.group)))
        .collect();
    let second = file
        .level2
        .into_iter()
        .enumerate()
        .flat_map(|(order, e)| {
            let word = LevelWord {
                class: e.class,
                group: e.group,
                order,
            };
            e.words.into_iter().map(move |w| (w, word))
        })
        .collect();
    Levels {
        first,
        second,
        order,
    }
});

/// All level words, without 指标.
pub(super) fn words() -> impl Iterator<Item = String> {
    LEVELS.first.keys().chain(LEVELS.second.keys()).cloned()
}

/// A level word for comparison: without white space, a score in brackets, and a final 指标 or 目标.
pub fn level_key(text: &str) -> String {
    let mut key = super::framed(text);
    while let Some(open) = key.rfind('(')
        && key.ends_with([')', '分'])
    {
        key.truncate(open);
    }
    // 指标 alone is no level word.
    for end in ["指标", "目标"] {
        if let Some(rest) = key.strip_suffix(end).filter(|rest| !rest.is_empty()) {
            return rest.to_owned();
        }
    }
    key
}

/// The group of a level-1 word.
pub fn level1(text: &str) -> Option<Group> {
    if !super::labels::may_be_word(text) {
        return None;
    }
    if text.len() > 90 {
        return None;
    }
    LEVELS.first.get(level_key(text).as_str()).copied()
}

/// The class of a level-2 word.
pub fn level2(text: &str) -> Option<LevelWord> {
    if !super::labels::may_be_word(text) {
        return None;
    }
    if text.len() > 90 {
        return None;
    }
    LEVELS.second.get(level_key(text).as_str()).copied()
}

/// The one level-2 word that forms print between `after` and the end of its group, when there is just one: the label that a
/// copy can have lost there. Returned with 指标 behind it, as forms print it.
pub fn missing_between(after: LevelWord) -> Option<(IndicatorClass, String)> {
    let mut rest = LEVELS
        .order
        .iter()
        .skip(after.order + 1)
        .filter(|(_, group, _)| *group == after.group);
    let (class, _, word) = rest.next()?;
    rest.next()
        .is_none()
        .then(|| (*class, format!("{word}指标")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn level_words_in_every_dress() {
        assert_eq!(level1("产\n出\n指\n标\n(50分)"), Some(Group::Output));
        assert_eq!(level1("产出指标（40-50）分"), Some(Group::Output));
        assert_eq!(level2("经济效益").unwrap().class, IndicatorClass::Economic);
        assert_eq!(
            level2("服务对象满意度指标").unwrap().class,
            IndicatorClass::Satisfaction
        );
        assert_eq!(
            level2("生态环境成本指标").unwrap().class,
            IndicatorClass::Cost
        );
        assert_eq!(level2("培训人数"), None);
    }

    #[test]
    fn the_label_lost_after_time_is_cost() {
        let time = level2("时效指标").unwrap();
        assert_eq!(
            missing_between(time),
            Some((IndicatorClass::Cost, "成本指标".into()))
        );
        assert_eq!(missing_between(level2("数量指标").unwrap()), None);
    }
}
