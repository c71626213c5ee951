//! A described form → raw pages, as a reader would hand them on: with real cells, or flattened into separated text.

mod flattened;
mod ruled;
mod table;

use crate::form::FormSource;
use model::Place;
use model::page::{Block, Cell, CellLayout, Row};

pub use flattened::{broken, flattened, label_is_below, shares_value};
pub use ruled::ruled;

/// The pages of a form in the way its description asks for.
pub fn pages(form: &FormSource) -> Vec<Block> {
    match &form.flattened {
        Some(damage) => flattened(form, damage),
        None => ruled(form),
    }
}

/// The pages of several forms, one after the other. Lines and tables are counted through.
pub fn pages_of(forms: &[FormSource]) -> Vec<Block> {
    let mut blocks: Vec<Block> = forms.iter().flat_map(pages).collect();
    number(&mut blocks);
    blocks
}

/// The lines above the table, empty ones left out.
fn head_lines(form: &FormSource) -> Vec<String> {
    let unit = match form.arrangement {
        crate::form::Arrangement::DoubleTree if !form.amount_unit.is_empty() => {
            format!("单位：{}", form.amount_unit)
        }
        _ => String::new(),
    };
    [
        form.attachment.clone(),
        form.title.clone(),
        form.bracket.clone(),
        unit,
    ]
    .into_iter()
    .filter(|line| !line.is_empty())
    .collect()
}

/// Lines of running text as a block.
fn prose(lines: Vec<String>) -> Block {
    let rows = lines
        .into_iter()
        .map(|line| Row {
            cells: vec![Cell::new(1, line, Place::text(0, 1))],
        })
        .collect();
    Block {
        name: None,
        layout: CellLayout::Prose,
        rows,
    }
}

/// Gives every cell its place: lines of text and flattened rows count as lines, ruled blocks as tables.
fn number(blocks: &mut [Block]) {
    let (mut line, mut table) = (0, 0);
    for block in blocks {
        let ruled = block.layout == CellLayout::Ruled;
        table += u32::from(ruled);
        for (index, row) in block.rows.iter_mut().enumerate() {
            line += u32::from(!ruled);
            for (position, cell) in row.cells.iter_mut().enumerate() {
                cell.place = if ruled {
                    Place::Table {
                        table,
                        row: index as u32 + 1,
                        column: cell.column,
                    }
                } else {
                    Place::text(line, position as u32 + 1)
                };
            }
        }
    }
}
