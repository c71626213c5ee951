//! The product of all states, actions and roles on five paths against a table written by hand.

use crate::helper::{action, actor, assist, full, ready, roles, state};
use std::collections::BTreeMap;
use workflow::{Action, Path, Refusal, Role, State, available, permitted, rights, transition};

type Moves = BTreeMap<(State, Action, Role), State>;

/// The moves that the table by hand has on a path with these words.
pub fn by_hand(words: &[&str]) -> Moves {
    let mut moves = Moves::new();
    let mut from = None;
    for line in include_str!("moves.txt").lines() {
        if let Some(word) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
            from = Some(state(word));
        } else if let Some((left, right)) = line.split_once(" → ") {
            let (what, who) = left.split_once(' ').unwrap();
            let (to, only) = right.split_once(" @").unwrap_or((right, ""));
            if only.is_empty() || words.contains(&only) {
                for role in roles(who) {
                    let key = (from.unwrap(), action(what), role);
                    assert_eq!(moves.insert(key, state(to)), None, "{line}");
                }
            }
        }
    }
    moves
}

fn paths() -> Vec<(Path, Moves)> {
    let mut paths = Vec::new();
    for (rounds, round) in [(1, "一轮"), (2, "两轮")] {
        for (review, through) in [(true, "有主管"), (false, "无主管")] {
            paths.push((full(rounds, review), by_hand(&[round, through])));
        }
    }
    paths.push((assist(), by_hand(&["两轮", "有主管"])));
    paths
}

#[test]
fn every_state_action_and_role_goes_where_the_table_says_or_is_refused() {
    let mut taken = 0;
    for (path, moves) in paths() {
        for &from in State::ALL {
            for &what in Action::ALL {
                for &role in Role::ALL {
                    let expected = moves.get(&(from, what, role));
                    let expected = expected.filter(|_| from.workflow() == path.kind);
                    let found = transition(from, what, &actor(role), &ready(), &path);
                    assert_eq!(
                        found.as_ref().ok().map(|step| step.to),
                        expected.copied(),
                        "{from} {what} {role} {found:?}"
                    );
                    taken += usize::from(found.is_ok());
                }
            }
        }
    }
    assert!(taken > 500, "{taken}");
}

#[test]
fn a_refusal_says_whether_role_state_path_or_workflow_stands_in_the_way() {
    for (path, _) in paths() {
        for &from in State::ALL {
            for &what in Action::ALL {
                for &role in Role::ALL {
                    let found = transition(from, what, &actor(role), &ready(), &path);
                    let here = workflow::actions(from).contains(&what);
                    match found {
                        Ok(_) => assert!(rights(role, from).contains(&what)),
                        Err(Refusal::NoBusiness { .. }) => assert!(!role.does_business()),
                        Err(Refusal::OtherWorkflow { .. }) => {
                            assert_ne!(from.workflow(), path.kind);
                        }
                        Err(Refusal::NotHere { next, .. }) => {
                            assert!(!here && !next.contains(&what));
                        }
                        Err(Refusal::NotYours { by, .. }) => {
                            assert!(here && !by.contains(&role));
                        }
                        Err(Refusal::NotOnPath { instead, .. }) => {
                            let one = Role::FinanceBusiness;
                            assert!(
                                transition(from, instead, &actor(one), &ready(), &path).is_ok()
                            );
                        }
                        Err(other) => panic!("{from} {what} {role} {other}"),
                    }
                }
            }
        }
    }
}

#[test]
fn rights_are_those_of_the_table_by_hand() {
    let mut moves = by_hand(&["一轮", "有主管"]);
    moves.extend(by_hand(&["两轮", "有主管"]));
    for &role in Role::ALL {
        for &from in State::ALL {
            for &what in Action::ALL {
                let expected = moves.contains_key(&(from, what, role));
                assert_eq!(rights(role, from).contains(&what), expected);
                assert_eq!(workflow::roles(from, what).contains(&role), expected);
            }
        }
        for &what in Action::ALL {
            let expected = moves.keys().any(|key| (key.1, key.2) == (what, role));
            assert_eq!(permitted(role, what), expected, "{role} {what}");
        }
    }
}

#[test]
fn a_page_offers_what_the_table_has_and_nothing_else() {
    for (path, moves) in paths() {
        for &from in State::ALL {
            for &role in Role::ALL {
                let offers = available(from, &actor(role), &ready(), &path);
                let mut found: Vec<Action> = offers.iter().map(|offer| offer.action).collect();
                found.sort();
                let expected = moves
                    .keys()
                    .filter(|key| (key.0, key.2) == (from, role) && from.workflow() == path.kind);
                let expected: Vec<Action> = expected.map(|key| key.1).collect();
                assert_eq!(found, expected, "{from} {role}");
                assert!(offers.iter().all(|offer| offer.missing.is_empty()));
            }
        }
    }
}
