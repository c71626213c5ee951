//! The path of a form: which steps a bureau takes, who may stand in for whom, and in how many working days a return is answered.
//!
//! Every figure here is a convention and a parameter of the profile; none is quoted from a document.

use super::ProfileError;
use super::parameters::exact;
use jiff::civil::Date;
use model::Exact;
use serde::Deserialize;

/// The path that forms take.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Path {
    /// Which of the two workflows the bureau runs.
    pub kind: Workflow,
    /// Rounds of the budget: 2 with 一上、一下、二上, 1 where a passed form waits for its approval at once.
    pub rounds: u8,
    /// Whether forms go through the department before they reach finance.
    pub department_review: bool,
    /// Whether forms of the department itself (本级) are reviewed in the department, by another person; else they go straight to finance.
    pub own_review: bool,
    /// Whether one person may certify and review the same form; it is then marked on the form and in the log.
    pub single_reviewer: bool,
    /// The amount in 元 from which a project is a 重点项目; 0 where only a person says so.
    #[serde(deserialize_with = "exact")]
    pub key_amount: Exact,
    /// Working days in which a unit answers a return.
    pub unit_days: u32,
    /// Working days in which a department answers a return.
    pub department_days: u32,
    /// How often a form is returned in one stage before `after_rounds` counts.
    pub max_rounds: u32,
    /// What happens after that.
    pub after_rounds: AfterRounds,
    /// The gap in 分 between a self-evaluation and its re-check from which it is returned; 0 for none.
    #[serde(deserialize_with = "exact")]
    pub score_gap: Exact,
    /// Which days are worked.
    pub calendar: WorkCalendar,
}

/// The two workflows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Workflow {
    /// 助审: forms come in from elsewhere, opinions go out.
    #[default]
    Assist,
    /// 完整流程: filing, review, approval and everything after it happen here.
    Full,
}

impl Workflow {
    /// The name on screen.
    pub fn word(self) -> &'static str {
        match self {
            Workflow::Assist => "助审",
            Workflow::Full => "完整流程",
        }
    }
}

/// What happens once a form was returned as often as the path allows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AfterRounds {
    /// It may be returned again; the step is marked.
    #[default]
    GoOn,
    /// It is no longer returned: the reviewer decides.
    Decide,
}

/// The days that differ from Monday to Friday. The yearly notice on holidays gives them; the program knows none by itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct WorkCalendar {
    /// Days off, weekends need not be listed.
    pub holidays: Vec<Date>,
    /// Saturdays and Sundays that are worked (调休).
    pub workdays: Vec<Date>,
}

impl Path {
    pub(super) fn check(&self) -> Result<(), ProfileError> {
        let fault = |text: String| Err(ProfileError::Path(text));
        if !(1..=2).contains(&self.rounds) {
            return fault(format!("rounds 是 {}，请写 1 或 2", self.rounds));
        }
        for (name, number) in [
            ("unit_days", self.unit_days),
            ("department_days", self.department_days),
            ("max_rounds", self.max_rounds),
        ] {
            if !(1..=366).contains(&number) {
                return fault(format!("{name} 是 {number}，请写 1 到 366 之间的整数"));
            }
        }
        for (name, number) in [
            ("key_amount", self.key_amount),
            ("score_gap", self.score_gap),
        ] {
            if number < Exact::default() {
                return fault(format!("{name} 是 {number}，请写 0 或大于 0 的数"));
            }
        }
        let mut days = self.calendar.holidays.iter();
        match days.find(|day| self.calendar.workdays.contains(day)) {
            Some(day) => fault(format!(
                "calendar 把 {day} 既列为 holidays 又列为 workdays，请只留一处"
            )),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::{find, general, load_folder};
    use jiff::civil::date;

    const HEAD: &str = "id = \"yunling\"\nname = \"云岭市\"\nversion = \"1\"\n[workflow]\n";

    fn message(body: &str) -> String {
        load_folder(&format!("{HEAD}{body}"))
            .unwrap_err()
            .to_string()
    }

    #[test]
    fn general_sets_every_entry_and_starts_with_the_review_desk() {
        let text = include_str!("../../data/profiles/general/profile.toml");
        let general_entries: toml::Table = toml::from_str(text).unwrap();
        let entries = general_entries["workflow"].as_table().unwrap();
        let printed = format!("{:?}", general().workflow);
        for (name, _) in entries {
            assert!(printed.contains(&format!("{name}: ")), "{name}");
        }
        let path = &general().workflow;
        // The two lists of the calendar print a name each and stand one level deeper.
        assert_eq!(printed.matches(": ").count(), entries.len() + 2);
        assert_eq!(path.kind, Workflow::Assist);
        assert_eq!(
            path.calendar,
            WorkCalendar::default(),
            "no holiday is invented"
        );
    }

    #[test]
    fn a_bureau_writes_what_differs_and_takes_over_the_rest() {
        let text = format!(
            "{HEAD}kind = \"full\"\nrounds = 1\nkey_amount = 2000000\n[workflow.calendar]\nholidays = [\"2025-10-01\"]\n"
        );
        let path = load_folder(&text).unwrap().workflow;
        assert_eq!((path.kind, path.rounds), (Workflow::Full, 1));
        assert_eq!(path.key_amount.to_string(), "2000000");
        assert_eq!(path.calendar.holidays, [date(2025, 10, 1)]);
        assert_eq!(path.unit_days, general().workflow.unit_days);
        assert_eq!(
            find("ningxia-wuzhong-2024").unwrap().workflow,
            general().workflow
        );
    }

    #[test]
    fn a_path_that_cannot_be_walked_is_named() {
        assert!(message("rounds = 3").contains("[workflow] rounds 是 3，请写 1 或 2"));
        assert!(message("unit_days = 0").contains("unit_days 是 0"));
        assert!(message("score_gap = -1").contains("score_gap 是 -1"));
        assert!(message("kind = \"short\"").contains("assist、full"));
        let both = "calendar = { holidays = [\"2025-10-11\"], workdays = [\"2025-10-11\"] }";
        assert!(message(both).contains("2025-10-11 既列为"));
    }
}
