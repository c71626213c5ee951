//! The one table: from which states, what, by whom, to where, if what holds, with what recorded. Everything else is read from it.
//!
//! Source of grades, returns, approval and adjustment: 财预〔2015〕88号 第二十五 to 第二十八条, which bind central departments and are copied
//! by others. The rest is convention. What differs between bureaus is in `To`, `On` and the guards, which ask the path.

use crate::guard::Guard::{self, *};
use crate::{Action, Record, Role, State};
use Role::{DepartmentReviewer, FinanceBusiness, FinancePerformance, UnitClerk, UnitHead};

/// One row: some states with the same way out.
pub(crate) struct Edge {
    pub from: &'static [State],
    pub action: Action,
    pub by: &'static [Role],
    pub to: To,
    pub on: On,
    pub needs: &'static [Guard],
    pub records: &'static [Record],
}

/// Where it leads.
#[derive(Clone, Copy, Debug)]
pub(crate) enum To {
    /// To this state.
    State(State),
    /// It stays where it is.
    Stay,
    /// To this state, or to the approval where there is no second round.
    Passed(State),
    /// To the department, or past it.
    Review,
    /// The same for a self-evaluation.
    EvaluationReview,
    /// Back to the version in force, which may be published.
    InForce,
    /// It stays, and another form begins.
    NewForm,
}

/// On which path the row exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum On {
    /// On every path.
    Every,
    /// Where a second round follows.
    TwoRounds,
    /// Where none follows.
    OneRound,
}

const UNIT: &[Role] = &[UnitClerk, UnitHead];
const HEAD: &[Role] = &[UnitHead];
const DEPARTMENT: &[Role] = &[DepartmentReviewer];
const FINANCE: &[Role] = &[FinanceBusiness, FinancePerformance];
const BUDGET: &[Role] = &[FinanceBusiness];
const REVIEWERS: &[Role] = &[DepartmentReviewer, FinanceBusiness, FinancePerformance];
const EVERYONE: &[Role] = &[
    UnitClerk,
    UnitHead,
    DepartmentReviewer,
    FinanceBusiness,
    FinancePerformance,
];

const fn edge(
    from: &'static [State],
    action: Action,
    by: &'static [Role],
    to: To,
    needs: &'static [Guard],
    records: &'static [Record],
) -> Edge {
    Edge {
        from,
        action,
        by,
        to,
        on: On::Every,
        needs,
        records,
    }
}

impl Edge {
    const fn only(mut self, on: On) -> Edge {
        self.on = on;
        self
    }
}

/// The rows for a form in a state, whoever acts.
pub(crate) fn edges_from(state: State) -> impl Iterator<Item = &'static Edge> {
    EDGES.iter().filter(move |edge| edge.from.contains(&state))
}

use Record as R;
use State as S;

/// All rows, in the order of the yearly cycle.
#[rustfmt::skip]
pub(crate) static EDGES: &[Edge] = &[
    // 助审.
    edge(&[S::Received], Action::Receive, REVIEWERS, To::Stay,
        &[], &[R::SourceFile, R::ContentHash]),
    edge(&[S::Received], Action::SendOpinions, REVIEWERS, To::State(S::OpinionsSent),
        &[OtherThanCertifier, Decided, Opinion, RoundsLeft], &[R::Opinion, R::DueDate]),
    edge(&[S::OpinionsSent], Action::TakeBack, REVIEWERS, To::State(S::Received),
        &[Matched], &[R::SourceFile, R::ContentHash, R::Diff]),
    edge(&[S::Received, S::OpinionsSent], Action::Settle, REVIEWERS, To::State(S::Settled),
        &[OtherThanCertifier, Decided, AnsweredOrReason], &[R::CheckerReport, R::ContentHash]),
    edge(&[S::Settled], Action::Reopen, REVIEWERS, To::State(S::Received),
        &[Reason], &[R::Reason]),

    // Declared.
    edge(&[S::Draft], Action::Enter, EVERYONE, To::Stay,
        &[], &[R::SourceFile, R::ContentHash]),
    edge(&[S::Draft, S::ReturnedByDepartment], Action::Revise, UNIT, To::Stay,
        &[], &[R::Diff]),
    edge(&[S::ReturnedByFinance, S::DepartmentConsulting], Action::Revise, &[UnitClerk, UnitHead, DepartmentReviewer], To::Stay,
        &[], &[R::Diff]),
    edge(&[S::Draft], Action::Submit, HEAD, To::Review,
        &[OtherThanReviewer, NoErrors, NoBlanks], &[R::CheckerReport, R::ContentHash]),
    edge(&[S::ReturnedByDepartment], Action::Submit, HEAD, To::Review,
        &[OtherThanReviewer, NoErrors, NoBlanks, Answered], &[R::CheckerReport, R::ContentHash, R::Diff]),
    edge(&[S::ReturnedByFinance], Action::Submit, &[UnitHead, DepartmentReviewer], To::State(S::FinanceReview),
        &[OtherThanReviewer, NoErrors, NoBlanks, Answered], &[R::CheckerReport, R::ContentHash, R::Diff]),

    // Reviewed by the department.
    edge(&[S::DepartmentReview], Action::Pass, DEPARTMENT, To::State(S::FinanceReview),
        &[OtherThanCertifier], &[R::Opinion]),
    edge(&[S::DepartmentReview, S::DepartmentConsulting], Action::Return, DEPARTMENT, To::State(S::ReturnedByDepartment),
        &[OtherThanCertifier, Opinion, RoundsLeft], &[R::Opinion, R::DueDate]),
    edge(&[S::DepartmentReview], Action::GradeExcellent, DEPARTMENT, To::State(S::FinanceReview),
        &[OtherThanCertifier, Sheet], &[R::ReviewSheet]),
    edge(&[S::DepartmentReview], Action::GradeGood, DEPARTMENT, To::State(S::DepartmentConsulting),
        &[OtherThanCertifier, Sheet], &[R::ReviewSheet, R::Opinion]),
    edge(&[S::DepartmentReview], Action::GradeMedium, DEPARTMENT, To::State(S::ReturnedByDepartment),
        &[OtherThanCertifier, Sheet, ItemReasons, Opinion, RoundsLeft], &[R::ReviewSheet, R::Opinion, R::DueDate]),
    edge(&[S::DepartmentReview], Action::GradePoor, DEPARTMENT, To::State(S::NotAdmitted),
        &[OtherThanCertifier, Sheet, Reason], &[R::ReviewSheet, R::Opinion, R::Reason]),
    edge(&[S::DepartmentConsulting], Action::Pass, DEPARTMENT, To::State(S::FinanceReview),
        &[OtherThanCertifier, Agreed], &[R::Diff, R::ContentHash]),

    // Reviewed by finance.
    edge(&[S::FinanceReview], Action::Pass, FINANCE, To::Passed(S::Passed),
        &[OtherThanCertifier, NotKey], &[R::Opinion]),
    edge(&[S::FinanceReview], Action::Return, FINANCE, To::State(S::ReturnedByFinance),
        &[OtherThanCertifier, NotKey, Opinion, RoundsLeft], &[R::Opinion, R::DueDate]),
    edge(&[S::FinanceReview], Action::GradeExcellent, FINANCE, To::Passed(S::Passed),
        &[OtherThanCertifier, Sheet], &[R::ReviewSheet]),
    edge(&[S::FinanceReview], Action::GradeGood, FINANCE, To::State(S::FinanceConsulting),
        &[OtherThanCertifier, Sheet], &[R::ReviewSheet, R::Opinion]),
    edge(&[S::FinanceReview], Action::GradeMedium, FINANCE, To::State(S::ReturnedByFinance),
        &[OtherThanCertifier, Sheet, ItemReasons, Opinion, RoundsLeft], &[R::ReviewSheet, R::Opinion, R::DueDate]),
    edge(&[S::FinanceReview], Action::GradePoor, FINANCE, To::State(S::NotAdmitted),
        &[OtherThanCertifier, Sheet, Reason], &[R::ReviewSheet, R::Opinion, R::Reason]),
    edge(&[S::FinanceConsulting], Action::Revise, EVERYONE, To::Stay,
        &[], &[R::Diff]),
    edge(&[S::FinanceConsulting], Action::Pass, FINANCE, To::Passed(S::PassedRevised),
        &[OtherThanCertifier, Agreed], &[R::Diff, R::ContentHash]),
    edge(&[S::FinanceConsulting], Action::Return, FINANCE, To::State(S::ReturnedByFinance),
        &[OtherThanCertifier, Opinion, RoundsLeft], &[R::Opinion, R::DueDate]),
    edge(&[S::NotAdmitted], Action::DeclareAnew, UNIT, To::NewForm,
        &[], &[R::LinkToOld]),

    // Control figure and second round.
    edge(&[S::Passed, S::PassedRevised], Action::ControlFigure, BUDGET, To::State(S::SecondRevision),
        &[Figure], &[R::ControlFigure, R::Opinion]).only(On::TwoRounds),
    edge(&[S::Passed, S::PassedRevised], Action::Forward, FINANCE, To::State(S::AwaitingApproval),
        &[], &[]).only(On::OneRound),
    edge(&[S::SecondRevision], Action::Revise, UNIT, To::Stay,
        &[], &[R::Diff, R::CheckerReport]),
    edge(&[S::SecondRevision], Action::Submit, HEAD, To::State(S::SecondReview),
        &[OtherThanReviewer, NoErrors, NoBlanks, Answered, Rechecked], &[R::CheckerReport, R::ContentHash, R::Diff]),
    edge(&[S::SecondReview], Action::Pass, FINANCE, To::State(S::AwaitingApproval),
        &[OtherThanCertifier], &[R::Opinion]),
    edge(&[S::SecondReview], Action::Return, FINANCE, To::State(S::SecondRevision),
        &[OtherThanCertifier, Opinion, RoundsLeft], &[R::Opinion, R::DueDate]),

    // Approved and published.
    edge(&[S::AwaitingApproval], Action::Approve, REVIEWERS, To::State(S::Approved),
        &[OtherThanCertifier, Approver, Approval], &[R::Approval, R::ContentHash]),
    edge(&[S::Approved], Action::Publish, &[UnitHead, DepartmentReviewer], To::State(S::Published),
        &[Unpublished, Screened], &[R::Publication]),
    edge(&[S::AdjustmentReview, S::Monitoring, S::Monitored, S::Rectifying, S::Rectified], Action::Publish, &[UnitHead, DepartmentReviewer], To::Stay,
        &[Unpublished, Screened], &[R::Publication]),

    // Adjusted.
    edge(&[S::Approved, S::Published, S::Monitoring, S::Monitored, S::Rectifying, S::Rectified], Action::RequestAdjustment, HEAD, To::State(S::AdjustmentReview),
        &[OtherThanReviewer, NoErrors, NoBlanks, AdjustmentReason, BudgetDocument], &[R::AdjustmentTable, R::CheckerReport, R::ContentHash]),
    edge(&[S::AdjustmentReview], Action::Pass, DEPARTMENT, To::Stay,
        &[OtherThanCertifier], &[R::Opinion]),
    edge(&[S::AdjustmentReview], Action::ApproveAdjustment, REVIEWERS, To::State(S::Approved),
        &[OtherThanCertifier, Approver, Endorsed, Approval], &[R::Approval, R::AdjustmentTable, R::ContentHash]),
    edge(&[S::AdjustmentReview], Action::RefuseAdjustment, REVIEWERS, To::InForce,
        &[OtherThanCertifier, Reason], &[R::Opinion, R::Reason]),

    // Monitored.
    edge(&[S::Approved, S::Published, S::Monitored, S::Rectified], Action::StartMonitoring, REVIEWERS, To::State(S::Monitoring),
        &[Period], &[R::Notice]),
    edge(&[S::Monitoring], Action::Fill, UNIT, To::Stay,
        &[], &[R::MonitoringSheet]),
    edge(&[S::Monitoring], Action::Submit, HEAD, To::State(S::Monitored),
        &[OtherThanReviewer, NoErrors, NoBlanks, Answered], &[R::MonitoringSheet, R::EvidenceList, R::CheckerReport, R::ContentHash]),
    edge(&[S::Monitored], Action::Return, REVIEWERS, To::State(S::Monitoring),
        &[OtherThanCertifier, Opinion, RoundsLeft], &[R::Opinion, R::DueDate]),
    edge(&[S::Monitored], Action::OrderRectification, REVIEWERS, To::State(S::Rectifying),
        &[Reason, Deadline], &[R::Requirement, R::DueDate]),
    edge(&[S::Rectifying], Action::Fill, UNIT, To::Stay,
        &[], &[R::Answer]),
    edge(&[S::Rectifying], Action::CloseRectification, REVIEWERS, To::State(S::Rectified),
        &[RectificationAnswered], &[R::Answer, R::Opinion]),

    // Self-evaluated.
    edge(&[S::Approved, S::Published, S::Monitoring, S::Monitored, S::Rectified], Action::StartEvaluation, EVERYONE, To::State(S::SelfEvaluating),
        &[YearOver], &[R::Frozen]),
    edge(&[S::SelfEvaluating], Action::Fill, UNIT, To::Stay,
        &[], &[R::ScoreSheet]),
    edge(&[S::SelfEvaluating], Action::Submit, HEAD, To::EvaluationReview,
        &[OtherThanReviewer, Scored, Explained, NoErrors, NoBlanks, Answered], &[R::ScoreSheet, R::EvidenceList, R::CheckerReport, R::ContentHash]),
    edge(&[S::EvaluationReview], Action::Pass, DEPARTMENT, To::State(S::SpotCheck),
        &[OtherThanCertifier], &[R::Opinion]),
    edge(&[S::EvaluationReview], Action::Return, DEPARTMENT, To::State(S::SelfEvaluating),
        &[OtherThanCertifier, Opinion, RoundsLeft], &[R::Opinion, R::DueDate]),
    edge(&[S::SpotCheck], Action::CheckScores, FINANCE, To::Stay,
        &[OtherThanCertifier, Rescored], &[R::Rescore]),
    edge(&[S::SpotCheck], Action::Return, FINANCE, To::State(S::SelfEvaluating),
        &[OtherThanCertifier, Opinion, RoundsLeft], &[R::Opinion, R::DueDate]),
    edge(&[S::SpotCheck], Action::Finalise, FINANCE, To::State(S::EvaluationFinal),
        &[OtherThanCertifier, Gap], &[R::ScoreSheet, R::ContentHash]),
    edge(&[S::EvaluationFinal], Action::Publish, &[UnitHead, DepartmentReviewer], To::State(S::EvaluationPublished),
        &[Screened], &[R::Publication]),
    edge(&[S::EvaluationFinal, S::EvaluationPublished], Action::Archive, REVIEWERS, To::State(S::Archived),
        &[], &[]),

    // Ended early.
    edge(&[S::Approved, S::Published, S::AdjustmentReview, S::Monitoring, S::Monitored, S::Rectifying, S::Rectified], Action::Terminate, FINANCE, To::State(S::Terminated),
        &[Reason], &[R::Reason, R::Opinion]),
];
