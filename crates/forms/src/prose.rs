//! Indicators in sentences: headings 一、产出指标 and （一）数量指标 with numbered items below, each a name with its value.

use crate::regrid::split_item;
use law::vocabulary::{label_text, level1, level2};
use model::page::{Block, Cell, CellLayout, RawDocument, Row};

/// Fewer items than this are a text that mentions indicators.
const LEAST: usize = 3;

/// The document with such a list as a table; nothing when it has none.
pub(crate) fn tabled(document: &RawDocument) -> Option<RawDocument> {
    if document
        .blocks
        .iter()
        .any(|block| block.layout != CellLayout::Prose)
    {
        return None;
    }
    let (mut rows, mut items) = (Vec::new(), 0);
    let mut levels: (Option<Cell>, Option<Cell>) = (None, None);
    let mut begun = false;
    for cell in document
        .blocks
        .iter()
        .flat_map(|block| &block.rows)
        .flat_map(|row| &row.cells)
    {
        // A long paragraph may hold several items: 成活率≥90%；
        let pieces: Vec<&str> = cell
            .text
            .split(['；', ';'])
            .map(str::trim)
            .filter(|piece| !piece.is_empty())
            .collect();
        let heading = label_text(&cell.text);
        let heading = heading.trim_end_matches(['。', '；']);
        if heading.ends_with("指标") && (level1(heading).is_some() || level2(heading).is_some()) {
            if !begun {
                begun = true;
                rows.push(Row {
                    cells: (1..)
                        .zip(["一级指标", "二级指标", "三级指标", "指标值"])
                        .map(|(c, word)| Cell::new(c, word, cell.place.clone()))
                        .collect(),
                });
            }
            let word = Cell {
                text: heading.to_owned(),
                ..cell.clone()
            };
            // 满意度指标 is a word of both levels: 三、 counts first levels, （一） second ones.
            let first = cell
                .text
                .trim_start()
                .find(['、', '.', '．'])
                .is_some_and(|at| at <= 6)
                && !cell.text.trim_start().starts_with(['（', '(']);
            if level1(heading).is_some() && (level2(heading).is_none() || first) {
                levels = (Some(word), None);
            } else {
                levels.1 = Some(word);
            }
            continue;
        }
        let parts: Vec<Vec<String>> = pieces.iter().map(|piece| item(piece)).collect();
        let listed = begun && levels.1.is_some() && parts.iter().all(|parts| parts.len() == 2);
        if !listed {
            if begun && levels.1.is_some() {
                begun = false;
                levels = (None, None);
            }
            rows.push(Row {
                cells: vec![cell.clone()],
            });
            continue;
        }
        for parts in parts {
            items += 1;
            let text =
                |cell: &mut Option<Cell>| cell.take().map(|cell| cell.text).unwrap_or_default();
            let cells = [
                text(&mut levels.0),
                levels
                    .1
                    .as_ref()
                    .map(|cell| cell.text.clone())
                    .unwrap_or_default(),
                parts[0].clone(),
                parts[1].clone(),
            ];
            rows.push(Row {
                cells: (1..)
                    .zip(cells)
                    .map(|(column, text)| Cell::new(column, text, cell.place.clone()))
                    .collect(),
            });
        }
    }
    (items >= LEAST).then(|| RawDocument {
        blocks: blocks(rows),
        notes: document.notes.clone(),
    })
}

/// Name and value of an item without its number.
fn item(text: &str) -> Vec<String> {
    let text = text.trim_start_matches(['★', '☆']);
    let digits = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let text = if digits.len() < text.len() {
        digits.trim_start_matches(['.', '、', '．', ')', '）', ' '])
    } else {
        text
    };
    let text = text.trim_end_matches(['。', '；', ';', ' ']);
    if let Some((name, value)) = text.split_once(['：', ':'])
        && !name.is_empty()
        && !value.is_empty()
    {
        return vec![name.trim().to_owned(), value.trim().to_owned()];
    }
    split_item(text)
}

/// Rows of one cell are prose, rows of four a table.
fn blocks(rows: Vec<Row>) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for row in rows {
        let layout = if row.cells.len() == 1 {
            CellLayout::Prose
        } else {
            CellLayout::Flattened
        };
        match blocks.last_mut().filter(|block| block.layout == layout) {
            Some(block) => block.rows.push(row),
            None => blocks.push(Block {
                name: None,
                layout,
                rows: vec![row],
            }),
        }
    }
    blocks
}
