//! The column of the points: known by its cells where it has no word, and what its head says that they add up to.

use super::HeadCell;
use crate::line::{Line, Slot};
use law::vocabulary::Role;
use model::Exact;
use model::text::{half_width, squeezed};

/// The sum of points in the head of their column, else in the label of the block to the left of the levels.
pub(super) fn weight_total(cells: &[HeadCell]) -> Option<Exact> {
    let levels = |cell: &&HeadCell| matches!(cell.role, Some(Role::Level1 | Role::Level2));
    let weights = cells.iter().filter(|cell| cell.role == Some(Role::Weight));
    let labels = cells.iter().take_while(|cell| !levels(cell));
    let labels = labels.filter(|cell| cell.role.is_none());
    let mut texts = weights.chain(labels).map(|cell| &cell.text);
    texts.find_map(|text| points_in_brackets(text))
}

/// 90 of `分值权重（90分）`.
fn points_in_brackets(text: &str) -> Option<Exact> {
    let text = squeezed(&half_width(text));
    let (_, inside) = text.strip_suffix(')')?.rsplit_once('(')?;
    let digits = inside.strip_suffix('分')?;
    let is_whole = digits.chars().all(|c| c.is_ascii_digit());
    Exact::parse(digits).filter(|_| is_whole)
}

/// A last column without a word in the head whose cells are all plain numbers holds the points.
pub(super) fn nameless_points(cells: &mut Vec<HeadCell>, lines: &[Line], index: usize) {
    let line = &lines[index];
    let weighed = cells.iter().any(|cell| cell.role == Some(Role::Weight));
    let Some(last) = line
        .slots
        .iter()
        .rev()
        .find(|slot| slot.begins)
        .filter(|slot| slot.is_empty() && !weighed)
    else {
        return;
    };
    let below: Vec<&Slot> = lines
        .iter()
        .skip(index + 1)
        .take(8)
        .filter(|below| below.block == line.block)
        .filter_map(|below| {
            below
                .slots
                .iter()
                .find(|slot| slot.column == last.column && !slot.is_empty())
        })
        .collect();
    let numbers = below
        .iter()
        .filter(|slot| model::Exact::parse(&slot.text).is_some())
        .count();
    if numbers >= 3 && numbers == below.len() {
        if let Some(before) = cells.iter_mut().rev().find(|cell| cell.first < last.column) {
            before.last = last.column - 1;
        }
        cells.push(HeadCell {
            first: last.column,
            last: u32::MAX,
            text: String::new(),
            role: Some(Role::Weight),
            begins: false,
            region: None,
        });
    }
}
