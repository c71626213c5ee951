//! The people who use the demonstration, and what each of them does.

use crate::{Department, Unit};
use serde::Deserialize;
use workflow::Role;

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

/// The roles that belong to no department.
const CENTRAL: [Role; 5] = [
    Role::FinanceBusiness,
    Role::FinancePerformance,
    Role::SystemAdmin,
    Role::SecurityAdmin,
    Role::AuditAdmin,
];

/// A clerk and a head in the first two units of each department, a reviewer a department, and the central roles.
pub(crate) fn people(departments: &[Department], names: &Names) -> Vec<Person> {
    let mut people = Vec::new();
    let mut add = |role, department: Option<&Department>, unit: Option<&Unit>| {
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
    for role in CENTRAL {
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

/// The names to choose from.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Names {
    family: String,
    given: Vec<String>,
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    #[test]
    fn every_role_has_somebody_and_no_name_stands_twice() {
        let city = crate::city(2026);
        let roles: BTreeSet<&str> = city.people.iter().map(|one| one.role.key()).collect();
        let names: BTreeSet<&str> = city.people.iter().map(|one| one.name.as_str()).collect();
        assert_eq!((roles.len(), names.len()), (8, city.people.len()));
    }
}
