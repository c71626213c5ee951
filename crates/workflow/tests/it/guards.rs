//! Every fault at every move: it stops exactly those moves that the list by hand names, and no other.

use crate::helper::{OTHER, action, actor, path_of, ready, state};
use model::{Exact, Money};
use std::collections::BTreeMap;
use workflow::{
    Action, AfterRounds, Facts, Mark, Path, Refusal, Role, State, available, transition,
};

type Fault = fn(&mut Facts, &mut Path);

const FAULTS: &[(&str, Fault)] = &[
    ("同手", |facts, _| {
        facts.certified_by = Some(OTHER);
        facts.reviewed_by = vec![OTHER];
    }),
    ("必改", |facts, _| facts.errors = 1),
    ("空格", |facts, _| facts.blanks = 1),
    ("未答", |facts, _| facts.unanswered = 1),
    ("未定", |facts, _| facts.undecided = 1),
    ("无意见", |facts, _| facts.placed_opinions = 0),
    ("无理由", |facts, _| facts.reason = false),
    ("轮次", |facts, path| {
        facts.returns = path.max_rounds;
        path.after_rounds = AfterRounds::Decide;
    }),
    ("重点", |facts, _| facts.key_project = true),
    ("缺项", |facts, _| {
        facts.key_project = true;
        facts.items_marked = 7;
    }),
    ("逐项", |facts, _| facts.unexplained_items = 1),
    ("未列", |facts, _| facts.listed_changes = 0),
    ("甲", |facts, _| facts.accepted_by_reviewer = false),
    ("乙", |facts, _| facts.accepted_by_submitter = false),
    ("金额", |facts, _| facts.amount_changed = true),
    ("控制数", |facts, _| facts.control_figure = false),
    ("文号", |facts, _| {
        facts.approval_number = Some(" ".into())
    }),
    ("日期", |facts, _| facts.approval_date = None),
    ("一级", |facts, _| facts.second_level = false),
    ("已公开", |facts, _| facts.published = true),
    ("未查", |facts, _| facts.screened = false),
    ("涉密", |facts, _| facts.secret = true),
    ("原因", |facts, _| facts.adjustment_reason = None),
    ("依据", |facts, _| facts.money_moves = true),
    ("主管", |facts, _| facts.endorsed = false),
    ("期次", |facts, _| facts.period = None),
    ("截止", |facts, _| facts.cut_off = None),
    ("期限", |facts, _| facts.deadline = None),
    ("整改", |facts, _| facts.rectification_answered = false),
    ("年度", |facts, _| facts.year_over = false),
    ("评分", |facts, _| facts.unscored_rows = 1),
    ("说明", |facts, _| facts.missing_explanations = 1),
    ("复核", |facts, _| facts.score_gap = None),
    ("差距", |facts, _| facts.score_gap = Some(Exact::from(10))),
    ("对应", |facts, _| facts.matched = false),
];

fn by_hand() -> BTreeMap<(State, Action), Vec<&'static str>> {
    let lines = include_str!("guards.txt").lines();
    let lines = lines.filter(|line| !line.starts_with('#'));
    let listed = lines.map(|line| {
        let (key, faults) = line.split_once(": ").unwrap();
        let (from, what) = key.split_once(' ').unwrap();
        let faults: Vec<&str> = faults.split(' ').collect();
        assert!(
            workflow::actions(state(from)).contains(&action(what)),
            "{line}"
        );
        for fault in &faults {
            assert!(FAULTS.iter().any(|(name, _)| name == fault), "{fault}");
        }
        ((state(from), action(what)), faults)
    });
    listed.collect()
}

#[test]
fn a_fault_stops_the_moves_that_ask_for_it_and_no_other() {
    let expected = by_hand();
    for &from in State::ALL {
        for what in workflow::actions(from) {
            for (name, fault) in FAULTS {
                let (mut facts, mut path) = (ready(), path_of(from));
                if what == Action::Forward {
                    path.rounds = 1;
                }
                // A reason would stand for the answers.
                facts.reason = what != Action::Settle;
                fault(&mut facts, &mut path);
                let refused: Vec<Refusal> = workflow::roles(from, what)
                    .iter()
                    .filter_map(|role| {
                        let found = transition(from, what, &actor(*role), &facts, &path);
                        let offers = available(from, &actor(*role), &facts, &path);
                        let offer = offers.iter().find(|offer| offer.action == what).unwrap();
                        assert_eq!(offer.missing.first(), found.as_ref().err());
                        found.err()
                    })
                    .collect();
                let listed = expected
                    .get(&(from, what))
                    .is_some_and(|faults| faults.contains(name));
                assert_eq!(
                    !refused.is_empty(),
                    listed,
                    "{from} {what} {name} {refused:?}"
                );
            }
        }
    }
}

fn try_it(from: State, what: Action, role: Role, facts: &Facts) -> Result<Vec<Mark>, Refusal> {
    let found = transition(from, what, &actor(role), facts, &path_of(from));
    found.map(|step| step.marked)
}

#[test]
fn a_page_is_told_everything_that_is_missing_at_once() {
    let facts = Facts {
        errors: 2,
        blanks: 1,
        unanswered: 3,
        ..ready()
    };
    let from = State::ReturnedByDepartment;
    let offers = available(from, &actor(Role::UnitHead), &facts, &path_of(from));
    let submit = offers.iter().find(|offer| offer.action == Action::Submit);
    assert_eq!(
        submit.unwrap().missing,
        [
            Refusal::ErrorsLeft(2),
            Refusal::BlanksLeft(1),
            Refusal::Unanswered(3)
        ]
    );
}

#[test]
fn findings_that_stay_with_a_reason_let_the_form_through_and_are_marked() {
    let facts = Facts {
        overridden: 2,
        ..ready()
    };
    let found = try_it(State::Draft, Action::Submit, Role::UnitHead, &facts);
    assert_eq!(found, Ok(vec![Mark::Overridden]));
}

#[test]
fn one_person_for_both_is_refused_or_allowed_and_marked() {
    let reviewed = Facts {
        certified_by: Some(OTHER),
        ..ready()
    };
    let certified = Facts {
        reviewed_by: vec![7, OTHER],
        ..ready()
    };
    for (from, what, role, facts) in [
        (
            State::FinanceReview,
            Action::Pass,
            Role::FinanceBusiness,
            &reviewed,
        ),
        (State::Draft, Action::Submit, Role::UnitHead, &certified),
    ] {
        let mut path = path_of(from);
        let found = transition(from, what, &actor(role), facts, &path);
        assert_eq!(found, Err(Refusal::SameHand));
        path.single_reviewer = true;
        let step = transition(from, what, &actor(role), facts, &path).unwrap();
        assert_eq!(step.marked, [Mark::SingleReviewer]);
        let step = transition(from, what, &actor(role), &ready(), &path).unwrap();
        assert_eq!(step.marked, []);
    }
}

#[test]
fn a_department_that_hands_a_returned_form_on_certifies_nothing() {
    let facts = Facts {
        reviewed_by: vec![OTHER],
        ..ready()
    };
    let from = State::ReturnedByFinance;
    let by = |role| transition(from, Action::Submit, &actor(role), &facts, &path_of(from));
    let step = by(Role::DepartmentReviewer).unwrap();
    assert!(!step.certifies && step.marked.is_empty());
    assert_eq!(by(Role::UnitHead), Err(Refusal::SameHand));
}

#[test]
fn a_key_project_is_one_by_mark_or_by_amount() {
    let mut path = path_of(State::FinanceReview);
    let wan = |number: i64| Some(Money(Exact::from(number * 10_000)));
    let mut facts = ready();
    facts.amount = wan(500);
    assert!(!facts.is_key(&path), "no amount is set in the general path");
    path.key_amount = Exact::from(5_000_000);
    assert!(facts.is_key(&path));
    facts.amount = wan(499);
    assert!(!facts.is_key(&path));
    facts.amount = None;
    assert!(!facts.is_key(&path));
    facts.key_project = true;
    assert!(facts.is_key(&path));
}

#[test]
fn other_projects_are_graded_without_a_full_sheet_and_the_button_is_marked() {
    let facts = Facts {
        items_marked: 0,
        ..ready()
    };
    let role = Role::FinancePerformance;
    let grade = |facts: &Facts| try_it(State::FinanceReview, Action::GradeExcellent, role, facts);
    assert_eq!(grade(&facts), Ok(vec![]));
    let pressed = Facts {
        key_project: true,
        rest_as_excellent: true,
        ..ready()
    };
    assert_eq!(grade(&pressed), Ok(vec![Mark::RestAsExcellent]));
}

#[test]
fn the_department_approves_second_level_projects_only_finance_all() {
    let approve =
        |role, facts: &Facts| try_it(State::AwaitingApproval, Action::Approve, role, facts);
    let first = Facts {
        second_level: false,
        ..ready()
    };
    let key = Facts {
        key_project: true,
        ..ready()
    };
    let department = Role::DepartmentReviewer;
    assert_eq!(approve(department, &ready()), Ok(vec![]));
    assert_eq!(approve(department, &first), Err(Refusal::FinanceApproves));
    assert_eq!(approve(department, &key), Err(Refusal::FinanceApproves));
    for facts in [&ready(), &first, &key] {
        assert_eq!(approve(Role::FinanceBusiness, facts), Ok(vec![]));
    }
}

#[test]
fn after_the_last_round_a_form_is_returned_with_a_mark_or_decided() {
    let from = State::DepartmentReview;
    let facts = Facts {
        returns: 3,
        ..ready()
    };
    let mut path = path_of(from);
    let role = actor(Role::DepartmentReviewer);
    let step = transition(from, Action::Return, &role, &facts, &path).unwrap();
    assert_eq!(step.marked, [Mark::RoundsExceeded]);
    path.after_rounds = AfterRounds::Decide;
    let found = transition(from, Action::Return, &role, &facts, &path);
    assert_eq!(found, Err(Refusal::RoundsUsed(3)));
    assert!(transition(from, Action::Pass, &role, &facts, &path).is_ok());
}

#[test]
fn a_gap_below_the_limit_is_final_and_without_limit_every_gap_is() {
    let mut facts = ready();
    let mut path = path_of(State::SpotCheck);
    let role = actor(Role::FinancePerformance);
    let mut finalise = |gap: &str, limit: i64| {
        facts.score_gap = model::Exact::parse(gap);
        path.score_gap = Exact::from(limit);
        transition(State::SpotCheck, Action::Finalise, &role, &facts, &path).is_ok()
    };
    assert!(finalise("9.99", 10));
    assert!(!finalise("10", 10));
    assert!(finalise("50", 0));
}

#[test]
fn waiting_no_longer_for_an_answer_is_marked() {
    let facts = Facts {
        unanswered: 2,
        ..ready()
    };
    let role = Role::FinanceBusiness;
    let settle = |facts: &Facts| try_it(State::OpinionsSent, Action::Settle, role, facts);
    assert_eq!(settle(&facts), Ok(vec![Mark::Unanswered]));
    let silent = Facts {
        reason: false,
        ..facts
    };
    assert_eq!(settle(&silent), Err(Refusal::StillOpen(2)));
}
