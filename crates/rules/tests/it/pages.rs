//! Every page shows what its rule says. `UPDATE=1 cargo test -p rules` rewrites the shown lines; review the difference.

use crate::fixture::{Example, examples};
use law::profile::Profile;
use model::{Document, Finding, Form};
use rules::package::{self, Package, PackageForm};
use rules::{Asked, Check, Rule};
use std::fmt::Write;
use std::path::{Path, PathBuf};

#[test]
fn pages_show_what_their_rules_say() {
    let mut trouble = String::new();
    for rule in rules::catalog() {
        let file = page_file(rule);
        let page = std::fs::read_to_string(&file).unwrap();
        let mut fresh = page.split("\n## ").next().unwrap_or("").to_owned();
        for (example, section) in examples(&page).iter().zip(page.split("\n## ").skip(1)) {
            let found = findings(rule, example);
            if example.bad && found.is_empty() {
                let _ = writeln!(trouble, "{} {}：规则没有发现", rule.code, example.title);
            }
            if !example.bad && !found.is_empty() {
                let _ = writeln!(trouble, "{} {}：不该有 {found:?}", rule.code, example.title);
            }
            let shown: Vec<String> = found
                .iter()
                .map(|finding| line(&example.forms, finding))
                .collect();
            if shown != example.expected && std::env::var_os("UPDATE").is_none() {
                let _ = writeln!(
                    trouble,
                    "{} {}：页面与规则不符\n  页面 {:?}\n  规则 {shown:?}",
                    rule.code, example.title, example.expected
                );
            }
            let _ = write!(fresh, "\n## {}", rewritten(section, &shown));
        }
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&file, fresh.trim_end().to_owned() + "\n").unwrap();
        }
    }
    assert!(trouble.is_empty(), "{trouble}");
}

/// The findings of one rule on an example, in the profile and at the stage it names.
pub fn findings(rule: &Rule, example: &Example) -> Vec<Finding> {
    let mut profile: Profile = law::profile::find(&example.profile)
        .unwrap_or_else(law::profile::general)
        .clone();
    profile.publication = example.publication;
    let profile: &'static Profile = Box::leak(Box::new(profile));
    let wanted = |code: &str| code == rule.code;
    let asked = Asked {
        wanted: &wanted,
        beside: &example.beside,
        as_of: jiff::civil::date(2026, 1, 15),
        published: example.published,
        drafts: false,
    };
    match rule.check {
        Check::Form(_) | Check::Beside(_) | Check::Both(..) => example
            .forms
            .iter()
            .flat_map(|form| rules::check(form, profile, &asked).findings)
            .collect(),
        Check::Package(_) => {
            let document = Document::default();
            let forms: Vec<PackageForm> = (1..)
                .zip(&example.forms)
                .filter_map(|(number, form)| PackageForm::of(&document, number, form, profile))
                .collect();
            let package = Package {
                forms: &forms,
                budgets: &example.beside.outside().budgets,
            };
            package::check(&package, &wanted)
        }
    }
}

/// A finding as the page shows it: row, level, message.
fn line(forms: &[Form], finding: &Finding) -> String {
    let form = finding
        .facts
        .get("form")
        .and_then(serde_json::Value::as_u64)
        .map_or(0, |number| number as usize - 1);
    let row = finding
        .row
        .as_ref()
        .and_then(|id| forms[form].indicators.iter().position(|row| &row.id == id));
    let place = row.map_or("本表".to_owned(), |row| format!("第{}行", row + 1));
    format!("{place} {} {}", finding.severity.word(), finding.message)
}

/// The section with these lines at its end.
fn rewritten(section: &str, shown: &[String]) -> String {
    let kept: Vec<&str> = section
        .lines()
        .filter(|line| !line.starts_with("> "))
        .collect();
    let mut out = kept.join("\n").trim_end().to_owned();
    for line in shown {
        let _ = write!(out, "\n\n> {line}");
    }
    out.push('\n');
    out
}

fn page_file(rule: &Rule) -> PathBuf {
    let catalog = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/catalog");
    let name = format!("{}_", rule.code.to_lowercase());
    let families = std::fs::read_dir(catalog)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir());
    let pages = families.flat_map(|family| {
        std::fs::read_dir(family)
            .unwrap()
            .map(|entry| entry.unwrap().path())
    });
    let mut own = pages.filter(|path| {
        path.extension().is_some_and(|end| end == "md")
            && path
                .file_name()
                .unwrap()
                .to_string_lossy()
                .starts_with(&name)
    });
    own.next()
        .unwrap_or_else(|| panic!("规则 {} 没有说明页", rule.code))
}
