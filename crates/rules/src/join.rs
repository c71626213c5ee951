//! Which entries of a list speak of one project: the same code; without two codes, the same name and no two units.

use model::outside::ProjectKey;
use model::text::norm;
use std::collections::HashMap;

/// Entries by the project that they name. Keys are normal.
#[derive(Debug, Default)]
pub(crate) struct Index {
    keys: Vec<ProjectKey>,
    by_code: HashMap<String, Vec<usize>>,
    by_name: HashMap<String, Vec<usize>>,
}

impl Index {
    /// The entries of this project, in their order: those of its code, else those of its name.
    pub(crate) fn of<'a>(&'a self, own: &'a ProjectKey) -> impl Iterator<Item = usize> + 'a {
        let coded = self.by_code.get(&own.code);
        let found = coded.or_else(|| self.by_name.get(&own.name));
        found
            .into_iter()
            .flatten()
            .copied()
            .filter(|index| same(&self.keys[*index], own))
    }
}

impl FromIterator<ProjectKey> for Index {
    fn from_iter<I: IntoIterator<Item = ProjectKey>>(keys: I) -> Index {
        let mut index = Index::default();
        for (at, key) in keys.into_iter().enumerate() {
            for (word, by) in [
                (&key.code, &mut index.by_code),
                (&key.name, &mut index.by_name),
            ] {
                if !word.is_empty() {
                    by.entry(word.clone()).or_default().push(at);
                }
            }
            index.keys.push(key);
        }
        index
    }
}

/// A key without white space, width and brackets, for comparison.
pub(crate) fn normal(key: &ProjectKey) -> ProjectKey {
    ProjectKey {
        code: norm(&key.code),
        name: norm(&key.name),
        unit: norm(&key.unit),
    }
}

fn same(one: &ProjectKey, other: &ProjectKey) -> bool {
    if !one.code.is_empty() && !other.code.is_empty() {
        return one.code == other.code;
    }
    let units = one.unit.is_empty() || other.unit.is_empty() || one.unit == other.unit;
    !one.name.is_empty() && one.name == other.name && units
}
