//! A form laid out as on paper: one table with merged cells, and the lines around it. Painters (Word, Excel, web page, text) draw it
//! without knowing what it says.

mod form;
mod funds;
mod goals;
mod indicators;
mod line;
mod tasks;

pub use form::lay_out;

use model::{HeadField, Place};
use std::ops::Range;

/// A sheet of paper, before it is painted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Paper {
    /// Above the title, to the left: 附件2.
    pub above: Vec<String>,
    /// The title.
    pub title: String,
    /// Below the title: left, middle, right.
    pub line: [String; 3],
    /// Widths of the columns, in shares of the page.
    pub columns: Vec<u32>,
    /// The rows of the table.
    pub rows: Vec<Row>,
    /// Below the table.
    pub below: Vec<String>,
    /// Whether the page lies on its side.
    pub landscape: bool,
}

/// A row: the cells that begin in it, from left to right.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// Its cells.
    pub cells: Vec<Cell>,
    /// Whether it is the head of the rows below, to be repeated on the next page.
    pub head: bool,
    /// The indicator that it shows, by its id.
    pub indicator: Option<String>,
}

/// What of the form a cell shows, for those who write something beside it.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Shows {
    /// A part of the frame, or text without a place.
    #[default]
    Frame,
    /// What stands at this place of the document.
    At(Place),
    /// This text of the head, which is known by its label.
    Head(HeadField),
    /// The name of the row's indicator.
    Name,
    /// Its value.
    Value,
    /// Its points, as 分.
    Weight,
    /// Its remark.
    Remark,
}

/// A cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    /// What stands in it; lines are parted by `\n`.
    pub text: String,
    /// The columns that it takes.
    pub across: u32,
    /// The rows that it takes.
    pub down: u32,
    /// What it is.
    pub kind: Kind,
    /// What of the form it shows.
    pub shows: Shows,
}

/// What a cell is, and so how it looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// A label: in the middle.
    Label,
    /// Text of the author: to the left.
    #[default]
    Text,
    /// A short answer, a level word or a value: in the middle.
    Short,
    /// An amount or points: to the right.
    Number,
}

/// A cell with its place in the table, counted from 0.
#[derive(Clone, Copy, Debug)]
pub struct Placed<'a> {
    /// The row.
    pub row: usize,
    /// The column.
    pub column: usize,
    /// The cell.
    pub cell: &'a Cell,
}

impl Cell {
    /// A cell of one column and row.
    pub fn new(kind: Kind, text: impl Into<String>) -> Cell {
        Cell {
            text: text.into(),
            across: 1,
            down: 1,
            kind,
            shows: Shows::Frame,
        }
    }

    /// The same with what it shows.
    pub fn showing(self, shows: Shows) -> Cell {
        Cell { shows, ..self }
    }

    /// The same showing what stands at a place, where that is known.
    pub fn at(self, place: Option<&Place>) -> Cell {
        match place {
            Some(place) => self.showing(Shows::At(place.clone())),
            None => self,
        }
    }

    /// The same over so many columns.
    pub fn across(self, across: usize) -> Cell {
        Cell {
            across: across.max(1) as u32,
            ..self
        }
    }

    /// The same over so many rows.
    pub fn down(self, down: usize) -> Cell {
        Cell {
            down: down.max(1) as u32,
            ..self
        }
    }
}

impl Row {
    /// A row of these cells.
    pub fn of(cells: Vec<Cell>) -> Row {
        Row {
            cells,
            ..Row::default()
        }
    }

    /// The head of the rows below.
    pub fn head(cells: Vec<Cell>) -> Row {
        Row {
            head: true,
            ..Row::of(cells)
        }
    }
}

impl Paper {
    /// All cells with their places. A cell that would lie on another one moves to the right of it, so that no two share a place.
    pub fn placed(&self) -> Vec<Placed<'_>> {
        let mut open = vec![0_u32; self.columns.len()];
        let mut placed = Vec::new();
        for (number, row) in self.rows.iter().enumerate() {
            let mut column = 0;
            for cell in &row.cells {
                while open.get(column).is_some_and(|rows| *rows > 0) {
                    column += 1;
                }
                placed.push(Placed {
                    row: number,
                    column,
                    cell,
                });
                for _ in 0..cell.across {
                    if let Some(rows) = open.get_mut(column) {
                        *rows = cell.down;
                    }
                    column += 1;
                }
            }
            for rows in &mut open {
                *rows = rows.saturating_sub(1);
            }
        }
        placed
    }

    /// For every place of the table the cell that lies on it, as its number in [`Paper::placed`].
    pub fn grid(&self) -> Vec<Vec<Option<usize>>> {
        let mut grid = vec![vec![None; self.columns.len()]; self.rows.len()];
        for (number, placed) in self.placed().iter().enumerate() {
            let rows = grid.iter_mut().skip(placed.row);
            for row in rows.take(placed.cell.down as usize) {
                let columns = row.iter_mut().skip(placed.column);
                for place in columns.take(placed.cell.across as usize) {
                    *place = Some(number);
                }
            }
        }
        grid
    }

    /// The rows in parts, each of which begins with the head of its rows, so that the head can be repeated on every page. No merged
    /// cell reaches over the end of a part.
    pub fn parts(&self) -> Vec<Range<usize>> {
        let begins = |row: &usize| {
            let after_rows = *row > 0 && !self.rows[*row - 1].head;
            let crossed = self
                .placed()
                .iter()
                .any(|placed| placed.row < *row && *row < placed.row + placed.cell.down as usize);
            self.rows[*row].head && after_rows && !crossed
        };
        let mut starts = vec![0];
        starts.extend((1..self.rows.len()).filter(begins));
        let ends = starts[1..].iter().copied().chain([self.rows.len()]);
        starts
            .iter()
            .zip(ends)
            .map(|(start, end)| *start..end)
            .collect()
    }

    /// Adds a row.
    fn push(&mut self, cells: Vec<Cell>) {
        self.rows.push(Row::of(cells));
    }

    /// Adds a row that was drawn for a page of so many columns: what ends at the last of them ends at the last one here.
    fn push_drawn(&mut self, row: Row, columns: usize) {
        self.rows.push(row);
        let last = self.rows.len() - 1;
        let more = self.columns.len().saturating_sub(columns);
        let ends = self.placed().iter().any(|placed| {
            placed.row == last && placed.column + placed.cell.across as usize == columns
        });
        if let Some(cell) = self.rows[last].cells.last_mut().filter(|_| ends) {
            cell.across += more as u32;
        }
    }

    /// Makes room for so many columns. The new ones take their room from all, not from the last one alone.
    fn widen(&mut self, columns: usize) {
        let more = columns.saturating_sub(self.columns.len());
        let last = self.columns.last().copied().unwrap_or(1);
        self.columns.extend(std::iter::repeat_n(last.min(7), more));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_begin_with_their_heads() {
        let row = |head: bool| Row {
            head,
            ..Row::of(vec![Cell::new(Kind::Label, "甲")])
        };
        let paper = |heads: &[bool]| Paper {
            columns: vec![1],
            rows: heads.iter().map(|head| row(*head)).collect(),
            ..Paper::default()
        };
        let ends = |heads: &[bool]| -> Vec<usize> {
            let parts = paper(heads).parts();
            parts.iter().map(|rows| rows.end).collect()
        };
        assert_eq!(ends(&[false, false]), [2]);
        assert_eq!(ends(&[true, false]), [2]);
        assert_eq!(ends(&[false, true, true, false, true, false]), [1, 4, 6]);
    }

    #[test]
    fn cells_find_their_places_around_merged_ones() {
        let label = |text: &str| Cell::new(Kind::Label, text);
        let mut paper = Paper {
            columns: vec![1, 1, 1],
            rows: vec![
                Row::of(vec![label("甲").down(2), label("乙").across(2)]),
                Row::of(vec![label("丙"), label("丁")]),
            ],
            ..Paper::default()
        };
        let places = |paper: &Paper| -> Vec<(String, usize, usize)> {
            paper
                .placed()
                .iter()
                .map(|placed| (placed.cell.text.clone(), placed.row, placed.column))
                .collect()
        };
        assert_eq!(
            places(&paper),
            [
                ("甲".to_owned(), 0, 0),
                ("乙".to_owned(), 0, 1),
                ("丙".to_owned(), 1, 1),
                ("丁".to_owned(), 1, 2)
            ]
        );
        let mut wide = Paper {
            columns: paper.columns.clone(),
            ..Paper::default()
        };
        wide.widen(5);
        for row in paper.rows.drain(..) {
            wide.push_drawn(row, 3);
        }
        assert_eq!(
            (wide.rows[0].cells[1].across, wide.rows[1].cells[1].across),
            (4, 3)
        );
    }
}
