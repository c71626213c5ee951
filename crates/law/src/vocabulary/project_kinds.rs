//! Kinds of project, known by the words of its name: what rules expect of it and what they offer.

use aho_corasick::{AhoCorasick, MatchKind};
use model::IndicatorClass;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// What the work of a project usually is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProjectKind {
    /// 慰问、补助.
    Payment,
    /// 培训.
    Training,
    /// 会议.
    Meeting,
    /// 购置.
    Purchase,
    /// 工程.
    Works,
    /// 信息化.
    Information,
    /// 宣传.
    Publicity,
    /// 规划、课题、调查.
    Study,
    /// 运行维护.
    Upkeep,
}

/// What follows from a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProjectTrait {
    /// Count and amount are laid down beforehand, so that what was done is what was planned.
    Fixed,
    /// The output is a payment.
    Pays,
    /// The output is a meeting.
    Meets,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    kinds: BTreeMap<ProjectKind, Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    words: Vec<String>,
    #[serde(default)]
    traits: BTreeSet<ProjectTrait>,
    quality: Vec<String>,
    time: Vec<String>,
    cost: Vec<String>,
}

struct Kinds {
    file: File,
    finder: AhoCorasick,
    /// The kind of each pattern.
    kind_of: Vec<ProjectKind>,
}

static KINDS: LazyLock<Kinds> = LazyLock::new(|| {
    let file: File = super::parsed(
        "project_kinds.toml",
        include_str!("../../data/vocabulary/project_kinds.toml"),
    );
    let patterns = file
        .kinds
        .iter()
        .flat_map(|(kind, entry)| entry.words.iter().map(move |word| (*kind, word)));
    let (kind_of, words): (Vec<_>, Vec<_>) = patterns.unzip();
    let finder = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .build(&words);
    Kinds {
        finder: finder.unwrap_or_else(|error| panic!("词表 project_kinds.toml 有误：{error}")),
        kind_of,
        file,
    }
});

/// The kinds that a project's name speaks of, in the order of their words; the last one says what the project is.
pub fn project_kinds(name: &str) -> Vec<ProjectKind> {
    let kinds = &*KINDS;
    kinds
        .finder
        .find_iter(name)
        .map(|found| kinds.kind_of[found.pattern().as_usize()])
        .collect()
}

impl ProjectKind {
    /// Whether something follows from the kind.
    pub fn has(self, what: ProjectTrait) -> bool {
        KINDS
            .file
            .kinds
            .get(&self)
            .is_some_and(|entry| entry.traits.contains(&what))
    }

    /// Names of measurable indicators of a class that such a project usually has; empty for classes without any.
    pub fn usual(self, class: IndicatorClass) -> &'static [String] {
        let Some(entry) = KINDS.file.kinds.get(&self) else {
            return &[];
        };
        match class {
            IndicatorClass::Quality => &entry.quality,
            IndicatorClass::Time => &entry.time,
            IndicatorClass::Cost => &entry.cost,
            _ => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_that_ends_last_says_what_the_project_is() {
        for (name, expected) in [
            ("护林员培训补助", ProjectKind::Payment),
            ("慰问物资采购", ProjectKind::Purchase),
            ("渠道清淤工程", ProjectKind::Works),
            ("智慧停车平台运行服务", ProjectKind::Upkeep),
            ("普法宣传", ProjectKind::Publicity),
        ] {
            assert_eq!(project_kinds(name).last(), Some(&expected), "{name}");
        }
        assert_eq!(project_kinds("古树保护"), []);
    }

    #[test]
    fn every_kind_is_described_and_offers_something() {
        let all = [
            ProjectKind::Payment,
            ProjectKind::Training,
            ProjectKind::Meeting,
            ProjectKind::Purchase,
            ProjectKind::Works,
            ProjectKind::Information,
            ProjectKind::Publicity,
            ProjectKind::Study,
            ProjectKind::Upkeep,
        ];
        for kind in all {
            for class in [
                IndicatorClass::Quality,
                IndicatorClass::Time,
                IndicatorClass::Cost,
            ] {
                assert!(!kind.usual(class).is_empty(), "{kind:?}");
            }
        }
        assert!(
            ProjectKind::Payment.has(ProjectTrait::Pays)
                && !ProjectKind::Works.has(ProjectTrait::Pays)
        );
    }
}
