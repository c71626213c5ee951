//! What differs between two texts of a cell: line by line where they have equally many, else one middle part.

use std::ops::Range;

/// A part of the old text, in characters, and what comes in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Hunk {
    pub(crate) range: Range<usize>,
    pub(crate) text: String,
}

/// The parts that differ, in order.
pub(crate) fn hunks(from: &str, to: &str) -> Vec<Hunk> {
    let (old, new): (Vec<&str>, Vec<&str>) = (from.split('\n').collect(), to.split('\n').collect());
    if old.len() != new.len() {
        return middle(from, to, 0).into_iter().collect();
    }
    let mut at = 0;
    let mut hunks = Vec::new();
    for (old, new) in old.iter().zip(new) {
        hunks.extend(middle(old, new, at));
        at += old.chars().count() + 1;
    }
    hunks
}

/// What stands between the equal beginnings and ends of two texts.
fn middle(from: &str, to: &str, at: usize) -> Option<Hunk> {
    let (from, to): (Vec<char>, Vec<char>) = (from.chars().collect(), to.chars().collect());
    let same = |pair: &(&char, &char)| pair.0 == pair.1;
    let before = from.iter().zip(&to).take_while(same).count();
    let (rest, new) = (&from[before..], &to[before..]);
    let behind = rest.iter().rev().zip(new.iter().rev());
    let behind = behind.take_while(same).count();
    let (gone, text) = (rest.len() - behind, &new[..new.len() - behind]);
    (gone > 0 || !text.is_empty()).then(|| Hunk {
        range: at + before..at + before + gone,
        text: text.iter().collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(from: &str, to: &str) -> Vec<String> {
        let hunks = hunks(from, to);
        let hunks = hunks.iter();
        hunks
            .map(|hunk| format!("{:?}{}", hunk.range, hunk.text))
            .collect()
    }

    #[test]
    fn only_what_differs_is_named() {
        assert!(told("甲\n乙", "甲\n乙").is_empty());
        assert_eq!(told("95%", "≥95%"), ["0..0≥"]);
        assert_eq!(told("指标1：培训160人", "指标1：培训人数"), ["6..10人数"]);
        assert_eq!(told("aa", "a"), ["1..2"]);
        assert_eq!(told("甲1\n乙\n丙3", "甲2\n乙\n丙4"), ["1..22", "6..74"]);
        assert_eq!(told("甲\n乙", "甲乙"), ["1..2"]);
    }
}
