//! The states of a form, from the draft to the archive, and the three of 助审.

use crate::Workflow;
use crate::words::words;
use serde::{Deserialize, Serialize};

/// Where a form stands. Convention: the marks that existing systems keep, put in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// 助审: came in from elsewhere, not yet answered.
    Received,
    /// 助审: opinions went out.
    OpinionsSent,
    /// 助审: looked at again and settled.
    Settled,
    /// Being written; also what was entered for a unit and is not certified.
    Draft,
    /// With the department.
    DepartmentReview,
    /// The department graded it 良 and completes it together with the unit.
    DepartmentConsulting,
    /// Sent back by the department.
    ReturnedByDepartment,
    /// With finance: 一上, or the only round.
    FinanceReview,
    /// Finance graded it 良 and completes it together with the department.
    FinanceConsulting,
    /// Sent back by finance.
    ReturnedByFinance,
    /// Graded 差: not in the next step of the budget. May be declared anew as another form.
    NotAdmitted,
    /// Passed; the control figure is still to come.
    Passed,
    /// Passed with changes on which both sides agreed.
    PassedRevised,
    /// The unit fits amounts and targets to the control figure.
    SecondRevision,
    /// With finance for the second time.
    SecondReview,
    /// Waits for the approval that comes with the budget.
    AwaitingApproval,
    /// Approved; the version is locked.
    Approved,
    /// Approved and published.
    Published,
    /// A change during the year waits for its decision.
    AdjustmentReview,
    /// A monitoring period runs.
    Monitoring,
    /// The period's form is in.
    Monitored,
    /// Something has to be put right.
    Rectifying,
    /// It was put right.
    Rectified,
    /// The unit evaluates itself.
    SelfEvaluating,
    /// The department reviews the self-evaluation.
    EvaluationReview,
    /// Finance may re-check it.
    SpotCheck,
    /// The self-evaluation is final.
    EvaluationFinal,
    /// It is published.
    EvaluationPublished,
    /// Kept; nothing more happens.
    Archived,
    /// Ended early; the money goes back.
    Terminated,
}

words! { State {
    Received "received" "已收",
    OpinionsSent "opinions_sent" "已提意见",
    Settled "settled" "已复核",
    Draft "draft" "草稿",
    DepartmentReview "department_review" "待主管部门审核",
    DepartmentConsulting "department_consulting" "主管部门协商完善",
    ReturnedByDepartment "returned_by_department" "已退回（单位修改）",
    FinanceReview "finance_review" "待财政审核",
    FinanceConsulting "finance_consulting" "财政协商完善",
    ReturnedByFinance "returned_by_finance" "已退回（主管部门、单位修改）",
    NotAdmitted "not_admitted" "不进入下一步预算安排",
    Passed "passed" "审核通过",
    PassedRevised "passed_revised" "审核通过（有修订）",
    SecondRevision "second_revision" "二上修订",
    SecondReview "second_review" "待财政复核",
    AwaitingApproval "awaiting_approval" "待批复",
    Approved "approved" "已批复",
    Published "published" "已公开",
    AdjustmentReview "adjustment_review" "待调整审核",
    Monitoring "monitoring" "监控中",
    Monitored "monitored" "已监控",
    Rectifying "rectifying" "整改中",
    Rectified "rectified" "整改完成",
    SelfEvaluating "self_evaluating" "自评中",
    EvaluationReview "evaluation_review" "自评待主管部门审核",
    SpotCheck "spot_check" "待财政抽查",
    EvaluationFinal "evaluation_final" "自评定稿",
    EvaluationPublished "evaluation_published" "自评已公开",
    Archived "archived" "已归档",
    Terminated "terminated" "项目终止",
}}

impl State {
    /// Where a form begins.
    pub const fn first(workflow: Workflow) -> State {
        match workflow {
            Workflow::Assist => State::Received,
            Workflow::Full => State::Draft,
        }
    }

    /// The workflow that the state belongs to.
    pub const fn workflow(self) -> Workflow {
        match self {
            State::Received | State::OpinionsSent | State::Settled => Workflow::Assist,
            _ => Workflow::Full,
        }
    }

    /// Whether the target has an approved version, which is never edited.
    pub const fn is_approved(self) -> bool {
        self.is_executing()
            || matches!(
                self,
                State::SelfEvaluating
                    | State::EvaluationReview
                    | State::SpotCheck
                    | State::EvaluationFinal
                    | State::EvaluationPublished
                    | State::Archived
                    | State::Terminated
            )
    }

    /// Whether the project is being carried out (执行).
    pub const fn is_executing(self) -> bool {
        matches!(
            self,
            State::Approved
                | State::Published
                | State::AdjustmentReview
                | State::Monitoring
                | State::Monitored
                | State::Rectifying
                | State::Rectified
        )
    }

    /// Whether nothing more is due. A form that was not admitted may still be declared anew, a settled one opened again.
    pub const fn is_finished(self) -> bool {
        matches!(
            self,
            State::Settled | State::NotAdmitted | State::Archived | State::Terminated
        )
    }
}
