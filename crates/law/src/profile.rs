//! Profiles: what differs by place and year — binding documents, required levels, weights, scoring, parameters, words.

mod choice;
mod conditions;
mod error;
mod intake;
mod load;
mod own;
mod parameters;
mod parts;
mod path;
mod template;

pub use choice::{Chosen, choose};
pub use conditions::Conditions;
pub use error::ProfileError;
pub use intake::{Intake, IntakeColumn};
pub use load::load_folder;
pub use own::{AmountOf, Forbid, Length, Only, OwnRule, Range, Ratio, Rows, TextField};
pub use parameters::Parameters;
pub use parts::{
    CostLevel, ExecutionScoring, Identities, IndicatorCount, Level1Weights, QuantityScoring,
    RequiredField, Rounding, SatisfactionScoring, Scoring, Weights, Words,
};
pub use path::{AfterRounds, Path, WorkCalendar, Workflow};
pub use template::{Template, TemplateBlock, TemplateCell, TemplateContent, TemplateRow};

use jiff::civil::Date;
use model::{Exact, FormKind, IndicatorClass, MoneyUnit, Severity};
use serde::Deserialize;
use std::collections::BTreeMap;

/// A profile with everything that it takes over from the one it extends.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Profile {
    /// The id, e.g. `central-2015`.
    pub id: String,
    /// The Chinese name on screen.
    pub name: String,
    /// The version that a verdict names.
    pub version: String,
    /// The profile it starts from; every profile but `general` has one, `general` if it names none.
    pub extends: Option<String>,
    /// The first day it applies.
    pub in_force: Option<Date>,
    /// The last day it applies; none while it is current.
    pub until: Option<Date>,
    /// What it is for, in Chinese.
    pub description: String,
    /// The ids of the documents that bind its units (依据); all others are 参照.
    pub binding: Vec<String>,
    /// Sets of conditions; a form that meets all of one set may be judged by this profile.
    #[serde(rename = "match")]
    pub conditions: Vec<Conditions>,
    /// Fields of the head, the money block and the goal that must be filled.
    pub required: Vec<RequiredField>,
    /// Classes of which a form must have a row, unless its own 必填 and 选填 marks say otherwise.
    pub level2_required: Vec<IndicatorClass>,
    /// Where 成本指标 stands in the tree.
    pub cost_level: CostLevel,
    /// Whether the tree keeps 可持续影响.
    pub lasting: bool,
    /// The money unit that the template prints on every form, if it fixes one.
    pub amount_unit: Option<MoneyUnit>,
    /// The sums that a weight column must reach.
    pub weights: Weights,
    /// By how much a sum of amounts may differ, in 元.
    #[serde(deserialize_with = "parameters::exact")]
    pub tolerance: Exact,
    /// How many indicators are usual.
    pub indicator_count: IndicatorCount,
    /// Switches of the money identities.
    pub identities: Identities,
    /// Levels that replace those of the rules, by code.
    pub severity: BTreeMap<String, Severity>,
    /// Codes of rules that do not speak.
    pub off: Vec<String>,
    /// The words for the three levels.
    pub words: Words,
    /// How a self-evaluation is scored.
    pub scoring: Scoring,
    /// Whether rules speak that are of use before publication only: wording of goals, small slips of the pen.
    pub publication: bool,
    /// Numbers that rules compare with.
    pub parameters: Parameters,
    /// A bureau's own rules.
    pub rules: Vec<OwnRule>,
    /// How its forms are arranged on paper, by kind: `target`, `self_evaluation`, `monitoring`, `department`; and, told by the words of
    /// their titles, `declaration`, `approval`, `adjustment` and whatever a bureau adds.
    pub paper: BTreeMap<String, Template>,
    /// How the budget system takes indicators that are pasted into it.
    pub intake: Intake,
    /// The steps that its forms take, and who may take them.
    pub workflow: Path,
}

impl Profile {
    /// The template for a form of this kind with this title.
    pub fn template(&self, kind: FormKind, title: Option<&str>) -> &Template {
        let title = title.unwrap_or_default();
        let mut told = self.paper.values().filter(|template| {
            let mut words = template.words.iter();
            words.any(|word| title.contains(word.as_str()))
        });
        let by_title = told.next().filter(|_| kind == FormKind::Target);
        let name = match kind {
            FormKind::Target => "target",
            FormKind::SelfEvaluation => "self_evaluation",
            FormKind::Monitoring => "monitoring",
            FormKind::Department => "department",
        };
        // Every profile takes its templates over from `general`, which has all of them.
        by_title
            .or_else(|| self.paper.get(name))
            .unwrap_or_else(|| &general().paper[name])
    }

    /// Whether the document with this id binds the units of this profile.
    pub fn binds(&self, regulation: &str) -> bool {
        self.binding.iter().any(|id| id == regulation)
    }

    /// Whether rows of this class must be filled.
    pub fn requires(&self, class: IndicatorClass) -> bool {
        self.level2_required.contains(&class)
    }

    /// Whether the rule with this code speaks.
    pub fn is_on(&self, code: &str) -> bool {
        !self.off.iter().any(|off| off == code)
    }

    /// The level of a finding, given the one its rule proposes.
    pub fn severity_of(&self, code: &str, proposed: Severity) -> Severity {
        self.severity.get(code).copied().unwrap_or(proposed)
    }

    /// The word for a level on screen.
    pub fn word(&self, severity: Severity) -> &str {
        match severity {
            Severity::Error => &self.words.error,
            Severity::Warning => &self.words.warning,
            Severity::Hint => &self.words.hint,
        }
    }
}

/// All profiles that are compiled in, `general` first.
pub fn all() -> &'static [Profile] {
    load::built_in()
}

/// The compiled-in profile with this id.
pub fn find(id: &str) -> Option<&'static Profile> {
    all().iter().find(|profile| profile.id == id)
}

/// The profile that judges a form when no other one fits.
pub fn general() -> &'static Profile {
    &all()[0]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::regulation;
    use std::collections::BTreeSet;

    #[test]
    fn general_comes_first_and_every_id_is_unique() {
        let ids: Vec<&str> = all().iter().map(|profile| profile.id.as_str()).collect();
        assert_eq!(
            ids,
            [
                "general",
                "central-2015",
                "central-2021",
                "eval-2020",
                "ningxia-wuzhong-2024"
            ]
        );
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
    }

    #[test]
    fn every_profile_extends_one_that_exists_and_says_what_it_is() {
        for profile in all() {
            let parent = profile.extends.as_deref();
            assert_eq!(parent.is_none(), profile.id == "general", "{}", profile.id);
            assert!(parent.is_none_or(|id| find(id).is_some()), "{}", profile.id);
            for text in [&profile.name, &profile.version, &profile.description] {
                assert!(!text.is_empty(), "{}", profile.id);
            }
            assert!(
                profile.id == "general" || !profile.conditions.is_empty(),
                "{}",
                profile.id
            );
        }
    }

    #[test]
    fn local_units_are_bound_by_what_binds_everyone_or_local_units() {
        use regulation::BindingOn::{Everyone, Local};
        for id in ["general", "eval-2020", "ningxia-wuzhong-2024"] {
            for document in &find(id).unwrap().binding {
                let whom = regulation::regulation(document).unwrap().binding_on;
                assert!(matches!(whom, Everyone | Local), "{id}: {document}");
            }
        }
    }

    #[test]
    fn a_guide_to_be_tried_for_reference_binds_nobody() {
        assert!(all().iter().all(|profile| !profile.binds("R101")));
    }

    #[test]
    fn words_and_levels_come_from_the_profile() {
        let mut profile = general().clone();
        assert_eq!(profile.word(Severity::Error), "必改");
        profile.severity.insert("E04".into(), Severity::Warning);
        profile.off.push("F04".into());
        assert_eq!(
            profile.severity_of("E04", Severity::Hint),
            Severity::Warning
        );
        assert_eq!(
            profile.severity_of("E07", Severity::Warning),
            Severity::Warning
        );
        assert!(!profile.is_on("F04") && profile.is_on("F03"));
    }

    #[test]
    fn the_data_uses_no_word_that_blames() {
        let texts = [
            include_str!("../data/regulations.toml"),
            include_str!("../data/profiles/general/profile.toml"),
            include_str!("../data/profiles/central-2015/profile.toml"),
            include_str!("../data/profiles/central-2021/profile.toml"),
            include_str!("../data/profiles/eval-2020/profile.toml"),
            include_str!("../data/profiles/ningxia-wuzhong-2024/profile.toml"),
        ];
        for text in texts {
            for word in ["口号", "照抄", "冒充", "粘贴", "一律", "错误"] {
                assert!(!text.contains(word), "{word}");
            }
        }
    }
}
