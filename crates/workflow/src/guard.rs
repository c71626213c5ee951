//! What must hold before a step: one guard, one question to the facts.

use crate::{Action, Actor, AfterRounds, Facts, Mark, Path, Refusal, Role};
use model::Exact;

/// Everything that a guard may look at.
#[derive(Clone, Copy)]
pub(crate) struct Case<'c> {
    pub action: Action,
    pub actor: &'c Actor,
    pub facts: &'c Facts,
    pub path: &'c Path,
}

/// Something that must hold before a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Guard {
    /// Another person than the one who certified.
    OtherThanCertifier,
    /// Who certifies did not review.
    OtherThanReviewer,
    /// No error-level finding on a stated place, or a reason for each.
    NoErrors,
    /// No marked blank left, or a reason for each.
    NoBlanks,
    /// Every opinion is answered.
    Answered,
    /// Every opinion is answered, or a reason says why not to wait.
    AnsweredOrReason,
    /// Every point is decided.
    Decided,
    /// An opinion with its row.
    Opinion,
    /// A written reason.
    Reason,
    /// Another return is allowed.
    RoundsLeft,
    /// No key project: those are graded.
    NotKey,
    /// The eight items of a key project are marked.
    Sheet,
    /// A reason for every item below 优.
    ItemReasons,
    /// The changes are listed and both sides accept them.
    Agreed,
    /// What hangs on a changed amount was checked again.
    Rechecked,
    /// The control figure is given.
    Figure,
    /// Number and date of the approval.
    Approval,
    /// The department approves 二级项目 only.
    Approver,
    /// The version in force is not yet published.
    Unpublished,
    /// No secret, personal data looked for.
    Screened,
    /// Why the target is changed.
    AdjustmentReason,
    /// A document where money moves.
    BudgetDocument,
    /// The department agreed, where the path goes through it.
    Endorsed,
    /// Number, cut-off day and deadline of a period.
    Period,
    /// A deadline.
    Deadline,
    /// The unit answered.
    RectificationAnswered,
    /// The year is over.
    YearOver,
    /// Every row scored or 不适用.
    Scored,
    /// Explanations present.
    Explained,
    /// A re-check with its result.
    Rescored,
    /// The re-check agrees well enough.
    Gap,
    /// The returned file is known to be this form.
    Matched,
}

impl Guard {
    /// What is missing, if anything.
    pub(crate) fn unmet(self, case: &Case) -> Option<Refusal> {
        let facts = case.facts;
        let left = |number: u32, refusal: fn(u32) -> Refusal| (number > 0).then(|| refusal(number));
        let lacks = |holds: bool, refusal: Refusal| (!holds).then_some(refusal);
        match self {
            Guard::OtherThanCertifier | Guard::OtherThanReviewer => lacks(
                !self.same_hand(case) || case.path.single_reviewer,
                Refusal::SameHand,
            ),
            Guard::NoErrors => left(facts.errors, Refusal::ErrorsLeft),
            Guard::NoBlanks => left(facts.blanks, Refusal::BlanksLeft),
            Guard::Answered => left(facts.unanswered, Refusal::Unanswered),
            Guard::AnsweredOrReason if facts.reason => None,
            Guard::AnsweredOrReason => left(facts.unanswered, Refusal::StillOpen),
            Guard::Decided => left(facts.undecided, Refusal::Undecided),
            Guard::Opinion => lacks(facts.placed_opinions > 0, Refusal::NoOpinion),
            Guard::Reason => lacks(facts.reason, Refusal::NoReason(case.action)),
            Guard::RoundsLeft => lacks(
                !rounds_used(case) || case.path.after_rounds == AfterRounds::GoOn,
                Refusal::RoundsUsed(facts.returns),
            ),
            Guard::NotKey => lacks(!facts.is_key(case.path), Refusal::KeyNeedsGrade(items())),
            Guard::Sheet => sheet(case),
            Guard::ItemReasons => left(facts.unexplained_items, Refusal::ItemsUnexplained),
            Guard::Agreed => agreed(facts),
            Guard::Rechecked => lacks(
                !facts.amount_changed || facts.rechecked,
                Refusal::NotRechecked,
            ),
            Guard::Figure => lacks(facts.control_figure, Refusal::NoControlFigure),
            Guard::Approval => approval(facts),
            Guard::Approver => lacks(
                case.actor.role != Role::DepartmentReviewer
                    || (facts.second_level && !facts.is_key(case.path)),
                Refusal::FinanceApproves,
            ),
            Guard::Unpublished => lacks(!facts.published, Refusal::AlreadyPublished),
            Guard::Screened if facts.secret => Some(Refusal::Secret),
            Guard::Screened => lacks(facts.screened, Refusal::NotScreened),
            Guard::AdjustmentReason => lacks(
                facts.adjustment_reason.is_some(),
                Refusal::NoAdjustmentReason,
            ),
            Guard::BudgetDocument => lacks(
                !facts.money_moves || written(&facts.budget_document),
                Refusal::NoBudgetDocument,
            ),
            Guard::Endorsed => lacks(
                facts.endorsed
                    || case.actor.role == Role::DepartmentReviewer
                    || !facts.meets_department(case.path),
                Refusal::NotEndorsed,
            ),
            Guard::Period => period(facts),
            Guard::Deadline => lacks(facts.deadline.is_some(), Refusal::NoDeadline(case.action)),
            Guard::RectificationAnswered => lacks(facts.rectification_answered, Refusal::NoAnswer),
            Guard::YearOver => lacks(facts.year_over, Refusal::YearNotOver),
            Guard::Scored => left(facts.unscored_rows, Refusal::RowsUnscored),
            Guard::Explained => left(facts.missing_explanations, Refusal::ExplanationsMissing),
            Guard::Rescored => lacks(facts.score_gap.is_some(), Refusal::NotRescored),
            Guard::Gap => gap(case),
            Guard::Matched => lacks(facts.matched, Refusal::NotMatched),
        }
    }

    /// What has to be said of a step that this guard lets through.
    pub(crate) fn mark(self, case: &Case) -> Option<Mark> {
        let facts = case.facts;
        let mark = |holds: bool, mark: Mark| holds.then_some(mark);
        match self {
            Guard::OtherThanCertifier | Guard::OtherThanReviewer => {
                mark(self.same_hand(case), Mark::SingleReviewer)
            }
            Guard::RoundsLeft => mark(rounds_used(case), Mark::RoundsExceeded),
            Guard::NoErrors => mark(facts.overridden > 0, Mark::Overridden),
            Guard::Sheet => mark(facts.rest_as_excellent, Mark::RestAsExcellent),
            Guard::AnsweredOrReason => mark(facts.unanswered > 0, Mark::Unanswered),
            _ => None,
        }
    }

    fn same_hand(self, case: &Case) -> bool {
        let person = case.actor.person;
        match self {
            Guard::OtherThanCertifier => case.facts.certified_by == Some(person),
            // A department that hands a form on again certifies nothing.
            _ => case.actor.role == Role::UnitHead && case.facts.reviewed_by.contains(&person),
        }
    }
}

fn rounds_used(case: &Case) -> bool {
    case.facts.returns >= case.path.max_rounds
}

fn items() -> usize {
    law::review::items().len()
}

fn sheet(case: &Case) -> Option<Refusal> {
    let (marked, of) = (case.facts.items_marked, items());
    let missing = usize::try_from(marked).is_ok_and(|marked| marked < of);
    (case.facts.is_key(case.path) && missing).then_some(Refusal::SheetIncomplete { marked, of })
}

fn agreed(facts: &Facts) -> Option<Refusal> {
    if facts.listed_changes == 0 {
        return Some(Refusal::NoChangesListed);
    }
    match (facts.accepted_by_reviewer, facts.accepted_by_submitter) {
        (true, true) => None,
        (true, false) => Some(Refusal::ChangesNotAccepted("提交方")),
        (false, true) => Some(Refusal::ChangesNotAccepted("审核方")),
        (false, false) => Some(Refusal::ChangesNotAccepted("双方")),
    }
}

fn approval(facts: &Facts) -> Option<Refusal> {
    match (
        written(&facts.approval_number),
        facts.approval_date.is_some(),
    ) {
        (true, true) => None,
        (true, false) => Some(Refusal::NoApproval("日期")),
        (false, true) => Some(Refusal::NoApproval("文号")),
        (false, false) => Some(Refusal::NoApproval("文号和日期")),
    }
}

fn period(facts: &Facts) -> Option<Refusal> {
    let missing: [(bool, &'static str); 3] = [
        (facts.period.is_none(), "期次"),
        (facts.cut_off.is_none(), "截止日期"),
        (facts.deadline.is_none(), "报送期限"),
    ];
    let first = missing.into_iter().find(|(lacks, _)| *lacks);
    first.map(|(_, what)| Refusal::NoPeriod(what))
}

fn gap(case: &Case) -> Option<Refusal> {
    let limit = case.path.score_gap;
    let gap = case.facts.score_gap?;
    (limit > Exact::default() && gap >= limit).then_some(Refusal::GapTooLarge { gap, limit })
}

fn written(text: &Option<String>) -> bool {
    text.as_deref().is_some_and(|text| !text.trim().is_empty())
}
