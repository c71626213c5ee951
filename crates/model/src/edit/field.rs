//! The fields of a form that an edit can set, by their names in the contract.

use super::same;
use crate::value::DateContext;
use crate::{Amount, AmountState, Exact, Form, HeadField, Horizon, Indicator, Value};

/// What a field says that an edit can set: of the row, or of the form where no row is named. None for a field that is not there.
pub fn said(form: &Form, row: Option<&str>, field: &str) -> Option<String> {
    let optional = |text: &Option<String>| Some(text.clone().unwrap_or_default());
    if let Some(row) = row {
        let row = form.row(row)?;
        return match field {
            "name" => Some(row.name.clone()),
            "value" => Some(row.value.raw.clone()),
            "level1" => optional(&row.level1),
            "level2" => optional(&row.level2),
            "remark" => optional(&row.remark),
            "weight" => Some(
                row.weight
                    .map(|weight| weight.to_string())
                    .unwrap_or_default(),
            ),
            _ => None,
        };
    }
    let goal = |horizon: Horizon| {
        let mut goals = form.goals.iter();
        let goal = goals.find(|goal| goal.horizon == horizon)?;
        Some(goal.text.clone())
    };
    match field {
        "goal.annual" => goal(Horizon::Annual),
        "goal.whole" => goal(Horizon::Whole),
        field => match HeadField::from_key(field) {
            Some(head) => Some(head.of(form).unwrap_or_default().to_owned()),
            None => Some(named_amount(form, field)?.raw.clone()),
        },
    }
}

/// The amount that a field names.
fn named_amount<'f>(form: &'f Form, field: &str) -> Option<&'f Amount> {
    let funds = &form.funds;
    match field.strip_prefix("funds.")? {
        "total" => funds.total.as_ref(),
        "annual_total" => funds.annual_total.as_ref(),
        path => {
            let mut lines = funds.lines.iter();
            let line = lines.find(|line| line.path.join("/") == path)?;
            Some(&line.amount)
        }
    }
}

/// Sets a field of a row.
pub(super) fn of_row(
    row: &mut Indicator,
    field: &str,
    from: &str,
    to: &str,
    dates: DateContext,
) -> Result<(), String> {
    match field {
        "name" => {
            same(&row.name, from)?;
            row.name = to.to_owned();
            row.printed = None;
        }
        "value" => {
            same(&row.value.raw, from)?;
            row.value = Value::parse(to, dates);
        }
        "level1" => optional(&mut row.level1, from, to)?,
        "level2" => optional(&mut row.level2, from, to)?,
        "remark" => optional(&mut row.remark, from, to)?,
        "weight" => {
            let now = row.weight.map(|weight| weight.to_string());
            same(now.as_deref().unwrap_or(""), from)?;
            let number = Exact::parse(to.trim_end_matches('分'));
            if number.is_none() && !to.is_empty() {
                return Err(format!("分值“{to}”不是数"));
            }
            row.weight = number;
        }
        other => return Err(unknown(other)),
    }
    Ok(())
}

/// Sets a field of the form. A fund line is `funds.` and its labels from the top, as in `funds.本级资金/财政拨款`.
pub(super) fn of_form(form: &mut Form, field: &str, from: &str, to: &str) -> Result<(), String> {
    match field {
        "goal.annual" => goal(form, Horizon::Annual, from, to),
        "goal.whole" => goal(form, Horizon::Whole, from, to),
        field => match HeadField::from_key(field) {
            Some(head) => {
                same(head.of(form).unwrap_or_default(), from)?;
                // A printed field that is emptied is blank: it is still printed.
                *head.of_mut(form) = Some(to.to_owned());
                Ok(())
            }
            None => amount(form, field, from, to),
        },
    }
}

fn goal(form: &mut Form, horizon: Horizon, from: &str, to: &str) -> Result<(), String> {
    let mut goals = form.goals.iter_mut();
    let goal = goals.find(|goal| goal.horizon == horizon && goal.text == from);
    let goal = goal.ok_or_else(|| "总体目标的原文已改，与修改建议针对的不同".to_owned())?;
    goal.text = to.to_owned();
    Ok(())
}

fn amount(form: &mut Form, field: &str, from: &str, to: &str) -> Result<(), String> {
    let old = named_amount(form, field).cloned();
    let old = old.ok_or_else(|| unknown(field))?;
    same(&old.raw, from)?;
    let new = Amount::parse(to, form.amount_unit, old.at.clone());
    if new.state == AmountState::Text && old.state != AmountState::Text {
        return Err(format!("“{to}”不是金额，请写数字"));
    }
    let funds = &mut form.funds;
    // What stands in one cell is one amount, whatever it counts as.
    let lines = funds.lines.iter_mut().map(|line| &mut line.amount);
    let totals = [&mut funds.total, &mut funds.annual_total];
    let all = totals.into_iter().flatten().chain(lines);
    for amount in all.filter(|amount| **amount == old && old.at.is_some()) {
        *amount = new.clone();
    }
    if old.at.is_none() {
        return Err("这项金额在表上没有位置".to_owned());
    }
    Ok(())
}

fn optional(field: &mut Option<String>, from: &str, to: &str) -> Result<(), String> {
    same(field.as_deref().unwrap_or(""), from)?;
    *field = (!to.is_empty()).then(|| to.to_owned());
    Ok(())
}

fn unknown(field: &str) -> String {
    format!("不能自动改“{field}”这一栏")
}
