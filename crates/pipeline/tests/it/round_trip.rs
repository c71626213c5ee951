//! What is written reads back as the same form: from every kind of file, for every sample.

use crate::engine::root;
use model::{Amount, Document, Exact, Form, FormKind, FundLine, Indicator, Value};
use pipeline::convert::{Written, write};
use proptest::prelude::*;
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
    // A total that stands as a line too says nothing new.
    let total = matches!(line.label.as_str(), "年度资金总额" | "项目总额");
    let first = usize::from(total);
    let filled = cells[first..].iter().any(|cell| !cell.is_empty());
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
        for kind in KINDS {
            let written = write(&document, kind, None).unwrap();
            let again = pipeline::read(&written, &format!("a.{}", kind.ending())).remove(0);
            prop_assert_eq!(again.forms.len(), 1, "{:?}", kind);
            prop_assert_eq!(facts(&again.forms[0]), facts(&document.forms[0]), "{:?}", kind);
        }
    }
}
