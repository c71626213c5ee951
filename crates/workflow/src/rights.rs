//! Who may do what where, read from the one table.

use crate::edges::{EDGES, edges_from};
use crate::{Action, Role, State};

/// What the role may do with a form in this state, whatever the path and the guards say. Empty for 三员 and the public.
pub fn rights(role: Role, state: State) -> Vec<Action> {
    edges_from(state)
        .filter(|edge| edge.by.contains(&role))
        .map(|edge| edge.action)
        .collect()
}

/// Whether the role may ever do this.
pub fn permitted(role: Role, action: Action) -> bool {
    EDGES
        .iter()
        .any(|edge| edge.action == action && edge.by.contains(&role))
}

/// What can be done with a form in this state, by whomever.
pub fn actions(state: State) -> Vec<Action> {
    edges_from(state).map(|edge| edge.action).collect()
}

/// Who may do this with a form in this state; none where it cannot be done.
pub fn roles(state: State, action: Action) -> &'static [Role] {
    edges_from(state)
        .find(|edge| edge.action == action)
        .map_or(&[], |edge| edge.by)
}
