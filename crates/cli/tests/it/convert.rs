//! Forms written as the official form.

use crate::support::{folder, jixiao, right};

#[test]
fn a_form_is_written_in_the_kind_that_the_name_says_and_reads_back() {
    let files = folder(&[("申报/a.txt", right().as_bytes())]);
    for name in [
        "表.docx", "表.xlsx", "表.html", "表.md", "表.csv", "表.json",
    ] {
        let run = jixiao(files.path(), &["convert", "申报/a.txt", "-o", name]);
        assert_eq!(run.code, 0, "{run:?}");
        assert!(run.err.contains("写出 1 个文件，表 1 张"), "{}", run.err);
        if name != "表.csv" {
            let read = jixiao(files.path(), &["read", name]);
            assert!(read.out.contains("护林员培训"), "{name}: {}", read.out);
        }
    }
}

#[test]
fn a_folder_keeps_its_folders_and_equal_names_stay_apart() {
    let files = folder(&[
        ("申报/甲/表.txt", right().as_bytes()),
        ("申报/甲/表.md", right().as_bytes()),
        ("申报/乙/表.txt", right().as_bytes()),
    ]);
    let words = ["convert", "申报", "-o", "表样", "--format", "docx"];
    let run = jixiao(files.path(), &words);
    assert!(run.err.contains("写出 3 个文件"), "{}", run.err);
    for name in ["表样/甲/表.docx", "表样/甲/表_2.docx", "表样/乙/表.docx"] {
        assert!(files.path().join(name).is_file(), "{name}");
    }
}

#[test]
fn what_cannot_be_written_says_what_can() {
    let files = folder(&[("a.txt", right().as_bytes()), ("b.txt", right().as_bytes())]);
    let other = jixiao(files.path(), &["convert", "a.txt", "-o", "表.doc"]);
    assert_eq!(other.code, 3);
    assert!(other.err.contains("docx、xlsx"), "{}", other.err);
    let folder = jixiao(files.path(), &["convert", "a.txt", "-o", "表样"]);
    assert!(folder.err.contains("--format"), "{}", folder.err);
    let two = jixiao(
        files.path(),
        &["convert", "a.txt", "b.txt", "-o", "表.docx"],
    );
    assert_eq!(two.code, 3);
    assert!(two.err.contains("-o 后面写文件夹"), "{}", two.err);
    let over = jixiao(files.path(), &["convert", "a.txt", "-o", "a.txt"]);
    assert_eq!(over.code, 3, "{over:?}");
}

#[test]
fn nothing_is_written_over_an_input() {
    let files = folder(&[("申报/a.md", right().as_bytes())]);
    let before = std::fs::read(files.path().join("申报/a.md")).unwrap();
    for words in [
        ["convert", "申报/a.md", "-o", "申报/a.md", "--format", "md"],
        ["convert", "申报", "-o", "申报", "--format", "md"],
        ["convert", "申报/a.md", "-o", "申报", "--format", "md"],
        ["convert", "申报", "-o", "申报/表样", "--format", "md"],
    ] {
        let run = jixiao(files.path(), &words);
        assert_eq!(run.code, 3, "{words:?} {run:?}");
    }
    assert_eq!(
        std::fs::read(files.path().join("申报/a.md")).unwrap(),
        before
    );
}

#[test]
fn the_next_form_has_what_was_approved_and_leaves_the_rest_open() {
    let files = folder(&[("a.txt", right().as_bytes())]);
    for (to, heads) in [
        (
            "self_evaluation",
            ["实际完成值", "偏差原因分析及改进措施", "全年执行数"],
        ),
        (
            "monitoring",
            ["1—7月执行情况", "完成目标可能性", "全年预计执行数"],
        ),
    ] {
        let words = [
            "convert",
            "a.txt",
            "-o",
            "下一张.md",
            "--to",
            to,
            "--through",
            "7",
        ];
        let run = jixiao(files.path(), &words);
        assert_eq!(run.code, 0, "{run:?}");
        let text = std::fs::read_to_string(files.path().join("下一张.md")).unwrap();
        for word in heads.into_iter().chain(["培训护林员人数", "≥160人", "7.2"]) {
            assert!(text.contains(word), "{word}: {text}");
        }
        let read = jixiao(files.path(), &["read", "下一张.md", "--format", "json"]);
        assert!(
            read.out.contains(&format!("\"kind\": \"{to}\""))
                || read.out.contains(&format!("\"kind\":\"{to}\"")),
            "{}",
            read.out
        );
        // A form that reports nothing yet is no target form to go on from.
        let again = jixiao(
            files.path(),
            &["convert", "下一张.md", "-o", "再.md", "--to", to],
        );
        assert!(again.err.contains("不是目标表"), "{}", again.err);
    }
}
