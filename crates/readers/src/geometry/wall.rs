//! Lines along which cells may end: snapped to one another, joined, and gathered into tables.

use super::rect::Rect;

/// Lines as close as this are one: double lines, the borders of two neighbours. In points.
pub(super) const SNAP: f32 = 2.5;

/// A gap of a dashed line, in points.
const GAP: f32 = 3.0;

/// More lines on a page than any table has: a drawing, whose lines mean nothing to us.
const MANY: usize = 10_000;

/// A straight line across or down the page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Wall {
    /// Whether it runs from left to right.
    pub(super) across: bool,
    /// Its y when it runs across, else its x.
    pub(super) at: f32,
    pub(super) from: f32,
    pub(super) to: f32,
}

impl Wall {
    pub(super) fn across(at: f32, from: f32, to: f32) -> Wall {
        Wall {
            across: true,
            at,
            from,
            to,
        }
    }

    pub(super) fn down(at: f32, from: f32, to: f32) -> Wall {
        Wall {
            across: false,
            at,
            from,
            to,
        }
    }

    /// The line along the longer side of a box.
    pub(super) fn along(bounds: Rect) -> Wall {
        let centre = bounds.centre();
        if bounds.width() > bounds.height() {
            Wall::across(centre.y, bounds.left, bounds.right)
        } else {
            Wall::down(centre.x, bounds.top, bounds.bottom)
        }
    }

    pub(super) fn bounds(self) -> Rect {
        let Wall { at, from, to, .. } = self;
        if self.across {
            Rect {
                left: from,
                top: at,
                right: to,
                bottom: at,
            }
        } else {
            Rect {
                left: at,
                top: from,
                right: at,
                bottom: to,
            }
        }
    }

    /// Whether a line across and a line down meet.
    fn meets(self, other: Wall) -> bool {
        let within = |at: f32, wall: Wall| (wall.from - SNAP..=wall.to + SNAP).contains(&at);
        within(other.at, self) && within(self.at, other)
    }
}

/// The lines of each connected figure, snapped and joined; from top to bottom.
pub(super) fn figures(walls: &[Wall]) -> Vec<Vec<Wall>> {
    let walls = tidy(walls.to_vec());
    if walls.len() > MANY {
        return Vec::new();
    }
    let (across, down): (Vec<Wall>, Vec<Wall>) = walls.into_iter().partition(|wall| wall.across);
    // Lines across come first, by their y; lines down after them.
    let mut parent: Vec<usize> = (0..across.len() + down.len()).collect();
    for (index, wall) in down.iter().enumerate() {
        let first = across.partition_point(|other| other.at < wall.from - SNAP);
        let reached = across[first..]
            .iter()
            .take_while(|other| other.at <= wall.to + SNAP);
        for (number, other) in reached.enumerate() {
            if wall.meets(*other) {
                join(&mut parent, first + number, across.len() + index);
            }
        }
    }
    let mut figures: Vec<(usize, Vec<Wall>)> = Vec::new();
    let mut place = vec![usize::MAX; parent.len()];
    for (index, wall) in across.iter().chain(&down).enumerate() {
        let root = root(&mut parent, index);
        if place[root] == usize::MAX {
            place[root] = figures.len();
            figures.push((root, Vec::new()));
        }
        figures[place[root]].1.push(*wall);
    }
    figures.into_iter().map(|(_, walls)| walls).collect()
}

fn root(parent: &mut [usize], mut index: usize) -> usize {
    while parent[index] != index {
        parent[index] = parent[parent[index]];
        index = parent[index];
    }
    index
}

fn join(parent: &mut [usize], one: usize, other: usize) {
    let (one, other) = (root(parent, one), root(parent, other));
    let (first, last) = (one.min(other), one.max(other));
    parent[last] = first;
}

/// Lines that are nearly one become one: those side by side get one position, those in a row become one line.
fn tidy(mut walls: Vec<Wall>) -> Vec<Wall> {
    walls.sort_by(|a, b| (!a.across).cmp(&!b.across).then(a.at.total_cmp(&b.at)));
    let mut start = 0;
    for index in 1..=walls.len() {
        let ends = walls.get(index).is_none_or(|wall| {
            wall.across != walls[start].across || wall.at - walls[start].at > SNAP
        });
        if ends {
            let group = &mut walls[start..index];
            let middle = (group[0].at + group[group.len() - 1].at) / 2.0;
            group.iter_mut().for_each(|wall| wall.at = middle);
            group.sort_by(|a, b| a.from.total_cmp(&b.from));
            start = index;
        }
    }
    let mut joined: Vec<Wall> = Vec::new();
    for wall in walls {
        match joined.last_mut() {
            Some(last)
                if last.across == wall.across
                    && last.at == wall.at
                    && wall.from <= last.to + GAP =>
            {
                last.to = last.to.max(wall.to);
            }
            _ => joined.push(wall),
        }
    }
    joined
}
