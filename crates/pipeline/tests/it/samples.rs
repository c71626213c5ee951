//! The shipped samples: what was labelled by hand is found, clean forms draw nothing.

use crate::engine::{root, run};
use crate::expected::{Label, compare, parse};
use std::collections::BTreeMap;

#[test]
fn samples_are_judged_as_labelled() {
    let folder = root().join("samples");
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
        .filter(|name| !name.starts_with("README") && !name.starts_with("expected") && !name.starts_with('.'))
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
            let own: Vec<&Label> = by_file.get(name.as_str()).into_iter().flatten().copied().filter(|label| label.form == number).collect();
            let difference = compare(form, verdict, &own);
            for (what, lines) in [("missing", difference.missing), ("wrong", difference.wrong), ("beyond", difference.extra)] {
                trouble.extend(lines.into_iter().map(|line| format!("{name} {number} {what}: {line}")));
            }
        }
    }
    assert!(trouble.is_empty(), "{}", trouble.join("\n"));
}
