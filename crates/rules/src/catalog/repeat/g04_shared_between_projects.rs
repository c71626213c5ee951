//! G04: targets or benefit texts are word for word those of another project.

use crate::near::alike;
use crate::package::{Package, PackageForm, said};
use crate::rule::{Check, Rule, TARGET};
use law::regulation::cite;
use model::text::{Pairs, norm};
use model::{Finding, Related, Severity};
use std::collections::BTreeMap;

/// G04.
pub static RULE: Rule = Rule {
    code: "G04",
    name: "shared-between-projects",
    severity: Severity::Hint,
    cites: &[cite("R88-13-1")],
    kinds: TARGET,
    criterion: "绩效合理性",
    page: include_str!("g04_shared_between_projects.md"),
    check: Check::Package(check),
};

/// Likeness from which two goals count as one text.
const SAME: f64 = 0.85;

fn check(rule: &Rule, package: &Package) -> Vec<Finding> {
    let forms = package.forms;
    // Equal texts are one text, so that a thousand copies are not compared a million times.
    let mut by_text: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, form) in forms.iter().enumerate() {
        let text = own_words(&form.goal, &form.project);
        if text.chars().count() >= 8 {
            by_text.entry(text).or_default().push(index);
        }
    }
    let mut groups: Vec<(Vec<usize>, Pairs)> = by_text
        .into_iter()
        .map(|(text, group)| (group, Pairs::of_norm(&text)))
        .collect();
    groups.sort_by_key(|(group, _)| group[0]);
    let pairs: Vec<Pairs> = groups.iter().map(|(_, pairs)| pairs.clone()).collect();
    let mut seen = vec![false; groups.len()];
    let mut findings = Vec::new();
    for (index, alike) in alike(&pairs, SAME).into_iter().enumerate() {
        if std::mem::replace(&mut seen[index], true) {
            continue;
        }
        let mut same = groups[index].0.clone();
        for other in alike {
            if !std::mem::replace(&mut seen[other], true) {
                same.extend(&groups[other].0);
            }
        }
        findings.extend(shared_goal(rule, forms, &same));
    }
    findings.extend(shared_rows(rule, forms));
    findings
}

/// The finding on the first form whose goal these forms share; nothing when they are all of one project.
fn shared_goal(rule: &Rule, forms: &[PackageForm], same: &[usize]) -> Option<Finding> {
    let first = &forms[same[0]];
    let others: Vec<usize> = same[1..]
        .iter()
        .copied()
        .filter(|other| forms[*other].project != first.project)
        .collect();
    if others.is_empty() {
        return None;
    }
    let message = format!(
        "总体目标与{}的总体目标表述基本相同，请写明本项目自己的产出和效果。",
        listed(forms, others.iter().copied())
    );
    let mut finding = said(rule, first, None, message);
    finding.related = others
        .iter()
        .map(|other| related(&forms[*other], None))
        .collect();
    Some(finding)
}

/// The projects of some forms as a message names them: at most five, then how many there are.
fn listed(forms: &[PackageForm], which: impl Iterator<Item = usize>) -> String {
    let mut names: Vec<String> = which
        .map(|index| format!("“{}”", forms[index].project))
        .collect();
    names.dedup();
    let count = names.len();
    names.truncate(5);
    let list = names.join("、");
    if count > 5 {
        format!("{list}等{count}个项目")
    } else {
        list
    }
}

/// Benefit texts without a measure that stand in forms of different projects.
fn shared_rows(rule: &Rule, forms: &[PackageForm]) -> Vec<Finding> {
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
        let others: Vec<&(usize, usize)> = group
            .iter()
            .filter(|(form, _)| forms[*form].project != forms[first].project)
            .collect();
        if others.is_empty() {
            continue;
        }
        let names = listed(forms, others.iter().map(|(form, _)| *form));
        let message = format!(
            "“{}”与{names}的效益表述相同，请写明本项目的效果。",
            forms[first].rows[row].name
        );
        let mut finding = said(rule, &forms[first], Some(&forms[first].rows[row]), message);
        finding.related = others
            .iter()
            .map(|(form, row)| related(&forms[*form], Some(&forms[*form].rows[*row].id)))
            .collect();
        findings.push(finding);
    }
    findings
}

fn related(form: &PackageForm, row: Option<&String>) -> Related {
    Related {
        document: Some(form.document.clone()),
        form: Some(form.number),
        row: row.cloned(),
    }
}

/// The goal without the project's own name.
fn own_words(goal: &str, project: &str) -> String {
    let (goal, project) = (norm(goal), norm(project));
    if project.chars().count() >= 2 {
        goal.replace(&project, "")
    } else {
        goal
    }
}
