//! Units of counts and money.

use serde::Deserialize;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Units that numbers may be compared within.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitFamily {
    /// 人, 人次, 名
    Person,
    /// 场, 次, 期
    TimeCount,
    /// 个, 台, 户 …
    Object,
    /// 公里, 亩, 吨
    Size,
    /// 元, 万元
    Money,
    /// %, ‰
    Rate,
    /// 年, 月, 天
    Span,
    /// 分, 级
    Score,
}

impl UnitFamily {
    /// Whether it counts things that can be delivered one by one.
    pub fn is_count(self) -> bool {
        matches!(
            self,
            UnitFamily::Person | UnitFamily::TimeCount | UnitFamily::Object | UnitFamily::Size
        )
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    families: HashMap<UnitFamily, Vec<String>>,
}

/// Units by their first character, longest first.
static UNITS: LazyLock<HashMap<char, Vec<(String, UnitFamily)>>> = LazyLock::new(|| {
    let file: File = super::parsed(
        "units.toml",
        include_str!("../../data/vocabulary/units.toml"),
    );
    let mut units: HashMap<char, Vec<(String, UnitFamily)>> = HashMap::new();
    for (family, words) in file.families {
        for word in words {
            let first = word.chars().next().unwrap_or(' ');
            units.entry(first).or_default().push((word, family));
        }
    }
    for words in units.values_mut() {
        words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
    }
    units
});

/// The unit that a text begins with, longest match.
pub fn unit_at(text: &str) -> Option<(&'static str, UnitFamily)> {
    let first = text.chars().next()?;
    UNITS
        .get(&first)?
        .iter()
        .find(|(word, _)| text.starts_with(word.as_str()))
        .map(|(word, family)| (word.as_str(), *family))
}

/// The family of a whole unit; 元/人 is money, 万人次 persons.
pub fn unit_family(unit: &str) -> Option<UnitFamily> {
    let (word, family) =
        unit_at(unit).or_else(|| unit_at(unit.strip_prefix(['万', '亿', '千', '百'])?))?;
    let scaled = unit.strip_prefix(['万', '亿', '千', '百']).unwrap_or(unit);
    let rest = unit
        .strip_prefix(word)
        .or_else(|| scaled.strip_prefix(word))
        .unwrap_or("");
    (rest.is_empty() || rest.starts_with(['/', '·', '、'])).then_some(family)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_unit_wins() {
        assert_eq!(unit_at("人次，共计"), Some(("人次", UnitFamily::Person)));
        assert_eq!(unit_at("批次34人次"), Some(("批次", UnitFamily::TimeCount)));
        assert_eq!(unit_at("的"), None);
    }

    #[test]
    fn families_of_compound_units() {
        assert_eq!(unit_family("元/人"), Some(UnitFamily::Money));
        assert_eq!(unit_family("万人次"), Some(UnitFamily::Person));
        assert_eq!(unit_family("%"), Some(UnitFamily::Rate));
        assert_eq!(unit_family("光年"), None);
    }
}
