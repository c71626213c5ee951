//! G04: targets or benefit texts are word for word those of another project.

use crate::package::{PackageForm, said};
use crate::rule::{Check, Rule};
use law::regulation::cite;
use model::text::{Pairs, norm};
use model::{Finding, Related, Severity};

/// G04.
pub static RULE: Rule = Rule {
    code: "G04",
    name: "shared-between-projects",
    severity: Severity::Hint,
    cites: &[cite("R88-13-1")],
    criterion: "目标相关性",
    page: include_str!("g04_shared_between_projects.md"),
    check: Check::Package(check),
};

/// Likeness from which two goals count as one text.
const SAME: f64 = 0.85;

fn check(rule: &Rule, forms: &[PackageForm]) -> Vec<Finding> {
    let texts: Vec<(String, Pairs)> = forms.iter().map(|form| own_words(&form.goal, &form.project)).map(|text| (text.clone(), Pairs::of_norm(&text))).collect();
    let mut findings = Vec::new();
    let mut seen = vec![false; forms.len()];
    for (index, form) in forms.iter().enumerate() {
        if seen[index] || texts[index].0.chars().count() < 8 {
            continue;
        }
        let same: Vec<usize> = (index + 1..forms.len())
            .filter(|other| !seen[*other] && forms[*other].project != form.project && texts[index].1.dice(&texts[*other].1) >= SAME)
            .collect();
        if same.is_empty() {
            continue;
        }
        let names: Vec<String> = same.iter().map(|other| format!("“{}”", forms[*other].project)).collect();
        let mut finding = said(rule, form, None, format!("总体目标与{}的总体目标表述基本相同，请写明本项目自己的产出和效果。", names.join("、")));
        finding.related = same.iter().map(|other| related(&forms[*other], None)).collect();
        findings.push(finding);
        for other in same {
            seen[other] = true;
        }
    }
    findings.extend(shared_rows(rule, forms));
    findings
}

/// Benefit texts without a measure that stand in forms of different projects.
fn shared_rows(rule: &Rule, forms: &[PackageForm]) -> Vec<Finding> {
    use std::collections::BTreeMap;
    let mut by_text: BTreeMap<&str, Vec<(usize, usize)>> = BTreeMap::new();
    for (index, form) in forms.iter().enumerate() {
        for (number, row) in form.rows.iter().enumerate() {
            if row.benefit && !row.measured && row.norm.chars().count() >= 8 {
                by_text.entry(&row.norm).or_default().push((index, number));
            }
        }
    }
    let mut groups: Vec<Vec<(usize, usize)>> = by_text.into_values().collect();
    groups.sort();
    let mut findings = Vec::new();
    for group in groups {
        let (first, row) = group[0];
        let others: Vec<&(usize, usize)> = group.iter().filter(|(form, _)| forms[*form].project != forms[first].project).collect();
        if others.is_empty() {
            continue;
        }
        let mut names: Vec<String> = others.iter().map(|(form, _)| format!("“{}”", forms[*form].project)).collect();
        names.dedup();
        let message = format!("“{}”与{}的效益表述相同，请写明本项目的效果。", forms[first].rows[row].name, names.join("、"));
        let mut finding = said(rule, &forms[first], Some(&forms[first].rows[row]), message);
        finding.related = others.iter().map(|(form, row)| related(&forms[*form], Some(&forms[*form].rows[*row].id))).collect();
        findings.push(finding);
    }
    findings
}

fn related(form: &PackageForm, row: Option<&String>) -> Related {
    Related { document: Some(form.document.clone()), form: Some(form.number), row: row.cloned() }
}

/// The goal without the project's own name.
fn own_words(goal: &str, project: &str) -> String {
    let (goal, project) = (norm(goal), norm(project));
    if project.chars().count() >= 2 { goal.replace(&project, "") } else { goal }
}
