//! What is written reads back as the same form: from every kind of file, for every sample.

use crate::engine::root;
use model::{Document, Form, FormKind};
use pipeline::convert::{Outside, Written};
use pipeline::next::{Next, next};
use proptest::prelude::*;
use std::io::{Cursor, Read, Write};
use std::path::Path;

/// What a form says, without where it stands and without white space: one line a fact.
fn facts(form: &Form) -> Vec<String> {
    let facts = model::change::facts(form);
    let lines = facts.iter();
    let lines = lines.map(|fact| format!("{} {}={}", fact.subject, fact.field, fact.text));
    lines
        .map(|line| line.split_whitespace().collect())
        .collect()
}

/// The bytes of the file.
fn write(document: &Document, kind: Written) -> Vec<u8> {
    pipeline::convert::write(document, kind, None, &Outside::default())
        .unwrap()
        .bytes
}

const KINDS: &[Written] = &[
    Written::Docx,
    Written::Xlsx,
    Written::Html,
    Written::Markdown,
    #[cfg(feature = "pdf")]
    Written::Ofd,
];

/// The facts that written files of a sample lost or changed, by kind of file.
fn lost(path: &Path) -> Vec<String> {
    let bytes = std::fs::read(path).unwrap();
    let name = path.file_name().unwrap().to_string_lossy();
    let documents = pipeline::read(&bytes, &path.to_string_lossy()).into_iter();
    documents
        .filter(|document| !document.forms.is_empty())
        .flat_map(|document| lost_of(&document, KINDS, &name))
        .collect()
}

/// The same for one document.
fn lost_of(document: &Document, kinds: &[Written], name: &str) -> Vec<String> {
    let mut lost = Vec::new();
    for &kind in kinds {
        let written = write(document, kind);
        assert_eq!(written, write(document, kind), "equal input, equal bytes");
        let again = pipeline::read(&written, &format!("a.{}", kind.ending())).remove(0);
        let name = format!("{name} {}", kind.ending());
        let notes = again.notes.iter();
        let differs = notes.filter(|note| note.code == "attached_differs");
        lost.extend(differs.map(|note| format!("{name}: {}", note.message)));
        if again.forms.len() != document.forms.len() {
            let (is, should) = (again.forms.len(), document.forms.len());
            lost.push(format!("{name}: {is} forms, not {should}"));
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

#[test]
fn the_forms_that_follow_a_target_read_back_from_word() {
    const NEXT: [Next; 5] = [
        Next::Declaration,
        Next::Approval,
        Next::Adjustment,
        Next::Monitoring,
        Next::SelfEvaluation,
    ];
    let mut lost_facts = Vec::new();
    for path in ["samples/forms", "samples/layouts"]
        .iter()
        .flat_map(|folder| files(folder))
    {
        let bytes = std::fs::read(&path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy();
        for document in pipeline::read(&bytes, &name) {
            let targets = document.forms.iter();
            for target in targets.filter(|form| form.kind == FormKind::Target) {
                for kind in NEXT {
                    let through = (kind == Next::Monitoring).then_some(7);
                    let form = next(target, kind, through, None);
                    let document = Document {
                        forms: vec![form],
                        ..Document::default()
                    };
                    let name = format!("{name} {kind:?}");
                    lost_facts.extend(lost_of(&document, &[Written::Docx], &name));
                }
            }
        }
    }
    assert!(
        lost_facts.is_empty(),
        "{} facts\n{}",
        lost_facts.len(),
        lost_facts.join("\n")
    );
}

/// A well-formed form of the three kinds, with names, values and amounts of every shape that a clerk writes.
fn made() -> impl Strategy<Value = Form> {
    let name = "[护林员培训图书渠道清淤路灯]{3,8}(人数|数量|合格率|完成时间|成本)";
    let value = prop_oneof![
        Just("≥120人"),
        Just("95%"),
        Just("≤7.2万元"),
        Just("2025年10月底前"),
        Just("明显"),
        Just("≥＿＿%"),
        Just("3—5天"),
        Just("一百二十人"),
        Just("不涉及"),
        Just(""),
    ];
    let row = (0..8_usize, name, value, prop::option::of(1..20_i64));
    let amounts = prop::collection::vec(0..900_i64, 3);
    let kind = prop_oneof![
        Just(FormKind::Target),
        Just(FormKind::SelfEvaluation),
        Just(FormKind::Monitoring)
    ];
    (
        kind,
        prop::collection::vec(row, 1..14),
        amounts,
        any::<bool>(),
        "[一二三四五六七八九十]{2,4}",
    )
        .prop_map(|(kind, mut rows, amounts, weighted, word)| {
            rows.sort_by_key(|(class, ..)| *class);
            let tab = |cells: &[&str]| cells.join("\t") + "\n";
            let mut text = match kind {
                FormKind::SelfEvaluation => "2025年度项目支出绩效自评表\n".to_owned(),
                FormKind::Monitoring => "2025年度项目支出绩效目标执行监控表\n".to_owned(),
                _ => "2025年项目支出绩效目标表\n".to_owned(),
            };
            text += "（2025年度）\n单位：万元\n";
            text += &tab(&["项目名称", &format!("{word}渠道清淤")]);
            text += &tab(&["主管部门", "青陵市水务局", "实施单位", "青陵市水务站"]);
            let sum: i64 = amounts.iter().sum();
            text += &tab(&["项目资金（万元）", "年度资金总额", &sum.to_string()]);
            for (label, amount) in ["其中：财政拨款", "上年结转资金", "其他资金"]
                .iter()
                .zip(&amounts)
            {
                text += &tab(&["", label, &amount.to_string()]);
            }
            text += &tab(&[
                "年度总体目标",
                "2025年10月底前清淤渠道12公里，合格率不低于95%。",
            ]);
            let mut head = vec!["一级指标", "二级指标", "三级指标", "指标值"];
            if weighted {
                head.push("分值");
            }
            text += &tab(&head);
            for (class, name, value, weight) in rows {
                let (level1, level2) = LEVELS[class];
                let weight = weight.map(|weight| weight.to_string()).unwrap_or_default();
                let mut cells = vec![level1, level2, &name, value];
                if weighted {
                    cells.push(&weight);
                }
                text += &tab(&cells);
            }
            pipeline::read(text.as_bytes(), "a.tsv")
                .remove(0)
                .forms
                .remove(0)
        })
}

const LEVELS: [(&str, &str); 8] = [
    ("产出指标", "数量指标"),
    ("产出指标", "质量指标"),
    ("产出指标", "时效指标"),
    ("产出指标", "成本指标"),
    ("效益指标", "经济效益指标"),
    ("效益指标", "社会效益指标"),
    ("效益指标", "可持续影响指标"),
    ("满意度指标", "服务对象满意度指标"),
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_made_form_reads_back_from_every_kind_of_file(form in made()) {
        let document = Document { forms: vec![form], ..Document::default() };
        for &kind in KINDS {
            let written = write(&document, kind);
            let again = pipeline::read(&written, &format!("a.{}", kind.ending())).remove(0);
            prop_assert_eq!(again.forms.len(), 1, "{:?}", kind);
            prop_assert_eq!(facts(&again.forms[0]), facts(&document.forms[0]), "{:?}", kind);
        }
    }
}

#[test]
fn the_page_wins_over_attached_data_and_a_note_names_the_difference() {
    let text = "2025年项目支出绩效目标表\n单位：万元\n项目名称\t护林员培训\n一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t培训人数\t≥120人\n产出指标\t质量指标\t合格率\t≥95%\n";
    let document = pipeline::read(text.as_bytes(), "a.tsv").remove(0);
    let written = write(&document, Written::Docx);
    let changed = repack(&written, "word/document.xml", |text| {
        text.replace("≥120人", "≥150人")
    });
    let again = pipeline::read(&changed, "a.docx").remove(0);
    assert_eq!(again.forms[0].indicators[0].value.raw, "≥150人");
    let note = again
        .notes
        .iter()
        .find(|note| note.code == "attached_differs");
    let note = note.expect("a note on the difference");
    assert!(
        note.message.contains("数量指标—培训人数的指标值"),
        "{}",
        note.message
    );
    // Without the data nothing is said, and the form is the same.
    let bare = repack(&changed, "customXml/item1.xml", |_| "<a/>".to_owned());
    let bare = pipeline::read(&bare, "a.docx").remove(0);
    assert!(
        bare.notes
            .iter()
            .all(|note| note.code != "attached_differs")
    );
    assert_eq!(facts(&bare.forms[0]), facts(&again.forms[0]));
}

/// The archive with the text of one part changed.
fn repack(bytes: &[u8], name: &str, change: impl Fn(&str) -> String) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut found = false;
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).unwrap();
        let own = entry.name().unwrap().into_owned();
        let mut text = String::new();
        entry.read_to_string(&mut text).unwrap();
        out.start_file(own.as_str(), zip::write::SimpleFileOptions::default())
            .unwrap();
        if own == name {
            found = true;
            text = change(&text);
        }
        out.write_all(text.as_bytes()).unwrap();
    }
    assert!(found, "{name}");
    out.finish().unwrap().into_inner()
}
