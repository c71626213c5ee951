//! Edits put into a form: all of a fix or none of it, and only where the form still says what the fix was made for.

use crate::value::DateContext;
use crate::{Edit, Form, Horizon, Indicator, Value};

/// The form with these edits. `dates` tell how deadlines of its year are read.
///
/// # Errors
/// A message, when a row is gone, a text is no longer the one that the fix was made for, or the field cannot be set.
pub fn apply(form: &Form, edits: &[Edit], dates: DateContext) -> Result<Form, String> {
    let mut changed = form.clone();
    for edit in edits {
        match edit {
            Edit::Set {
                row: None,
                field,
                from,
                to,
            } => *whole(&mut changed, field, from)? = to.clone(),
            Edit::Set {
                row: Some(id),
                field,
                from,
                to,
            } => {
                let at = position(&changed, id)?;
                let row = &mut changed.indicators[at];
                match field.as_str() {
                    "name" => {
                        same(&row.name, from)?;
                        row.name.clone_from(to);
                        row.printed = None;
                    }
                    "value" => {
                        same(&row.value.raw, from)?;
                        row.value = Value::parse(to, dates);
                    }
                    other => return Err(format!("不能自动改“{other}”这一栏")),
                }
            }
            Edit::Insert { after, row } => {
                let at = position(&changed, after)?;
                let before = &changed.indicators[at];
                let new = Indicator {
                    id: format!("{after}+"),
                    horizon: before.horizon,
                    level1: row.level1.clone(),
                    level2: row.level2.clone(),
                    name: row.name.clone(),
                    class: before.class,
                    value: Value::parse(&row.value, dates),
                    cells: before.cells.clone(),
                    ..Indicator::default()
                };
                changed.indicators.insert(at + 1, new);
            }
            Edit::Delete { row } => {
                let at = position(&changed, row)?;
                changed.indicators.remove(at);
            }
        }
    }
    Ok(changed)
}

/// Numbers the rows anew, as a reading of the form would.
pub fn renumber(form: &mut Form) {
    for (number, row) in (1..).zip(&mut form.indicators) {
        row.id = format!("r{number}");
    }
}

fn position(form: &Form, id: &str) -> Result<usize, String> {
    let row = form.indicators.iter().position(|row| row.id == id);
    row.ok_or_else(|| "要改的那一行已经不在了".to_owned())
}

fn same(now: &str, from: &str) -> Result<(), String> {
    match now == from {
        true => Ok(()),
        false => Err(format!("原文已改为“{now}”，与修改建议针对的“{from}”不同")),
    }
}

/// The goal that an edit sets.
fn whole<'f>(form: &'f mut Form, field: &str, from: &str) -> Result<&'f mut String, String> {
    let horizon = match field {
        "goal.annual" => Horizon::Annual,
        "goal.whole" => Horizon::Whole,
        other => return Err(format!("不能自动改“{other}”这一栏")),
    };
    let mut goals = form.goals.iter_mut();
    let goal = goals.find(|goal| goal.horizon == horizon && goal.text == from);
    goal.map(|goal| &mut goal.text)
        .ok_or_else(|| "总体目标的原文已改，与修改建议针对的不同".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> Form {
        Form {
            indicators: vec![Indicator {
                id: "r1".to_owned(),
                name: "培训人数".to_owned(),
                ..Indicator::default()
            }],
            ..Form::default()
        }
    }

    fn set(field: &str, from: &str, to: &str) -> Edit {
        Edit::Set {
            row: Some("r1".to_owned()),
            field: field.to_owned(),
            from: from.to_owned(),
            to: to.to_owned(),
        }
    }

    #[test]
    fn a_fix_is_applied_whole_or_not_at_all() {
        let good = set("value", "", "≥120人");
        let changed = apply(&form(), std::slice::from_ref(&good), DateContext::NONE).unwrap();
        assert_eq!(changed.indicators[0].value.raw, "≥120人");
        let bad = set("name", "别的名称", "培训护林员人数");
        let error = apply(&form(), &[good, bad], DateContext::NONE).unwrap_err();
        assert!(error.contains("培训人数"), "{error}");
    }

    #[test]
    fn rows_are_numbered_anew() {
        let delete = Edit::Delete {
            row: "r9".to_owned(),
        };
        assert!(apply(&form(), &[delete], DateContext::NONE).is_err());
        let insert = Edit::Insert {
            after: "r1".to_owned(),
            row: crate::EditRow::default(),
        };
        let mut changed = apply(&form(), &[insert], DateContext::NONE).unwrap();
        renumber(&mut changed);
        let ids: Vec<&str> = changed
            .indicators
            .iter()
            .map(|row| row.id.as_str())
            .collect();
        assert_eq!(ids, ["r1", "r2"]);
    }
}
