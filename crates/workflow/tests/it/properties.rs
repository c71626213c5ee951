//! What holds whatever the facts and the path are.

use crate::helper::{actor, assist, full, ready};
use crate::moves::by_hand;
use model::Exact;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::sync::LazyLock;
use workflow::{
    Action, AdjustmentReason, AfterRounds, Facts, Path, Role, State, Workflow, available, rights,
    transition,
};

#[test]
fn administrators_and_the_public_can_do_nothing_in_any_state() {
    let roles = Role::ALL.iter().filter(|role| !role.does_business());
    let mut number = 0;
    for &role in roles {
        number += 1;
        for &from in State::ALL {
            assert!(rights(role, from).is_empty());
            for path in [assist(), full(1, true), full(2, false)] {
                assert!(available(from, &actor(role), &ready(), &path).is_empty());
                for &what in Action::ALL {
                    assert!(transition(from, what, &actor(role), &ready(), &path).is_err());
                }
            }
        }
    }
    assert_eq!(number, 4);
}

#[test]
fn an_administrator_holds_no_other_role() {
    for &one in Role::ALL.iter().filter(|role| role.is_administrator()) {
        for &other in Role::ALL {
            assert_eq!(one.goes_with(other), one == other);
            assert_eq!(other.goes_with(one), one == other);
        }
    }
    assert!(Role::UnitClerk.goes_with(Role::UnitHead));
    assert!(!Role::UnitClerk.goes_with(Role::Public));
}

#[test]
fn an_approved_version_is_never_edited_in_place() {
    for &from in State::ALL.iter().filter(|state| state.is_approved()) {
        for what in workflow::actions(from) {
            assert!(
                !matches!(what, Action::Revise | Action::Enter | Action::TakeBack),
                "{from} {what}"
            );
        }
    }
    // The only ways from an approved target lead to states that are approved as well.
    for ((from, what, _), to) in by_hand(&["两轮", "有主管"]) {
        if from.is_approved() {
            assert!(to.is_approved(), "{from} {what} {to}");
        }
    }
}

#[test]
fn only_an_approval_locks_and_it_alone_leads_to_approved() {
    for path in [full(1, true), full(2, true)] {
        for &from in State::ALL {
            for &role in Role::ALL {
                for offer in available(from, &actor(role), &ready(), &path) {
                    let step =
                        transition(from, offer.action, &actor(role), &ready(), &path).unwrap();
                    let approval =
                        matches!(offer.action, Action::Approve | Action::ApproveAdjustment);
                    assert_eq!(step.locks, approval || offer.action == Action::Finalise);
                    if step.to.is_approved() && !from.is_approved() {
                        assert!(approval, "{from} {}", offer.action);
                    }
                }
            }
        }
    }
}

#[test]
fn entering_a_form_for_a_unit_is_not_submitting_it() {
    for role in Role::ALL.iter().filter(|role| role.does_business()) {
        let step = transition(
            State::Draft,
            Action::Enter,
            &actor(*role),
            &Facts::default(),
            &full(2, true),
        )
        .unwrap();
        assert_eq!((step.to, step.certifies), (State::Draft, false));
        let submit = transition(
            State::Draft,
            Action::Submit,
            &actor(*role),
            &ready(),
            &full(2, true),
        );
        assert_eq!(submit.is_ok(), *role == Role::UnitHead);
    }
}

#[test]
fn an_action_stands_once_for_a_state() {
    for &from in State::ALL {
        let all = workflow::actions(from);
        let distinct: BTreeSet<Action> = all.iter().copied().collect();
        assert_eq!(all.len(), distinct.len(), "{from}");
    }
}

#[test]
fn a_draft_can_always_be_saved() {
    for &from in State::ALL {
        for what in [Action::Revise, Action::Fill] {
            for role in workflow::roles(from, what) {
                let found =
                    transition(from, what, &actor(*role), &Facts::default(), &full(2, true));
                assert_eq!(found.unwrap().to, from);
            }
        }
    }
}

#[test]
fn every_state_can_be_reached_and_left_unless_it_is_finished() {
    for words in [["一轮", "有主管"], ["两轮", "有主管"], ["两轮", "无主管"]] {
        let moves = by_hand(&words);
        let mut reached: BTreeSet<State> =
            [State::first(Workflow::Assist), State::first(Workflow::Full)].into();
        loop {
            let more: BTreeSet<State> = moves
                .iter()
                .filter(|((from, _, _), _)| reached.contains(from))
                .map(|(_, to)| *to)
                .collect();
            if more.is_subset(&reached) {
                break;
            }
            reached.extend(more);
        }
        for &one in State::ALL {
            let leaves = moves
                .iter()
                .any(|((from, _, _), to)| *from == one && *to != one);
            assert!(leaves || one.is_finished(), "{one}");
            if words == ["两轮", "有主管"] {
                assert!(reached.contains(&one), "{one}");
            }
        }
    }
}

#[test]
fn from_everywhere_a_finished_state_can_be_reached() {
    for words in [["一轮", "有主管"], ["两轮", "无主管"]] {
        let moves = by_hand(&words);
        let mut good: BTreeSet<State> = State::ALL
            .iter()
            .copied()
            .filter(|state| state.is_finished())
            .collect();
        for _ in State::ALL {
            let more: Vec<State> = moves
                .iter()
                .filter(|(_, to)| good.contains(to))
                .map(|((from, _, _), _)| *from)
                .collect();
            good.extend(more);
        }
        assert_eq!(good.len(), State::ALL.len());
    }
}

fn facts() -> impl Strategy<Value = Facts> {
    let few = || 0u32..3;
    let flags = || prop::array::uniform9(any::<bool>());
    (
        (
            prop::option::of(1i64..4),
            prop::collection::vec(1i64..4, 0..3),
            0u32..9,
            0u32..6,
            prop::option::of(0i64..20),
        ),
        flags(),
        flags(),
        (few(), few(), few(), few(), few(), few(), few(), few()),
    )
        .prop_map(|((certified, reviewed, items, returns, gap), a, b, n)| {
            let full = ready();
            Facts {
                certified_by: certified,
                reviewed_by: reviewed,
                unit_is_department: a[0],
                second_level: a[1],
                supplementary: a[2],
                key_project: a[3],
                reason: a[4],
                rest_as_excellent: a[5],
                accepted_by_reviewer: a[6],
                accepted_by_submitter: a[7],
                control_figure: a[8],
                amount_changed: b[0],
                rechecked: b[1],
                screened: b[2],
                secret: b[3],
                published: b[4],
                money_moves: b[5],
                endorsed: b[6],
                year_over: b[7],
                matched: b[8],
                errors: n.0,
                blanks: n.1,
                overridden: n.2,
                placed_opinions: n.3,
                unanswered: n.4,
                unexplained_items: n.5,
                unscored_rows: n.6,
                listed_changes: n.7,
                items_marked: items,
                returns,
                score_gap: gap.map(Exact::from),
                adjustment_reason: (items > 3).then_some(AdjustmentReason::Scope),
                budget_document: (returns > 2).then(|| "云财预〔2025〕9号".to_owned()),
                ..full
            }
        })
}

fn paths() -> impl Strategy<Value = Path> {
    (1u8..3, prop::array::uniform5(any::<bool>())).prop_map(|(rounds, a)| Path {
        kind: if a[0] {
            Workflow::Full
        } else {
            Workflow::Assist
        },
        department_review: a[1],
        own_review: a[2],
        single_reviewer: a[3],
        after_rounds: if a[4] {
            AfterRounds::GoOn
        } else {
            AfterRounds::Decide
        },
        ..full(rounds, true)
    })
}

/// The moves of all paths together.
static MOVES: LazyLock<BTreeSet<(State, Action, Role, State)>> = LazyLock::new(|| {
    let mut all = BTreeSet::new();
    for round in ["一轮", "两轮"] {
        for through in ["有主管", "无主管"] {
            let moves = by_hand(&[round, through]).into_iter();
            all.extend(moves.map(|((from, what, role), to)| (from, what, role, to)));
        }
    }
    all
});

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn whatever_is_known_a_move_is_one_of_the_table_or_refused(facts in facts(), path in paths()) {
        for &from in State::ALL {
            for &role in Role::ALL {
                let offers = available(from, &actor(role), &facts, &path);
                for &what in Action::ALL {
                    let found = transition(from, what, &actor(role), &facts, &path);
                    let offer = offers.iter().find(|offer| offer.action == what);
                    prop_assert_eq!(offer.is_some_and(|offer| offer.missing.is_empty()), found.is_ok());
                    let Ok(step) = found else { continue };
                    // A version that was published is in force again.
                    let to = if what == Action::RefuseAdjustment && facts.published { State::Approved } else { step.to };
                    prop_assert!(MOVES.contains(&(from, what, role, to)), "{} {} {} {}", from, what, role, step.to);
                    prop_assert_eq!(step.from, from);
                    prop_assert_eq!(step.returns, step.reply_within.is_some());
                    prop_assert!(!step.certifies || role == Role::UnitHead);
                }
            }
        }
    }
}
