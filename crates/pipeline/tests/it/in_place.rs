//! Every docx and xlsx of the samples corrected in its own layout: what was meant is in it, and nothing else differs.

use crate::engine::root;
use jiff::civil::date;
use model::change::changes;
use model::value::DateContext;
use model::{Document, Edit, Form, Place};
use pipeline::fix::{Accept, fix};
use pipeline::in_place::{Patched, in_place};
use pipeline::{Options, read};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::path::PathBuf;
use zip::ZipArchive;

/// The docx and xlsx files of the samples.
fn files() -> Vec<PathBuf> {
    let folders = ["forms", "second", "third", "fourth", "labelled", "layouts"];
    let mut files: Vec<PathBuf> = folders
        .iter()
        .flat_map(|folder| std::fs::read_dir(root().join("samples").join(folder)).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            let ending = path.extension().and_then(|ending| ending.to_str());
            matches!(ending, Some("docx" | "xlsx"))
        })
        .collect();
    files.sort();
    assert!(files.len() > 60);
    files
}

fn opened(path: &PathBuf) -> (Vec<u8>, String, Document) {
    let bytes = std::fs::read(path).unwrap();
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let document = read(&bytes, &name).remove(0);
    (bytes, name, document)
}

/// The parts of a package: name, packed bytes, date and the text.
fn parts(bytes: &[u8]) -> BTreeMap<String, (Vec<u8>, String)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = BTreeMap::new();
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).unwrap();
        let name = entry.name().unwrap().into_owned();
        let date = format!("{:?}{:?}", entry.last_modified(), entry.compression());
        let mut text = Vec::new();
        entry.read_to_end(&mut text).unwrap();
        parts.insert(name, (text, date));
    }
    parts
}

/// The parts that differ between two packages of the same parts.
fn differing(before: &[u8], after: &[u8]) -> Vec<String> {
    let (before, after) = (parts(before), parts(after));
    assert!(before.keys().eq(after.keys()));
    let same_date = |(name, (_, date)): (&String, &(Vec<u8>, String))| *date == after[name].1;
    assert!(before.iter().all(same_date));
    let changed = before
        .iter()
        .filter(|(name, part)| after[*name].0 != part.0);
    changed.map(|(name, _)| name.clone()).collect()
}

/// Holds for whatever was asked: what is done is in the file, what is not has a reason, other parts are the same.
fn holds(bytes: &[u8], name: &str, before: &[Form], after: &[Form], patched: &Patched) {
    let done: usize = patched.done.iter().map(Vec::len).sum();
    assert_eq!(done == 0, patched.bytes == bytes, "{name}");
    let again = read(&patched.bytes, name).remove(0);
    assert_eq!(again.forms.len(), before.len());
    for (number, (old, new)) in before.iter().zip(&again.forms).enumerate() {
        assert_eq!(changes(old, new), patched.done[number], "{name}");
        let all = changes(old, &after[number]).len();
        let left = patched
            .refused
            .iter()
            .filter(|refused| refused.form == number);
        if left.count() == 0 {
            assert_eq!(all, patched.done[number].len(), "{name}");
            assert!(changes(new, &after[number]).is_empty(), "{name}");
        }
    }
    for refused in &patched.refused {
        assert!(
            refused.reason.contains('；') || refused.reason.contains('，'),
            "{name}: {refused}"
        );
    }
    let parts = differing(bytes, &patched.bytes);
    let expected = |part: &String| {
        part == "word/document.xml"
            || part.starts_with("xl/worksheets/")
            || part == "xl/workbook.xml"
            || part.starts_with("customXml/item")
    };
    assert!(parts.iter().all(expected), "{name}: {parts:?}");
}

#[test]
fn accepted_repairs_are_put_into_the_original() {
    let options = Options::on(date(2026, 1, 15));
    let (mut placed, mut told) = (0, Vec::new());
    for path in files() {
        let (bytes, name, document) = opened(&path);
        let same = in_place(&bytes, &name, &document.forms, &document.forms).unwrap();
        assert_eq!(same.bytes, bytes, "{name}: no repair, no change");
        let fixed = document.forms.iter();
        let after: Vec<Form> = fixed
            .map(|form| fix(form, &options, &Accept::All).form)
            .collect();
        let patched = in_place(&bytes, &name, &document.forms, &after).unwrap();
        holds(&bytes, &name, &document.forms, &after, &patched);
        placed += patched.done.iter().map(Vec::len).sum::<usize>();
        told.extend(
            patched
                .refused
                .iter()
                .map(|refused| format!("{name}: {refused}")),
        );
    }
    println!(
        "{placed} placed, {} refused\n{}",
        told.len(),
        told.join("\n")
    );
}

/// One edit for each field of each row, and of the form.
fn edits(form: &Form) -> Vec<Edit> {
    let set = |row: Option<&str>, field: &str, from: &str, to: String| Edit::Set {
        row: row.map(str::to_owned),
        field: field.to_owned(),
        from: from.to_owned(),
        to,
    };
    let mut edits = Vec::new();
    for row in &form.indicators {
        let own = Some(row.id.as_str());
        edits.push(set(own, "name", &row.name, format!("{}情况", row.name)));
        edits.push(set(own, "value", &row.value.raw, "≥77.5%".to_owned()));
        if let Some(weight) = row.weight {
            edits.push(set(own, "weight", &weight.to_string(), "3".to_owned()));
        }
        if let Some(remark) = &row.remark {
            edits.push(set(own, "remark", remark, format!("{remark}，见附件")));
        }
    }
    if let Some(goal) = form.annual_goal() {
        edits.push(set(
            None,
            "goal.annual",
            &goal.text,
            format!("{}并按时验收。", goal.text),
        ));
    }
    for (field, text) in [
        ("project.name", &form.project.name),
        ("project.attribute", &form.project.attribute),
        ("project.period", &form.project.period),
        ("department.name", &form.department.name),
        ("unit.name", &form.unit.name),
    ] {
        if let Some(text) = text {
            edits.push(set(None, field, text, format!("{text}（二）")));
        }
    }
    for (field, amount) in [
        ("funds.total", &form.funds.total),
        ("funds.annual_total", &form.funds.annual_total),
    ] {
        if let Some(amount) = amount {
            edits.push(set(None, field, &amount.raw, "88.8".to_owned()));
        }
    }
    edits
}

#[test]
fn edits_of_every_field_are_put_in_or_refused_with_a_reason() {
    let mut outcome: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let mut told = Vec::new();
    for path in files() {
        let (bytes, name, document) = opened(&path);
        // All edits of one field at once, in every form.
        let fields = [
            "name",
            "value",
            "weight",
            "remark",
            "goal.annual",
            "project.name",
            "project.attribute",
            "project.period",
            "department.name",
            "unit.name",
            "funds.total",
            "funds.annual_total",
        ];
        for field in fields {
            let mut after = document.forms.clone();
            let mut asked = 0;
            for form in &mut after {
                let of_field =
                    |edit: &Edit| matches!(edit, Edit::Set { field: own, .. } if own == field);
                for edit in edits(form).into_iter().filter(of_field) {
                    if let Ok(changed) = model::edit::apply(form, &[edit], DateContext::NONE) {
                        *form = changed;
                        asked += 1;
                    }
                }
            }
            if asked == 0 {
                continue;
            }
            let patched = in_place(&bytes, &name, &document.forms, &after).unwrap();
            holds(&bytes, &name, &document.forms, &after, &patched);
            let (done, refused) = outcome.entry(field.to_owned()).or_default();
            *done += patched.done.iter().map(Vec::len).sum::<usize>();
            *refused += patched.refused.len();
            told.extend(
                patched
                    .refused
                    .iter()
                    .map(|refused| format!("{name} {field}: {refused}")),
            );
        }
    }
    for (field, (done, refused)) in outcome {
        assert!(
            done > 20 * refused,
            "{field}: {done}, {refused}\n{}",
            told.join("\n")
        );
    }
}

#[test]
fn rows_come_and_go() {
    let mut outcome: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut told = Vec::new();
    for path in files() {
        let (bytes, name, document) = opened(&path);
        let kind = if name.ends_with("docx") {
            "docx"
        } else {
            "xlsx"
        };
        for (number, form) in document.forms.iter().enumerate().take(1) {
            let last = form.indicators.len().saturating_sub(1);
            for row in form.indicators.iter().step_by(last.div_ceil(3).max(1)) {
                let insert = Edit::Insert {
                    after: row.id.clone(),
                    row: model::EditRow {
                        level1: row.level1.clone(),
                        level2: row.level2.clone(),
                        name: "新增设施完好率".to_owned(),
                        value: "≥97%".to_owned(),
                    },
                };
                let delete = Edit::Delete {
                    row: row.id.clone(),
                };
                for edit in [insert, delete] {
                    let mut after = document.forms.clone();
                    after[number] = model::edit::apply(form, &[edit], DateContext::NONE).unwrap();
                    let patched = in_place(&bytes, &name, &document.forms, &after).unwrap();
                    holds(&bytes, &name, &document.forms, &after, &patched);
                    let (done, refused) = outcome.entry(kind).or_default();
                    *done += patched.done.iter().map(Vec::len).sum::<usize>();
                    *refused += patched.refused.len();
                    told.extend(
                        patched
                            .refused
                            .iter()
                            .map(|refused| format!("{name}: {refused}")),
                    );
                }
            }
        }
    }
    let (done, refused) = outcome["docx"];
    assert!(done > 5 * refused, "{done}, {refused}\n{}", told.join("\n"));
    assert_eq!(outcome["xlsx"].0, 0, "sheets keep their rows");
}

#[test]
fn a_file_that_changed_since_is_refused() {
    let (bytes, name, document) = opened(&root().join("samples/forms/greening.docx"));
    let mut before = document.forms.clone();
    before[0].indicators[0].name.push('旧');
    let error = in_place(&bytes, &name, &before, &document.forms).unwrap_err();
    assert!(error.0.contains("重新核对"), "{error}");
    let error = in_place("甲\t乙".as_bytes(), "a.txt", &[], &[]).unwrap_err();
    assert!(error.0.contains("docx"), "{error}");
    assert!(in_place(&bytes[..900], &name, &document.forms, &document.forms).is_err());
    let at = document.forms[0].indicators[0].place().remove(0);
    assert!(matches!(at, Place::Table { .. }));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_it_panic(at in 0.0..1.0f64, byte in any::<u8>(), cut in any::<bool>(), docx in any::<bool>()) {
        let name = if docx { "greening.docx" } else { "library.xlsx" };
        let (mut bytes, name, _) = opened(&root().join("samples/forms").join(name));
        let at = (bytes.len() as f64 * at) as usize;
        if cut {
            bytes.truncate(at);
        } else {
            bytes[at] ^= byte;
        }
        for document in read(&bytes, &name) {
            let mut after = document.forms.clone();
            for row in after.iter_mut().flat_map(|form| &mut form.indicators) {
                row.name.push('新');
            }
            let _ = in_place(&bytes, &name, &document.forms, &after);
        }
    }
}
