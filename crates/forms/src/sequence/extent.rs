//! Which rows belong to the indicator table: over page numbers and repeated heads, up to a closing row or running text.

use crate::columns::{self, Columns};
use crate::cost;
use crate::line::Line;
use crate::placement::{Part, place};
use law::vocabulary::{closes_table, level1, level2};
use model::page::CellLayout;

/// The rows of a table.
pub(super) struct Extent {
    pub rows: Vec<usize>,
    /// Prose between its rows: page numbers, running titles.
    pub loose: Vec<Part>,
    /// The first row behind it.
    pub end: usize,
}

/// How many lines of prose a page break can put between two rows.
const BREAK: usize = 6;

/// The rows from `start` on.
pub(super) fn of(lines: &[Line], start: usize, stop: usize, columns: &Columns) -> Extent {
    let mut extent = Extent {
        rows: Vec::new(),
        loose: Vec::new(),
        end: stop,
    };
    let mut index = start;
    while index < stop {
        let line = &lines[index];
        let first = line.filled().next();
        if first.is_some_and(|slot| closes_table(&slot.text)) {
            extent.end = index;
            break;
        }
        if line.layout == CellLayout::Prose && !is_label(line) {
            let Some(next) = goes_on(lines, index, stop, columns) else {
                extent.end = index;
                break;
            };
            for between in &lines[index..next] {
                extent.loose.extend(between.filled().map(|slot| Part {
                    text: slot.text.clone(),
                    place: slot.place(),
                    begins: true,
                }));
            }
            index = next;
            continue;
        }
        if let Some(head) = columns::head(lines, index) {
            index += head.rows;
            continue;
        }
        if !is_field_codes(line) && !counts_columns(line) {
            extent.rows.push(index);
        }
        index += 1;
    }
    extent
}

/// Where the table goes on behind some lines of prose: at a repeated head, or at a row that fits its columns.
fn goes_on(lines: &[Line], from: usize, stop: usize, columns: &Columns) -> Option<usize> {
    let next =
        (from..stop.min(from + BREAK)).find(|index| lines[*index].layout != CellLayout::Prose)?;
    if columns::head(lines, next).is_some() {
        return Some(next);
    }
    let line = &lines[next];
    if line.filled().next().is_some_and(|slot| {
        closes_table(&slot.text) || law::vocabulary::label(&slot.text).is_some()
    }) {
        return None;
    }
    let placed = place(line, columns, &columns.sets[0]);
    (placed.cost <= cost::SLIP + cost::SLIP_FURTHER
        && (placed.name.is_some() || placed.level2.is_some()))
    .then_some(next)
}

/// A hidden row of field codes: nothing but short words of Latin letters.
fn is_field_codes(line: &Line) -> bool {
    let mut cells = line.filled().peekable();
    cells.peek().is_some()
        && line.filled().count() >= 3
        && cells.all(|slot| {
            slot.text
                .chars()
                .all(|c| c.is_ascii_lowercase() || c == '_')
        })
}

/// A level word alone on its line: a merged cell between the rows of its block.
fn is_label(line: &Line) -> bool {
    let mut cells = line.filled();
    let word = cells.next().map_or("", |slot| slot.text.as_str());
    cells.next().is_none() && (level1(word).is_some() || level2(word).is_some())
}

/// A row that numbers the columns: 1, 2, 3 …
fn counts_columns(line: &Line) -> bool {
    let numbers: Vec<Option<u32>> = line.filled().map(|slot| slot.text.parse().ok()).collect();
    numbers.len() >= 4
        && numbers
            .windows(2)
            .all(|pair| pair[0].is_some() && pair[1] == pair[0].map(|number| number + 1))
}
