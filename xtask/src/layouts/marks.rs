//! Marks of an HTML source that the reader would drop: they travel in the text as characters of the private use area.
//!
//! An attribute stands last in its tag: `<td data-type="date">2024-06-30</td>`.

use anyhow::{Context, Result};
use model::page::{Block, CellLayout, Row, Typed};

const DATE: char = '\u{E000}';
const PERCENT: char = '\u{E001}';
const NONE: char = '\u{E002}';
const HIDDEN_ROW: char = '\u{E003}';
const SHEET: char = '\u{E004}';
const HIDDEN_SHEET: char = '\u{E005}';
/// Text inserted and deleted under revision control begins and ends; a run of Word ends and the next begins.
pub(super) const INSERTED: [char; 2] = ['\u{E010}', '\u{E011}'];
pub(super) const DELETED: [char; 2] = ['\u{E012}', '\u{E013}'];
pub(super) const RUN: char = '\u{E014}';

/// Words of the source and the character that stands for each.
const WORDS: &[(&str, &str, char)] = &[
    (" data-type=\"date\">", ">", DATE),
    (" data-type=\"percent\">", ">", PERCENT),
    (" data-type=\"number\">", ">", '\0'),
    (" data-none>", ">", NONE),
    (" data-hidden-row>", ">", HIDDEN_ROW),
    (" data-sheet>", ">", SHEET),
    (" data-hidden-sheet>", ">", HIDDEN_SHEET),
    ("<ins>", "", INSERTED[0]),
    ("</ins>", "", INSERTED[1]),
    ("<del>", "", DELETED[0]),
    ("</del>", "", DELETED[1]),
    ("<wbr>", "", RUN),
];

/// Blocks without marks on cells, and what is to be hidden in a workbook.
pub(super) struct Marked {
    /// The blocks; marks within running text are still there.
    pub(super) blocks: Vec<Block>,
    /// What a workbook does not show.
    pub(super) hidden: Hidden,
}

/// What a workbook does not show.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Hidden {
    /// Names of sheets.
    pub(super) sheets: Vec<String>,
    /// Sheet and row, both from 1.
    pub(super) rows: Vec<(usize, usize)>,
}

/// The source with its marks as characters.
pub(super) fn marked(source: &str) -> String {
    WORDS
        .iter()
        .fold(source.to_owned(), |text, (word, kept, mark)| {
            let mark = Some(*mark).filter(|mark| *mark != '\0');
            let with = mark.map_or_else(|| (*kept).to_owned(), |mark| format!("{kept}{mark}"));
            text.replace(word, &with)
        })
}

/// Carries the marks out. Fails where a typed cell does not hold what its mark says.
pub(super) fn take(blocks: Vec<Block>) -> Result<Marked> {
    let mut out = Marked {
        blocks: Vec::new(),
        hidden: Hidden::default(),
    };
    let (mut name, mut sheet, mut line) = (None, 1, 0);
    for block in blocks {
        let mut rows = Vec::new();
        for mut row in block.rows {
            let text = row.cells.first().map(|cell| cell.text.clone());
            let text = text.unwrap_or_default();
            if let Some(title) = text.strip_prefix([SHEET, HIDDEN_SHEET]) {
                push(&mut out.blocks, &name, block.layout, &mut rows);
                name = Some(title.to_owned());
                sheet += usize::from(line > 0);
                line = 0;
                if text.starts_with(HIDDEN_SHEET) {
                    out.hidden.sheets.push(title.to_owned());
                }
                continue;
            }
            line += 1;
            if unmark(&mut row)? {
                out.hidden.rows.push((sheet, line));
            }
            rows.push(row);
        }
        push(&mut out.blocks, &name, block.layout, &mut rows);
    }
    Ok(out)
}

fn push(blocks: &mut Vec<Block>, name: &Option<String>, layout: CellLayout, rows: &mut Vec<Row>) {
    if !rows.is_empty() {
        blocks.push(Block {
            name: name.clone(),
            layout,
            rows: std::mem::take(rows),
        });
    }
}

/// Types the cells of a row and takes out places without a cell. Answers whether the row is hidden.
fn unmark(row: &mut Row) -> Result<bool> {
    let mut is_hidden = false;
    row.cells.retain(|cell| !cell.text.starts_with(NONE));
    for cell in &mut row.cells {
        if let Some(text) = cell.text.strip_prefix(HIDDEN_ROW) {
            is_hidden = true;
            cell.text = text.to_owned();
        }
        if let Some(text) = cell.text.strip_prefix(DATE) {
            let date = text
                .parse()
                .with_context(|| format!("“{text}”不是 2024-06-30 这样的日期"))?;
            cell.typed = Some(Typed::Date(date));
            cell.text = text.to_owned();
        }
        // The writer of workbooks makes a fraction of every bare percentage.
        if let Some(text) = cell.text.strip_prefix(PERCENT) {
            let share: f64 = text
                .parse()
                .with_context(|| format!("“{text}”不是 0.95 这样的小数"))?;
            cell.text = format!("{}%", (share * 1e6).round() / 1e4);
        }
    }
    Ok(is_hidden)
}

#[cfg(test)]
mod tests {
    use super::*;
    use readers::{Content, Limits};

    fn drawn(source: &str) -> (String, Hidden) {
        let reading =
            readers::read(marked(source).as_bytes(), "a.html", &Limits::default()).unwrap();
        let Content::Pages(mut pages) = reading.content else {
            panic!("no pages");
        };
        let marked = take(pages.blocks).unwrap();
        pages.blocks = marked.blocks;
        (pages.draw(), marked.hidden)
    }

    #[test]
    fn sheets_types_and_hidden_rows_are_taken_from_the_source() {
        let (text, hidden) = drawn(
            "<p data-sheet>甲</p><p>目标表</p><table><tr><td data-none></td><td data-type=\"percent\">0.955</td></tr>\
             <tr><td data-hidden-row>草稿</td><td data-type=\"date\">2024-06-30</td></tr></table>\
             <p data-hidden-sheet>字典</p><table><tr><td>≥</td></tr></table>",
        );
        assert_eq!(
            text,
            "== 文字 甲\n1:目标表\n== 表格 甲\n2:95.5%\n1:草稿 | 2:2024-06-30\n== 表格 字典\n1:≥\n"
        );
        let expected = Hidden {
            sheets: vec!["字典".to_owned()],
            rows: vec![(1, 3)],
        };
        assert_eq!(hidden, expected);
    }
}
