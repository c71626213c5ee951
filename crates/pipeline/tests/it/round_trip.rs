//! What is written reads back as the same form: from every kind of file, for every sample.

use crate::engine::root;
use model::{Amount, Exact, Form, FundLine, Indicator, Value};
use pipeline::convert::{Written, write};
use std::path::Path;

/// What a form says, without where it stands: one line a fact.
fn facts(form: &Form) -> Vec<String> {
    let mut out = Vec::new();
    let mut fact = |name: &str, text: Option<&str>| {
        let text = text.map(|text| text.split_whitespace().collect::<String>());
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            out.push(format!("{name}={text}"));
        }
    };
    let amount = |amount: Option<&Amount>| amount.map(|amount| amount.raw.clone());
    let project = &form.project;
    fact("kind", Some(form.kind.word()));
    fact(
        "year",
        form.fiscal_year.map(|year| year.to_string()).as_deref(),
    );
    fact("unit of money", form.amount_unit.map(|unit| unit.word()));
    fact("name", project.name.as_deref());
    fact("code", project.code.as_deref());
    fact("attribute", project.attribute.as_deref());
    fact("period", project.period.as_deref());
    fact("office", project.office.as_deref());
    fact("department", form.department.name.as_deref());
    fact("department code", form.department.code.as_deref());
    fact("unit", form.unit.name.as_deref());
    fact("unit code", form.unit.code.as_deref());
    fact("total", amount(form.funds.total.as_ref()).as_deref());
    fact(
        "annual total",
        amount(form.funds.annual_total.as_ref()).as_deref(),
    );
    for line in &form.funds.lines {
        let line = fund(line);
        fact("fund", line.as_deref());
    }
    for goal in &form.goals {
        fact(&format!("goal {:?}", goal.horizon), Some(&goal.text));
        fact(
            &format!("result {:?}", goal.horizon),
            goal.result.as_deref(),
        );
    }
    if let Some(evaluation) = &form.evaluation {
        fact("points", number(evaluation.total).as_deref());
    }
    for row in &form.indicators {
        fact("row", Some(&indicator(row)));
    }
    out
}

fn number(number: Option<Exact>) -> Option<String> {
    number.map(|number| number.0.normalize().to_string())
}

/// A line of the money block; nothing where all its cells are empty.
fn fund(line: &FundLine) -> Option<String> {
    let raw = |amount: &Option<Amount>| {
        amount
            .as_ref()
            .map(|amount| amount.raw.clone())
            .unwrap_or_default()
    };
    let cells = [
        line.amount.raw.clone(),
        raw(&line.initial),
        raw(&line.executed),
        raw(&line.forecast),
        number(line.rate).unwrap_or_default(),
        number(line.weight).unwrap_or_default(),
        number(line.score).unwrap_or_default(),
        line.note.clone().unwrap_or_default(),
    ];
    let filled = cells.iter().any(|cell| !cell.is_empty());
    filled.then(|| format!("{}|{}", line.path.join("/"), cells.join("|")))
}

fn indicator(row: &Indicator) -> String {
    let raw = |value: &Option<Value>| {
        value
            .as_ref()
            .map(|value| value.raw.clone())
            .unwrap_or_default()
    };
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let monitoring = row.monitoring.clone().unwrap_or_default();
    [
        format!("{:?}", row.horizon),
        text(&row.region),
        text(&row.level1),
        text(&row.level2),
        row.name.clone(),
        row.value.raw.clone(),
        raw(&row.previous),
        number(row.weight).unwrap_or_default(),
        raw(&row.actual),
        number(row.score).unwrap_or_default(),
        text(&row.deviation),
        monitoring.to_date.raw.clone(),
        monitoring.forecast.raw.clone(),
        text(&monitoring.possibility),
        monitoring.causes.join("、"),
        text(&monitoring.note),
        text(&row.basis),
        text(&row.rule),
        text(&row.remark),
    ]
    .join("|")
}

const KINDS: [Written; 4] = [
    Written::Docx,
    Written::Xlsx,
    Written::Html,
    Written::Markdown,
];

/// The facts that the written file lost or changed, by kind of file.
fn lost(path: &Path) -> Vec<String> {
    let bytes = std::fs::read(path).unwrap();
    let mut lost = Vec::new();
    for document in pipeline::read(&bytes, &path.to_string_lossy()) {
        if document.forms.is_empty() {
            continue;
        }
        for kind in KINDS {
            let written = write(&document, kind, None).unwrap();
            assert_eq!(
                written,
                write(&document, kind, None).unwrap(),
                "equal input, equal bytes"
            );
            let again = pipeline::read(&written, &format!("a.{}", kind.ending())).remove(0);
            let name = format!(
                "{} {}",
                path.file_name().unwrap().to_string_lossy(),
                kind.ending()
            );
            if again.forms.len() != document.forms.len() {
                lost.push(format!(
                    "{name}: {} forms, not {}",
                    again.forms.len(),
                    document.forms.len()
                ));
                continue;
            }
            for (before, after) in document.forms.iter().zip(&again.forms) {
                let (before, after) = (facts(before), facts(after));
                let gone = before.iter().filter(|fact| !after.contains(fact));
                lost.extend(gone.map(|fact| format!("{name} - {fact}")));
                let new = after.iter().filter(|fact| !before.contains(fact));
                lost.extend(new.map(|fact| format!("{name} + {fact}")));
            }
        }
    }
    lost
}

fn files(folder: &str) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(root().join(folder)).unwrap();
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| {
        let ending = path.extension().and_then(|ending| ending.to_str());
        path.is_file() && matches!(ending, Some("html" | "docx" | "xlsx" | "txt" | "csv"))
    });
    paths.sort();
    paths
}

#[test]
fn every_sample_reads_back_from_every_kind_of_file() {
    let mut lost_facts = Vec::new();
    for folder in [
        "samples/forms",
        "samples/labelled",
        "samples/layouts",
        "samples/second",
        "samples/third",
        "samples/fourth",
    ] {
        for path in files(folder) {
            lost_facts.extend(lost(&path));
        }
    }
    assert!(
        lost_facts.is_empty(),
        "{} facts\n{}",
        lost_facts.len(),
        lost_facts.join("\n")
    );
}
