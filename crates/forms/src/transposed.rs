//! A table turned on its side: the levels and names are its head rows, each row below is a region with its values.

use law::vocabulary::{level1, level2};
use model::page::{Block, Cell, CellLayout, RawDocument, Row};

/// The document with such tables turned back: one row an indicator, one column a region.
pub(crate) fn turned(document: &RawDocument) -> Option<RawDocument> {
    let blocks: Vec<Option<Block>> = document.blocks.iter().map(turn).collect();
    if blocks.iter().all(Option::is_none) {
        return None;
    }
    let blocks = blocks
        .into_iter()
        .zip(&document.blocks)
        .map(|(turned, block)| turned.unwrap_or_else(|| block.clone()));
    Some(RawDocument {
        blocks: blocks.collect(),
        notes: document.notes.clone(),
    })
}

fn turn(block: &Block) -> Option<Block> {
    if block.layout != CellLayout::Ruled {
        return None;
    }
    let words = |row: &Row, is_level: fn(&str) -> bool| {
        row.cells.iter().filter(|cell| is_level(&cell.text)).count()
    };
    let first = |text: &str| level1(text).is_some();
    let second = |text: &str| level2(text).is_some();
    let at = (0..block.rows.len().saturating_sub(3)).find(|at| {
        words(&block.rows[*at], first) >= 2 && words(&block.rows[at + 1], second) >= 2
    })?;
    let over = |row: &Row, column: u32| {
        let covers =
            |cell: &&Cell| (cell.column..cell.column + cell.columns.max(1)).contains(&column);
        row.cells.iter().find(covers).cloned()
    };
    let regions = &block.rows[at + 3..];
    let columns = block.rows[at + 2]
        .cells
        .iter()
        .map(|cell| cell.column)
        .filter(|column| *column > 1);
    let plain = |column: u32, cell: Option<Cell>, like: &Cell| match cell {
        Some(cell) => Cell {
            column,
            columns: 1,
            rows: 1,
            ..cell
        },
        None => Cell::new(column, "", like.place.clone()),
    };
    let corner = block.rows[at].cells.first()?;
    let heads = ["一级指标", "二级指标", "三级指标"]
        .into_iter()
        .map(|word| Cell::new(1, word, corner.place.clone()));
    let names = regions.iter().map(|row| plain(1, over(row, 1), corner));
    let mut rows = vec![Row {
        cells: (1..)
            .zip(heads.chain(names))
            .map(|(column, cell)| Cell { column, ..cell })
            .collect(),
    }];
    for column in columns {
        let levels = (0..3).map(|row| over(&block.rows[at + row], column));
        let values = regions.iter().map(|row| over(row, column));
        let cells = (1..)
            .zip(levels.chain(values))
            .map(|(to, cell)| plain(to, cell, corner));
        rows.push(Row {
            cells: cells.collect(),
        });
    }
    let mut all = block.rows[..at].to_vec();
    all.extend(rows);
    Some(Block {
        name: block.name.clone(),
        layout: CellLayout::Ruled,
        rows: all,
    })
}
