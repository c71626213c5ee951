//! Paths, facts that satisfy every guard, and words back to states, actions and roles.

use jiff::civil::date;
use law::profile::general;
use workflow::{Action, Actor, AdjustmentReason, Facts, Path, Role, State, Workflow};

/// Who certified; the actors of the tests are other persons.
pub const CERTIFIER: i64 = 1;
/// Who acts.
pub const OTHER: i64 = 2;

pub fn assist() -> Path {
    Path {
        kind: Workflow::Assist,
        ..general().workflow.clone()
    }
}

/// 完整流程 with so many rounds, through the department or not.
pub fn full(rounds: u8, department_review: bool) -> Path {
    Path {
        kind: Workflow::Full,
        rounds,
        department_review,
        ..general().workflow.clone()
    }
}

pub fn path_of(state: State) -> Path {
    match state.workflow() {
        Workflow::Assist => assist(),
        Workflow::Full => full(2, true),
    }
}

/// Facts with which every guard is content.
pub fn ready() -> Facts {
    Facts {
        certified_by: Some(CERTIFIER),
        second_level: true,
        placed_opinions: 1,
        reason: true,
        items_marked: 8,
        listed_changes: 1,
        accepted_by_reviewer: true,
        accepted_by_submitter: true,
        control_figure: true,
        approval_number: Some("云财〔2025〕1号".into()),
        approval_date: Some(date(2025, 2, 10)),
        screened: true,
        adjustment_reason: Some(AdjustmentReason::Policy),
        endorsed: true,
        period: Some(1),
        cut_off: Some(date(2025, 7, 31)),
        deadline: Some(date(2025, 8, 20)),
        rectification_answered: true,
        year_over: true,
        score_gap: Some(model::Exact::from(2)),
        matched: true,
        ..Facts::default()
    }
}

pub fn actor(role: Role) -> Actor {
    Actor {
        person: OTHER,
        role,
    }
}

pub fn state(word: &str) -> State {
    let mut all = State::ALL.iter().copied();
    all.find(|one| one.word() == word)
        .unwrap_or_else(|| panic!("没有状态“{word}”"))
}

pub fn action(word: &str) -> Action {
    let mut all = Action::ALL.iter().copied();
    all.find(|one| one.word() == word)
        .unwrap_or_else(|| panic!("没有操作“{word}”"))
}

/// Roles by one character each.
pub fn roles(short: &str) -> Vec<Role> {
    let role = |c| match c {
        '办' => Role::UnitClerk,
        '责' => Role::UnitHead,
        '主' => Role::DepartmentReviewer,
        '业' => Role::FinanceBusiness,
        '绩' => Role::FinancePerformance,
        other => panic!("没有角色“{other}”"),
    };
    short.chars().map(role).collect()
}
