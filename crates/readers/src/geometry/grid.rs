//! The lines of one table → its cells: positions across and down, and which neighbours no wall divides.

use super::rect::{Point, Rect};
use super::wall::{SNAP, Wall};

/// How far lines reach beyond the outermost line across them when that one is not drawn, in points.
const OPEN: f32 = 6.0;

/// The part of a cell's side that a line must cover to close it.
const COVER: f32 = 0.8;

/// Grid places of one table; beyond it the lines are a drawing.
const PLACES: usize = 50_000;

/// The cells of one table.
#[derive(Debug)]
pub(super) struct Grid {
    /// Positions of the lines down, from left to right.
    pub(super) xs: Vec<f32>,
    /// Positions of the lines across, from top to bottom.
    pub(super) ys: Vec<f32>,
    /// Whether the lines down reach beyond the uppermost line across.
    pub(super) open_above: bool,
    /// Whether they reach beyond the lowest.
    pub(super) open_below: bool,
    pub(super) cells: Vec<Area>,
    /// The cell of each grid place, row by row.
    index: Vec<u32>,
}

/// One cell: its first grid place from 0, how many it covers, and whether too few of its sides are drawn to be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Area {
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) rows: usize,
    pub(super) columns: usize,
    pub(super) is_open: bool,
}

/// The lines of a grid: which sides of its places are drawn.
struct Sides {
    columns: usize,
    /// The upper side of each place; one row more than places.
    across: Vec<bool>,
    /// The left side of each place; one column more than places.
    down: Vec<bool>,
}

impl Grid {
    /// The grid of a figure; `None` when its lines make no cell.
    pub(super) fn new(walls: &[Wall]) -> Option<Grid> {
        let (xs, ..) = positions(walls, false)?;
        let (ys, open_above, open_below) = positions(walls, true)?;
        let (columns, rows) = (xs.len() - 1, ys.len() - 1);
        if (columns + 1).saturating_mul(rows + 1) > PLACES {
            return None;
        }
        let sides = Sides::new(walls, &xs, &ys);
        let (xs, ys, sides) = without_unused(xs, ys, sides);
        let (columns, rows) = (xs.len() - 1, ys.len() - 1);
        let mut grid = Grid {
            xs,
            ys,
            open_above,
            open_below,
            cells: Vec::new(),
            index: vec![u32::MAX; columns * rows],
        };
        for row in 0..rows {
            for column in 0..columns {
                if grid.index[row * columns + column] == u32::MAX {
                    let area = sides.area(row, column, &grid.index, rows);
                    let number = grid.cells.len() as u32;
                    for row in area.row..area.row + area.rows {
                        let start = row * columns + area.column;
                        grid.index[start..start + area.columns].fill(number);
                    }
                    grid.cells.push(area);
                }
            }
        }
        Some(grid)
    }

    pub(super) fn bounds(&self) -> Rect {
        Rect {
            left: self.xs[0],
            top: self.ys[0],
            right: self.xs[self.xs.len() - 1],
            bottom: self.ys[self.ys.len() - 1],
        }
    }

    pub(super) fn bounds_of(&self, area: &Area) -> Rect {
        Rect {
            left: self.xs[area.column],
            top: self.ys[area.row],
            right: self.xs[area.column + area.columns],
            bottom: self.ys[area.row + area.rows],
        }
    }

    /// The cell at a point inside the bounds.
    pub(super) fn at(&self, point: Point) -> usize {
        let place = |positions: &[f32], at: f32| {
            positions
                .partition_point(|line| *line <= at)
                .clamp(1, positions.len() - 1)
                - 1
        };
        let (row, column) = (place(&self.ys, point.y), place(&self.xs, point.x));
        self.index[row * (self.xs.len() - 1) + column] as usize
    }
}

/// Where lines down (or across) stand, with the outer ones that are not drawn: whether there is such a first one, a last one.
fn positions(walls: &[Wall], across: bool) -> Option<(Vec<f32>, bool, bool)> {
    let own = walls.iter().filter(|wall| wall.across == across);
    let mut positions: Vec<f32> = own.map(|wall| wall.at).collect();
    positions.sort_by(f32::total_cmp);
    positions.dedup();
    let others = walls.iter().filter(|wall| wall.across != across);
    let (from, to) = others.fold((f32::MAX, f32::MIN), |(from, to), wall| {
        (from.min(wall.from), to.max(wall.to))
    });
    let (first, last) = (*positions.first()?, *positions.last()?);
    let (before, after) = (from < first - OPEN, to > last + OPEN);
    if before {
        positions.insert(0, from);
    }
    if after {
        positions.push(to);
    }
    (positions.len() >= 2).then_some((positions, before, after))
}

impl Sides {
    fn new(walls: &[Wall], xs: &[f32], ys: &[f32]) -> Sides {
        let (columns, rows) = (xs.len() - 1, ys.len() - 1);
        let mut sides = Sides {
            columns,
            across: vec![false; (rows + 1) * columns],
            down: vec![false; rows * (columns + 1)],
        };
        for wall in walls {
            let (own, other) = if wall.across { (ys, xs) } else { (xs, ys) };
            let line = own.partition_point(|at| *at < wall.at);
            let first = other
                .partition_point(|at| *at < wall.from - SNAP)
                .saturating_sub(1);
            for (index, pair) in other.windows(2).enumerate().skip(first) {
                if pair[0] > wall.to {
                    break;
                }
                let covered = (wall.to + SNAP).min(pair[1]) - (wall.from - SNAP).max(pair[0]);
                if covered >= COVER * (pair[1] - pair[0]) {
                    let side = if wall.across {
                        line * columns + index
                    } else {
                        index * (columns + 1) + line
                    };
                    let list = if wall.across {
                        &mut sides.across
                    } else {
                        &mut sides.down
                    };
                    list[side] = true;
                }
            }
        }
        sides
    }

    fn above(&self, row: usize, column: usize) -> bool {
        self.across[row * self.columns + column]
    }

    fn left_of(&self, row: usize, column: usize) -> bool {
        self.down[row * (self.columns + 1) + column]
    }

    /// The largest box from a free place to the right and then down that no wall crosses.
    fn area(&self, row: usize, column: usize, index: &[u32], rows: usize) -> Area {
        let free = |row: usize, column: usize| index[row * self.columns + column] == u32::MAX;
        let mut end = column + 1;
        while end < self.columns && free(row, end) && !self.left_of(row, end) {
            end += 1;
        }
        let mut below = row + 1;
        while below < rows
            && (column..end).all(|at| free(below, at) && !self.above(below, at))
            && (column + 1..end).all(|at| !self.left_of(below, at))
        {
            below += 1;
        }
        let closed = [
            (column..end).all(|at| self.above(row, at)),
            (column..end).all(|at| self.above(below, at)),
            (row..below).all(|at| self.left_of(at, column)),
            (row..below).all(|at| self.left_of(at, end)),
        ];
        Area {
            row,
            column,
            rows: below - row,
            columns: end - column,
            is_open: closed.iter().filter(|side| **side).count() < 3,
        }
    }
}

/// Leaves out the inner positions that are no side of any place, such as those of a line below a word.
fn without_unused(xs: Vec<f32>, ys: Vec<f32>, sides: Sides) -> (Vec<f32>, Vec<f32>, Sides) {
    let (columns, rows) = (xs.len() - 1, ys.len() - 1);
    let keep_x: Vec<usize> = (0..=columns)
        .filter(|&x| x == 0 || x == columns || (0..rows).any(|row| sides.left_of(row, x)))
        .collect();
    let keep_y: Vec<usize> = (0..=rows)
        .filter(|&y| y == 0 || y == rows || (0..columns).any(|column| sides.above(y, column)))
        .collect();
    if keep_x.len() == xs.len() && keep_y.len() == ys.len() {
        return (xs, ys, sides);
    }
    // A side of a joined place is drawn where each of its parts is.
    let (columns, rows) = (keep_x.len() - 1, keep_y.len() - 1);
    let across = keep_y.iter().flat_map(|&y| {
        let sides = &sides;
        keep_x
            .windows(2)
            .map(move |pair| (pair[0]..pair[1]).all(|x| sides.above(y, x)))
    });
    let down = keep_y.windows(2).flat_map(|pair| {
        let sides = &sides;
        keep_x
            .iter()
            .map(move |&x| (pair[0]..pair[1]).all(|y| sides.left_of(y, x)))
    });
    let joined = Sides {
        columns,
        across: across.collect(),
        down: down.collect(),
    };
    debug_assert_eq!(joined.down.len(), rows * (columns + 1));
    (
        keep_x.iter().map(|&x| xs[x]).collect(),
        keep_y.iter().map(|&y| ys[y]).collect(),
        joined,
    )
}
