//! A01: a required field of the head, the money block or the goal is printed and empty.

use crate::report::Report;
use crate::rule::{Check, Rule, TARGET};
use crate::subject::Subject;
use law::profile::RequiredField;
use law::regulation::cite;
use law::vocabulary::FundRole;
use model::{Amount, Place, Severity};

/// A01.
pub static RULE: Rule = Rule {
    code: "A01",
    name: "missing-field",
    severity: Severity::Error,
    cites: &[cite("R88-22-完整性"), cite("规范完整性")],
    kinds: TARGET,
    criterion: "规范完整性",
    page: include_str!("a01_missing_field.md"),
    check: Check::Form(check),
};

fn check(subject: &Subject, report: &mut Report) {
    for field in &subject.profile.required {
        if let Some(at) = empty(subject, *field) {
            let word = field.word();
            report
                .form(at, format!("“{word}”未填写，请补充。"))
                .fact("field", field.key());
        }
    }
}

/// Where the empty cell stands; nothing when the field is filled, or not printed on this form.
fn empty(subject: &Subject, field: RequiredField) -> Option<Vec<Place>> {
    let form = subject.form;
    let blank = |text: &Option<String>| {
        text.as_deref()
            .is_some_and(|text| text.trim().is_empty())
            .then(Vec::new)
    };
    let blank_amount = |amount: Option<&Amount>| {
        amount
            .filter(|amount| amount.is_blank())
            .map(|amount| amount.at.iter().cloned().collect())
    };
    match field {
        // A missing year or unit line is a matter of the copy, not of the form.
        RequiredField::FiscalYear => None,
        RequiredField::ProjectName => blank(&form.project.name),
        RequiredField::Department => blank(&form.department.name),
        RequiredField::Unit => blank(&form.unit.name),
        RequiredField::Attribute => blank(&form.project.attribute),
        RequiredField::Period => blank(&form.project.period),
        RequiredField::Total => blank_amount(form.funds.total.as_ref()),
        RequiredField::AnnualTotal => blank_amount(form.funds.annual_total.as_ref()),
        RequiredField::LocalTotal => {
            let local = form.funds.lines.iter().find(|line| {
                line.path.len() == 1 && crate::identity::role(line) == Some(FundRole::LocalBlock)
            });
            // Money that comes by transfer alone leaves nothing to add up in the block.
            let adds_up = local.is_some_and(|line| {
                let mut parts = form.funds.children(&line.path).peekable();
                parts.peek().is_none()
                    || parts.any(|part| part.amount.yuan.is_some_and(|yuan| !yuan.yuan().is_zero()))
            });
            let by_transfer = form.funds.lines.iter().any(|line| {
                line.path.len() == 1
                    && crate::identity::role(line) == Some(FundRole::TransferBlock)
                    && line.amount.yuan.is_some_and(|yuan| !yuan.yuan().is_zero())
            });
            blank_amount(local.map(|line| &line.amount)).filter(|_| adds_up || !by_transfer)
        }
        RequiredField::AnnualGoal => {
            let goal = form
                .annual_goal()
                .filter(|goal| goal.text.trim().is_empty())?;
            Some(goal.at.iter().cloned().collect())
        }
    }
}
