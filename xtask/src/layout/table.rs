//! A ruled table under construction, and the indicator rows that all arrangements share.

use crate::form::{FormSource, RowSource};
use model::Place;
use model::page::{Block, Cell, CellLayout, Row};

/// A table under construction: rows of cells given by column, rows covered, columns covered.
#[derive(Default)]
pub(super) struct Table {
    rows: Vec<Row>,
}

impl Table {
    pub(super) fn row(&mut self, cells: &[(u32, u32, u32, &str)]) {
        let cells = cells
            .iter()
            .map(|&(column, rows, columns, text)| Cell {
                rows,
                columns,
                ..Cell::new(
                    column,
                    text,
                    Place::Table {
                        table: 0,
                        row: 0,
                        column,
                    },
                )
            })
            .collect();
        self.rows.push(Row { cells });
    }

    pub(super) fn block(self) -> Block {
        Block {
            name: None,
            layout: CellLayout::Ruled,
            rows: self.rows,
        }
    }
}

/// Where the columns of the indicator table begin.
pub(super) struct Columns {
    pub(super) level1: u32,
    pub(super) name_span: u32,
    pub(super) value_span: u32,
    pub(super) weight: bool,
}

/// The indicator rows, equal levels merged. With `head`, the head row comes first and 绩效指标 stands left of everything.
pub(super) fn indicators(
    table: &mut Table,
    form: &FormSource,
    columns: &Columns,
    head: Option<&[(u32, u32, u32, &str)]>,
) {
    let rows = form.filled_rows();
    if let Some(head) = head {
        let mut cells = vec![(1, rows.len() as u32 + 1, 1, "绩效指标")];
        cells.extend_from_slice(head);
        table.row(&cells);
    }
    let level1_runs = runs(&rows, |row| row.level1.clone());
    let level2_runs = runs(&rows, |row| format!("{}/{}", row.level1, row.level2));
    let name = columns.level1 + 2;
    let value = name + columns.name_span;
    for (index, row) in rows.iter().enumerate() {
        let mut cells = Vec::new();
        if level1_runs[index] > 0 {
            cells.push((columns.level1, level1_runs[index], 1, row.level1.as_str()));
        }
        if level2_runs[index] > 0 {
            cells.push((
                columns.level1 + 1,
                level2_runs[index],
                1,
                row.level2.as_str(),
            ));
        }
        cells.push((name, 1, columns.name_span, &row.name));
        cells.push((value, 1, columns.value_span, &row.value));
        if columns.weight {
            cells.push((value + columns.value_span, 1, 1, &row.weight));
        }
        table.row(&cells);
    }
}

/// For each row the length of the run of equal keys that it opens, or 0 inside a run.
fn runs(rows: &[RowSource], key: impl Fn(&RowSource) -> String) -> Vec<u32> {
    let keys: Vec<String> = rows.iter().map(key).collect();
    let opens = |index: usize| index == 0 || keys[index] != keys[index - 1];
    (0..keys.len())
        .map(|index| match opens(index) {
            true => keys[index..]
                .iter()
                .take_while(|key| **key == keys[index])
                .count() as u32,
            false => 0,
        })
        .collect()
}
