//! A returned form and the form it answers: by project code, else by unit, name and amount. What is not certain is left to a person.

use crate::desk::incoming::{cents, kind};
use crate::{App, Error};
use model::Form;
use store::forms::Form as Kept;
use store::organisations::{match_name, shown};

/// Candidates that a person is shown.
const MOST: usize = 6;

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Match {
    /// This form, without doubt.
    One(i64),
    /// None without doubt: the forms that it may be, and why it is not certain.
    Unclear(Vec<i64>, &'static str),
}

/// Finds the form that a returned one answers.
pub(crate) async fn find(app: &App, form: &Form) -> Result<Match, Error> {
    let store = &app.store;
    let kind = kind(form);
    let year = form.fiscal_year.map(i64::from);
    let fits = |kept: &Kept| kept.kind == kind && year.is_none_or(|year| kept.year == year);
    let code = form.project.code.as_deref().map(str::trim).unwrap_or("");
    if !code.is_empty() {
        let mut found = store.forms_by_code(code).await?;
        found.retain(fits);
        if let [one] = found.as_slice() {
            return Ok(Match::One(one.id));
        }
        if found.len() > 1 {
            return Ok(unclear(found, "有几张表是这个项目编码"));
        }
    }
    let name = match_name(form.project_name());
    let unit = match_name(shown(&form.unit.name));
    let amount = form.funds.budget().and_then(cents);
    let mut named = match name.is_empty() {
        true => Vec::new(),
        false => store.forms_by_name(&name).await?,
    };
    named.retain(|(kept, _)| fits(kept));
    let own: Vec<Kept> = named
        .iter()
        .filter(|(_, of)| match_name(of) == unit)
        .map(|(kept, _)| kept.clone())
        .collect();
    let same_money: Vec<&Kept> = own.iter().filter(|kept| kept.amount == amount).collect();
    match (own.as_slice(), same_money.as_slice()) {
        // One of this name in this unit: the amount may have been what had to be changed.
        ([one], _) if !clashes(one, code) => return Ok(Match::One(one.id)),
        (_, [one]) if !clashes(one, code) => return Ok(Match::One(one.id)),
        ([], _) => {}
        _ => return Ok(unclear(own, "这个单位有几张同名的表")),
    }
    let mut near: Vec<Kept> = named.into_iter().map(|(kept, _)| kept).collect();
    if let Some(amount) = amount {
        let mut priced = store.forms_by_amount(amount).await?;
        priced.retain(|(kept, of)| fits(kept) && match_name(of) == unit);
        for (kept, _) in priced {
            if near.iter().all(|known| known.id != kept.id) {
                near.push(kept);
            }
        }
    }
    Ok(unclear(near, "没有编码和名称都对得上的表"))
}

/// Whether both have a code and the codes differ.
fn clashes(kept: &Kept, code: &str) -> bool {
    !code.is_empty() && kept.code.as_deref().is_some_and(|own| own != code)
}

fn unclear(found: Vec<Kept>, why: &'static str) -> Match {
    let ids = found.into_iter().take(MOST).map(|kept| kept.id);
    Match::Unclear(ids.collect(), why)
}
