//! The four real forms that everything started from; their text stays outside the repository.

use crate::engine::{run, shared};
use crate::expected::{Label, compare, parse};

const FILE: &str = "seed/wuzhong-2024.txt";

#[test]
fn every_required_finding_is_reported_and_hardly_another() {
    let (Some(text), Some(labels)) = (shared(FILE), shared("seed/expected.tsv")) else { return };
    let labels = parse(&String::from_utf8(labels).unwrap());
    let run = run(&[("wuzhong-2024.txt", text)]);
    let (document, verdict) = &run.documents[0];
    assert_eq!(document.forms.len(), 4);
    let mut missing = Vec::new();
    let mut extra = Vec::new();
    for (number, (form, verdict)) in (1..).zip(document.forms.iter().zip(&verdict.forms)) {
        let own: Vec<&Label> = labels.iter().filter(|label| label.form == number).collect();
        let difference = compare(form, verdict, &own);
        missing.extend(difference.missing.into_iter().chain(difference.wrong).map(|line| format!("{number} {line}")));
        extra.extend(difference.extra.into_iter().map(|line| format!("{number} {line}")));
    }
    assert!(missing.is_empty(), "missing or wrong:\n{}", missing.join("\n"));
    assert!(extra.len() <= 6, "{} findings beyond the labels:\n{}", extra.len(), extra.join("\n"));
    eprintln!("beyond the labels: {extra:?}");
}

#[test]
fn a_form_has_at_most_nine_points() {
    let Some(text) = shared(FILE) else { return };
    let run = run(&[("wuzhong-2024.txt", text)]);
    let points: Vec<usize> = run.documents[0].1.forms.iter().map(|form| form.leading().count()).collect();
    assert_eq!(points, [7, 8, 9, 8]);
}

#[test]
fn money_is_right_and_said_to_be() {
    let Some(text) = shared(FILE) else { return };
    let run = run(&[("wuzhong-2024.txt", text)]);
    for form in &run.documents[0].1.forms {
        assert!(form.findings.iter().all(|finding| !finding.code.starts_with('B') || finding.code == "B09"));
        for check in ["B01", "B02", "B03"] {
            assert!(form.verified.iter().any(|verified| verified.check == check), "{check} {:?}", form.project);
        }
        assert!(form.verified.iter().any(|verified| verified.message.contains("年度资金总额") && ["B06", "B07"].contains(&verified.check.as_str())));
    }
}
