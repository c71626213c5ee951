//! The table on pages: rows that grow with their text, heads repeated, merged cells named again on the next page, rows divided only
//! where a page has no room for them.

use super::wrap::wrap;
use super::{Align, Measure, Press, Role, baseline};
use crate::paper::{Cell, Kind, Paper};
use std::ops::Range;

/// The least height of a row, in points.
const ROW: f32 = 20.0;

/// Room between a cell's edge and its text: to the side, above and below.
const PADDING: (f32, f32) = (4.0, 2.75);

/// The share of a page that may be left empty so that a row stays whole.
const LEFT_EMPTY: f32 = 0.25;

/// The share of a page that a merged cell may fill.
const TALL: f32 = 0.4;

/// The table before it is set.
pub(super) struct Table<'a> {
    measure: &'a dyn Measure,
    /// The edges of the columns, from the left margin.
    edges: Vec<f32>,
    /// How many rows it has.
    rows: usize,
    /// Which rows are heads.
    heads: Vec<bool>,
    cells: Vec<Placed<'a>>,
}

/// A cell with its place and its text in lines.
struct Placed<'a> {
    rows: Range<usize>,
    columns: Range<usize>,
    kind: Kind,
    lines: Vec<&'a str>,
}

/// A row, or the part of a row that stands on one page: these lines of its cells.
#[derive(Clone, Copy, Debug)]
struct Piece {
    row: usize,
    from: usize,
    to: usize,
}

impl Piece {
    fn whole(row: usize) -> Piece {
        Piece {
            row,
            from: 0,
            to: usize::MAX,
        }
    }
}

impl Placed<'_> {
    fn empty(rows: Range<usize>, columns: Range<usize>) -> Placed<'static> {
        Placed {
            rows,
            columns,
            kind: Kind::Text,
            lines: vec![""],
        }
    }

    fn height(&self, piece: Option<Piece>) -> f32 {
        let lines = match piece {
            Some(piece) => self.shown(piece).len(),
            None => self.lines.len(),
        };
        lines as f32 * Role::Body.leading() + 2.0 * PADDING.1
    }

    /// The lines that stand in a piece of the row.
    fn shown(&self, piece: Piece) -> &[&str] {
        let to = piece.to.min(self.lines.len());
        self.lines.get(piece.from.min(to)..to).unwrap_or_default()
    }

    fn is_merged(&self) -> bool {
        self.rows.len() > 1
    }
}

impl<'a> Table<'a> {
    pub(super) fn new(paper: &'a Paper, measure: &'a dyn Measure, width: f32) -> Table<'a> {
        let all: u32 = paper.columns.iter().sum();
        let mut edges = vec![0.0];
        let mut sum = 0;
        for column in &paper.columns {
            sum += column;
            edges.push(width * sum as f32 / all.max(1) as f32);
        }
        let columns = paper.columns.len();
        let cells = paper.placed().into_iter().map(|placed| {
            let Cell {
                text,
                across,
                down,
                kind,
                ..
            } = placed.cell;
            let right = (placed.column + *across as usize).min(columns);
            let left = placed.column.min(right.saturating_sub(1));
            let lower = (placed.row + *down as usize).min(paper.rows.len());
            let room = (edges[right] - edges[left] - 2.0 * PADDING.0).max(Role::Body.size());
            Placed {
                rows: placed.row..lower,
                columns: left..right,
                kind: *kind,
                lines: wrap(text, room, Role::Body, measure),
            }
        });
        let mut cells: Vec<Placed> = cells.collect();
        // A place of the table without a cell has its lines all the same.
        for (row, places) in paper.grid().iter().enumerate() {
            let empty = places.iter().enumerate().filter(|(_, cell)| cell.is_none());
            cells.extend(empty.map(|(column, _)| Placed::empty(row..row + 1, column..column + 1)));
        }
        Table {
            measure,
            rows: paper.rows.len(),
            heads: paper.rows.iter().map(|row| row.head).collect(),
            cells,
            edges,
        }
    }

    /// Sets the table on the pages, from where they are filled.
    pub(super) fn set(mut self, press: &mut Press) {
        if self.rows == 0 {
            return;
        }
        self.part_tall(press.room() * TALL);
        let mut page: Vec<Piece> = Vec::new();
        let mut head: Vec<usize> = Vec::new();
        for row in 0..self.rows {
            let mut piece = Piece::whole(row);
            loop {
                let room = press.bottom() - press.y;
                let with = |piece: Piece| self.height_with(&page, piece) <= room;
                if with(piece) {
                    break;
                }
                let fresh: Vec<Piece> = head.iter().map(|row| Piece::whole(*row)).collect();
                let fits_alone = self.height_with(&fresh, piece) <= press.room();
                let left = room - self.height(&page);
                let fresh_page = press.y <= press.margins.0 && page.len() <= head.len();
                let keep = fits_alone && left < press.room() * LEFT_EMPTY;
                let most = if keep && !fresh_page {
                    0
                } else {
                    self.most_lines(piece, with)
                };
                if most == 0 && fresh_page {
                    // Nothing is ever too large for a page: what does not fit is set over its margin.
                    break;
                }
                let mut repeated = head.clone();
                if most > 0 {
                    page.push(Piece { to: most, ..piece });
                    piece.from = most;
                    // The rest of a divided row follows at the top, so that the two parts are seen as one row.
                    repeated.clear();
                }
                let over = self.labels_at_end(&page, head.len());
                let moved = match most {
                    0 => page.split_off(page.len() - over),
                    _ => Vec::new(),
                };
                self.draw(&page, press);
                press.turn();
                let is_moved = |row: &usize| moved.iter().any(|piece| piece.row == *row);
                repeated.retain(|row| !is_moved(row));
                page = repeated.iter().map(|row| Piece::whole(*row)).collect();
                page.extend(moved);
            }
            page.push(piece);
            if self.heads[row] {
                if row == 0 || !self.heads[row - 1] {
                    head.clear();
                }
                head.push(row);
            }
        }
        self.draw(&page, press);
    }

    /// Takes merged cells apart that are too tall to stay together on a page: the text stays in the first row.
    fn part_tall(&mut self, most: f32) {
        let mut rest = Vec::new();
        for cell in self.cells.iter_mut().filter(|cell| cell.is_merged()) {
            if cell.height(None) > most {
                let below = cell.rows.start + 1..cell.rows.end;
                rest.push(Placed::empty(below, cell.columns.clone()));
                cell.rows.end = cell.rows.start + 1;
            }
        }
        self.cells.extend(rest);
        self.cells
            .sort_by_key(|cell| (cell.rows.start, cell.columns.start));
    }

    /// How many rows at the end of a page say nothing without the row below them, because they hold labels only.
    fn labels_at_end(&self, page: &[Piece], heads: usize) -> usize {
        let only_labels = |piece: &&Piece| {
            let mut own = self.cells.iter();
            own.all(|cell| cell.rows.start != piece.row || cell.kind == Kind::Label)
        };
        let labels = page.iter().rev().take_while(only_labels).count();
        // A page of nothing but labels stays as it is.
        match labels + heads < page.len() {
            true => labels,
            false => 0,
        }
    }

    /// The most lines of a piece with which the page is not too full; 0 where dividing it makes no sense.
    fn most_lines(&self, piece: Piece, fits: impl Fn(Piece) -> bool) -> usize {
        let own = self.cells.iter();
        let own = own.filter(|cell| cell.rows == (piece.row..piece.row + 1));
        let lines = own.map(|cell| cell.lines.len()).max().unwrap_or(0);
        let ends = (piece.from + 1)..lines;
        let fitting = ends.rev().find(|to| fits(Piece { to: *to, ..piece }));
        // One line alone is left on neither page.
        fitting
            .map(|to| to.min(lines.saturating_sub(2)))
            .filter(|to| *to >= piece.from + 2)
            .unwrap_or(0)
    }

    fn height_with(&self, page: &[Piece], piece: Piece) -> f32 {
        let mut page = page.to_vec();
        page.push(piece);
        self.height(&page)
    }

    fn height(&self, page: &[Piece]) -> f32 {
        self.heights(page).iter().sum()
    }

    /// The heights of rows that stand on one page. What a merged cell needs more than its rows have is dealt to them evenly.
    fn heights(&self, page: &[Piece]) -> Vec<f32> {
        let mut heights = vec![ROW; page.len()];
        let on_page = |rows: &Range<usize>| -> Vec<usize> {
            (0..page.len())
                .filter(|at| rows.contains(&page[*at].row))
                .collect()
        };
        for (at, piece) in page.iter().enumerate() {
            let single = (self.cells.iter()).filter(|cell| cell.rows == (piece.row..piece.row + 1));
            for cell in single {
                heights[at] = heights[at].max(cell.height(Some(*piece)));
            }
        }
        for cell in self.cells.iter().filter(|cell| cell.is_merged()) {
            let rows = on_page(&cell.rows);
            let has: f32 = rows.iter().map(|at| heights[*at]).sum();
            let missing = cell.height(None) - has;
            if missing > 0.0 && !rows.is_empty() {
                for at in &rows {
                    heights[*at] += missing / rows.len() as f32;
                }
            }
        }
        heights
    }

    /// Draws the rows of one page.
    fn draw(&self, page: &[Piece], press: &mut Press) {
        let heights = self.heights(page);
        let (left, top) = (press.edges().0, press.y);
        let mut tops = vec![top];
        for height in &heights {
            tops.push(tops[tops.len() - 1] + height);
        }
        for cell in &self.cells {
            let mut at = 0;
            // Rows of a cell that follow one another on the page; a head repeated above them stands apart.
            while at < page.len() {
                let first = at;
                while at < page.len() && cell.rows.contains(&page[at].row) {
                    at += 1;
                }
                if at > first {
                    let span = (tops[first], tops[at]);
                    let piece = (!cell.is_merged()).then(|| page[first]);
                    // The rest of a divided row says its labels only once.
                    let again = cell.is_merged() && page[first].from > 0;
                    let open = (page[first].from > 0, page[at - 1].to != usize::MAX);
                    self.draw_cell(cell, piece, again, (left, span), open, press);
                }
                at = at.max(first + 1);
            }
        }
        press.y = tops[tops.len() - 1];
    }

    fn draw_cell(
        &self,
        cell: &Placed,
        piece: Option<Piece>,
        again: bool,
        (left, (top, bottom)): (f32, (f32, f32)),
        (open_above, open_below): (bool, bool),
        press: &mut Press,
    ) {
        let (x, right) = (
            left + self.edges[cell.columns.start],
            left + self.edges[cell.columns.end],
        );
        let leaf = press.leaf();
        leaf.lines.push([x, top, x, bottom]);
        leaf.lines.push([right, top, right, bottom]);
        if !open_above {
            leaf.lines.push([x, top, right, top]);
        }
        if !open_below {
            leaf.lines.push([x, bottom, right, bottom]);
        }
        let lines = match piece {
            Some(piece) => cell.shown(piece),
            None if again => &[],
            None => &cell.lines[..],
        };
        let align = match cell.kind {
            Kind::Label | Kind::Short => Align::Middle,
            Kind::Number => Align::Right,
            Kind::Text => Align::Left,
        };
        let leading = Role::Body.leading();
        let mut y = (top + bottom - lines.len() as f32 * leading) / 2.0;
        let edges = (x + PADDING.0, right - PADDING.0);
        for line in lines {
            leaf.push(
                self.measure,
                Role::Body,
                align,
                edges,
                baseline(y, Role::Body),
                line,
            );
            y += leading;
        }
    }
}
