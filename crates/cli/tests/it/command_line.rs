//! Help, complaints, lists: Chinese throughout, with what to do next.

use crate::support::{folder, jixiao};

/// The parts of clap's own vocabulary that must not reach a screen.
const ENGLISH: [&str; 12] = [
    "Usage",
    "Options",
    "Commands",
    "Arguments",
    "error",
    "Print",
    "help:",
    "possible",
    "default",
    "tip:",
    "required",
    "unexpected",
];

fn assert_chinese(text: &str, of: &str) {
    for word in ENGLISH {
        assert!(!text.contains(word), "{of}: {word}\n{text}");
    }
}

#[test]
fn help_is_chinese_for_every_command() {
    let folder = folder(&[]);
    for command in [
        &["--help"][..],
        &["check", "-h"],
        &["read", "--help"],
        &["explain", "-h"],
        &["completions", "-h"],
    ] {
        let run = jixiao(folder.path(), command);
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{command:?}");
        assert!(run.out.contains("用法：jixiao"), "{}", run.out);
        assert!(run.out.contains("显示这份说明"), "{}", run.out);
        assert_chinese(&run.out, &command.join(" "));
    }
    assert!(
        jixiao(folder.path(), &["--version"])
            .out
            .starts_with("jixiao ")
    );
}

#[test]
fn no_arguments_greet_with_three_examples() {
    let run = jixiao(folder(&[]).path(), &[]);
    assert_eq!(run.code, 0);
    assert_eq!(run.out.matches("  jixiao ").count(), 3);
}

#[test]
fn a_wrong_command_line_says_what_to_write() {
    let folder = folder(&[("x", b"")]);
    for (words, part) in [
        (
            &["check", "--fromat", "json", "x"][..],
            "是不是要写“--format”",
        ),
        (
            &["check", "--format", "pdf", "x"],
            "可以写：text、json、ndjson、html",
        ),
        (&["check"], "还缺少：路径"),
        (&["chekc", "申报表.docx"], "是不是要写“jixiao check”"),
        (
            &["--profile", "general", "check", "x"],
            "“check”要写在最前面",
        ),
        (&["rules", "x"], "这里用不上“x”"),
        (&["help"], "jixiao --help"),
        (&["check", "x", "--as-of", "明天"], "2026-03-01"),
        (&["check", "x", "--select", "E7"], "相近的有：E07"),
        (&["check", "x", "--ignore", "Y"], "没有编号为“Y”的规则"),
        (&["check", "x", "--profile", "genral"], "general"),
        (&["explain", "E007"], "E07"),
        (&["completions", "dos"], "powershell"),
        (&["check", "x", "-o", "无此文件夹/a.html"], "写不进去"),
        (&["check", "x", "-o", "x"], "换一个文件名"),
    ] {
        let run = jixiao(folder.path(), words);
        assert_eq!(
            (run.code, run.out.as_str()),
            (3, ""),
            "{words:?} {}",
            run.err
        );
        assert!(run.err.contains(part), "{words:?}\n{}", run.err);
        assert_chinese(&run.err, &words.join(" "));
    }
}

#[test]
fn lists_name_every_rule_and_profile() {
    let folder = folder(&[]);
    let rules = jixiao(folder.path(), &["rules"]);
    assert_eq!(rules.code, 0);
    assert!(
        rules
            .out
            .lines()
            .any(|line| line.starts_with("E07 ") && line.ends_with("建议改")),
        "{}",
        rules.out
    );
    let profiles = jixiao(folder.path(), &["profiles"]);
    assert!(
        profiles
            .out
            .lines()
            .any(|line| line.starts_with("general ")),
        "{}",
        profiles.out
    );
    let explained = jixiao(folder.path(), &["explain", "e07"]);
    assert_eq!(explained.code, 0);
    assert!(explained.out.starts_with("E07"), "{}", explained.out);
}

#[test]
fn completions_speak_chinese_where_the_shell_can() {
    let run = jixiao(folder(&[]).path(), &["completions", "fish"]);
    assert_eq!(run.code, 0);
    assert!(
        run.out.contains("jixiao") && run.out.contains("列出全部规则"),
        "{}",
        run.out
    );
}
