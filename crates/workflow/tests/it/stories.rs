//! Whole years of invented forms, step by step.

use crate::helper::{assist, full, ready};
use Action::*;
use Role::{DepartmentReviewer, FinanceBusiness, FinancePerformance, UnitClerk, UnitHead};
use workflow::{Action, Actor, AdjustmentReason, Facts, Path, Role, State, Step, transition};

/// A form on its way. Every role is another person; what the caller of the crate keeps is kept here.
struct Story {
    state: State,
    facts: Facts,
    path: Path,
    /// Versions locked so far.
    versions: u32,
}

impl Story {
    fn begin(path: Path) -> Story {
        Story {
            state: State::first(path.kind),
            facts: Facts {
                certified_by: None,
                score_gap: None,
                year_over: false,
                ..ready()
            },
            path,
            versions: 0,
        }
    }

    fn actor(role: Role) -> Actor {
        let person = Role::ALL.iter().position(|one| *one == role).unwrap();
        Actor {
            person: i64::try_from(person).unwrap() + 10,
            role,
        }
    }

    #[track_caller]
    fn does(&mut self, role: Role, action: Action, to: &str) -> Step {
        let actor = Story::actor(role);
        let step = transition(self.state, action, &actor, &self.facts, &self.path)
            .unwrap_or_else(|refusal| panic!("{} {action}: {refusal}", self.state));
        assert_eq!(step.to.word(), to);
        if step.certifies {
            self.facts.certified_by = Some(actor.person);
        }
        if step.returns {
            self.facts.returns += 1;
            self.facts.unanswered = 1;
        }
        self.versions += u32::from(step.locks);
        self.state = step.to;
        step
    }

    #[track_caller]
    fn refused(&self, role: Role, action: Action, says: &str) {
        let actor = Story::actor(role);
        let found = transition(self.state, action, &actor, &self.facts, &self.path);
        let text = found.unwrap_err().to_string();
        assert!(text.contains(says), "{text}");
    }

    /// From the draft to the approval, in one round, without a return.
    fn approved(path: Path) -> Story {
        let mut story = Story::begin(path);
        story.does(UnitHead, Submit, "待主管部门审核");
        story.does(DepartmentReviewer, Pass, "待财政审核");
        story.does(FinancePerformance, Pass, "待批复");
        story.does(FinanceBusiness, Approve, "已批复");
        story
    }
}

#[test]
fn a_whole_year_in_two_rounds() {
    let mut story = Story::begin(full(2, true));
    story.does(FinanceBusiness, Enter, "草稿");
    story.refused(FinanceBusiness, Submit, "请交单位负责人办理");
    story.does(UnitClerk, Revise, "草稿");
    story.facts.blanks = 1;
    story.refused(UnitHead, Submit, "1处待填的空格");
    story.facts.blanks = 0;
    assert!(story.does(UnitHead, Submit, "待主管部门审核").certifies);

    let step = story.does(DepartmentReviewer, Return, "已退回（单位修改）");
    assert_eq!(step.reply_within, Some(5));
    story.refused(UnitHead, Submit, "1条意见没有答复");
    story.facts.unanswered = 0;
    story.does(UnitHead, Submit, "待主管部门审核");
    story.does(DepartmentReviewer, Pass, "待财政审核");

    let step = story.does(
        FinancePerformance,
        GradeMedium,
        "已退回（主管部门、单位修改）",
    );
    assert_eq!(
        step.reply_within,
        Some(8),
        "the unit's five days and the department's three"
    );
    story.facts.unanswered = 0;
    story.does(DepartmentReviewer, Submit, "待财政审核");
    story.does(FinancePerformance, GradeGood, "财政协商完善");
    story.facts.accepted_by_submitter = false;
    story.refused(FinancePerformance, Pass, "还需提交方确认");
    story.does(DepartmentReviewer, Revise, "财政协商完善");
    story.facts.accepted_by_submitter = true;
    story.does(FinancePerformance, Pass, "审核通过（有修订）");

    story.does(FinanceBusiness, ControlFigure, "二上修订");
    story.does(UnitClerk, Revise, "二上修订");
    story.facts.amount_changed = true;
    story.refused(UnitHead, Submit, "请核对单价、数量与金额");
    story.facts.rechecked = true;
    story.does(UnitHead, Submit, "待财政复核");
    story.does(FinanceBusiness, Pass, "待批复");
    story.does(FinanceBusiness, Approve, "已批复");
    story.does(DepartmentReviewer, Publish, "已公开");
    story.facts.published = true;

    story.does(FinancePerformance, StartMonitoring, "监控中");
    story.does(UnitClerk, Fill, "监控中");
    story.does(UnitHead, Submit, "已监控");
    story.does(FinancePerformance, OrderRectification, "整改中");
    story.does(UnitClerk, Fill, "整改中");
    story.does(DepartmentReviewer, CloseRectification, "整改完成");

    story.does(UnitHead, RequestAdjustment, "待调整审核");
    story.does(DepartmentReviewer, Pass, "待调整审核");
    story.does(FinanceBusiness, ApproveAdjustment, "已批复");
    assert_eq!(story.versions, 2);
    story.facts.published = false;
    story.does(DepartmentReviewer, Publish, "已公开");

    story.refused(UnitClerk, StartEvaluation, "年度终了");
    story.facts.year_over = true;
    story.does(UnitClerk, StartEvaluation, "自评中");
    story.does(UnitClerk, Fill, "自评中");
    story.does(UnitHead, Submit, "自评待主管部门审核");
    story.does(DepartmentReviewer, Pass, "待财政抽查");
    story.facts.score_gap = Some(model::Exact::from(12));
    story.does(FinancePerformance, CheckScores, "待财政抽查");
    story.refused(FinancePerformance, Finalise, "相差12分");
    story.does(FinancePerformance, Return, "自评中");
    story.facts.unanswered = 0;
    story.does(UnitHead, Submit, "自评待主管部门审核");
    story.does(DepartmentReviewer, Pass, "待财政抽查");
    story.facts.score_gap = Some(model::Exact::from(1));
    story.does(FinancePerformance, Finalise, "自评定稿");
    story.does(DepartmentReviewer, Publish, "自评已公开");
    story.does(FinancePerformance, Archive, "已归档");
    assert!(story.state.is_finished());
}

#[test]
fn one_round_leads_from_the_review_to_the_approval() {
    let mut story = Story::approved(full(1, true));
    story.does(UnitHead, Publish, "已公开");
    assert_eq!(story.versions, 1);
}

#[test]
fn a_form_that_had_passed_when_the_profile_changed_to_one_round_goes_on() {
    let mut story = Story::begin(full(1, true));
    story.state = State::Passed;
    story.refused(FinanceBusiness, ControlFigure, "请改为“转待批复”");
    story.does(FinanceBusiness, Forward, "待批复");
}

#[test]
fn a_project_added_during_the_year_takes_the_short_way() {
    let mut story = Story::begin(full(2, true));
    story.facts.supplementary = true;
    story.does(UnitHead, Submit, "待主管部门审核");
    story.does(DepartmentReviewer, Pass, "待财政审核");
    story.does(FinanceBusiness, GradeExcellent, "待批复");
    story.does(FinanceBusiness, Approve, "已批复");
}

#[test]
fn review_desk_with_two_returns() {
    let mut story = Story::begin(assist());
    story.does(FinancePerformance, Receive, "已收");
    story.does(FinancePerformance, SendOpinions, "已提意见");
    story.facts.matched = false;
    story.refused(FinancePerformance, TakeBack, "请按项目编码核对");
    story.facts.matched = true;
    story.does(FinancePerformance, TakeBack, "已收");
    story.does(FinancePerformance, SendOpinions, "已提意见");
    story.does(FinancePerformance, TakeBack, "已收");
    assert_eq!(story.facts.returns, 2);
    story.facts.unanswered = 0;
    story.does(FinancePerformance, Settle, "已复核");
    story.does(FinancePerformance, Reopen, "已收");
    story.refused(
        UnitHead,
        Receive,
        "请交主管部门审核、财政业务或财政绩效办理",
    );
}

#[test]
fn adjustment_refused_and_the_first_version_goes_on() {
    let mut story = Story::approved(full(1, true));
    story.does(DepartmentReviewer, Publish, "已公开");
    story.facts.published = true;
    story.facts.adjustment_reason = None;
    story.refused(UnitHead, RequestAdjustment, "请选择一类原因");
    story.facts.adjustment_reason = Some(AdjustmentReason::Budget);
    story.facts.money_moves = true;
    story.refused(UnitHead, RequestAdjustment, "请填写文件名称和文号");
    story.facts.budget_document = Some("云财预〔2025〕9号".into());
    story.does(UnitHead, RequestAdjustment, "待调整审核");
    story.facts.endorsed = false;
    story.refused(FinanceBusiness, ApproveAdjustment, "请先交主管部门审核同意");
    story.does(FinanceBusiness, RefuseAdjustment, "已公开");
    assert_eq!(story.versions, 1);
    story.refused(DepartmentReviewer, Publish, "不能“公开”");
}

#[test]
fn adjustment_refused_before_publication_leads_back_to_approved() {
    let mut story = Story::approved(full(1, true));
    story.does(UnitHead, RequestAdjustment, "待调整审核");
    story.does(DepartmentReviewer, RefuseAdjustment, "已批复");
}

#[test]
fn graded_poor_and_declared_anew_as_another_form() {
    let mut story = Story::begin(full(2, true));
    story.does(UnitHead, Submit, "待主管部门审核");
    story.does(DepartmentReviewer, Pass, "待财政审核");
    story.facts.key_project = true;
    story.facts.items_marked = 6;
    story.refused(FinancePerformance, GradePoor, "已填6项，应填8项");
    story.refused(FinancePerformance, Pass, "重点项目须先按审核表评定等级");
    story.facts.items_marked = 8;
    story.does(FinancePerformance, GradePoor, "不进入下一步预算安排");
    let step = story.does(UnitClerk, DeclareAnew, "不进入下一步预算安排");
    assert_eq!(step.opens, Some(State::Draft));
    assert_eq!(step.records, [workflow::Record::LinkToOld]);
}

#[test]
fn unit_and_department_in_one_skip_the_department_or_another_person_reviews() {
    let mut story = Story::begin(full(2, true));
    story.facts.unit_is_department = true;
    story.does(UnitHead, Submit, "待财政审核");

    let mut path = full(2, true);
    path.own_review = true;
    let mut story = Story::begin(path);
    story.facts.unit_is_department = true;
    story.does(UnitHead, Submit, "待主管部门审核");
    // The head of the unit is also a reviewer of the department.
    let head = Actor {
        role: DepartmentReviewer,
        ..Story::actor(UnitHead)
    };
    let found = transition(story.state, Pass, &head, &story.facts, &story.path);
    assert_eq!(found, Err(workflow::Refusal::SameHand));
    story.does(DepartmentReviewer, Pass, "待财政审核");
}

#[test]
fn a_project_is_ended_from_any_state_of_execution() {
    for state in State::ALL.iter().filter(|state| state.is_executing()) {
        let mut story = Story::begin(full(2, true));
        story.state = *state;
        story.facts.reason = false;
        story.refused(FinanceBusiness, Terminate, "请写明理由");
        story.facts.reason = true;
        story.does(FinanceBusiness, Terminate, "项目终止");
        story.refused(UnitClerk, Revise, "已经办结");
    }
}
