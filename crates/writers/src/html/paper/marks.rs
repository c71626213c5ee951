//! Numbered links from the cells of a form to its points.

use super::super::{Sheet, level_class};
use crate::points::Point;
use model::Place;

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

/// The points on the form as a whole that neither a cell of the head nor a row carries.
pub(super) fn marks_of_whole(sheet: &Sheet) -> String {
    let funds = &sheet.form.funds;
    let amounts = funds.total.iter().chain(&funds.annual_total).chain(
        funds
            .lines
            .iter()
            .flat_map(|line| {
                [
                    Some(&line.amount),
                    line.initial.as_ref(),
                    line.executed.as_ref(),
                ]
            })
            .flatten(),
    );
    let drawn: Vec<&Place> = amounts
        .filter_map(|amount| amount.at.as_ref())
        .chain(sheet.form.goals.iter().filter_map(|goal| goal.at.as_ref()))
        .collect();
    sheet
        .points
        .all()
        .filter(|point| match (point.row, &point.finding.row) {
            (Some(_), _) => false,
            // A row that the form does not have must not hide its point.
            (None, Some(_)) => true,
            (None, None) => {
                let first = point.finding.at.first();
                point.others.is_empty() && first.is_none_or(|at| !drawn.contains(&at))
            }
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
