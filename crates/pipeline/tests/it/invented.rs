//! The invented city of the demonstration: its forms survive every kind of file, the clean ones have nothing to mend, and in the others the
//! rules find what was put in.

use crate::engine::options;
use demo::{Defect, Project};
use model::{Document, Finding, Form, FormVerdict, Severity};
use pipeline::convert::{Outside, Written};
use std::collections::{BTreeMap, BTreeSet};

const YEAR: i16 = 2026;
const COUNT: usize = 300;

fn document(form: Form) -> Document {
    Document {
        forms: vec![form],
        ..Document::default()
    }
}

/// The verdict on the form as it is read from a file of this kind.
fn judged(form: Form, ending: &str) -> FormVerdict {
    let bytes = file(&document(form), ending);
    let read = pipeline::read(&bytes, &format!("a.{ending}")).remove(0);
    pipeline::check(&read, &options()).forms.remove(0)
}

/// The bytes of a file with this form.
fn file(document: &Document, ending: &str) -> Vec<u8> {
    if ending == "tsv" {
        return demo::paste(&document.forms[0]).into_bytes();
    }
    let kind = Written::by_ending(ending).unwrap();
    let written = pipeline::convert::write(document, kind, None, &Outside::default());
    written.unwrap().bytes
}

/// Whether a person is asked to change something.
fn asks(finding: &&Finding) -> bool {
    finding.severity != Severity::Hint
}

fn said(project: &Project, finding: &Finding) -> String {
    let (number, name) = (project.number, &project.name);
    format!("{number} {name} {} {}", finding.code, finding.message)
}

/// What a form says, one line a fact, without white space.
fn facts(form: &Form) -> BTreeSet<String> {
    let facts = model::change::facts(form);
    let lines = facts.iter();
    let lines = lines.map(|fact| format!("{} {}={}", fact.subject, fact.field, fact.text));
    lines
        .map(|line| line.split_whitespace().collect())
        .collect()
}

#[test]
fn forms_without_a_defect_have_nothing_to_mend() {
    let city = demo::city(YEAR);
    let mut wrong = Vec::new();
    for project in city.projects(COUNT) {
        let verdict = judged(project.clean(), project.ending());
        wrong.extend(
            verdict
                .findings
                .iter()
                .filter(asks)
                .map(|finding| said(&project, finding)),
        );
    }
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_defect_that_was_put_in_is_found() {
    let city = demo::city(YEAR);
    let mut missed = Vec::new();
    let mut put: BTreeMap<Defect, usize> = BTreeMap::new();
    for project in city.projects(COUNT) {
        let verdict = judged(project.form(), project.ending());
        for defect in &project.defects {
            *put.entry(*defect).or_default() += 1;
            let found = verdict
                .findings
                .iter()
                .any(|finding| defect.codes().contains(&finding.code.as_str()));
            if !found {
                let codes: Vec<&str> = verdict.findings.iter().map(|one| one.code.as_str()).collect();
                missed.push(format!(
                    "{} {} {:?} of {:?}: {codes:?}",
                    project.number, project.name, defect, project.defects
                ));
            }
        }
    }
    assert!(missed.is_empty(), "{}\n{}", missed.len(), missed.join("\n"));
    let never: Vec<Defect> = Defect::all().filter(|defect| !put.contains_key(defect)).collect();
    assert!(never.is_empty(), "{never:?}");
}

#[test]
fn forms_read_back_from_every_kind_of_file() {
    let city = demo::city(YEAR);
    let mut wrong = Vec::new();
    for project in city.projects(COUNT) {
        let document = document(project.form());
        let before = facts(&document.forms[0]);
        for ending in ["docx", "xlsx", "html", "tsv"] {
            let bytes = file(&document, ending);
            assert_eq!(bytes, file(&document, ending), "equal input, equal bytes");
            let read = pipeline::read(&bytes, &format!("a.{ending}")).remove(0);
            if read.forms.len() != 1 {
                wrong.push(format!("{} {ending}: {} forms", project.number, read.forms.len()));
                continue;
            }
            let after = facts(&read.forms[0]);
            let number = project.number;
            wrong.extend(before.difference(&after).map(|fact| format!("{number} {ending} - {fact}")));
            wrong.extend(after.difference(&before).map(|fact| format!("{number} {ending} + {fact}")));
        }
    }
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_form_is_judged_alike_as_it_was_made_and_as_it_is_read() {
    let city = demo::city(YEAR);
    let codes = |verdict: &FormVerdict| {
        let findings = verdict.findings.iter();
        let mut codes: Vec<String> = findings.map(|one| one.code.clone()).collect();
        codes.sort_unstable();
        codes
    };
    let mut wrong = Vec::new();
    for project in city.projects(COUNT) {
        let made = pipeline::check(&document(project.form()), &options());
        let made = codes(&made.forms[0]);
        let read = codes(&judged(project.form(), project.ending()));
        if made != read {
            let (number, ending) = (project.number, project.ending());
            wrong.push(format!("{number} {ending}: {made:?}, read {read:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}
