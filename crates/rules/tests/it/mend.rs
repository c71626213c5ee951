//! Applies edits to a form, as a person who takes a fix would.

use model::{Edit, Form, Indicator, Value};

/// Applies the edits; panics when one no longer matches.
pub fn apply(form: &mut Form, edits: &[Edit]) {
    let dates = law::calendar::dates(form.fiscal_year);
    for edit in edits {
        match edit {
            Edit::Set {
                row: None,
                field,
                from,
                to,
            } => {
                assert_eq!(field, "goal.annual");
                let goal = form
                    .goals
                    .iter_mut()
                    .find(|goal| &goal.text == from)
                    .unwrap();
                goal.text.clone_from(to);
            }
            Edit::Set {
                row: Some(id),
                field,
                from,
                to,
            } => {
                let row = form
                    .indicators
                    .iter_mut()
                    .find(|row| &row.id == id)
                    .unwrap();
                match field.as_str() {
                    "name" => {
                        assert_eq!(&row.name, from);
                        row.name.clone_from(to);
                    }
                    "value" => {
                        assert_eq!(&row.value.raw, from);
                        row.value = Value::parse(to, dates);
                    }
                    other => panic!("unknown field {other}"),
                }
            }
            Edit::Insert { after, row } => {
                let at = form
                    .indicators
                    .iter()
                    .position(|other| &other.id == after)
                    .unwrap();
                let class = form.indicators[at].class;
                form.indicators.insert(
                    at + 1,
                    Indicator {
                        id: format!("{after}+"),
                        level1: row.level1.clone(),
                        level2: row.level2.clone(),
                        name: row.name.clone(),
                        class,
                        value: Value::parse(&row.value, dates),
                        cells: form.indicators[at].cells.clone(),
                        ..Indicator::default()
                    },
                );
            }
            Edit::Delete { row } => form.indicators.retain(|other| &other.id != row),
        }
    }
}
