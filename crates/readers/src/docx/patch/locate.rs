//! Cells and paragraphs of a document by the places that the reader gives them: the same walk, which keeps nodes instead of text.

use super::super::paragraph;
use super::super::table::{column_span, columns_before};
use super::super::walk::{property, shown_children};
use crate::Limits;
use crate::xml::Node;
use model::Place;
use std::collections::HashMap;

/// A cell in its row and table.
#[derive(Clone, Copy)]
pub(super) struct Spot<'a> {
    pub(super) table: Node<'a>,
    pub(super) row: Node<'a>,
    pub(super) cell: Node<'a>,
}

/// The nodes at places.
#[derive(Default)]
pub(super) struct Map<'a> {
    cells: HashMap<(u32, u32, u32), Spot<'a>>,
    paragraphs: HashMap<u32, Node<'a>>,
}

impl<'a> Map<'a> {
    /// The map of a body.
    pub(super) fn of(body: Node<'a>, limits: &Limits) -> Map<'a> {
        let mut walk = Walk {
            limits,
            map: Map::default(),
            tables: 0,
            lines: 0,
        };
        walk.flow(body, 0, true);
        walk.map
    }

    /// The cell at a place.
    pub(super) fn cell(&self, place: &Place) -> Result<Spot<'a>, String> {
        let spot = match place {
            Place::Table { table, row, column } => self.cells.get(&(*table, *row, *column)),
            _ => None,
        };
        spot.copied()
            .ok_or_else(|| format!("文件里找不到{place}这一格"))
    }

    /// The paragraph at a place outside tables.
    pub(super) fn paragraph(&self, line: u32) -> Result<Node<'a>, String> {
        let found = self.paragraphs.get(&line);
        found
            .copied()
            .ok_or_else(|| format!("文件里找不到第{line}段"))
    }
}

struct Walk<'a, 'l> {
    limits: &'l Limits,
    map: Map<'a>,
    tables: u32,
    lines: u32,
}

impl<'a> Walk<'a, '_> {
    fn flow(&mut self, node: Node<'a>, depth: usize, in_body: bool) {
        if depth > self.limits.nesting {
            return;
        }
        for child in shown_children(node) {
            match child.name() {
                "p" => {
                    if in_body {
                        self.lines += 1;
                        self.map.paragraphs.insert(self.lines, child);
                    }
                    for text_box in paragraph::read(child).text_boxes {
                        self.flow(text_box, depth + 1, in_body);
                    }
                }
                "tbl" => self.table(child, depth),
                _ => {}
            }
        }
    }

    fn table(&mut self, table: Node<'a>, depth: usize) {
        self.tables += 1;
        let number = self.tables;
        let rows = shown_children(table).filter(|child| child.name() == "tr");
        let kept = rows.filter(|row| property(*row, "trPr", "del").is_none());
        for (at, row) in (1..).zip(kept) {
            for (column, cell) in columns(row, self.limits) {
                let spot = Spot { table, row, cell };
                self.map.cells.insert((number, at, column), spot);
                self.flow(cell, depth + 1, false);
            }
        }
    }
}

/// The cells of a row with their grid columns.
pub(super) fn columns<'a>(row: Node<'a>, limits: &Limits) -> Vec<(u32, Node<'a>)> {
    let mut column = columns_before(row, limits) + 1;
    let cells = shown_children(row).filter(|child| child.name() == "tc");
    cells
        .map(|cell| {
            let at = column;
            column = column.saturating_add(column_span(cell, limits));
            (at, cell)
        })
        .collect()
}
