//! The indicator table: equal levels merged downwards, the columns that the form fills, the widest room for the names.

mod columns;

use super::{Cell, Kind, Paper, Row};
use model::{Form, Horizon, Indicator};
use std::collections::HashSet;

/// The columns of the table beside those of the two levels.
pub(super) use columns::{Column, columns};

/// Writes the table; `widened` says whether the page has more columns than its template, whose widths then say nothing.
pub(super) fn write(form: &Form, columns: &mut [Column], widened: bool, paper: &mut Paper) {
    if form.indicators.is_empty() {
        return;
    }
    spread(columns, paper.columns.len() - 2);
    match widened {
        true => fit(form, columns, paper),
        false => make_room(form, columns, paper),
    }
    // A form with two horizons has a table for each, the longer one first.
    let tables: Vec<(Horizon, Vec<&Indicator>)> = [Horizon::Whole, Horizon::Annual]
        .into_iter()
        .map(|horizon| (horizon, rows_of(form, horizon)))
        .filter(|(_, rows)| !rows.is_empty())
        .collect();
    for (horizon, rows) in &tables {
        if tables.len() > 1 || *horizon == Horizon::Whole {
            let label = match horizon {
                Horizon::Annual => "年度绩效指标",
                Horizon::Whole => "长期绩效指标",
            };
            let band = Cell::new(Kind::Label, label).across(paper.columns.len());
            paper.rows.push(Row::head(vec![band]));
        }
        push_head(columns, paper);
        for (index, row) in rows.iter().enumerate() {
            let mut cells = levels(rows, index);
            cells.extend(columns.iter().map(|column| column.cell(row)));
            paper.rows.push(Row {
                indicator: Some(row.id.clone()),
                ..Row::of(cells)
            });
        }
    }
    total(form, columns, paper);
}

/// The rows of a horizon; of an indicator with a value for each of several regions, the first.
fn rows_of(form: &Form, horizon: Horizon) -> Vec<&Indicator> {
    let mut seen = HashSet::new();
    let rows = form.indicators.iter().filter(|row| row.horizon == horizon);
    rows.filter(|row| row.region.is_none() || seen.insert(apart_from_region(row)))
        .collect()
}

/// What makes two rows one indicator, each with the value of a region.
fn apart_from_region(row: &Indicator) -> (Horizon, Option<String>, Option<String>, String) {
    let levels = (row.level1.clone(), row.level2.clone());
    (row.horizon, levels.0, levels.1, row.name.clone())
}

/// The level words that begin in a row, each over all rows that share it.
fn levels(rows: &[&Indicator], index: usize) -> Vec<Cell> {
    let row = rows[index];
    let same1 = |a: &Indicator, b: &Indicator| a.level1 == b.level1;
    let same2 = |a: &Indicator, b: &Indicator| same1(a, b) && a.level2 == b.level2;
    type Same<'s> = &'s dyn Fn(&Indicator, &Indicator) -> bool;
    let levels: [(Same, &Option<String>); 2] = [(&same1, &row.level1), (&same2, &row.level2)];
    levels
        .into_iter()
        .filter(|(same, _)| index == 0 || !same(rows[index - 1], row))
        .map(|(same, word)| {
            let others = rows[index..].iter();
            let down = others.take_while(|other| same(row, other)).count();
            Cell::new(Kind::Short, word.as_deref().unwrap_or("")).down(down)
        })
        .collect()
}

/// Gives the names, then the values the room that is left.
fn spread(columns: &mut [Column], room: usize) {
    let left = room.saturating_sub(columns.len());
    columns[0].across += left.div_ceil(2);
    columns[1].across += left / 2;
}

/// Widths of the columns of the two levels, in shares of a page of about a hundred.
const LEVELS: (u32, u32) = (10, 12);

/// Gives every column the width that what stands in it asks for.
fn fit(form: &Form, columns: &[Column], paper: &mut Paper) {
    let mut at = 2;
    (paper.columns[0], paper.columns[1]) = LEVELS;
    for (number, column) in columns.iter().enumerate() {
        let mut wanted = column.wanted(&form.indicators);
        // A name is what is looked for.
        if number == 0 {
            wanted = wanted.max(16);
        }
        for width in &mut paper.columns[at..at + column.across] {
            *width = (wanted / column.across as u32).max(3);
        }
        at += column.across;
    }
}

/// Widens narrow columns that hold sentences.
fn make_room(form: &Form, columns: &[Column], paper: &mut Paper) {
    let mut at = 2;
    for column in columns {
        if column.across == 1 {
            let longest = column.longest(&form.indicators);
            let width = &mut paper.columns[at];
            *width = (*width).max(longest.min(40) / 2);
        }
        at += column.across;
    }
}

/// The head; two rows high where columns stand under a head of their own.
fn push_head(columns: &[Column], paper: &mut Paper) {
    let grouped = columns.iter().any(|column| column.group.is_some());
    let down = 1 + usize::from(grouped);
    let head = |text: &str, across: usize| Cell::new(Kind::Label, text).across(across);
    let mut cells = vec![
        head("一级指标", 1).down(down),
        head("二级指标", 1).down(down),
    ];
    let mut second = Vec::new();
    let mut at = 0;
    while let Some(column) = columns.get(at) {
        let Some(group) = column.group else {
            cells.push(head(&column.head, column.across).down(down));
            at += 1;
            continue;
        };
        let others = columns[at..].iter();
        let under: Vec<&Column> = others
            .take_while(|other| other.group == Some(group))
            .collect();
        cells.push(head(group, under.iter().map(|column| column.across).sum()));
        second.extend(under.iter().map(|column| head(&column.head, column.across)));
        at += under.len();
    }
    paper.rows.push(Row::head(cells));
    if grouped {
        paper.rows.push(Row::head(second));
    }
}

/// The row that adds the points up, in a self-evaluation that prints a total; the grade, where there is one, stands beside it.
fn total(form: &Form, columns: &[Column], paper: &mut Paper) {
    let evaluation = form.evaluation.as_ref();
    let total = evaluation.and_then(|evaluation| evaluation.total);
    let mut grade = evaluation.and_then(|evaluation| evaluation.grade.clone());
    let score = columns.iter().position(|column| column.head == "得分");
    let (Some(total), Some(score)) = (total, score) else {
        return;
    };
    let before: usize = columns[..score].iter().map(|column| column.across).sum();
    let mut cells = vec![
        Cell::new(Kind::Label, "总分").across(before + 2),
        Cell::new(Kind::Number, total.to_string()).across(columns[score].across),
    ];
    cells.extend(columns[score + 1..].iter().map(|column| {
        Cell::new(Kind::Short, grade.take().unwrap_or_default()).across(column.across)
    }));
    paper.push(cells);
}
