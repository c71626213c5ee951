//! The practice documents, whose damage is in the layout: judging them must not add errors that only the damage made.

use crate::engine::{root, run};
use model::Severity;

/// What is truly wrong in them, by file and rule.
const WRONG: &[(&str, &str)] = &[
    ("l11-town-form.html", "E17"),
    // One row of the region was left without an actual value.
    ("l23-regional-blank.html", "K01"),
];

#[test]
fn damage_makes_no_errors() {
    let folder = root().join("samples/layouts");
    let mut names: Vec<String> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.file_type().unwrap().is_file())
        .map(|entry| entry.file_name().into_string().unwrap())
        .filter(|name| !name.starts_with("README") && !name.ends_with(".tsv"))
        .collect();
    names.sort();
    assert!(names.len() > 100, "{}", names.len());
    let mut found = Vec::new();
    for name in &names {
        let run = run(&[(name, std::fs::read(folder.join(name)).unwrap())]);
        for finding in run.documents[0]
            .1
            .forms
            .iter()
            .flat_map(|form| &form.findings)
        {
            // What stands on a row whose place was inferred is asked, not required.
            if finding.inferred {
                continue;
            }
            // Two rows of one name in tables with a column a region are the usual sign of a misread layout.
            let telling = finding.severity == Severity::Error || finding.code == "G01";
            if telling {
                found.push((name.as_str(), finding.code.clone()));
            }
        }
    }
    let unexpected: Vec<_> = found
        .iter()
        .filter(|(name, code)| !WRONG.contains(&(*name, code.as_str())))
        .collect();
    assert!(unexpected.is_empty(), "{unexpected:#?}");
    assert!(
        found.contains(&("l11-town-form.html", "E17".to_owned())),
        "{found:#?}"
    );
}
