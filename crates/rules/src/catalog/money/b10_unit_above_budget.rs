//! B10: the projects of a unit together ask for more than its budget has for projects (I26).

use crate::package::{Package, PackageForm, said};
use crate::rule::{Check, Rule, TARGET};
use law::regulation::cite;
use model::text::norm;
use model::{Finding, Money, MoneyUnit, Related, Severity};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// B10.
pub static RULE: Rule = Rule {
    code: "B10",
    name: "unit-above-budget",
    severity: Severity::Warning,
    cites: &[cite("资金匹配性")],
    kinds: TARGET,
    criterion: "资金匹配性",
    page: include_str!("b10_unit_above_budget.md"),
    check: Check::Package(check),
};

fn check(rule: &Rule, package: &Package) -> Vec<Finding> {
    let mut findings = Vec::new();
    for budget in package.budgets {
        let unit = norm(&budget.unit);
        let own = |form: &&PackageForm| {
            let year = budget.year.zip(form.year).is_none_or(|(a, b)| a == b);
            form.office == unit && year
        };
        // A form that came twice is one project.
        let mut projects: BTreeMap<String, &PackageForm> = BTreeMap::new();
        for form in package.forms.iter().filter(own) {
            projects.entry(norm(&form.project)).or_insert(form);
        }
        let sum = projects
            .values()
            .filter_map(|form| form.budget)
            .fold(Decimal::ZERO, Decimal::saturating_add);
        let limit = budget.amount.yuan();
        let Some(first) = package.forms.iter().find(own).filter(|_| sum > limit) else {
            continue;
        };
        let wan = |yuan: Decimal| Money(model::Exact(yuan)).in_unit(MoneyUnit::Wan);
        let message = format!(
            "{}{}个项目的年度资金合计{}万元，部门预算的项目支出为{}万元，多{}万元，请核对各表金额。",
            budget.unit,
            projects.len(),
            wan(sum),
            wan(limit),
            wan(sum.saturating_sub(limit))
        );
        let mut finding = said(rule, first, None, message);
        finding.facts.insert("identity".into(), "I26".into());
        finding.facts.insert("expected".into(), wan(limit).into());
        finding.facts.insert("found".into(), wan(sum).into());
        finding.related = projects
            .values()
            .filter(|form| !std::ptr::eq(**form, first))
            .map(|form| Related {
                document: Some(form.document.clone()),
                form: Some(form.number),
                row: None,
            })
            .collect();
        findings.push(finding);
    }
    findings
}
