//! Pages as plain text, comma-separated text and Markdown. Spans are lost: covered cells are printed empty.

use super::grid::{Slot, slots};
use model::page::{Block, CellLayout};

/// Lines of cells separated by tabs, an empty line around blocks.
pub fn txt(blocks: &[Block]) -> Vec<u8> {
    let mut out = String::new();
    for block in blocks {
        out.push('\n');
        for cells in lines(block) {
            out.push_str(&cells.join("\t"));
            out.push('\n');
            if block.layout == CellLayout::Prose {
                out.push('\n');
            }
        }
    }
    out.into_bytes()
}

/// Comma-separated text with a byte order mark, as office programs save it.
pub fn csv(blocks: &[Block]) -> Vec<u8> {
    let mut out = String::from("\u{FEFF}");
    for cells in blocks.iter().flat_map(lines) {
        let cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
        out.push_str(&cells.join(","));
        out.push_str("\r\n");
    }
    out.into_bytes()
}

/// Markdown: paragraphs and pipe tables, whose first row stands as the head.
pub fn markdown(blocks: &[Block]) -> Vec<u8> {
    let mut out = String::new();
    for block in blocks {
        if !out.is_empty() {
            out.push('\n');
        }
        let rows = lines(block);
        if block.layout == CellLayout::Prose {
            let lines: Vec<String> = rows.into_iter().map(|cells| cells.concat()).collect();
            out.push_str(&lines.join("\n\n"));
            out.push('\n');
            continue;
        }
        for (index, cells) in rows.iter().enumerate() {
            let cells: Vec<String> = cells.iter().map(|cell| cell.replace('|', "\\|")).collect();
            out.push_str(&format!("| {} |\n", cells.join(" | ")));
            if index == 0 {
                out.push_str(&format!("|{}\n", " --- |".repeat(cells.len())));
            }
        }
    }
    out.into_bytes()
}

/// The rows of a block with a text for every column. Lines of a cell are joined.
fn lines(block: &Block) -> Vec<Vec<String>> {
    let flat = |text: &str| text.replace(['\n', '\t'], "");
    if block.layout != CellLayout::Ruled {
        let rows = block.rows.iter();
        return rows
            .map(|row| row.cells.iter().map(|cell| flat(&cell.text)).collect())
            .collect();
    }
    let texts = |slot: &Slot| {
        let first = match slot {
            Slot::Cell(cell) => flat(&cell.text),
            _ => String::new(),
        };
        let covered = slot.columns() as usize - 1;
        std::iter::once(first)
            .chain(std::iter::repeat_n(String::new(), covered))
            .collect::<Vec<_>>()
    };
    slots(&block.rows)
        .iter()
        .map(|line| line.iter().flat_map(texts).collect())
        .collect()
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::Place;
    use model::page::{Cell, Row};

    fn block() -> Block {
        let cell = |column, text: &str| Cell::new(column, text, Place::text(1, column));
        let tall = Cell {
            rows: 2,
            ..cell(1, "甲")
        };
        let wide = Cell {
            columns: 2,
            ..cell(2, "a,b")
        };
        let rows = vec![
            Row {
                cells: vec![tall, wide],
            },
            Row {
                cells: vec![cell(2, "c\nd"), cell(3, "e|f")],
            },
        ];
        Block {
            name: None,
            layout: CellLayout::Ruled,
            rows,
        }
    }

    #[test]
    fn covered_cells_are_printed_empty() {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        assert_eq!(text(txt(&[block()])), "\n甲\ta,b\t\n\tcd\te|f\n");
        assert_eq!(text(csv(&[block()])), "\u{FEFF}甲,\"a,b\",\r\n,cd,e|f\r\n");
        assert_eq!(
            text(markdown(&[block()])),
            "| 甲 | a,b |  |\n| --- | --- | --- |\n|  | cd | e\\|f |\n"
        );
    }
}
