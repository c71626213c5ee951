//! PDF with the fonts of this machine: every sample reads back from it with the same facts, without the attached data.

use model::Form;
use model::change::facts;
use pipeline::convert::{Outside, Written, write};
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn said(form: &Form) -> Vec<String> {
    let facts = facts(form);
    let lines = facts
        .iter()
        .map(|fact| format!("{} {}={}", fact.subject, fact.field, fact.text));
    lines
        .map(|line| line.split_whitespace().collect())
        .collect()
}

#[test]
fn every_sample_reads_back_from_pdf() {
    let fonts = match host::fonts::find(None) {
        Ok(fonts) => fonts,
        Err(reason) => {
            eprintln!("SKIPPED every_sample_reads_back_from_pdf: {reason}");
            return;
        }
    };
    let outside = Outside { fonts };
    let mut wrong = Vec::new();
    for folder in [
        "samples/forms",
        "samples/layouts",
        "samples/second",
        "samples/third",
        "samples/fourth",
    ] {
        let entries = std::fs::read_dir(root().join(folder)).unwrap();
        let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
        paths.retain(|path| {
            let ending = path.extension().and_then(|ending| ending.to_str());
            matches!(ending, Some("html" | "docx" | "xlsx" | "txt" | "csv"))
        });
        paths.sort();
        for path in paths {
            let bytes = std::fs::read(&path).unwrap();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            for document in pipeline::read(&bytes, &name) {
                if document.forms.is_empty() {
                    continue;
                }
                let pdf = write(&document, Written::Pdf, None, &outside)
                    .unwrap()
                    .bytes;
                let again = pipeline::read(&pdf, "a.pdf").remove(0);
                let notes = again.notes.iter();
                wrong.extend(
                    notes
                        .filter(|note| note.code == "attached_differs")
                        .map(|note| format!("{name} {}", note.message)),
                );
                if again.forms.len() != document.forms.len() {
                    wrong.push(format!(
                        "{name}: {} forms, not {}",
                        again.forms.len(),
                        document.forms.len()
                    ));
                    continue;
                }
                for (before, after) in document.forms.iter().zip(&again.forms) {
                    let (before, after) = (said(before), said(after));
                    wrong.extend(
                        before
                            .iter()
                            .filter(|fact| !after.contains(fact))
                            .map(|fact| format!("{name} - {fact}")),
                    );
                    wrong.extend(
                        after
                            .iter()
                            .filter(|fact| !before.contains(fact))
                            .map(|fact| format!("{name} + {fact}")),
                    );
                }
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} facts\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
