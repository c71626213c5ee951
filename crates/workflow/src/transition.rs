//! The function itself: one row of the table, its guards, the step; and what a page offers.

use crate::edges::{Edge, On, To, edges_from};
use crate::guard::Case;
use crate::{Action, Actor, Facts, Mark, Path, Refusal, Role, State, Step};

/// Takes a step, or says what is missing.
///
/// # Errors
/// The first thing that stands in the way: the role, the workflow, the state, the path, then the guards in the order of the table.
pub fn transition(
    state: State,
    action: Action,
    actor: &Actor,
    facts: &Facts,
    path: &Path,
) -> Result<Step, Refusal> {
    let edge = row(state, action, actor, facts, path)?;
    let case = Case {
        action,
        actor,
        facts,
        path,
    };
    match edge.needs.iter().find_map(|guard| guard.unmet(&case)) {
        Some(refusal) => Err(refusal),
        None => Ok(step(edge, state, &case)),
    }
}

/// An action that a page offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The action.
    pub action: Action,
    /// Everything that is still missing; empty where it can be done now.
    pub missing: Vec<Refusal>,
}

/// What a page offers the actor: every action of the role in this state and on this path, with what is still missing.
pub fn available(state: State, actor: &Actor, facts: &Facts, path: &Path) -> Vec<Offer> {
    let offered = edges_from(state).filter_map(|edge| {
        row(state, edge.action, actor, facts, path).ok()?;
        let case = Case {
            action: edge.action,
            actor,
            facts,
            path,
        };
        Some(Offer {
            action: edge.action,
            missing: edge
                .needs
                .iter()
                .filter_map(|guard| guard.unmet(&case))
                .collect(),
        })
    });
    offered.collect()
}

/// The row of the table, if role, state and path have one.
fn row(
    state: State,
    action: Action,
    actor: &Actor,
    facts: &Facts,
    path: &Path,
) -> Result<&'static Edge, Refusal> {
    let role = actor.role;
    if !role.does_business() {
        return Err(Refusal::NoBusiness { role });
    }
    if state.workflow() != path.kind {
        let runs = path.kind;
        return Err(Refusal::OtherWorkflow { state, runs });
    }
    let Some(edge) = edges_from(state).find(|edge| edge.action == action) else {
        return Err(not_here(state, action, role, facts, path));
    };
    if !exists(edge, facts, path) {
        let instead = match edge.on {
            On::TwoRounds => Action::Forward,
            _ => Action::ControlFigure,
        };
        return Err(Refusal::NotOnPath { action, instead });
    }
    if !edge.by.contains(&role) {
        let by = edge.by.to_vec();
        return Err(Refusal::NotYours { action, role, by });
    }
    Ok(edge)
}

fn exists(edge: &Edge, facts: &Facts, path: &Path) -> bool {
    match edge.on {
        On::Every => true,
        On::TwoRounds => facts.has_second_round(path),
        On::OneRound => !facts.has_second_round(path),
    }
}

fn not_here(state: State, action: Action, role: Role, facts: &Facts, path: &Path) -> Refusal {
    let here = || edges_from(state).filter(|edge| exists(edge, facts, path));
    let mut others: Vec<Role> = here().flat_map(|edge| edge.by).copied().collect();
    others.sort();
    others.dedup();
    let mine = here().filter(|edge| edge.by.contains(&role));
    Refusal::NotHere {
        state,
        action,
        next: mine.map(|edge| edge.action).collect(),
        others,
    }
}

fn step(edge: &Edge, from: State, case: &Case) -> Step {
    let to = target(edge.to, from, case);
    let returns = matches!(
        case.action,
        Action::Return | Action::GradeMedium | Action::SendOpinions
    );
    let mut marked: Vec<Mark> = Vec::new();
    for mark in edge.needs.iter().filter_map(|guard| guard.mark(case)) {
        if !marked.contains(&mark) {
            marked.push(mark);
        }
    }
    Step {
        action: case.action,
        from,
        to,
        locks: matches!(
            case.action,
            Action::Approve | Action::ApproveAdjustment | Action::Finalise
        ),
        certifies: matches!(case.action, Action::Submit | Action::RequestAdjustment)
            && case.actor.role == Role::UnitHead,
        returns,
        opens: matches!(edge.to, To::NewForm).then_some(State::Draft),
        reply_within: returns.then(|| reply_within(to, case)),
        records: edge.records,
        marked,
    }
}

fn target(to: To, from: State, case: &Case) -> State {
    let (facts, path) = (case.facts, case.path);
    match to {
        To::State(state) => state,
        To::Stay | To::NewForm => from,
        To::Passed(state) if facts.has_second_round(path) => state,
        To::Passed(_) => State::AwaitingApproval,
        To::Review if facts.meets_department(path) => State::DepartmentReview,
        To::Review => State::FinanceReview,
        To::EvaluationReview if facts.meets_department(path) => State::EvaluationReview,
        To::EvaluationReview => State::SpotCheck,
        To::InForce if facts.published => State::Published,
        To::InForce => State::Approved,
    }
}

/// The unit's days; the department's on top where the return passes through its hands.
fn reply_within(to: State, case: &Case) -> u32 {
    let through_department = matches!(to, State::ReturnedByFinance | State::OpinionsSent)
        && case.facts.meets_department(case.path);
    let department = if through_department {
        case.path.department_days
    } else {
        0
    };
    case.path.unit_days + department
}
