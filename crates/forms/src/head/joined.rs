//! Rows of the head that are one row of the printed form: a label that its narrow cell broke over two lines, and a goal of several
//! lines with its label beside one in the middle. Only pages whose cells were found by their places have them.

use super::goals::is_goal;
use super::inline_label;
use crate::line::{Line, Slot};
use law::vocabulary::{label, title_kind};
use model::page::CellLayout;

/// Rows that a broken label takes at most.
const BROKEN: usize = 3;

/// Characters that a line of a goal has at least.
const GOAL_LINE: usize = 6;

/// The rows, with those that belong together as one.
pub(super) fn rows<'a>(lines: &[Line<'a>]) -> Vec<Line<'a>> {
    let mut joined: Vec<Line> = Vec::with_capacity(lines.len());
    let mut index = 0;
    while index < lines.len() {
        let rows = broken_label(&lines[index..]);
        let mut row = lines[index].clone();
        for other in &lines[index + 1..index + rows] {
            join(&mut row, other);
        }
        index += rows;
        if let Some(column) = goal_column(&row) {
            let begins = joined
                .iter()
                .rev()
                .take_while(|above| is_goal_line(above, &row, column))
                .count();
            let start = joined.len() - begins;
            let is_free = start
                .checked_sub(1)
                .is_none_or(|above| goal_column(&joined[above]).is_none());
            if is_free && begins > 0 {
                let mut whole = joined.drain(start..).collect::<Vec<_>>();
                for above in whole.iter_mut().rev() {
                    put_above(&mut row, above, column);
                }
            }
        }
        joined.push(row);
    }
    joined
}

/// How many rows the label of the first one takes: together they make a word that none of them is.
fn broken_label(lines: &[Line]) -> usize {
    let first = &lines[0];
    let Some(head) = first
        .filled()
        .next()
        .filter(|_| first.layout == CellLayout::Flattened)
    else {
        return 1;
    };
    if label(&head.text).is_some() {
        return 1;
    }
    let mut word = head.text.clone();
    for (number, line) in lines.iter().enumerate().take(BROKEN).skip(1) {
        let rest = line
            .filled()
            .next()
            .filter(|rest| line.block == first.block && rest.column == head.column);
        let Some(rest) = rest.filter(|rest| label(&rest.text).is_none()) else {
            return 1;
        };
        word.push_str(&rest.text);
        if label(&word).is_some() {
            return number + 1;
        }
    }
    1
}

/// Adds the texts of a row below to those of the same columns.
fn join<'a>(row: &mut Line<'a>, below: &Line<'a>) {
    let filled = |slot: &&Slot<'a>| slot.begins && !slot.is_empty();
    for slot in below.slots.iter().filter(filled) {
        match row.slots.iter_mut().find(|own| own.column == slot.column) {
            Some(own) if own.is_empty() => *own = slot.clone(),
            Some(own) => own.text.push_str(&slot.text),
            None => row.slots.push(slot.clone()),
        }
    }
    row.slots.sort_by_key(|slot| slot.column);
}

/// The column of the text beside the label of a goal.
fn goal_column(row: &Line) -> Option<u32> {
    let mut filled = row.filled();
    let first = filled
        .next()
        .filter(|_| row.layout == CellLayout::Flattened)?;
    let is_goal = label(&first.text).is_some_and(is_goal);
    filled.next().filter(|_| is_goal).map(|slot| slot.column)
}

/// Whether a row above holds nothing but a line of the text in that column.
fn is_goal_line(above: &Line, row: &Line, column: u32) -> bool {
    let mut filled = above.filled();
    let (Some(slot), None) = (filled.next(), filled.next()) else {
        return false;
    };
    above.layout == CellLayout::Flattened
        && above.block == row.block
        && slot.column == column
        && slot.text.chars().count() >= GOAL_LINE
        && label(&slot.text).is_none()
        && inline_label(&slot.text).is_none()
        && title_kind(&slot.text).is_none()
}

/// Puts the line of a goal in front of its text.
fn put_above(row: &mut Line, above: &Line, column: u32) {
    let text = |line: &Line| {
        let slot = line.slots.iter().find(|slot| slot.column == column);
        slot.map(|slot: &Slot| slot.text.clone())
            .unwrap_or_default()
    };
    let (first, rest) = (text(above), text(row));
    if let Some(slot) = row.slots.iter_mut().find(|slot| slot.column == column) {
        let ends = first.ends_with(['。', '；', ';']);
        slot.text = format!("{first}{}{rest}", if ends { "\n" } else { "" });
    }
}
