//! What is known of a form when somebody acts. Plain data that the caller gathers; nothing here is looked up.

use crate::Path;
use crate::words::words;
use jiff::civil::Date;
use model::{Exact, Money};
use serde::{Deserialize, Serialize};

/// What is known of a form and of what the person has put beside the action. The default knows nothing, so most guards refuse.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    // Who had it in hand.
    /// Who certified the version at hand.
    pub certified_by: Option<i64>,
    /// Who reviewed the version at hand.
    pub reviewed_by: Vec<i64>,

    // What kind of project it is.
    /// Unit and department are one institution (本级).
    pub unit_is_department: bool,
    /// 二级项目, which the department approves.
    pub second_level: bool,
    /// Added during the year (追加): declared, reviewed, approved, without a second round.
    pub supplementary: bool,
    /// Marked as 重点项目 by a person.
    pub key_project: bool,
    /// The amount of the year, where it is known.
    pub amount: Option<Money>,

    // What the check says.
    /// Findings at error level on stated places, without a written reason.
    pub errors: u32,
    /// Marked blanks left, without a written reason.
    pub blanks: u32,
    /// Findings and blanks that stay with a written reason.
    pub overridden: u32,

    // Opinions and reasons.
    /// Points that nobody decided yet.
    pub undecided: u32,
    /// Opinions of this act that name a row or field.
    pub placed_opinions: u32,
    /// Opinions of earlier acts that are not answered.
    pub unanswered: u32,
    /// How often the form was returned in this stage.
    pub returns: u32,
    /// The act has a written reason.
    pub reason: bool,

    // The review sheet.
    /// How many of the eight items are marked.
    pub items_marked: u32,
    /// Items below 优 without a reason.
    pub unexplained_items: u32,
    /// A person pressed 其余条目按未发现问题记优.
    pub rest_as_excellent: bool,

    // 良: completed together.
    /// Fields that were changed and are listed.
    pub listed_changes: u32,
    /// The reviewing side accepts them.
    pub accepted_by_reviewer: bool,
    /// The side that handed in accepts them.
    pub accepted_by_submitter: bool,

    // Second round and approval.
    /// The control figure is given.
    pub control_figure: bool,
    /// The revision changed an amount.
    pub amount_changed: bool,
    /// Cost rows and quantities were checked again after that.
    pub rechecked: bool,
    /// The number of the approving document.
    pub approval_number: Option<String>,
    /// Its date.
    pub approval_date: Option<Date>,

    // Publication.
    /// The version in force was screened and holds no personal data.
    pub screened: bool,
    /// The project is a state secret.
    pub secret: bool,
    /// The version in force is published.
    pub published: bool,

    // Adjustment.
    /// Why the target is to be changed.
    pub adjustment_reason: Option<AdjustmentReason>,
    /// Money is changed with it.
    pub money_moves: bool,
    /// The document on the change of the budget.
    pub budget_document: Option<String>,
    /// The department agreed to the request.
    pub endorsed: bool,

    // Monitoring and what has to be put right.
    /// The number of the monitoring period.
    pub period: Option<u32>,
    /// The day to which actuals count.
    pub cut_off: Option<Date>,
    /// By when an answer is due, where a person sets it.
    pub deadline: Option<Date>,
    /// The unit answered what it was to put right.
    pub rectification_answered: bool,

    // Self-evaluation.
    /// The year of the budget is over.
    pub year_over: bool,
    /// Rows neither scored nor marked 不适用.
    pub unscored_rows: u32,
    /// Rows that need an explanation and have none.
    pub missing_explanations: u32,
    /// The gap in 分 that the re-check found; none where nothing was re-checked.
    pub score_gap: Option<Exact>,

    // 助审.
    /// A person or a project code says which form the returned file is.
    pub matched: bool,
}

impl Facts {
    /// Whether this is a 重点项目: by its mark, or by its amount where the path sets one.
    ///
    /// Convention: 财预〔2015〕88号 is remembered to ask for the scored sheet on 重点项目 only, which was not checked against its text; the
    /// amount is a parameter of the profile.
    pub fn is_key(&self, path: &Path) -> bool {
        let by_amount = path.key_amount > Exact::default()
            && self
                .amount
                .is_some_and(|amount| amount.0 >= path.key_amount);
        self.key_project || by_amount
    }

    /// Whether the form goes through the department.
    pub fn meets_department(&self, path: &Path) -> bool {
        path.department_review && (path.own_review || !self.unit_is_department)
    }

    /// Whether a form that passed is given a control figure and comes a second time.
    pub fn has_second_round(&self, path: &Path) -> bool {
        path.rounds == 2 && !self.supplementary
    }
}

/// Why an approved target is to be changed. Convention: the causes that are met in practice; targets are in general not adjusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AdjustmentReason {
    /// Money was added or cut.
    Budget,
    /// A policy changed.
    Policy,
    /// Force majeure.
    ForceMajeure,
    /// Scope or place changed.
    Scope,
    /// Monitoring found it.
    Monitoring,
    /// The project was called off.
    Cancelled,
}

words! { AdjustmentReason {
    Budget "budget" "预算追加或追减",
    Policy "policy" "政策变化",
    ForceMajeure "force_majeure" "不可抗力",
    Scope "scope" "实施范围或地点变化",
    Monitoring "monitoring" "监控发现",
    Cancelled "cancelled" "项目取消",
}}
