//! The shipped samples: what was labelled by hand is found, clean forms draw nothing.

use crate::engine::{root, run};
use crate::expected::{Label, compare, parse};
use std::collections::BTreeMap;

#[test]
fn samples_are_judged_as_labelled() {
    let folder = root().join("samples/forms");
    let labels = parse(&std::fs::read_to_string(folder.join("expected.tsv")).unwrap());
    let mut by_file: BTreeMap<&str, Vec<&Label>> = BTreeMap::new();
    for label in &labels {
        by_file.entry(&label.file).or_default().push(label);
    }
    let mut names: Vec<String> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.file_type().unwrap().is_file())
        .map(|entry| entry.file_name().into_string().unwrap())
        .filter(|name| {
            !name.starts_with("README") && !name.starts_with("expected") && !name.starts_with('.')
        })
        .collect();
    names.sort();
    let mut trouble = Vec::new();
    for name in &names {
        let run = run(&[(name, std::fs::read(folder.join(name)).unwrap())]);
        let (document, verdict) = &run.documents[0];
        if document.forms.is_empty() {
            trouble.push(format!("{name}: no form ({:?})", document.error));
        }
        for (number, (form, verdict)) in (1..).zip(document.forms.iter().zip(&verdict.forms)) {
            let own: Vec<&Label> = by_file
                .get(name.as_str())
                .into_iter()
                .flatten()
                .copied()
                .filter(|label| label.form == number)
                .collect();
            let difference = compare(form, verdict, &own);
            for (what, lines) in [
                ("missing", difference.missing),
                ("wrong", difference.wrong),
                ("beyond", difference.extra),
            ] {
                trouble.extend(
                    lines
                        .into_iter()
                        .map(|line| format!("{name} {number} {what}: {line}")),
                );
            }
        }
    }
    assert!(trouble.is_empty(), "{}", trouble.join("\n"));
}

#[test]
fn the_same_form_reads_the_same_in_four_formats() {
    let read = |name: &str| {
        let bytes = std::fs::read(root().join("samples/forms").join(name)).unwrap();
        let document = pipeline::read(&bytes, name).remove(0);
        assert_eq!(document.forms.len(), 1, "{name}");
        document.forms.into_iter().next().unwrap()
    };
    let rows = |form: &model::Form| -> Vec<String> {
        let row = |row: &model::Indicator| {
            format!(
                "{:?} {:?} {} {:?}",
                row.level1, row.level2, row.name, row.value
            )
        };
        form.indicators.iter().map(row).collect()
    };
    let first = read("library.txt");
    for name in ["library.docx", "library.xlsx", "library.html"] {
        let other = read(name);
        assert_eq!(rows(&other), rows(&first), "{name}");
        assert_eq!(
            (&other.project, &other.unit, &other.department),
            (&first.project, &first.unit, &first.department),
            "{name}"
        );
        assert_eq!(
            other.goals.iter().map(|g| &g.text).collect::<Vec<_>>(),
            first.goals.iter().map(|g| &g.text).collect::<Vec<_>>(),
            "{name}"
        );
        let amounts = |form: &model::Form| {
            form.funds
                .lines
                .iter()
                .map(|l| (l.path.clone(), l.amount.yuan, l.amount.state))
                .collect::<Vec<_>>()
        };
        assert_eq!(amounts(&other), amounts(&first), "{name}");
    }
}
