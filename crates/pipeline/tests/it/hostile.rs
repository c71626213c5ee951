//! No text makes the engine panic: forms built from words of real forms, broken anywhere, and every practice document.

use crate::engine::{options, root, run};
use proptest::prelude::*;

/// Pieces that forms are made of, and that break things.
const PIECES: &[&str] = &[
    "项目名称",
    "主管部门",
    "实施单位",
    "项目总额",
    "其中：年度资金总额",
    "其中： 本级资金",
    "资金总额",
    "财政拨款",
    "年度总体绩效目标",
    "一级指标",
    "二级指标",
    "三级指标",
    "指标值",
    "产出指标",
    "数量指标",
    "质量指标",
    "时效指标",
    "成本指标",
    "效益指标",
    "经济效益",
    "社会效益",
    "生态效益",
    "可持续影响",
    "满意度指标",
    "服务对象满意度",
    "培训人数",
    "≥９５％",
    "100%",
    "124人",
    "9.92万元",
    "450元/人，160人次，共计72000元",
    "２０２５年",
    "10月底前",
    "春节前完成",
    "达到全覆盖",
    "",
    "\t",
    "\n",
    "\t\t",
    " ",
    "　",
    "，",
    "。",
    "（",
    "）",
    "《",
    "％",
    "30%70%",
    "1/0",
    "99999999999999999999999999999999",
    "-5",
    "每",
    "元/",
    "万",
    "第",
    "①",
    "😀",
    "\u{200b}",
    "e\u{301}",
    "关心老人生活，落实各项待遇",
    "附件2",
    "2025年某市绩效目标表",
    "单位：万元",
    "——",
    "＿＿",
    "**",
    "合计",
];

fn page() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..120).prop_map(|pieces| pieces.concat())
}

/// A form whose cells are made of pieces, so that heads and rows are found and every rule has something to look at.
fn form() -> impl Strategy<Value = String> {
    let cell = prop::collection::vec(prop::sample::select(PIECES), 1..4)
        .prop_map(|pieces| pieces.concat().replace(['\t', '\n'], ""));
    let row = prop::collection::vec(cell, 4).prop_map(|cells| cells.join("\t"));
    prop::collection::vec(row, 1..15).prop_map(|rows| {
        format!(
            "2025年某市项目支出绩效目标表\n单位：万元\n项目名称\t甲\t\t\n年度资金总额\t12\t其中：财政拨款\t12\n总体目标\t{}\t\t\n一级指标\t二级指标\t三级指标\t指标值\n{}\n",
            rows[0].replace('\t', "，"),
            rows.join("\n")
        )
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn broken_pages_are_read_and_judged(text in page()) {
        let _ = run(&[("page.txt", text.into_bytes())]);
    }

    #[test]
    fn odd_cells_are_judged(text in form()) {
        let run = run(&[("form.txt", text.into_bytes())]);
        prop_assert!(!run.documents.is_empty());
    }

    #[test]
    fn what_was_recovered_is_read_back_the_same(text in form()) {
        let document = pipeline::read(text.as_bytes(), "form.txt").remove(0);
        let line = serde_json::to_vec(&document).unwrap();
        let again = pipeline::read_line(&line, "form.txt", 1);
        prop_assert_eq!(&again, &document);
        prop_assert_eq!(pipeline::check(&again, &options()), pipeline::check(&document, &options()));
    }
}

#[test]
fn every_practice_document_is_read_and_judged() {
    let folder = root().join("samples/layouts");
    let mut names: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        // Without the feature, a page that says so is all that a pdf gets.
        .filter(|path| {
            cfg!(feature = "pdf") || !path.extension().is_some_and(|e| e == "pdf" || e == "ofd")
        })
        .collect();
    names.sort();
    assert!(names.len() > 60);
    for path in names {
        let bytes = std::fs::read(&path).unwrap();
        let run = run(&[(&path.to_string_lossy(), bytes)]);
        assert_eq!(run.documents[0].0.error, None, "{}", path.display());
    }
}
