//! The eight items by which a target form is reviewed.
//!
//! Source: 财预〔2015〕88号, the review form attached to it, from memory: the words are ours, and the program never grades.

use serde::Deserialize;
use std::sync::LazyLock;

/// One item.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct ReviewItem {
    /// The area it belongs to: 完整性审核.
    pub area: String,
    /// Its name, which is the criterion of a rule: 规范完整性.
    pub name: String,
    /// The points it can get, in 分.
    pub points: u32,
    /// What is looked at.
    pub asks: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    item: Vec<ReviewItem>,
}

static FILE: LazyLock<File> = LazyLock::new(|| {
    toml::from_str(include_str!("../data/review.toml"))
        .unwrap_or_else(|error| panic!("review.toml 有误：{error}"))
});

/// The items in their order.
pub fn items() -> &'static [ReviewItem] {
    &FILE.item
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eight_items_make_a_hundred_points() {
        assert_eq!(items().len(), 8);
        assert_eq!(items().iter().map(|item| item.points).sum::<u32>(), 100);
    }
}
