//! The papers of the desk: what a reviewer or auditor works with beside the official forms. Grades, points, conclusions and next steps are
//! left to persons.

mod adoption;
mod comparison;
mod evidence;
mod placed;
mod review;
mod summary;

pub use adoption::{Outcome, Taken, adoption};
pub use comparison::{Reasoned, comparison};
pub use evidence::{Material, evidence};
pub use review::{draft, review};
pub use summary::{Recount, Tally, summary};

use crate::paper::{Cell, Kind, Paper, Row};

/// What is left to be written by hand.
const DATE: &str = "　　　　年　　月　　日";

/// A row of cells that is no head.
fn row(cells: Vec<Cell>) -> Row {
    Row::of(cells)
}

/// The head of a list.
fn head(titles: &[&str]) -> Row {
    let cells = titles.iter().map(|title| Cell::new(Kind::Label, *title));
    Row::head(cells.collect())
}

/// A label with a text over the other columns.
fn labelled(label: &str, text: impl Into<String>, columns: usize) -> Row {
    row(vec![
        Cell::new(Kind::Label, label),
        Cell::new(Kind::Text, text).across(columns - 1),
    ])
}

/// A paper with this title and these columns.
fn titled(title: &str, columns: &[u32]) -> Paper {
    Paper {
        title: title.to_owned(),
        columns: columns.to_vec(),
        landscape: true,
        ..Paper::default()
    }
}

#[cfg(test)]
mod tests;
