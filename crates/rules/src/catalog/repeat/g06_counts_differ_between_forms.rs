//! G06: the number of the same people or things differs between two projects of one unit.

use crate::package::{Package, PackageForm, PackageRow, said};
use crate::rule::{Check, Rule, TARGET};
use law::regulation::cite;
use model::{Exact, Finding, Related, Severity};
use std::collections::BTreeMap;

/// G06.
pub static RULE: Rule = Rule {
    code: "G06",
    name: "counts-differ-between-forms",
    severity: Severity::Hint,
    cites: &[cite("R88-13-4")],
    kinds: TARGET,
    criterion: "资金匹配性",
    page: include_str!("g06_counts_differ_between_forms.md"),
    check: Check::Package(check),
};

fn check(rule: &Rule, package: &Package) -> Vec<Finding> {
    let forms = package.forms;
    let mut findings = Vec::new();
    for ((_, name, unit), rows) in populations(forms) {
        let (first, row) = rows[0];
        let different: Vec<(usize, &PackageRow)> = rows
            .iter()
            .copied()
            .filter(|(form, other)| {
                forms[*form].project != forms[first].project
                    && other.count.as_ref().map(|c| c.0) != row.count.as_ref().map(|c| c.0)
            })
            .collect();
        let Some((other, with)) = different.first() else {
            continue;
        };
        let (Some((here, _)), Some((there, _))) = (&row.count, &with.count) else {
            continue;
        };
        let message = format!(
            "“{}”在本表为{}{unit}，在“{}”表中为{}{unit}，请核对是否为同一对象；只含一部分的，请在名称中写明。",
            row.name,
            Exact(*here),
            forms[*other].project,
            Exact(*there)
        );
        let mut finding = said(rule, &forms[first], Some(row), message);
        finding.related = different
            .iter()
            .map(|(form, row)| Related {
                document: Some(forms[*form].document.clone()),
                form: Some(forms[*form].number),
                row: Some(row.id.clone()),
            })
            .collect();
        finding.facts.insert("noun".into(), name.into());
        findings.push(finding);
    }
    findings
}

/// Forms of one unit with the same count above which they are a family of like projects.
const FAMILY: usize = 6;

/// By unit, name and unit of count: the forms and rows.
type Populations<'a> = BTreeMap<(String, String, String), Vec<(usize, &'a PackageRow)>>;

/// Rows that count the same things for the same unit, by name and unit of count.
fn populations(forms: &[PackageForm]) -> Populations<'_> {
    let mut groups: Populations<'_> = BTreeMap::new();
    for (index, form) in forms.iter().enumerate() {
        for row in &form.rows {
            if let Some((_, unit)) = &row.count {
                groups
                    .entry((form.office.clone(), row.norm.clone(), unit.clone()))
                    .or_default()
                    .push((index, row));
            }
        }
    }
    // A unit that is not named is not one; what many projects count is the work of each, no common population.
    groups.retain(|(office, ..), rows| !office.is_empty() && (2..=FAMILY).contains(&rows.len()));
    groups
}
