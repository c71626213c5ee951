//! The city: its departments, units, and the people who use the demonstration.

use crate::Project;
use serde::Deserialize;
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

/// A user of the demonstration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The invented name.
    pub name: String,
    /// What the person does.
    pub role: Role,
    /// The code of the department, where the person belongs to one.
    pub department: Option<String>,
    /// The code of the unit, where the person belongs to one.
    pub unit: Option<String>,
}

/// What a person does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// 单位经办
    UnitClerk,
    /// 单位负责人
    UnitHead,
    /// 主管部门审核
    DepartmentReviewer,
    /// 财政业务
    FinanceBusiness,
    /// 财政绩效
    FinancePerformance,
    /// 系统管理员
    SystemAdmin,
    /// 安全管理员
    SecurityAdmin,
    /// 审计管理员
    AuditAdmin,
}

impl Role {
    /// The roles that belong to no department.
    const CENTRAL: [Role; 5] = [
        Role::FinanceBusiness,
        Role::FinancePerformance,
        Role::SystemAdmin,
        Role::SecurityAdmin,
        Role::AuditAdmin,
    ];

    /// A stable word for data.
    pub fn key(self) -> &'static str {
        match self {
            Role::UnitClerk => "unit_clerk",
            Role::UnitHead => "unit_head",
            Role::DepartmentReviewer => "department_reviewer",
            Role::FinanceBusiness => "finance_business",
            Role::FinancePerformance => "finance_performance",
            Role::SystemAdmin => "system_admin",
            Role::SecurityAdmin => "security_admin",
            Role::AuditAdmin => "audit_admin",
        }
    }

    /// The word on screen.
    pub fn word(self) -> &'static str {
        match self {
            Role::UnitClerk => "单位经办",
            Role::UnitHead => "单位负责人",
            Role::DepartmentReviewer => "主管部门审核",
            Role::FinanceBusiness => "财政业务",
            Role::FinancePerformance => "财政绩效",
            Role::SystemAdmin => "系统管理员",
            Role::SecurityAdmin => "安全管理员",
            Role::AuditAdmin => "审计管理员",
        }
    }
}

/// The city in this budget year: six departments, forty units.
pub fn city(fiscal_year: i16) -> City {
    let data = &*DATA;
    let departments: Vec<Department> = data.departments.iter().map(department).collect();
    City {
        name: data.name.clone(),
        code: data.code.clone(),
        fiscal_year,
        people: people(&departments),
        departments,
    }
}

impl City {
    /// The first `count` of its projects, whatever has become of them. Equal numbers and years give equal projects.
    pub fn projects(&self, count: usize) -> impl Iterator<Item = Project<'_>> {
        (0..count).map(|number| Project::of(self, number))
    }

    /// The first `count` projects whose forms have come in.
    pub fn declared(&self, count: usize) -> impl Iterator<Item = Project<'_>> {
        let all = (0..).map(|number| Project::of(self, number));
        all.filter(Project::is_declared).take(count)
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

/// A clerk and a head in the first two units of each department, a reviewer a department, and the central roles.
fn people(departments: &[Department]) -> Vec<Person> {
    let mut people = Vec::new();
    let mut add = |role, department: Option<&Department>, unit: Option<&Unit>| {
        let names = &DATA.people;
        let number = people.len();
        let family: Vec<char> = names.family.chars().collect();
        let given = &names.given[number * 5 % names.given.len()];
        people.push(Person {
            name: format!("{}{given}", family[number % family.len()]),
            role,
            department: department.map(|department| department.code.clone()),
            unit: unit.map(|unit| unit.code.clone()),
        });
    };
    for role in Role::CENTRAL {
        add(role, None, None);
    }
    for department in departments {
        add(Role::DepartmentReviewer, Some(department), None);
        for unit in department.units.iter().take(2) {
            add(Role::UnitClerk, Some(department), Some(unit));
            add(Role::UnitHead, Some(department), Some(unit));
        }
    }
    people
}

/// The number of places in the city.
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

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Names {
    family: String,
    given: Vec<String>,
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
    fn every_role_has_somebody_and_no_name_stands_twice() {
        let city = city(2026);
        let roles: BTreeSet<&str> = city.people.iter().map(|one| one.role.key()).collect();
        let names: BTreeSet<&str> = city.people.iter().map(|one| one.name.as_str()).collect();
        assert_eq!((roles.len(), names.len()), (8, city.people.len()));
    }

    #[test]
    fn places_are_different() {
        let all: BTreeSet<String> = (0..places()).map(place).collect();
        assert_eq!(all.len(), places());
    }
}
