//! Papers of the desk as a person asks for them.

use crate::support::{folder, jixiao, right, wrong};

#[test]
fn a_review_writes_a_sheet_a_form_and_a_report() {
    let files = folder(&[
        ("申报/a.txt", right().as_bytes()),
        ("申报/b.txt", wrong().as_bytes()),
    ]);
    let words = [
        "check",
        "申报",
        "-o",
        "结果.json",
        "--review",
        "审核",
        "--as-of",
        "2026-01-15",
    ];
    let run = jixiao(files.path(), &words);
    assert!(run.err.contains("审核表 2 份和审核情况报告"), "{}", run.err);
    for name in [
        "护林员培训_审核表.docx",
        "护林员培训_2_审核表.docx",
        "00审核情况报告.docx",
    ] {
        assert!(files.path().join("审核").join(name).is_file(), "{name}");
    }
    let over = ["check", "申报", "--review", "申报/a.txt"];
    let run = jixiao(files.path(), &over);
    assert_eq!(run.code, 3);
    assert!(run.err.contains("--review 后面写文件夹"), "{}", run.err);
}

#[test]
fn evidence_is_written_for_forms_with_points_only() {
    let files = folder(&[("a.txt", wrong().as_bytes())]);
    let words = [
        "check",
        "a.txt",
        "-o",
        "结果.json",
        "--profile",
        "audit",
        "--evidence",
        "取证",
    ];
    let run = jixiao(files.path(), &words);
    assert!(run.err.contains("取证记录 "), "{}", run.err);
    assert!(files.path().join("取证/护林员培训_取证单.docx").is_file());
}

#[test]
fn a_returned_form_is_told_in_four_lists_and_two_papers() {
    let returned = wrong()
        .replace("资金总额\t9.9", "资金总额\t7.2")
        .replace("≥160人", "≥150人");
    let files = folder(&[
        ("原/a.txt", wrong().as_bytes()),
        ("回/改好.txt", returned.as_bytes()),
    ]);
    let words = ["recheck", "原", "回", "-o", "复核", "--as-of", "2026-01-15"];
    let run = jixiao(files.path(), &words);
    assert!(run.out.contains("已落实 2"), "{}", run.out);
    assert!(
        run.out
            .contains("意见之外　数量指标—培训护林员人数的指标值：“≥160人”→“≥150人”"),
        "{}",
        run.out
    );
    for name in [
        "护林员培训_意见采纳情况表.docx",
        "护林员培训_修改对照表.docx",
    ] {
        assert!(files.path().join("复核").join(name).is_file(), "{name}");
    }
}

#[test]
fn what_cannot_be_matched_is_said_and_not_guessed() {
    let other = right().replace("护林员培训", "林区道路");
    let files = folder(&[
        ("原/a.txt", right().as_bytes()),
        ("原/b.txt", other.as_bytes()),
        ("回/a.txt", right().as_bytes()),
        ("回/a2.txt", right().replace("160", "170").as_bytes()),
    ]);
    let run = jixiao(
        files.path(),
        &["recheck", "原", "回", "--as-of", "2026-01-15"],
    );
    assert!(run.out.contains("有几张报回的表都像"), "{}", run.out);
    assert!(run.out.contains("没有找到报回的表"), "{}", run.out);
    assert!(run.out.contains("没有对上 2 张"), "{}", run.out);
}

#[test]
fn text_for_the_budget_system_has_its_columns() {
    let files = folder(&[("a.txt", right().as_bytes())]);
    let run = jixiao(files.path(), &["convert", "a.txt", "-o", "一体化.tsv"]);
    assert_eq!(run.code, 0, "{run:?}");
    let text = std::fs::read_to_string(files.path().join("一体化.tsv")).unwrap();
    assert!(
        text.contains("产出指标\t数量指标\t培训护林员人数\t≥\t160\t人\t\r\n"),
        "{text}"
    );
}
