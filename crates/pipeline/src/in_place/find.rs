//! Cells of what a form says without saying where: levels, points and remarks of a row, fields by their labels.

use super::page::{Page, PageCell};
use law::vocabulary::{Field, Role, column_role, label};
use model::text::squeezed;
use model::{Exact, Form, HeadField, Indicator};

/// Why a field stays as it is where its cell is not known.
pub(super) const NO_CELL: &str = "原件里认不准这一项填在哪一格；请在原件里手工改";

/// The cell of a row's name.
pub(super) fn cell_of<'p>(page: &'p Page, row: &Indicator) -> Result<&'p PageCell, String> {
    match row.cells.name.as_slice() {
        [one] => page.at(one).ok_or_else(|| NO_CELL.to_owned()),
        _ => Err("这一行的名称在原件里没有或分写在几格；请在原件里手工改".to_owned()),
    }
}

/// The cell of a row's first level, which may reach over several rows.
pub(super) fn level1<'p>(
    page: &'p Page,
    row: &Indicator,
    from: &str,
) -> Result<&'p PageCell, String> {
    let name = cell_of(page, row)?;
    let holds =
        |cell: &&PageCell| !from.is_empty() && squeezed(&cell.text).contains(&squeezed(from));
    let mut found = page.before(name).filter(holds);
    match (found.next(), found.next()) {
        (Some(one), None) => Ok(one),
        _ => Err(NO_CELL.to_owned()),
    }
}

/// The cell of a row in the one column that says for all rows what `says` expects.
pub(super) fn in_column<'p>(
    page: &'p Page,
    role: Role,
    row: &Indicator,
    form: &Form,
    says: impl Fn(&Indicator, &str) -> bool,
) -> Result<&'p PageCell, String> {
    let own = cell_of(page, row)?;
    let named: Vec<(&Indicator, &PageCell)> = form
        .indicators
        .iter()
        .filter_map(|row| Some((row, cell_of(page, row).ok()?)))
        .collect();
    let fits = |column: u32| {
        let cells = named.iter().filter_map(|(row, name)| {
            let mut beside = page.beside(name);
            Some((*row, beside.find(|cell| cell.column == column)?))
        });
        let mut filled = false;
        let all = cells.into_iter().all(|(row, cell)| {
            filled |= !cell.text.is_empty();
            says(row, &cell.text)
        });
        all && filled
    };
    let cells = page.beside(own).filter(|cell| cell.column != own.column);
    let found: Vec<&PageCell> = cells.filter(|cell| fits(cell.column)).collect();
    // Points and score may agree in all rows: then the head of the table says which is which.
    let headed = |cell: &&&PageCell| {
        page.above(cell)
            .any(|head| column_role(&head.text) == Some(role))
    };
    let mut of_role = found.iter().filter(headed);
    match (found.as_slice(), of_role.next(), of_role.next()) {
        ([one], ..) => Ok(one),
        (_, Some(one), None) => Ok(one),
        _ => Err(NO_CELL.to_owned()),
    }
}

/// The cell of a field by its label: beside it, or behind its colon.
pub(super) fn labelled<'p>(
    page: &'p Page,
    field: HeadField,
    from: &str,
    (nth, of): (usize, usize),
) -> Result<&'p PageCell, String> {
    let from = squeezed(from);
    let holds = |text: &str| match from.is_empty() {
        true => squeezed(text).is_empty(),
        false => squeezed(text).contains(&from),
    };
    let labels = |text: &str| label(text) == Some(label_of(field));
    let mut found: Vec<&PageCell> = Vec::new();
    for cell in page.cells() {
        if labels(&cell.text) {
            let mut beside = page.beside(cell);
            let next = beside.find(|other| other.column > cell.column);
            found.extend(next.filter(|next| holds(&next.text)));
        } else if let Some((word, text)) = cell.text.split_once(['：', ':'])
            && labels(word)
            && holds(text)
        {
            found.push(cell);
        }
    }
    if found.is_empty() && !from.is_empty() {
        // A list of projects has its labels above.
        let alike = page.cells().filter(|cell| squeezed(&cell.text) == from);
        found.extend(alike);
    }
    match found.as_slice() {
        [one] => Ok(one),
        all if all.len() == of => Ok(all[nth]),
        _ => Err(NO_CELL.to_owned()),
    }
}

/// The label by which a text of the head is found.
fn label_of(field: HeadField) -> Field {
    match field {
        HeadField::ProjectName => Field::ProjectName,
        HeadField::ProjectCode => Field::ProjectCode,
        HeadField::Attribute => Field::Attribute,
        HeadField::Period => Field::Period,
        HeadField::Department => Field::Department,
        HeadField::Unit => Field::Unit,
    }
}

/// The number in a cell of points.
pub(super) fn number(text: &str) -> Option<Exact> {
    Exact::parse(text.trim().trim_end_matches(['分', '%', '％']))
}
