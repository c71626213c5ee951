//! Numbered links from the cells of a form to its points.

use super::super::{Sheet, level_class};
use crate::paper::{Paper, Shows};
use crate::points::{Point, head_field};
use model::{Finding, HeadField, Place};

/// The numbered link from a cell to a point. `also`: the point stands elsewhere and names this row.
pub(super) fn mark(sheet: &Sheet, point: &Point, also: bool) -> String {
    format!(
        "<a class=\"mark {}{}\" href=\"#f{}p{}\" aria-label=\"要点{}，{}\">{}</a>",
        level_class(point.severity),
        if also { " also" } else { "" },
        sheet.number,
        point.number,
        point.number,
        sheet.levels.word(point.severity),
        point.number
    )
}

/// The points on the form as a whole whose place is this cell of the head.
pub(super) fn marks_at(sheet: &Sheet, at: &Place) -> String {
    sheet
        .points
        .all()
        .filter(|point| {
            let of_row = point.row.is_some() || point.finding.row.is_some();
            !of_row && point.finding.at.first() == Some(at)
        })
        .map(|point| format!(" {}", mark(sheet, point, false)))
        .collect()
}

/// The points on this text of the head.
pub(super) fn marks_of_field(sheet: &Sheet, field: HeadField) -> String {
    sheet
        .points
        .all()
        .filter(|point| point.row.is_none() && head_field(point.finding) == Some(field))
        .map(|point| format!(" {}", mark(sheet, point, false)))
        .collect()
}

/// The points on the form as a whole that neither a cell of the head nor a row of the paper carries.
pub(super) fn marks_of_whole(sheet: &Sheet, paper: &Paper) -> String {
    let cells = || paper.rows.iter().flat_map(|row| &row.cells);
    let is_drawn = |finding: &Finding| match finding.at.first() {
        Some(at) => cells().any(|cell| matches!(&cell.shows, Shows::At(own) if own == at)),
        None => head_field(finding)
            .is_some_and(|field| cells().any(|cell| cell.shows == Shows::Head(field))),
    };
    sheet
        .points
        .all()
        .filter(|point| match (point.row, &point.finding.row) {
            (Some(_), _) => false,
            // A row that the form does not have must not hide its point.
            (None, Some(_)) => true,
            (None, None) => point.others.is_empty() && !is_drawn(point.finding),
        })
        .map(|point| format!(" {}", mark(sheet, point, false)))
        .collect()
}

/// The class of a cell that a point of its row speaks of.
pub(super) fn hit(points: &[&Point], cell: &[Place]) -> String {
    let mut of_cell = points.iter().filter(|point| {
        let mut places = point.finding.at.iter();
        places.any(|place| cell.contains(place))
    });
    let first = of_cell.next();
    first.map_or(String::new(), |point| {
        format!("hit {}", level_class(point.severity))
    })
}
