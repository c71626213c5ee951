//! A project of the city: who has it, what it costs, what is wrong with its form, and how far it has come.

use crate::city::{City, Department, Unit};
use crate::defects::{Defect, defects};
use crate::draft::draft;
use crate::form::form;
use crate::plan::{Item, Plan, plan};
use crate::random::Random;
use model::{Exact, Form, Money};
use rust_decimal::Decimal;

/// A project of the city.
#[derive(Clone, Debug)]
pub struct Project<'c> {
    /// Its number, from 0.
    pub number: usize,
    /// Its code: 21 characters, as budget systems give them.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its department.
    pub department: &'c Department,
    /// Its unit.
    pub unit: &'c Unit,
    /// What its year costs.
    pub amount: Money,
    /// What kind of work it is: 培训, 购置 …
    pub kind: &'static str,
    /// What is wrong with its form on purpose; nothing where the form is clean.
    pub defects: Vec<Defect>,
    /// How far it has come.
    pub stage: Stage,
    pub(crate) city: &'c City,
    pub(crate) plan: Plan,
}

/// How far a project has come in its review.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stage {
    /// 未报: on the list, and no form has come.
    NotDeclared,
    /// 已收
    Received,
    /// 已提意见
    OpinionsSent,
    /// 已报回: returned once, not looked at again.
    ReturnedOnce,
    /// 已复核
    Settled,
}

impl Stage {
    /// All, in their order.
    pub const ALL: [Stage; 5] = [
        Stage::NotDeclared,
        Stage::Received,
        Stage::OpinionsSent,
        Stage::ReturnedOnce,
        Stage::Settled,
    ];
}

/// Streams of chance of one project, so that one more draw in one of them changes no other.
#[derive(Clone, Copy)]
pub(crate) enum Stream {
    Identity = 1,
    Year,
    Defects,
    Words,
    Stage,
    Returned,
    Roster,
    Progress,
    File,
}

impl<'c> Project<'c> {
    pub(crate) fn of(city: &'c City, number: usize) -> Project<'c> {
        let year = city.fiscal_year;
        let mut identity = seeded(number, 0, Stream::Identity, 0);
        let departments = &city.departments;
        let department = &departments[identity.by_share(departments.iter().map(|one| one.share))];
        let unit = identity.pick(&department.units);
        let mut of_year = seeded(number, year, Stream::Year, 0);
        let plan = plan(city, department, unit, &mut identity, &mut of_year);
        let defects = defects(&plan, &mut seeded(number, year, Stream::Defects, 0));
        let stage = stage(&defects, &mut seeded(number, year, Stream::Stage, 0));
        let yuan: i64 = plan.items.iter().map(Item::yuan).sum();
        Project {
            number,
            code: format!("{}{:02}T{:012}", city.code, year % 100, scattered(number)),
            name: plan.name.clone(),
            department,
            unit,
            amount: Money(Exact(Decimal::from(yuan))),
            kind: &plan.template.kind,
            defects,
            stage,
            city,
            plan,
        }
    }

    /// Gives it another name.
    pub(crate) fn rename(&mut self, name: String) {
        self.plan.name.clone_from(&name);
        self.name = name;
    }

    /// Whether a form has come in.
    pub fn is_declared(&self) -> bool {
        self.stage != Stage::NotDeclared
    }

    /// The form as it is declared, with its defects.
    pub fn form(&self) -> Form {
        self.with(&self.plan, &self.defects)
    }

    /// The form as it would be without a defect.
    pub fn clean(&self) -> Form {
        self.with(&self.plan, &[])
    }

    /// The name of the file it comes in, without an ending.
    pub fn file_name(&self) -> String {
        let (unit, name, year) = (&self.unit.name, &self.name, self.city.fiscal_year);
        match self.random(Stream::File, 0).below(5) {
            0 => format!("附件2-{name}绩效目标表"),
            1 => format!("{unit}-{name}"),
            2 => format!("{year}年{unit}{name}项目支出绩效目标表"),
            3 => format!("{name}（{unit}）"),
            _ => format!("{}_{name}", self.code),
        }
    }

    /// The ending of the kind of file it comes in: most in Word, many in Excel, some as a page or as text.
    pub fn ending(&self) -> &'static str {
        const ENDINGS: [(&str, usize); 4] = [("docx", 55), ("xlsx", 35), ("html", 4), ("tsv", 6)];
        let mut random = self.random(Stream::File, 1);
        ENDINGS[random.by_share(ENDINGS.iter().map(|(_, share)| *share))].0
    }

    /// The form of a plan with these defects.
    pub(crate) fn with(&self, plan: &Plan, defects: &[Defect]) -> Form {
        let mut draft = draft(plan);
        for defect in defects {
            let mut words = self.random(Stream::Words, *defect as u64);
            defect.put(&mut draft, plan, self.city.fiscal_year, &mut words);
        }
        form(self, &draft)
    }

    pub(crate) fn random(&self, stream: Stream, more: u64) -> Random {
        seeded(self.number, self.city.fiscal_year, stream, more)
    }
}

fn seeded(number: usize, year: i16, stream: Stream, more: u64) -> Random {
    let year = u64::from(year.unsigned_abs());
    Random::of(&[number as u64, year, stream as u64, more])
}

/// A number that tells nothing of its neighbours, another one for each.
fn scattered(number: usize) -> u64 {
    (number as u64 + 1) * 700_000_001 % 999_999_999_989
}

/// A form without a defect is never sent back.
fn stage(defects: &[Defect], random: &mut Random) -> Stage {
    let shares = match defects {
        [] => [4, 52, 0, 0, 44],
        _ => [4, 36, 26, 20, 14],
    };
    Stage::ALL[random.by_share(shares.into_iter())]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paste;

    #[test]
    fn the_same_year_gives_the_same_bytes_and_another_year_other_projects_of_the_same_names() {
        let texts = |year| {
            let city = crate::city(year);
            let projects = city.projects(200);
            projects
                .map(|one| (one.name.clone(), paste(&one.form())))
                .collect::<Vec<_>>()
        };
        assert_eq!(texts(2026), texts(2026));
        let (before, after) = (texts(2025), texts(2026));
        for ((old, old_form), (new, new_form)) in before.iter().zip(&after) {
            assert_eq!(old, new, "a project goes on");
            assert_ne!(old_form, new_form);
        }
    }

    #[test]
    fn a_good_third_is_clean_and_no_clean_form_is_sent_back() {
        let city = crate::city(2026);
        let clean: Vec<Project> = city
            .projects(1000)
            .filter(|one| one.defects.is_empty())
            .collect();
        assert!((320..390).contains(&clean.len()), "{}", clean.len());
        for project in clean {
            assert_eq!((project.rounds(), project.form()), (0, project.clean()));
            assert!(project.returned(1).is_none());
        }
    }

    #[test]
    fn every_stage_is_met_and_most_money_is_in_few_projects() {
        let city = crate::city(2026);
        let projects: Vec<Project> = city.projects(300).collect();
        for stage in Stage::ALL {
            assert!(projects.iter().any(|one| one.stage == stage), "{stage:?}");
        }
        let mut amounts: Vec<Decimal> = projects.iter().map(|one| one.amount.yuan()).collect();
        amounts.sort_unstable();
        let largest: Decimal = amounts[270..].iter().sum();
        assert!(largest * Decimal::TWO > amounts.iter().sum());
    }

    #[test]
    fn forms_that_came_in_are_as_many_as_asked_for() {
        let city = crate::city(2026);
        let declared: Vec<usize> = city.declared(100).map(|one| one.number).collect();
        assert_eq!(declared.len(), 100);
        assert!(declared[99] > 99, "some projects have no form yet");
    }
}
