//! The cells and merges of one sheet. A row or cell may stand for any number of equal ones.

use super::text;
use crate::pages::Pages;
use crate::sheet::{Found, Range, date, note_cut, number};
use crate::xml::{Children, Node};
use crate::{Limits, ReadError};
use model::Exact;
use model::page::Typed;
use rust_decimal::Decimal;

/// Reads a sheet. Fails when a cell beyond the grid shows something; empty ones beyond are cut.
pub(super) fn read(
    table: Node,
    name: &str,
    limits: &Limits,
    pages: &mut Pages,
) -> Result<Found, ReadError> {
    let mut found = Found::default();
    let (mut next, mut beyond) = (1u32, false);
    for node in rows(table) {
        let (first, times) = (next, count(node, "number-rows-repeated"));
        next = next.saturating_add(times);
        let cells = cells(node);
        // The last row often stands for a million of nothing.
        if cells.is_empty() {
            continue;
        }
        for row in first..next {
            for cell in &cells {
                beyond |= cell.add(row, &mut found, limits, pages)?;
            }
            if row > limits.grid_rows {
                break;
            }
        }
    }
    if beyond {
        note_cut(name, limits, pages);
    }
    Ok(found)
}

/// A cell, or several equal ones, that show something or span others.
struct Cell {
    column: u32,
    times: u32,
    columns: u32,
    rows: u32,
    text: String,
    typed: Option<Typed>,
}

impl Cell {
    /// Adds the cell to a row; true where an empty one was beyond the grid.
    fn add(
        &self,
        row: u32,
        found: &mut Found,
        limits: &Limits,
        pages: &mut Pages,
    ) -> Result<bool, ReadError> {
        for column in self.column..self.column.saturating_add(self.times) {
            let typed = self.typed.clone();
            found.add((row, column), &self.text, typed, limits, pages)?;
            if row > limits.grid_rows || column > limits.grid_columns {
                return Ok(true);
            }
            if self.columns > 1 || self.rows > 1 {
                pages.has_room(found.merges.len())?;
                let bottom = row.saturating_add(self.rows - 1);
                let right = column.saturating_add(self.columns - 1);
                found.merges.push(Range::of((row, column), (bottom, right)));
            }
        }
        Ok(false)
    }
}

fn cells(row: Node) -> Vec<Cell> {
    let mut cells = Vec::new();
    let mut next = 1u32;
    for node in row.children() {
        if !matches!(node.name(), "table-cell" | "covered-table-cell") {
            continue;
        }
        let (column, times) = (next, count(node, "number-columns-repeated"));
        next = next.saturating_add(times);
        let (text, typed) = shown(node);
        let columns = count(node, "number-columns-spanned");
        let rows = count(node, "number-rows-spanned");
        if !text.is_empty() || columns > 1 || rows > 1 {
            cells.push(Cell {
                column,
                times,
                columns,
                rows,
                text,
                typed,
            });
        }
    }
    cells
}

/// What a cell shows and holds. Files of some programs leave the shown text to the value.
fn shown(cell: Node) -> (String, Option<Typed>) {
    let text = text::of(cell);
    let value = |name: &str| cell.attribute(name).unwrap_or_default();
    let (kind, number) = (value("value-type"), number::exact(&value("value")));
    let (plain, typed) = match &*kind {
        "float" | "currency" => (plain(number), number.map(|n| Typed::Number(Exact(n)))),
        "percentage" => {
            let hundred = number.and_then(|number| number.checked_mul(Decimal::ONE_HUNDRED));
            let plain = hundred.map(|number| format!("{}%", number.normalize()));
            (
                plain.unwrap_or_default(),
                number.map(|n| Typed::Number(Exact(n))),
            )
        }
        "date" => {
            let value = value("date-value");
            (value.to_string(), date::iso(&value).map(Typed::Date))
        }
        "boolean" => {
            let is_true = value("boolean-value") == "true";
            let word = if is_true { "TRUE" } else { "FALSE" };
            (word.to_owned(), Some(Typed::Bool(is_true)))
        }
        "time" => (value("time-value").into_owned(), None),
        "string" => (value("string-value").into_owned(), None),
        _ => (String::new(), None),
    };
    (if text.is_empty() { plain } else { text }, typed)
}

fn plain(number: Option<Decimal>) -> String {
    number.map_or_else(String::new, |number| number.normalize().to_string())
}

/// How often something is repeated, or how much it spans: at least 1.
fn count(node: Node, name: &str) -> u32 {
    let count = node
        .attribute(name)
        .and_then(|text| text.trim().parse().ok());
    count.unwrap_or(1).max(1)
}

/// The rows of a sheet, through groups and heads that are repeated on each page.
fn rows(table: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    let mut open: Vec<Children> = vec![table.children()];
    std::iter::from_fn(move || {
        loop {
            let Some(node) = open.last_mut()?.next() else {
                open.pop();
                continue;
            };
            match node.name() {
                "table-row" => return Some(node),
                "table-rows" | "table-header-rows" | "table-row-group" => {
                    open.push(node.children());
                }
                _ => {}
            }
        }
    })
}
