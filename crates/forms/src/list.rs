//! One table with the indicators of many projects: the project's name stands in a column, once, on every row, or alone on a row.

use crate::assemble::{Recovered, add, template_unit};
use crate::columns::{Columns, FieldColumn};
use crate::line::{Line, Slot};
use crate::sequence;
use law::calendar;
use law::vocabulary::{Field, closes_table};
use model::page::CellLayout;
use model::{Amount, Form, FundLine, Goal, Horizon, Party};

/// A run of rows that belong to one project.
struct Group {
    start: usize,
    end: usize,
}

/// The forms of a list, each with what stands above the list (title, year, money unit).
pub(crate) fn forms(
    lines: &[Line],
    start: usize,
    stop: usize,
    columns: &Columns,
    shared: &Form,
) -> Vec<Recovered> {
    // The labels of the list's own head have no values beside them.
    let mut shared = Form {
        title: shared.title.clone(),
        kind: shared.kind,
        fiscal_year: shared.fiscal_year,
        amount_unit: shared.amount_unit,
        extra: shared.extra.clone(),
        department: stated(&shared.department),
        unit: stated(&shared.unit),
        ..Form::default()
    };
    for line in &lines[start.saturating_sub(columns.rows + 1)..start] {
        line.slots
            .iter()
            .for_each(|slot| crate::head::unit_in(&slot.text, &mut shared.amount_unit));
    }
    let Some(project) = columns
        .fields
        .iter()
        .find(|column| column.field == Field::ProjectName)
    else {
        return Vec::new();
    };
    let mut groups: Vec<Group> = Vec::new();
    let mut name = String::new();
    for (index, line) in lines.iter().enumerate().take(stop).skip(start) {
        let first = line.filled().next();
        if line.layout == CellLayout::Prose || first.is_some_and(|slot| closes_table(&slot.text)) {
            break;
        }
        let cell = inside(line, project);
        let fresh = cell.filter(|slot| slot.begins && slot.text != name);
        match (fresh, groups.last_mut()) {
            (Some(slot), _) => {
                name.clone_from(&slot.text);
                groups.push(Group {
                    start: index,
                    end: index + 1,
                });
            }
            (None, Some(group)) => group.end = index + 1,
            (None, None) => {}
        }
    }
    groups
        .iter()
        .filter_map(|group| form(lines, group, columns, &shared))
        .collect()
}

/// A party that has a name.
fn stated(party: &Party) -> Party {
    let named = party.name.as_deref().is_some_and(|name| !name.is_empty());
    if named {
        party.clone()
    } else {
        Party::default()
    }
}

/// One project's form; nothing for a row that only names a unit or adds up.
fn form(lines: &[Line], group: &Group, columns: &Columns, shared: &Form) -> Option<Recovered> {
    let mut form = Form {
        indicators: Vec::new(),
        weight_total: columns.weight_total,
        ..shared.clone()
    };
    for line in &lines[group.start..group.end] {
        for column in &columns.fields {
            if let Some(slot) = inside(line, column).filter(|slot| slot.begins && !slot.is_empty())
            {
                field(&mut form, column, slot);
            }
        }
    }
    template_unit(&mut form);
    let dates = calendar::dates(form.fiscal_year);
    let mut cost = 0;
    for set in &columns.sets {
        let table = sequence::read(lines, group.start, group.end, columns, set, dates);
        cost += table.cost;
        add(&mut form, table);
    }
    // What stands in the columns of the head was read above.
    let taken = |text: &str| {
        form.project.name.as_deref() == Some(text)
            || form.goals.iter().any(|goal| goal.text == text)
    };
    let unplaced = std::mem::take(&mut form.unplaced);
    form.unplaced = unplaced
        .into_iter()
        .filter(|text| !taken(&text.text))
        .collect();
    (!form.indicators.is_empty()).then_some(Recovered { form, cost })
}

fn inside<'l, 'a>(line: &'l Line<'a>, column: &FieldColumn) -> Option<&'l Slot<'a>> {
    line.slots
        .iter()
        .find(|slot| (column.first..=column.last).contains(&slot.column) && !slot.is_empty())
}

fn field(form: &mut Form, column: &FieldColumn, slot: &Slot) {
    let text = slot.text.clone();
    let at = Some(slot.place());
    match column.field {
        Field::ProjectName => form.project.name = Some(text),
        Field::ProjectCode => form.project.code = Some(text),
        Field::Department => {
            form.department = Party {
                name: Some(text),
                code: None,
            }
        }
        Field::Unit => {
            form.unit = Party {
                name: Some(text),
                code: None,
            }
        }
        Field::Total | Field::BlockTotal => {
            form.funds.total = Some(Amount::parse(&text, form.amount_unit, at))
        }
        Field::AnnualTotal => {
            form.funds.annual_total = Some(Amount::parse(&text, form.amount_unit, at))
        }
        Field::Fund => form.funds.lines.push(FundLine::plain(
            column.label.clone(),
            vec![column.label.clone()],
            Amount::parse(&text, form.amount_unit, at),
        )),
        Field::AnnualGoal | Field::Goal | Field::WholeGoal | Field::ExpectedGoal => {
            let horizon = if column.field == Field::WholeGoal {
                Horizon::Whole
            } else {
                Horizon::Annual
            };
            form.goals.push(Goal {
                horizon,
                text: slot.cell.text.trim().to_owned(),
                result: None,
                at,
            });
        }
        _ => {}
    }
}
