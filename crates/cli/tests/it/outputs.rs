//! What is written where, in every format.

use crate::support::{folder, jixiao, right, wrong};
use std::fs;
use std::io::Write;

#[test]
fn every_format_of_check_goes_to_a_file() {
    let folder = folder(&[("对.txt", right().as_bytes())]);
    for (format, begins) in [
        ("text", "■ 对.txt"),
        ("json", "{\n  \"schema\": \"jixiao.findings/1\""),
        ("ndjson", "{\"source\":{\"path\":\"对.txt\""),
        ("html", "<!DOCTYPE html>"),
    ] {
        let run = jixiao(
            folder.path(),
            &[
                "check",
                "对.txt",
                "--format",
                format,
                "-o",
                "结果",
                "--as-of",
                "2026-03-01",
            ],
        );
        assert_eq!(
            (run.code, run.out.as_str()),
            (0, ""),
            "{format} {}",
            run.err
        );
        let text = fs::read_to_string(folder.path().join("结果")).unwrap();
        assert!(
            text.starts_with(begins),
            "{format}: {}",
            &text[..200.min(text.len())]
        );
        let again = jixiao(
            folder.path(),
            &[
                "check",
                "对.txt",
                "--format",
                format,
                "--as-of",
                "2026-03-01",
            ],
        );
        assert_eq!(again.out, text, "{format}");
    }
}

#[test]
fn the_extension_of_the_file_names_the_format() {
    let folder = folder(&[("对.txt", right().as_bytes())]);
    for (words, file, begins) in [
        ("check", "结果.html", "<!DOCTYPE html>"),
        ("check", "结果.JSON", "{"),
        ("check", "结果.txt", "■ 对.txt"),
        ("read", "行.csv", "\u{FEFF}文件,"),
    ] {
        let run = jixiao(folder.path(), &[words, "对.txt", "-o", file]);
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{file}");
        let text = fs::read_to_string(folder.path().join(file)).unwrap();
        assert!(text.starts_with(begins), "{file}");
    }
    let run = jixiao(folder.path(), &["read", "对.txt", "-o", "行.xlsx"]);
    assert_eq!(run.code, 3);
    assert!(
        run.err.contains(".txt、.json、.ndjson、.csv"),
        "{}",
        run.err
    );
    assert!(!folder.path().join("行.xlsx").exists());
}

#[test]
fn every_format_of_read_holds_the_rows() {
    let folder = folder(&[("对.txt", right().as_bytes())]);
    for format in ["text", "json", "ndjson", "csv"] {
        let run = jixiao(folder.path(), &["read", "对.txt", "--format", format]);
        assert_eq!(run.code, 0, "{}", run.err);
        for part in ["护林员培训", "培训合格率", "≥95%"] {
            assert!(run.out.contains(part), "{format}\n{}", run.out);
        }
    }
    jixiao(
        folder.path(),
        &["read", "对.txt", "--format", "csv", "-o", "行.csv"],
    );
    assert!(
        fs::read_to_string(folder.path().join("行.csv"))
            .unwrap()
            .starts_with("\u{FEFF}文件,")
    );
}

#[test]
fn a_page_is_written_beside_each_file() {
    let folder = folder(&[
        ("甲.txt", right().as_bytes()),
        ("d/乙.txt", wrong().as_bytes()),
        ("d/乙.md", right().as_bytes()),
    ]);
    let run = jixiao(
        folder.path(),
        &["--no-open", "甲.txt", "d/乙.txt", "d/乙.md"],
    );
    assert_eq!(run.code, 1, "{} {}", run.out, run.err);
    for name in [
        "甲_核对结果.html",
        "d/乙_核对结果.html",
        "d/乙.md_核对结果.html",
    ] {
        let page = fs::read_to_string(folder.path().join(name)).unwrap();
        assert!(page.contains("护林员培训"), "{name}");
    }
    let run = jixiao(folder.path(), &["check", "."]);
    assert!(
        run.out.contains("合计　文件 3 个"),
        "results are no inputs\n{}",
        run.out
    );
}

#[test]
fn results_never_replace_inputs() {
    let folder = folder(&[("d/对.txt", right().as_bytes()), ("d/别的.txt", b"words")]);
    for output in ["d/对.txt", "d/别的.txt"] {
        let run = jixiao(folder.path(), &["check", "d", "-o", output]);
        assert_eq!(run.code, 3, "{output}");
    }
    assert_eq!(
        fs::read(folder.path().join("d/别的.txt")).unwrap(),
        b"words"
    );
    for _ in 0..2 {
        let run = jixiao(
            folder.path(),
            &["check", "d", "--format", "html", "-o", "d/汇总.html"],
        );
        assert_eq!((run.code, run.err.as_str()), (0, ""));
    }
    let run = jixiao(folder.path(), &["check", "d"]);
    assert!(run.out.contains("文件 2 个"), "{}", run.out);
}

#[test]
fn a_zip_is_looked_into() {
    let folder = folder(&[]);
    let mut zip = zip::ZipWriter::new(fs::File::create(folder.path().join("报送.zip")).unwrap());
    for (name, text) in [("一/甲.txt", right()), ("乙.txt", wrong())] {
        zip.start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap();
    let run = jixiao(folder.path(), &["check", "报送.zip"]);
    assert_eq!(run.code, 1, "{}", run.out);
    for part in ["■ 报送.zip/一/甲.txt", "■ 报送.zip/乙.txt", "表 2 张"] {
        assert!(run.out.contains(part), "{part}\n{}", run.out);
    }
}

#[test]
fn pipes_get_no_colours_unless_asked() {
    let folder = folder(&[("差.txt", wrong().as_bytes())]);
    assert!(
        !jixiao(folder.path(), &["check", "差.txt"])
            .out
            .contains('\x1b')
    );
    assert!(
        jixiao(folder.path(), &["check", "差.txt", "--color", "always"])
            .out
            .contains('\x1b')
    );
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let folder = folder(&[("差.txt", wrong().as_bytes())]);
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_jixiao"))
        .args(["read", "差.txt", "差.txt", "--format", "ndjson"])
        .current_dir(folder.path())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn the_seed_shows_at_most_nine_points_a_form() {
    let seed = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../shared/seed/wuzhong-2024.txt"
    );
    if !std::path::Path::new(seed).exists() {
        eprintln!("skipped: {seed} is not here");
        return;
    }
    let folder = folder(&[]);
    let run = jixiao(folder.path(), &["check", seed, "--format", "html"]);
    let articles: Vec<&str> = run.out.split("<article").skip(1).collect();
    assert_eq!(articles.len(), 4, "{}", run.err);
    for article in articles {
        let points = article.matches("<li class=\"point ").count();
        assert!((1..=9).contains(&points), "{points}");
        assert!(article.contains("已核对无误"));
    }
}

#[test]
fn a_report_as_a_workbook_or_a_document_needs_a_file() {
    let files = crate::support::folder(&[("a.txt", crate::support::wrong().as_bytes())]);
    for name in ["结果.xlsx", "结果.docx"] {
        let run = crate::support::jixiao(files.path(), &["check", "a.txt", "-o", name]);
        assert_eq!(run.code, 1, "{run:?}");
        let bytes = std::fs::read(files.path().join(name)).unwrap();
        assert!(bytes.starts_with(b"PK"));
    }
    let screen = crate::support::jixiao(files.path(), &["check", "a.txt", "--format", "docx"]);
    assert_eq!(screen.code, 3);
    assert!(screen.err.contains("-o"), "{}", screen.err);
}
