//! The city: its departments, units and projects.

use crate::Project;
use crate::people::{Names, Person, people};
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::LazyLock;

/// An invented city in a budget year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct City {
    /// Its name.
    pub name: String,
    /// Its region code, of a range that no region has.
    pub code: String,
    /// The budget year.
    pub fiscal_year: i16,
    /// Its departments.
    pub departments: Vec<Department>,
    /// Who uses the demonstration.
    pub people: Vec<Person>,
}

/// A department of the city.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Department {
    /// Its name.
    pub name: String,
    /// Its budget code.
    pub code: String,
    /// The office of the finance bureau that is in charge of it.
    pub office: String,
    /// Its units, the department's own one first.
    pub units: Vec<Unit>,
    /// What templates call it.
    pub(crate) key: String,
    /// How many of a hundred projects are its.
    pub(crate) share: usize,
}

/// A unit of a department.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Its name.
    pub name: String,
    /// Its budget code.
    pub code: String,
    /// What kind of unit it is, as templates call it.
    pub(crate) kind: String,
}

/// The city in this budget year: six departments, forty units.
pub fn city(fiscal_year: i16) -> City {
    let data = &*DATA;
    let departments: Vec<Department> = data.departments.iter().map(department).collect();
    City {
        name: data.name.clone(),
        code: data.code.clone(),
        fiscal_year,
        people: people(&departments, &data.people),
        departments,
    }
}

impl City {
    /// The first `count` of its projects, whatever has become of them. Equal numbers and years give equal projects.
    pub fn projects(&self, count: usize) -> impl Iterator<Item = Project<'_>> {
        self.all().take(count)
    }

    /// All its projects, without end. No two of a unit have one name.
    fn all(&self) -> impl Iterator<Item = Project<'_>> {
        let mut names = HashMap::<(&str, String), usize>::new();
        (0..).map(move |number| {
            let mut project = Project::of(self, number);
            let key = (project.unit.code.as_str(), project.name.clone());
            let times = names.entry(key).or_default();
            *times += 1;
            if *times > 1 {
                project.rename(format!("{}（第{}批）", project.name, in_words(*times)));
            }
            project
        })
    }

    /// The first `count` projects whose forms have come in.
    pub fn declared(&self, count: usize) -> impl Iterator<Item = Project<'_>> {
        self.all().filter(Project::is_declared).take(count)
    }
}

fn department(data: &DepartmentData) -> Department {
    let unit = |(number, line): (usize, &String)| {
        let (name, kind) = line.split_once(' ').unwrap_or((line, "bureau"));
        Unit {
            name: name.to_owned(),
            code: format!("{}{number:03}", data.code),
            kind: kind.to_owned(),
        }
    };
    Department {
        name: data.name.clone(),
        code: data.code.clone(),
        office: data.office.clone(),
        units: (1..).zip(&data.units).map(unit).collect(),
        key: data.key.clone(),
        share: data.share,
    }
}

/// A number of two or more in words: 二, 十二, 一百二十.
fn in_words(number: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let (hundreds, tens, ones) = (number / 100, number / 10 % 10, DIGITS[number % 10]);
    let tens = match (hundreds, tens) {
        (0, 0) => String::new(),
        (0, 1) => "十".to_owned(),
        (_, 0) if ones.is_empty() => String::new(),
        (_, 0) => "零".to_owned(),
        (_, tens) => format!("{}十", DIGITS[tens]),
    };
    match hundreds {
        0 => format!("{tens}{ones}"),
        _ => format!("{}百{tens}{ones}", DIGITS[hundreds % 10]),
    }
}

/// A place in the city.
pub(crate) fn place(number: usize) -> String {
    let (first, second) = (&DATA.places.first, &DATA.places.second);
    let nth = |text: &str, number: usize| text.chars().nth(number % text.chars().count());
    let behind = number / first.chars().count();
    nth(first, number)
        .into_iter()
        .chain(nth(second, behind))
        .collect()
}

/// How many places there are.
pub(crate) fn places() -> usize {
    DATA.places.first.chars().count() * DATA.places.second.chars().count()
}

static DATA: LazyLock<Data> = LazyLock::new(|| {
    toml::from_str(include_str!("../data/city.toml")).expect("data/city.toml is read by a test")
});

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Data {
    name: String,
    code: String,
    places: Places,
    departments: Vec<DepartmentData>,
    people: Names,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Places {
    first: String,
    second: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DepartmentData {
    key: String,
    code: String,
    name: String,
    office: String,
    share: usize,
    units: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_city_has_six_departments_and_forty_units_with_codes_of_their_own() {
        let city = city(2026);
        assert_eq!(city.departments.len(), 6);
        let units = city.departments.iter().flat_map(|one| &one.units);
        let codes: BTreeSet<&str> = units.clone().map(|unit| unit.code.as_str()).collect();
        assert_eq!((units.count(), codes.len()), (40, 40));
        let shares: usize = city.departments.iter().map(|one| one.share).sum();
        assert_eq!(shares, 100);
    }

    #[test]
    fn no_two_projects_of_a_unit_have_one_name_and_no_two_one_code() {
        let city = city(2026);
        let mut names = BTreeSet::new();
        let mut codes = BTreeSet::new();
        for project in city.projects(3000) {
            assert!(
                names.insert((project.unit.code.clone(), project.name.clone())),
                "{}",
                project.name
            );
            assert_eq!(project.code.len(), 21);
            assert!(codes.insert(project.code));
        }
    }

    #[test]
    fn numbers_in_words() {
        let words = [2, 10, 12, 40, 100, 105, 120].map(in_words);
        assert_eq!(
            words,
            ["二", "十", "十二", "四十", "一百", "一百零五", "一百二十"]
        );
    }

    #[test]
    fn places_are_different() {
        let all: BTreeSet<String> = (0..places()).map(place).collect();
        assert_eq!(all.len(), places());
    }
}
