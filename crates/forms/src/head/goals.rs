//! Overall goals: which span of time they speak of, expected and reached.

use crate::line::Slot;
use law::vocabulary::Field;
use model::{Form, Goal, Horizon, Place};

/// Whether the field is a goal.
pub(super) fn is_goal(field: Field) -> bool {
    matches!(
        field,
        Field::AnnualGoal
            | Field::Goal
            | Field::WholeGoal
            | Field::ExpectedGoal
            | Field::ReachedGoal
    )
}

/// Whether a goal label without a text, followed by another one, is only the heading of both: 总体目标 over 预期目标.
pub(super) fn heads(before: Field, next: Field) -> bool {
    match before {
        Field::Goal | Field::AnnualGoal => matches!(
            next,
            Field::ExpectedGoal | Field::WholeGoal | Field::AnnualGoal
        ),
        Field::ReachedGoal => matches!(next, Field::Goal | Field::ExpectedGoal | Field::AnnualGoal),
        _ => false,
    }
}

/// Puts a goal's text into the form; a second text of the same goal goes on a new line.
pub(super) fn put(form: &mut Form, field: Field, slot: &Slot) {
    let (field, text) = own_label(field, &text_of(slot));
    let at = slot.place();
    let horizon = horizon(field);
    let index = form
        .goals
        .iter()
        .position(|goal| goal.horizon == horizon)
        .unwrap_or_else(|| {
            form.goals.push(Goal {
                horizon,
                text: String::new(),
                result: None,
                at: Some(at.clone()),
            });
            form.goals.len() - 1
        });
    let goal = &mut form.goals[index];
    if field == Field::ReachedGoal {
        let before = goal
            .result
            .take()
            .map(|result| result + "\n")
            .unwrap_or_default();
        goal.result = Some(before + &text);
        return;
    }
    if goal.text.is_empty() {
        goal.at = Some(at);
    } else {
        goal.text.push('\n');
    }
    goal.text.push_str(&text);
}

/// A printed goal cell without a text.
pub(super) fn empty(form: &mut Form, field: Field, at: Option<Place>) {
    let known = form.goals.iter().any(|goal| goal.horizon == horizon(field));
    if !known && field != Field::ReachedGoal {
        form.goals.push(Goal {
            horizon: horizon(field),
            text: String::new(),
            result: None,
            at,
        });
    }
}

/// The text of the cell with its own line breaks, unless a label in front of it was cut off.
fn text_of(slot: &Slot) -> String {
    let text = slot.cell.text.trim();
    let whole = model::text::one_line(text) == slot.text;
    if whole {
        text.to_owned()
    } else {
        slot.text.clone()
    }
}

/// `长期目标：形成…` in a cell of 总体目标 says by itself which goal it is.
fn own_label(field: Field, text: &str) -> (Field, String) {
    match super::inline_label(text) {
        Some((own, rest)) if is_goal(own) => (own, rest.to_owned()),
        _ => (field, text.to_owned()),
    }
}

fn horizon(field: Field) -> Horizon {
    if field == Field::WholeGoal {
        Horizon::Whole
    } else {
        Horizon::Annual
    }
}
