//! Uniform rows over everything a reader hands on: real cells with their spans, separated text, prose.

use law::vocabulary::{Field, label, level1, level2};
use model::Place;
use model::page::{Block, Cell, CellLayout, RawDocument};
use model::text::one_line;

/// One row of a document.
#[derive(Clone)]
pub(crate) struct Line<'a> {
    /// What its cells stand for.
    pub layout: CellLayout,
    /// The block it belongs to; rows of one table share it.
    pub block: usize,
    /// The cells from left to right, those that reach down from above included.
    pub slots: Vec<Slot<'a>>,
}

/// A cell as one row sees it.
#[derive(Clone)]
pub(crate) struct Slot<'a> {
    /// The first column, from 1.
    pub column: u32,
    /// The last column.
    pub last: u32,
    /// The text in one line.
    pub text: String,
    /// The cell.
    pub cell: &'a Cell,
    /// Whether the cell begins in this row; false when it reaches down from a row above.
    pub begins: bool,
}

impl Slot<'_> {
    pub(crate) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    pub(crate) fn place(&self) -> Place {
        self.cell.place.clone()
    }
}

impl Line<'_> {
    /// The cells with text that begin in this row.
    pub(crate) fn filled(&self) -> impl Iterator<Item = &Slot<'_>> {
        self.slots
            .iter()
            .filter(|slot| slot.begins && !slot.is_empty())
    }

    /// The text of a row that has only one cell with text.
    pub(crate) fn only_text(&self) -> Option<&str> {
        let mut filled = self.filled();
        let first = filled.next()?;
        // A title repeated into each place of its merged cell is one title.
        filled
            .all(|slot| slot.text == first.text)
            .then_some(first.text.as_str())
    }

    /// What may be a title: the only text of a row, or that of its first cell where it spans most of a real table.
    pub(crate) fn title_text(&self) -> Option<&str> {
        let first = self.filled().next()?;
        let spans = self.layout == CellLayout::Ruled && first.last >= first.column + TITLE_SPAN - 1;
        self.only_text()
            .or_else(|| spans.then_some(first.text.as_str()))
    }
}

/// The columns that a title cell spans at least, where other cells stand beside it.
const TITLE_SPAN: u32 = 3;

/// All rows of a document, page numbers left out; the tables inside a cell follow the row that holds them.
pub(crate) fn lines(document: &RawDocument) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut blocks = 0;
    for block in &document.blocks {
        match beside(block) {
            Some(column) => {
                add(block, &|cell| cell.column < column, &mut blocks, &mut lines);
                add(
                    block,
                    &|cell| cell.column >= column,
                    &mut blocks,
                    &mut lines,
                );
            }
            None => add(block, &|_| true, &mut blocks, &mut lines),
        }
    }
    lines
}

/// The column where a second form begins beside a first one: both name their project in the same row, and no cell reaches over.
fn beside(block: &Block) -> Option<u32> {
    if block.layout != CellLayout::Ruled {
        return None;
    }
    let named = |cell: &&Cell| label(&cell.text) == Some(Field::ProjectName);
    let twice = block
        .rows
        .iter()
        .position(|row| row.cells.iter().filter(named).count() == 2)?;
    let column = block.rows[twice].cells.iter().filter(named).nth(1)?.column;
    let reaches = |cell: &Cell| {
        !cell.is_empty()
            && cell.column < column
            && cell.column.saturating_add(cell.columns) > column
    };
    // A title over both may stand above them.
    let crossed = block.rows[twice..]
        .iter()
        .flat_map(|row| &row.cells)
        .any(reaches);
    (!crossed).then_some(column)
}

fn add<'a>(
    block: &'a Block,
    keep: &dyn Fn(&Cell) -> bool,
    blocks: &mut usize,
    lines: &mut Vec<Line<'a>>,
) {
    let number = *blocks;
    *blocks += 1;
    // Cells that reach down, with the rows they still cover.
    let mut open: Vec<(Slot<'a>, u32)> = Vec::new();
    for row in &block.rows {
        let mut slots: Vec<Slot<'a>> = open.iter().map(|(slot, _)| slot.clone()).collect();
        for (_, rest) in &mut open {
            *rest -= 1;
        }
        open.retain(|(_, rest)| *rest > 0);
        for cell in row.cells.iter().filter(|cell| keep(cell)) {
            let slot = Slot {
                column: cell.column,
                last: cell.column.saturating_add(cell.columns.max(1) - 1),
                text: shown(&cell.text),
                cell,
                begins: true,
            };
            if cell.rows > 1 {
                open.push((
                    Slot {
                        begins: false,
                        ..slot.clone()
                    },
                    cell.rows - 1,
                ));
            }
            slots.push(slot);
        }
        slots.sort_by_key(|slot| slot.column);
        if block.layout == CellLayout::Flattened {
            part_levels(&mut slots);
        }
        let mut filled = row.cells.iter().filter(|cell| !cell.is_empty()).peekable();
        let numbered =
            filled.peek().is_some() && filled.all(|cell| model::text::is_page_number(&cell.text));
        if numbered {
            continue;
        }
        lines.push(Line {
            layout: block.layout,
            block: number,
            slots,
        });
        for nested in row.cells.iter().flat_map(|cell| &cell.nested) {
            add(nested, &|_| true, blocks, lines);
        }
    }
}

/// Bytes that words of both levels have together at most.
const LEVELS: usize = 60;

/// Words of both levels that stand so close that they were read as one cell, beside an empty one.
fn part_levels(slots: &mut [Slot]) {
    let Some(number) = slots.iter().position(|slot| !slot.is_empty()) else {
        return;
    };
    let [slot, next, ..] = &mut slots[number..] else {
        return;
    };
    if !next.is_empty()
        || slot.text.len() > LEVELS
        || level1(&slot.text).is_some()
        || level2(&slot.text).is_some()
    {
        return;
    }
    let halves = slot.text.char_indices().skip(2).find_map(|(at, _)| {
        let (first, second) = slot.text.split_at(at);
        (level1(first).is_some() && level2(second).is_some())
            .then(|| (first.to_owned(), second.to_owned()))
    });
    if let Some((first, second)) = halves {
        (slot.text, next.text) = (first, second);
    }
}

/// The text in one line, without what a conversion put into it: question marks for spaces, readings in brackets behind a
/// character.
pub(crate) fn shown(text: &str) -> String {
    let line = one_line(text);
    if line.contains("??") {
        return one_line(&line.replace('?', " "));
    }
    if !line.contains('(') {
        return line;
    }
    let mut out = String::with_capacity(line.len());
    let mut rest = line.as_str();
    while let Some(open) = rest.find('(') {
        let inner = rest[open + 1..]
            .find(')')
            .map(|close| &rest[open + 1..open + 1 + close]);
        let reading = inner.filter(|inner| {
            let toned = inner
                .chars()
                .any(|c| !c.is_ascii() && c.is_alphabetic() && !model::text::is_han(c));
            toned
                && inner
                    .chars()
                    .all(|c| c.is_alphabetic() && !model::text::is_han(c))
                && rest[..open].ends_with(model::text::is_han)
        });
        match reading {
            Some(inner) => {
                out.push_str(&rest[..open]);
                rest = &rest[open + inner.len() + 2..];
            }
            None => {
                out.push_str(&rest[..=open]);
                rest = &rest[open + 1..];
            }
        }
    }
    out.push_str(rest);
    out
}
