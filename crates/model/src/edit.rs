//! Edits put into a form: all of a fix or none of it, and only where the form still says what the fix was made for.

mod field;

pub use field::said;

use crate::value::DateContext;
use crate::{Edit, Form, Indicator, Value};

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
            } => field::of_form(&mut changed, field, from, to)?,
            Edit::Set {
                row: Some(id),
                field,
                from,
                to,
            } => {
                let at = position(&changed, id)?;
                field::of_row(&mut changed.indicators[at], field, from, to, dates)?;
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
    fn the_fields_of_form_and_row_are_set_by_name() {
        let mut form = form();
        form.project.name = Some("护林员培训".to_owned());
        let at = Some(crate::Place::text(3, 2));
        form.funds.annual_total = Some(crate::Amount::parse("7.2", None, at.clone()));
        let line = crate::Amount::parse("7.2", None, at);
        let path = vec!["年度资金总额".to_owned()];
        let line = crate::FundLine::plain(path[0].clone(), path, line);
        form.funds.lines.push(line);
        let whole = |field: &str, from: &str, to: &str| Edit::Set {
            row: None,
            field: field.to_owned(),
            from: from.to_owned(),
            to: to.to_owned(),
        };
        let edits = [
            set("weight", "", "10"),
            set("level2", "", "数量指标"),
            whole("project.name", "护林员培训", "护林员技能培训"),
            whole("funds.annual_total", "7.2", "8"),
        ];
        let changed = apply(&form, &edits, DateContext::NONE).unwrap();
        assert_eq!(changed.indicators[0].weight, Some(crate::Exact::from(10)));
        assert_eq!(changed.project_name(), "护林员技能培训");
        assert_eq!(
            changed.funds.lines[0].amount.raw, "8",
            "one cell, one amount"
        );
        let bad = whole("unit.phone", "", "1");
        assert!(apply(&form, &[bad], DateContext::NONE).is_err());
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
