//! Templates of projects: what a kind of work counts, costs and brings. The words are data, compiled in.

use crate::city::{Department, Unit};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A kind of project.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Template {
    /// Its own name, for tests and readers of the data.
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "names the template in its file")
    )]
    key: String,
    /// 培训, 购置 …
    pub(crate) kind: String,
    /// Whose projects it may be: a kind of unit, a department, both (`education:bureau`), or `all`.
    who: Vec<String>,
    /// How often it is taken beside the others of a unit.
    #[serde(default = "one")]
    weight: usize,
    /// Whether it may run for several years.
    #[serde(default)]
    pub(crate) years: bool,
    /// Names of projects.
    pub(crate) name: Vec<String>,
    /// What stands for `{word}` in every text.
    pub(crate) words: BTreeMap<String, Vec<String>>,
    /// What the work is for, to begin a goal with.
    pub(crate) aims: Vec<String>,
    /// What is counted and paid.
    pub(crate) items: Vec<ItemData>,
    /// Rows: a name, then its possible values.
    pub(crate) quality: Vec<String>,
    /// Rows of time; `10-31` is a day of the year.
    pub(crate) time: Vec<String>,
    /// Rows of 经济效益.
    #[serde(default)]
    pub(crate) economic: Vec<String>,
    /// Rows of 社会效益.
    pub(crate) social: Vec<String>,
    /// Rows of 生态效益.
    #[serde(default)]
    pub(crate) ecological: Vec<String>,
    /// Rows of 可持续影响.
    #[serde(default)]
    pub(crate) lasting: Vec<String>,
    /// Rows of satisfaction.
    pub(crate) satisfaction: Vec<String>,
}

/// Something that is counted, at a price.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ItemData {
    /// The name of the quantity row.
    pub(crate) row: String,
    /// What it is counted in.
    pub(crate) unit: String,
    /// From, to and step of the count.
    pub(crate) n: (i64, i64, i64),
    /// The name of the cost row.
    pub(crate) cost: String,
    /// The money unit of the price.
    pub(crate) per: String,
    /// From, to and step of the price.
    pub(crate) p: (i64, i64, i64),
    /// What the goal says of it, with `{n}`.
    pub(crate) say: String,
    /// Whether some projects do without it.
    #[serde(default)]
    pub(crate) maybe: bool,
}

impl Template {
    fn fits(&self, department: &Department, unit: &Unit) -> bool {
        self.who.iter().any(|who| match who.split_once(':') {
            Some((key, kind)) => department.key == key && unit.kind == kind,
            None => *who == "all" || *who == department.key || *who == unit.kind,
        })
    }
}

/// The templates that a unit's projects may follow, each with its weight.
pub(crate) fn fitting<'u>(
    department: &'u Department,
    unit: &'u Unit,
) -> impl Iterator<Item = (&'static Template, usize)> + Clone + 'u {
    let all = TEMPLATES
        .iter()
        .filter(|template| template.fits(department, unit));
    // What a department has of its own makes most of its projects.
    all.map(
        |template| match template.who.iter().any(|who| who == "all") {
            true => (template, template.weight),
            false => (template, template.weight * 3),
        },
    )
}

/// A row of a template: its name and one of its values.
pub(crate) fn parts(line: &str) -> (&str, Vec<&str>) {
    let mut parts = line.split(' ');
    (parts.next().unwrap_or(""), parts.collect())
}

fn one() -> usize {
    1
}

static TEMPLATES: LazyLock<Vec<Template>> = LazyLock::new(|| {
    let sources = [
        include_str!("../data/templates/common.toml"),
        include_str!("../data/templates/education.toml"),
        include_str!("../data/templates/health.toml"),
        include_str!("../data/templates/water.toml"),
        include_str!("../data/templates/farming.toml"),
        include_str!("../data/templates/culture.toml"),
        include_str!("../data/templates/housing.toml"),
    ];
    let file = |text| toml::from_str::<File>(text).expect("the templates are read by a test");
    sources
        .into_iter()
        .flat_map(|text| file(text).template)
        .collect()
});

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    template: Vec<Template>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn there_are_more_than_forty_templates_of_ten_kinds() {
        let keys: BTreeSet<&str> = TEMPLATES.iter().map(|one| one.key.as_str()).collect();
        let kinds: BTreeSet<&str> = TEMPLATES.iter().map(|one| one.kind.as_str()).collect();
        assert_eq!(keys.len(), TEMPLATES.len());
        assert!(keys.len() > 40, "{}", keys.len());
        assert!(kinds.len() >= 9, "{kinds:?}");
    }

    #[test]
    fn every_unit_has_templates_beside_the_common_ones() {
        for department in &crate::city(2026).departments {
            for unit in &department.units {
                let own = fitting(department, unit).filter(|(one, _)| one.who[0] != "all");
                assert!(own.count() >= 2, "{}", unit.name);
            }
        }
    }

    #[test]
    fn every_row_has_a_value_and_every_word_is_known() {
        for template in TEMPLATES.iter() {
            let rows = [
                &template.quality,
                &template.time,
                &template.economic,
                &template.social,
                &template.ecological,
                &template.lasting,
                &template.satisfaction,
            ];
            let rows: Vec<&String> = rows.into_iter().flatten().collect();
            for row in &rows {
                assert!(!parts(row).1.is_empty(), "{}: {row}", template.key);
            }
            let items = template.items.iter();
            let said = items.flat_map(|item| [&item.row, &item.cost, &item.say]);
            let texts = rows.into_iter().chain(&template.name).chain(said);
            for text in texts.chain(&template.aims) {
                for word in text
                    .split('{')
                    .skip(1)
                    .filter_map(|rest| rest.split('}').next())
                {
                    let known = ["n", "place"].contains(&word) || template.words.contains_key(word);
                    assert!(known, "{}: {{{word}}}", template.key);
                }
            }
        }
    }
}
