//! Rows of the head as the printed form has them: a label that its narrow cell broke over two lines is one, a goal of several lines
//! has its label beside one in the middle, and a label in the middle of its block goes to the block's first row. Only pages whose
//! cells were found by their places have such rows.

use super::goals::is_goal;
use super::inline_label;
use crate::line::{Line, Slot};
use law::vocabulary::{Field, column_role, label, title_kind};
use model::page::CellLayout;

/// Rows that a broken label takes at most.
const BROKEN: usize = 3;

/// Bytes that a label has at most.
const LABEL: usize = 60;

/// Rows of a money block above its label at most.
const BLOCK: usize = 4;

/// Characters that a line of a goal has at least.
const GOAL_LINE: usize = 6;

/// The rows, with those that belong together as one.
pub(super) fn rows<'a>(lines: &[Line<'a>]) -> Vec<Line<'a>> {
    if lines
        .iter()
        .all(|line| line.layout != CellLayout::Flattened)
    {
        return lines.to_vec();
    }
    let mut rows = whole(lines);
    mend_words(&mut rows);
    raise_lone_labels(&mut rows);
    raise_blocks(&mut rows);
    rows
}

/// Puts together a label of which half stands on the next row, beside other cells.
fn mend_words(rows: &mut [Line]) {
    for index in 1..rows.len() {
        let (above, below) = rows.split_at_mut(index);
        let (Some(above), Some(below)) = (above.last_mut(), below.first_mut()) else {
            continue;
        };
        if above.layout != CellLayout::Flattened || above.block != below.block {
            continue;
        }
        for slot in &mut below.slots {
            let own = above.slots.iter_mut().find(|own| own.column == slot.column);
            let Some(own) = own.filter(|own| !own.is_empty() && !slot.is_empty()) else {
                continue;
            };
            if own.text.len() + slot.text.len() > LABEL {
                continue;
            }
            let word = format!("{}{}", own.text, slot.text);
            if label(&word).is_some() && label(&own.text).is_none() && label(&slot.text).is_none() {
                own.text = word;
                slot.text.clear();
            }
        }
    }
}

/// A heading or the label of a goal alone between two rows belongs to the upper one.
fn raise_lone_labels(rows: &mut Vec<Line>) {
    let mut index = 1;
    while index + 1 < rows.len() {
        match lone_label(&rows[index - 1..=index + 1]) {
            Some(number) => {
                let slot = rows.remove(index).slots.swap_remove(number);
                put(&mut rows[index - 1], slot);
            }
            None => index += 1,
        }
    }
}

/// The number of the only cell of the middle row, a heading or the label of a goal, when its column is empty in both others.
fn lone_label(rows: &[Line]) -> Option<usize> {
    let [above, line, below] = rows else {
        return None;
    };
    let number = line.slots.iter().position(|slot| !slot.is_empty())?;
    let slot = &line.slots[number];
    let is_label = label(&slot.text).is_some_and(|field| field == Field::Heading || is_goal(field));
    let free = |other: &Line| {
        let empty = |own: &Slot| own.column == slot.column && own.is_empty();
        other.block == line.block
            && other.slots.iter().any(empty)
            && other
                .filled()
                .next()
                .is_some_and(|own| own.column > slot.column)
    };
    let alone = line.filled().count() == 1 && line.layout == CellLayout::Flattened;
    (is_label && alone && free(above) && free(below)).then_some(number)
}

/// The label of a money block moves up to the row with the block's total.
fn raise_blocks(rows: &mut [Line]) {
    for index in 1..rows.len() {
        if rows[index].layout != CellLayout::Flattened {
            continue;
        }
        for number in 0..rows[index].slots.len() {
            if let Some(first) = first_of_block(&rows[..=index], number) {
                let blank = Slot {
                    text: String::new(),
                    ..rows[index].slots[number].clone()
                };
                let slot = std::mem::replace(&mut rows[index].slots[number], blank);
                put(&mut rows[first], slot);
            }
        }
    }
}

/// The row with the total of the block whose label is this cell of the last row, when it stands further up.
fn first_of_block(rows: &[Line], number: usize) -> Option<usize> {
    let (line, above) = rows.split_last()?;
    let slot = &line.slots[number];
    let empty = |row: &&Line| {
        let empty = |own: &Slot| own.column == slot.column && own.is_empty();
        row.block == line.block && row.slots.iter().any(empty)
    };
    // Most cells end here: what stands above them is not empty.
    let is_free = !slot.is_empty() && above.last().is_some_and(|row| empty(&row));
    if !is_free || label(&slot.text) != Some(Field::Block) {
        return None;
    }
    let total = |row: &Line| {
        let mut behind = row.filled().filter(|own| own.column > slot.column);
        behind
            .next()
            .is_some_and(|own| label(&own.text) == Some(Field::BlockTotal))
    };
    let rows = above.iter().rev().take(BLOCK).take_while(empty);
    let distance = rows.into_iter().position(total)?;
    Some(above.len() - 1 - distance)
}

/// Puts a cell into the empty one of its column.
fn put<'a>(row: &mut Line<'a>, slot: Slot<'a>) {
    row.slots.retain(|own| own.column != slot.column);
    row.slots.push(slot);
    row.slots.sort_by_key(|slot| slot.column);
}

/// The rows, with those put together whose texts go on.
fn whole<'a>(lines: &[Line<'a>]) -> Vec<Line<'a>> {
    let mut joined: Vec<Line> = Vec::with_capacity(lines.len());
    let mut index = 0;
    while index < lines.len() {
        let rows = broken_label(&lines[index..]);
        let mut row = lines[index].clone();
        for other in &lines[index + 1..index + rows] {
            join(&mut row, other);
        }
        index += rows;
        if let Some(columns) = goal_columns(&row) {
            let begins = joined
                .iter()
                .rev()
                .take_while(|above| is_goal_line(above, &row, &columns))
                .count();
            let start = joined.len() - begins;
            let is_free = start
                .checked_sub(1)
                .is_none_or(|above| goal_columns(&joined[above]).is_none());
            if is_free {
                for above in joined.drain(start..).rev() {
                    add_goal(&mut row, &above, true);
                }
            }
            while index < lines.len() && is_goal_line(&lines[index], &row, &columns) {
                add_goal(&mut row, &lines[index], false);
                index += 1;
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

/// The columns of the texts beside the label of a goal.
fn goal_columns(row: &Line) -> Option<Vec<u32>> {
    let mut filled = row.filled();
    let first = filled
        .next()
        .filter(|_| row.layout == CellLayout::Flattened)?;
    let is_goal = label(&first.text).is_some_and(is_goal);
    let texts: Vec<&Slot> = filled.collect();
    let are_texts = !texts.is_empty() && texts.iter().all(|slot| label(&slot.text).is_none());
    (is_goal && are_texts).then(|| texts.iter().map(|slot| slot.column).collect())
}

/// Whether a row holds nothing but lines of the texts in these columns.
fn is_goal_line(other: &Line, row: &Line, columns: &[u32]) -> bool {
    let is_text = |slot: &Slot| {
        columns.contains(&slot.column)
            && slot.text.chars().count() >= GOAL_LINE
            && label(&slot.text).is_none()
            && inline_label(&slot.text).is_none()
            && title_kind(&slot.text).is_none()
            && column_role(&slot.text).is_none()
    };
    other.layout == CellLayout::Flattened
        && other.block == row.block
        && other.filled().next().is_some()
        && other.filled().all(is_text)
}

/// Adds a line of a goal above or below its text.
fn add_goal(row: &mut Line, other: &Line, above: bool) {
    for slot in other.filled() {
        let Some(own) = row.slots.iter_mut().find(|own| own.column == slot.column) else {
            continue;
        };
        let (first, rest) = if above {
            (&slot.text, &own.text)
        } else {
            (&own.text, &slot.text)
        };
        let between = if first.ends_with(['。', '；', ';']) {
            "\n"
        } else {
            ""
        };
        own.text = format!("{first}{between}{rest}");
    }
}
