//! The exit codes, and that the rest is always reported.

use crate::support::{folder, jixiao, jixiao_with, right, wrong};

#[test]
fn nothing_at_error_level_is_0_and_something_is_1() {
    let folder = folder(&[
        ("对.txt", right().as_bytes()),
        ("差.txt", wrong().as_bytes()),
    ]);
    let run = jixiao(folder.path(), &["check", "对.txt"]);
    assert_eq!(run.code, 0, "{}", run.out);
    let run = jixiao(folder.path(), &["check", "差.txt"]);
    assert_eq!(run.code, 1, "{}", run.out);
    assert!(run.out.contains("必改"), "{}", run.out);
    let run = jixiao(folder.path(), &["check", "差.txt", "--select", "C"]);
    assert_eq!(run.code, 0, "{}", run.out);
}

#[test]
fn what_cannot_be_read_is_2_and_the_rest_is_reported() {
    let folder = folder(&[
        ("对.txt", right().as_bytes()),
        ("差.txt", wrong().as_bytes()),
        ("空.txt", b""),
        ("信.txt", "各单位：\n请于月底前报送材料。\n".as_bytes()),
        ("坏.docx", b"PK\x03\x04rest"),
    ]);
    for words in [
        &["check", "空.txt", "差.txt"][..],
        &["check", "无此文件.txt", "差.txt"],
        &["check", "坏.docx", "差.txt"],
        &["check", "信.txt", "差.txt"],
        &["check", ".", "--format", "text"],
    ] {
        let run = jixiao(folder.path(), words);
        assert_eq!(run.code, 2, "{words:?}\n{}", run.out);
        assert!(run.out.contains("护林员培训"), "{words:?}\n{}", run.out);
    }
    assert_eq!(jixiao(folder.path(), &["read", "空.txt", "对.txt"]).code, 2);
    assert_eq!(jixiao(folder.path(), &["read", "对.txt"]).code, 0);
}

#[test]
fn a_letter_in_a_folder_is_no_failure() {
    let folder = folder(&[
        ("d/对.txt", right().as_bytes()),
        ("d/信.txt", "各单位：\n请于月底前报送材料。\n".as_bytes()),
        ("d/照片.png", b"png"),
    ]);
    let run = jixiao(folder.path(), &["check", "d"]);
    assert_eq!(run.code, 0, "{}", run.out);
    assert!(run.out.contains("不是文档而略过 1 个"), "{}", run.out);
    let empty = folder.path().join("空");
    std::fs::create_dir(empty).unwrap();
    assert_eq!(jixiao(folder.path(), &["check", "空"]).code, 2);
}

#[test]
fn standard_input_may_be_a_file_or_a_stream() {
    let folder = folder(&[]);
    let run = jixiao_with(folder.path(), &["check", "-"], wrong().as_bytes());
    assert_eq!(run.code, 1, "{}", run.out);
    let lines = jixiao_with(
        folder.path(),
        &["read", "-", "--format", "ndjson"],
        wrong().as_bytes(),
    );
    assert_eq!(
        (lines.code, lines.out.lines().count()),
        (0, 1),
        "{}",
        lines.out
    );
    let stream = lines.out.repeat(3);
    let run = jixiao_with(
        folder.path(),
        &["check", "-", "--format", "ndjson"],
        stream.as_bytes(),
    );
    assert_eq!(run.code, 1, "{}", run.out);
    assert_eq!(run.out.lines().count(), 4);
    let last: serde_json::Value = serde_json::from_str(run.out.lines().last().unwrap()).unwrap();
    assert_eq!(last["summary"]["forms"], 3);
    let run = jixiao_with(folder.path(), &["check", "-"], b"");
    assert_eq!(run.code, 2, "{}", run.out);
}

#[test]
fn a_configuration_sets_findings_aside() {
    let folder = folder(&[("差.txt", wrong().as_bytes())]);
    let run = jixiao(folder.path(), &["check", "差.txt", "--format", "json"]);
    let found: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let findings = found["documents"][0]["forms"][0]["findings"]
        .as_array()
        .unwrap();
    let waivers: String = findings
        .iter()
        .map(|finding| {
            format!(
                "[[waiver]]\nfingerprint = {}\nreason = \"已核实\"\n",
                finding["id"]
            )
        })
        .collect();
    std::fs::write(folder.path().join("jixiao.toml"), waivers).unwrap();
    let run = jixiao(folder.path(), &["check", "差.txt"]);
    assert_eq!(run.code, 0, "{}", run.out);
    assert!(run.out.contains("已说明理由"), "{}", run.out);
    std::fs::write(folder.path().join("jixiao.toml"), "profile = general").unwrap();
    let run = jixiao(folder.path(), &["check", "差.txt"]);
    assert_eq!(run.code, 3);
    assert!(run.err.contains("jixiao.toml：第1行"), "{}", run.err);
}

#[test]
fn a_bureau_judges_by_its_own_profile() {
    let own = "id = \"qingling-2026\"\nname = \"青陵市2026年口径\"\nversion = \"1\"\ndescription = \"试行\"\noff = [\"B01\"]\n";
    let folder = folder(&[
        ("表.txt", wrong().as_bytes()),
        ("own/profile.toml", own.as_bytes()),
        (
            "bad/profile.toml",
            b"id = \"x\"\nname = \"y\"\nversion = \"1\"\nof = 3\n",
        ),
    ]);
    let folder = folder.path();
    let run = jixiao(folder, &["check", "表.txt", "--profile", "own"]);
    assert!(
        run.out.contains("核对口径：青陵市2026年口径，1版") && !run.out.contains("B01"),
        "{}",
        run.out
    );
    let run = jixiao(folder, &["check", "表.txt", "--profile", "bad"]);
    assert_eq!(run.code, 3);
    assert!(
        run.err.contains("第4行") && run.err.contains("of"),
        "{}",
        run.err
    );
    std::fs::write(folder.join("jixiao.toml"), "profile = \"own\"\n").unwrap();
    let run = jixiao(folder, &["check", "表.txt"]);
    assert!(run.out.contains("青陵市2026年口径"), "{}", run.out);
}
