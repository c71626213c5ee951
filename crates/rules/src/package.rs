//! What rules over several forms keep of each: enough to compare, in bounded memory.

use crate::report::finding;
use crate::rule::{Check, Rule};
use crate::subject::Subject;
use law::profile::Profile;
use model::outside::UnitBudget;
use model::text::norm;
use model::{Document, Finding, Form, FormKind, IndicatorClass, Place};
use rust_decimal::Decimal;

/// What rules over several forms see.
#[derive(Debug)]
pub struct Package<'a> {
    /// The forms, in the order in which they came.
    pub forms: &'a [PackageForm],
    /// What units may spend on projects.
    pub budgets: &'a [UnitBudget],
}

/// A form as its package sees it.
#[derive(Clone, Debug)]
pub struct PackageForm {
    /// The document's path.
    pub document: String,
    /// The form's number in its document, from 1.
    pub number: u32,
    /// The project's name.
    pub project: String,
    /// The unit, normalised; the department where no unit is printed.
    pub office: String,
    /// The year's goal.
    pub goal: String,
    /// Where the goal stands.
    pub goal_at: Vec<Place>,
    /// The rows.
    pub rows: Vec<PackageRow>,
    /// The budget year.
    pub year: Option<i16>,
    /// 年度资金总额, else 项目总额, in 元.
    pub budget: Option<Decimal>,
    /// The profile that judged it.
    pub profile: &'static Profile,
}

/// A row as its package sees it.
#[derive(Clone, Debug)]
pub struct PackageRow {
    /// The id.
    pub id: String,
    /// The name.
    pub name: String,
    /// The name for comparison.
    pub norm: String,
    /// Whether it is a benefit row.
    pub benefit: bool,
    /// Whether its name says what is measured.
    pub measured: bool,
    /// Its count and unit, for quantity rows.
    pub count: Option<(Decimal, String)>,
    /// Its price in 元 and what it is for, for cost rows.
    pub price: Option<(Decimal, String)>,
    /// Where it stands.
    pub at: Vec<Place>,
    /// Whether its place was inferred.
    pub inferred: bool,
}

impl PackageForm {
    /// What a package keeps of a form; nothing of forms that are not judged.
    pub fn of(
        document: &Document,
        number: u32,
        form: &Form,
        profile: &'static Profile,
    ) -> Option<PackageForm> {
        if form.kind != FormKind::Target {
            return None;
        }
        let subject = Subject::of(form, profile);
        let rows = subject
            .judged()
            .filter(|row| !row.name.text.is_empty())
            .map(|row| PackageRow {
                id: row.row.id.clone(),
                name: row.row.name.clone(),
                norm: row.name.norm.clone(),
                benefit: row.class.is_some_and(IndicatorClass::is_benefit),
                measured: row.head.is_some() || row.name.has_number(),
                count: row
                    .count()
                    .filter(|_| row.class == Some(IndicatorClass::Quantity)),
                price: row
                    .price()
                    .filter(|_| row.class == Some(IndicatorClass::Cost)),
                at: row.row.place(),
                inferred: row.row.is_inferred(),
            });
        let goal = form.annual_goal();
        Some(PackageForm {
            document: document.source.path.clone(),
            number,
            project: form.project_name().to_owned(),
            office: norm(form.office().unwrap_or("")),
            goal: subject
                .goal
                .as_ref()
                .map(|goal| goal.text.text.to_owned())
                .unwrap_or_default(),
            goal_at: goal.and_then(|goal| goal.at.clone()).into_iter().collect(),
            rows: rows.collect(),
            year: form.fiscal_year,
            budget: subject.budget(),
            profile,
        })
    }
}

/// What the rules over several forms say. `wanted` says which rules are asked for.
pub fn check(package: &Package, wanted: &dyn Fn(&str) -> bool) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in crate::catalog() {
        if let Check::Package(check) = rule.check
            && wanted(rule.code)
        {
            findings.extend(check(rule, package));
        }
    }
    findings
}

/// A finding on a form of the package; its facts name document and form.
pub(crate) fn said(
    rule: &Rule,
    form: &PackageForm,
    row: Option<&PackageRow>,
    message: String,
) -> Finding {
    let at = row.map_or_else(|| form.goal_at.clone(), |row| row.at.clone());
    let inferred = row.is_some_and(|row| row.inferred);
    let mut finding = finding(
        rule,
        form.profile,
        row.map(|row| row.id.clone()),
        at,
        inferred,
        message,
    );
    let name = row.map_or("", |row| row.norm.as_str());
    finding.id = crate::fingerprint::hash(&[rule.code, &norm(&form.project), name, &form.office]);
    finding
        .facts
        .insert("document".into(), form.document.clone().into());
    finding.facts.insert("form".into(), form.number.into());
    finding
        .facts
        .insert("project".into(), form.project.clone().into());
    finding
}
