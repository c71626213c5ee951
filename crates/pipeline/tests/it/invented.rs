//! The invented city of the demonstration: its forms survive every kind of file, the clean ones have nothing to mend, and in the others the
//! rules find what was put in.

use crate::engine::options;
use demo::{Defect, Project};
use model::{Document, Finding, Form, FormVerdict, Severity};
use pipeline::convert::{Outside, Written};
use pipeline::roster::{Declared, Entry, Roster};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

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

/// The verdicts on the first projects' forms, each read from the kind of file it comes in.
static VERDICTS: LazyLock<Vec<FormVerdict>> = LazyLock::new(|| {
    let city = demo::city(YEAR);
    let projects = city.projects(COUNT);
    projects
        .map(|project| judged(project.form(), project.ending()))
        .collect()
});

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
        let verdict = &VERDICTS[project.number];
        for defect in &project.defects {
            *put.entry(*defect).or_default() += 1;
            let found = verdict
                .findings
                .iter()
                .any(|finding| defect.codes().contains(&finding.code.as_str()));
            if !found {
                let codes: Vec<&str> = verdict
                    .findings
                    .iter()
                    .map(|one| one.code.as_str())
                    .collect();
                missed.push(format!(
                    "{} {} {:?} of {:?}: {codes:?}",
                    project.number, project.name, defect, project.defects
                ));
            }
        }
    }
    assert!(missed.is_empty(), "{}\n{}", missed.len(), missed.join("\n"));
    let never: Vec<Defect> = Defect::all()
        .filter(|defect| !put.contains_key(defect))
        .collect();
    assert!(never.is_empty(), "{never:?}");
}

#[test]
fn nothing_is_asked_for_that_no_defect_brings() {
    let city = demo::city(YEAR);
    let mut beyond = Vec::new();
    for project in city.projects(COUNT) {
        let verdict = &VERDICTS[project.number];
        let comes = |code: &str| {
            let defects = project.defects.iter();
            defects
                .flat_map(|defect| [defect.codes(), defect.brings()])
                .any(|codes| codes.contains(&code))
        };
        let leading = verdict
            .findings
            .iter()
            .filter(|one| one.covered_by.is_none());
        let others = leading.filter(asks).filter(|finding| !comes(&finding.code));
        beyond.extend(
            others.map(|finding| format!("{:?} {}", project.defects, said(&project, finding))),
        );
    }
    assert!(beyond.is_empty(), "{}\n{}", beyond.len(), beyond.join("\n"));
}

#[test]
fn what_was_mended_is_not_found_in_the_form_that_came_back() {
    let city = demo::city(YEAR);
    let mut wrong = Vec::new();
    let mut kinds = (0, 0, 0, 0);
    for project in city.declared(COUNT) {
        let Some(back) = project.returned(1) else {
            assert!(project.defects.is_empty());
            continue;
        };
        let verdict = judged(back.form, project.ending());
        let found = |code: &str| verdict.findings.iter().any(|one| one.code == code);
        let left: Vec<Defect> = back.open.iter().chain(&back.new).copied().collect();
        let still = |code: &str| {
            left.iter()
                .any(|defect| [defect.codes(), defect.brings()].concat().contains(&code))
        };
        for defect in &back.mended {
            let codes = defect.codes().iter();
            let mut codes = codes.filter(|code| found(code) && !still(code));
            if let Some(code) = codes.next() {
                wrong.push(format!(
                    "{} {defect:?} mended, {code} found",
                    project.number
                ));
            }
        }
        let unseen = left
            .iter()
            .filter(|one| !one.codes().iter().any(|code| found(code)));
        wrong.extend(unseen.map(|defect| format!("{} {defect:?} not found", project.number)));
        kinds.0 += back.mended.len();
        kinds.1 += back.open.len();
        kinds.2 += back.new.len();
        kinds.3 += usize::from(back.quiet.is_some());
    }
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
    let (mended, open, new, quiet) = kinds;
    assert!(
        mended > open && open > new && new > 0 && quiet > 0,
        "{kinds:?}"
    );
}

#[test]
fn the_list_of_projects_has_some_missing_some_beyond_and_some_amounts_that_differ() {
    let city = demo::city(YEAR);
    let text = demo::roster_text(city.roster(COUNT));
    let roster = Roster::read(text.as_bytes(), "项目清单.tsv").unwrap();
    let declared: Vec<Declared> = city
        .projects(COUNT)
        .filter(Project::is_declared)
        .map(|project| Declared {
            document: project.file_name(),
            form: 1,
            entry: Entry {
                code: Some(project.code.clone()),
                name: project.name.clone(),
                unit: project.unit.name.clone(),
                amount: Some(project.amount),
            },
        })
        .collect();
    let result = roster.compare(&declared);
    let unasked = city.projects(COUNT).filter(|one| one.listed().is_none());
    assert_eq!(result.beyond.len(), unasked.count());
    assert_eq!(result.missing.len(), COUNT - declared.len());
    assert!(!result.beyond.is_empty() && !result.missing.is_empty());
    assert!(!result.differing.is_empty() && result.twice.is_empty());
    assert!(result.agreed > COUNT * 9 / 10);
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
            if project.number < 20 {
                assert_eq!(bytes, file(&document, ending), "equal input, equal bytes");
            }
            let read = pipeline::read(&bytes, &format!("a.{ending}")).remove(0);
            if read.forms.len() != 1 {
                wrong.push(format!(
                    "{} {ending}: {} forms",
                    project.number,
                    read.forms.len()
                ));
                continue;
            }
            let after = facts(&read.forms[0]);
            let number = project.number;
            wrong.extend(
                before
                    .difference(&after)
                    .map(|fact| format!("{number} {ending} - {fact}")),
            );
            wrong.extend(
                after
                    .difference(&before)
                    .map(|fact| format!("{number} {ending} + {fact}")),
            );
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
        let read = codes(&VERDICTS[project.number]);
        if made != read {
            let (number, ending) = (project.number, project.ending());
            wrong.push(format!("{number} {ending}: {made:?}, read {read:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}
