//! Offered repairs, listed and taken.

use crate::support::{folder, jixiao, right};

/// A form whose deadline stands in a name.
fn late() -> String {
    right().replace("培训完成时间\t\t2026年10月底前", "培训10月底前完成\t\t100%")
}

#[test]
fn repairs_are_listed_first_and_nothing_is_changed() {
    let files = folder(&[("a.txt", late().as_bytes())]);
    let run = jixiao(files.path(), &["fix", "a.txt", "--as-of", "2026-01-15"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.out.contains("移入指标值"), "{}", run.out);
    assert!(run.err.contains("没有改"), "{}", run.err);
    let diff = jixiao(files.path(), &["fix", "a.txt", "--all", "--diff"]);
    assert!(diff.out.contains("“100%”→“10月底前”"), "{}", diff.out);
    assert!(diff.err.contains("没有写文件"), "{}", diff.err);
}

#[test]
fn accepted_repairs_are_in_the_written_form_and_the_point_is_gone() {
    let files = folder(&[("a.txt", late().as_bytes())]);
    let list = jixiao(files.path(), &["fix", "a.txt", "--as-of", "2026-01-15"]);
    let id = list
        .out
        .lines()
        .find(|line| line.contains("移入指标值"))
        .unwrap();
    let id = id.split_whitespace().next().unwrap();
    let words = [
        "fix",
        "a.txt",
        "--accept",
        id,
        "-o",
        "改好.docx",
        "--as-of",
        "2026-01-15",
    ];
    let run = jixiao(files.path(), &words);
    assert_eq!(run.code, 0, "{run:?}");
    let check = jixiao(
        files.path(),
        &[
            "check",
            "改好.docx",
            "--select",
            "E07",
            "--as-of",
            "2026-01-15",
        ],
    );
    assert!(!check.out.contains("移入指标值"), "{}", check.out);
    let read = jixiao(files.path(), &["read", "改好.docx"]);
    assert!(read.out.contains("10月底前"), "{}", read.out);
    let over = jixiao(files.path(), &["fix", "a.txt", "--all", "-o", "a.txt"]);
    assert_eq!(over.code, 3, "an input is never written over");
}

#[test]
fn a_number_that_no_repair_has_is_refused_before_anything_is_written() {
    let files = folder(&[("a.txt", late().as_bytes())]);
    let words = ["fix", "a.txt", "--accept", "0000", "-o", "改好.docx"];
    let run = jixiao(files.path(), &words);
    assert_eq!(run.code, 3, "{run:?}");
    assert!(run.err.contains("“0000”"), "{}", run.err);
    assert!(!files.path().join("改好.docx").exists());
}

/// The repository's samples.
fn sample(name: &str) -> Vec<u8> {
    let samples = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples");
    std::fs::read(samples.join(name)).unwrap()
}

#[test]
fn a_word_file_comes_back_in_its_own_layout() {
    let files = folder(&[("a.docx", &late_in_word())]);
    let words = ["fix", "a.docx", "--all", "--as-of", "2026-01-15", "-o"];
    let run = jixiao(files.path(), &[&words[..], &["改好.docx"]].concat());
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.err.contains("版式同原件"), "{}", run.err);
    let read = jixiao(files.path(), &["read", "改好.docx", "--format", "text"]);
    assert!(read.out.contains("10月底前"), "{}", read.out);
    let data = "附带的数据";
    assert!(
        !read.out.contains(data) && !read.err.contains(data),
        "the data follows its page"
    );
    let official = jixiao(
        files.path(),
        &[&words[..], &["正式.docx", "--official"]].concat(),
    );
    assert!(official.err.contains("正式表样"), "{}", official.err);
    let other = jixiao(files.path(), &[&words[..], &["改好.xlsx"]].concat());
    assert!(
        other.err.contains("正式表样") && other.err.contains(".docx"),
        "{}",
        other.err
    );
    let over = jixiao(files.path(), &[&words[..], &["a.docx"]].concat());
    assert_eq!(over.code, 3, "an input is never written over");
}

#[test]
fn without_repairs_the_file_comes_back_as_it_was() {
    let bytes = sample("forms/library.xlsx");
    let files = folder(&[("a.xlsx", &bytes)]);
    let words = ["fix", "a.xlsx", "--accept", "", "-o", "b.xlsx"];
    let none = jixiao(files.path(), &words);
    assert_eq!(none.code, 3, "{none:?}");
    let words = [
        "fix",
        "a.xlsx",
        "--safe",
        "-o",
        "b.xlsx",
        "--as-of",
        "2026-01-15",
    ];
    let run = jixiao(files.path(), &words);
    assert_eq!(run.code, 0, "{run:?}");
    let same = std::fs::read(files.path().join("b.xlsx")).unwrap() == bytes;
    assert_eq!(same, run.out.contains("没有改动"), "{}", run.out);
}

/// The late form as a Word file.
fn late_in_word() -> Vec<u8> {
    let files = folder(&[("a.txt", late().as_bytes())]);
    let run = jixiao(files.path(), &["convert", "a.txt", "-o", "a.docx"]);
    assert_eq!(run.code, 0, "{run:?}");
    std::fs::read(files.path().join("a.docx")).unwrap()
}
