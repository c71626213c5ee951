//! Cells and merges of a sheet → one block: each cell of the used area that no merge covers.

use super::range::Range;
use super::{Found, Shown};
use crate::pages::Pages;
use crate::{Limits, ReadError};
use model::Place;
use model::page::{Block, Cell, CellLayout, Row};
use std::collections::BTreeMap;

/// How far a merge may reach beyond the last cell that shows something: a title drawn over all columns is no reason to read
/// sixteen thousand of them.
const REACH: u32 = 64;

/// Cells up to which empty ones are listed. Beyond, a sheet is so sparse that only what shows something is kept.
const AREA: u64 = 500_000;

/// The block of a sheet; `None` when it shows nothing.
pub(crate) fn block(
    sheet: &str,
    found: Found,
    limits: &Limits,
    pages: &mut Pages,
) -> Result<Option<Block>, ReadError> {
    let Some(area) = used_area(&found, limits) else {
        return Ok(None);
    };
    let size = u64::from(area.bottom - area.top + 1) * u64::from(area.right - area.left + 1);
    let mut sweep = Sweep {
        sheet,
        area,
        lists_empty: size <= AREA,
        merges: within(found.merges, area),
        open: BTreeMap::new(),
        overlapping: Vec::new(),
        covered: Vec::new(),
    };
    let mut rows = Vec::new();
    let mut cells = found.cells.into_iter().peekable();
    for row in area.top..=area.bottom {
        let mut shown = Vec::new();
        while let Some(cell) = cells.next_if(|cell| cell.row == row) {
            shown.push(cell);
        }
        let cells = sweep.row(row, shown);
        pages.count(cells.len())?;
        rows.push(Row { cells });
    }
    if !sweep.lists_empty {
        let message = format!("工作表“{sheet}”范围很大而内容很少，空单元格没有列出。");
        pages.note("sparse_sheet", message, Vec::new());
        rows.retain(|row| !row.cells.is_empty());
    }
    if !sweep.overlapping.is_empty() {
        let message = format!(
            "工作表“{sheet}”有 {} 处合并区域相互重叠，后一处按未合并读取。",
            sweep.overlapping.len()
        );
        pages.note("overlapping_merges", message, sweep.overlapping);
    }
    if !sweep.covered.is_empty() {
        let message = format!(
            "工作表“{sheet}”有 {} 个单元格的内容被合并区域遮住，没有读取。",
            sweep.covered.len()
        );
        pages.note("covered_text", message, sweep.covered);
    }
    Ok(Some(Block {
        name: Some(sheet.to_owned()),
        layout: CellLayout::Ruled,
        rows,
    }))
}

/// The rectangle of all that shows something, and of merges that begin in it.
fn used_area(found: &Found, limits: &Limits) -> Option<Range> {
    let first = found.cells.first()?;
    let mut area = Range {
        top: first.row,
        left: first.column,
        bottom: first.row,
        right: first.column,
    };
    for cell in &found.cells {
        area.left = area.left.min(cell.column);
        area.right = area.right.max(cell.column);
        area.bottom = area.bottom.max(cell.row);
    }
    let shown = area;
    for merge in &found.merges {
        let begins = (shown.top..=shown.bottom).contains(&merge.top)
            && (shown.left..=shown.right).contains(&merge.left);
        if begins && merge.right <= shown.right.saturating_add(REACH) {
            area.right = area.right.max(merge.right.min(limits.grid_columns));
        }
        if begins && merge.bottom <= shown.bottom.saturating_add(REACH) {
            area.bottom = area.bottom.max(merge.bottom.min(limits.grid_rows));
        }
    }
    Some(area)
}

/// The merges that lie in the area, cut to it, from top to bottom; those that come first come last, to be taken from the end.
fn within(merges: Vec<Range>, area: Range) -> Vec<Range> {
    let mut merges: Vec<Range> = merges
        .into_iter()
        .map(|merge| Range {
            top: merge.top.max(area.top),
            left: merge.left.max(area.left),
            bottom: merge.bottom.min(area.bottom),
            right: merge.right.min(area.right),
        })
        .filter(|merge| merge.top <= merge.bottom && merge.left <= merge.right)
        .filter(|merge| merge.top < merge.bottom || merge.left < merge.right)
        .collect();
    merges.sort_by_key(|merge| std::cmp::Reverse((merge.top, merge.left)));
    merges
}

/// Goes down the rows with the merges that are open.
struct Sweep<'s> {
    sheet: &'s str,
    area: Range,
    lists_empty: bool,
    merges: Vec<Range>,
    /// Open merges by their first column. They never overlap, so a row has at most as many as it has columns.
    open: BTreeMap<u32, Range>,
    overlapping: Vec<Place>,
    covered: Vec<Place>,
}

impl Sweep<'_> {
    fn row(&mut self, row: u32, shown: Vec<Shown>) -> Vec<Cell> {
        self.open.retain(|_, merge| merge.bottom >= row);
        while let Some(merge) = self.merges.pop_if(|merge| merge.top == row) {
            let nearest = self.open.range(..=merge.right).next_back();
            if nearest.is_some_and(|(_, other)| other.right >= merge.left) {
                self.overlapping.push(self.place(row, merge.left));
            } else {
                self.open.insert(merge.left, merge);
            }
        }
        let mut cells = Vec::new();
        let mut shown = shown.into_iter().peekable();
        let mut open = self.open.values().copied().peekable();
        let mut covered = Vec::new();
        let mut column = self.area.left;
        while column <= self.area.right {
            let merge = open.next_if(|merge| merge.left == column);
            let own = shown.next_if(|cell| cell.column == column);
            if merge.is_none_or(|merge| merge.top == row) {
                let (text, typed) = own.map(|cell| (cell.text, cell.typed)).unwrap_or_default();
                if self.lists_empty || merge.is_some() || !text.is_empty() {
                    let mut cell = Cell::new(column, text, self.place(row, column));
                    cell.typed = typed;
                    if let Some(merge) = merge {
                        cell.columns = merge.right - merge.left + 1;
                        cell.rows = merge.bottom - merge.top + 1;
                    }
                    cells.push(cell);
                }
            } else {
                covered.extend(own.map(|cell| cell.column));
            }
            let next = merge.map_or(column, |merge| merge.right) + 1;
            while let Some(cell) = shown.next_if(|cell| cell.column < next) {
                covered.push(cell.column);
            }
            column = next;
        }
        drop(open);
        self.covered
            .extend(covered.into_iter().map(|column| Place::Sheet {
                sheet: self.sheet.to_owned(),
                row,
                column,
            }));
        cells
    }

    fn place(&self, row: u32, column: u32) -> Place {
        Place::Sheet {
            sheet: self.sheet.to_owned(),
            row,
            column,
        }
    }
}
