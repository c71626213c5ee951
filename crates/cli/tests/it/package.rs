//! What a reviewer asks of a whole package.

use crate::support::{folder, jixiao, right, wrong};

#[test]
fn what_was_said_before_is_not_said_again() {
    let files = folder(&[("申报/a.txt", wrong().as_bytes())]);
    let first = jixiao(files.path(), &["check", "申报", "-o", "上次.json"]);
    assert_eq!(first.code, 1, "{first:?}");
    let again = jixiao(files.path(), &["check", "申报", "--baseline", "上次.json"]);
    assert_eq!(again.code, 0, "{again:?}");
    assert!(again.err.contains("没有再列"), "{}", again.err);
    let other = jixiao(files.path(), &["check", "申报", "--baseline", "申报/a.txt"]);
    assert_eq!(other.code, 3);
    assert!(other.err.contains("--format json"), "{}", other.err);
}

#[test]
fn the_list_of_projects_names_what_is_missing_and_what_differs() {
    let list = "项目名称,单位,金额（万元）\n护林员培训,云泽市林业站,8\n古树保护,云泽市林业站,3\n";
    let files = folder(&[
        ("申报/a.txt", right().as_bytes()),
        ("清单.csv", list.as_bytes()),
    ]);
    let run = jixiao(files.path(), &["check", "申报", "--roster", "清单.csv"]);
    for words in [
        "未报 1 个",
        "古树保护",
        "金额不符 1 个",
        "清单8万元，表中7.2万元",
        "清单外 0 个",
    ] {
        assert!(run.err.contains(words), "{words}: {}", run.err);
    }
    let bare = jixiao(files.path(), &["check", "申报", "--roster", "申报/a.txt"]);
    assert!(bare.err.contains("清单") || bare.code == 0, "{bare:?}");
}

#[test]
fn each_department_gets_a_list_and_the_reviewer_an_overview() {
    let files = folder(&[("申报/a.txt", wrong().as_bytes())]);
    let run = jixiao(files.path(), &["check", "申报", "--letters", "意见"]);
    assert!(run.err.contains("修改意见函和清单各 1 份"), "{}", run.err);
    let mut names: Vec<String> = std::fs::read_dir(files.path().join("意见"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(
        names,
        ["00核对总览.xlsx", "云泽市林草局.docx", "云泽市林草局.xlsx"]
    );
    let occupied = jixiao(files.path(), &["check", "申报", "--letters", "申报/a.txt"]);
    assert_eq!(occupied.code, 3);
    assert!(occupied.err.contains("文件夹"), "{}", occupied.err);
}

#[test]
fn what_lies_beside_is_named_and_compared_with() {
    let last_year = right().replace("2026", "2025");
    let last_year = last_year.replace("年度资金总额\t7.2", "年度资金总额\t10");
    let files = folder(&[
        ("申报/a.txt", right().as_bytes()),
        ("对照/上年.txt", last_year.as_bytes()),
        ("对照/说明.txt", "没有表".as_bytes()),
        (
            "支付.csv",
            "项目名称,支付金额（元）\n护林员培训,72000\n".as_bytes(),
        ),
    ]);
    let words = [
        "check",
        "申报",
        "--beside",
        "对照",
        "--beside",
        "支付.csv",
        "--select",
        "G05",
    ];
    let run = jixiao(files.path(), &words);
    assert!(
        run.err.contains("对照材料：表1张、支付明细1笔"),
        "{}",
        run.err
    );
    assert!(run.err.contains("未用 对照/说明.txt"), "{}", run.err);
    assert!(run.out.contains("G05"), "{}", run.out);
    let alone = jixiao(files.path(), &["check", "申报", "--select", "G05"]);
    assert!(!alone.out.contains("G05"), "{}", alone.out);
    let nothing = jixiao(
        files.path(),
        &["check", "申报", "--beside", "对照/说明.txt"],
    );
    assert_eq!(nothing.code, 3);
    assert!(nothing.err.contains("支付明细（"), "{}", nothing.err);
    let missing = jixiao(files.path(), &["check", "申报", "--beside", "没有"]);
    assert_eq!(missing.code, 3);
    assert!(missing.err.contains("找不到"), "{}", missing.err);
}

#[test]
fn strict_counts_what_should_be_changed() {
    let vague = right().replace("≥95%\t", "显著提升\t");
    let files = folder(&[("a.txt", vague.as_bytes())]);
    let words = ["check", "a.txt", "--select", "E12"];
    assert_eq!(jixiao(files.path(), &words).code, 0);
    let strict = |code: &str| {
        jixiao(
            files.path(),
            &["check", "a.txt", "--strict", "--select", code],
        )
        .code
    };
    assert_eq!(strict("E12"), 1);
    assert_eq!(strict("B01"), 0);
}

#[test]
fn a_rule_of_the_bureau_is_tried_before_it_is_switched_on() {
    let rule = "[[rules]]\ncode = \"Z01\"\ntitle = \"应有人均成本\"\nrequire = { class = \"成本指标\", name = [\"人均\"] }\n";
    let head = "id = \"yunling\"\nname = \"云岭市\"\nversion = \"1\"\nextends = \"ningxia-wuzhong-2024\"\n";
    let files = folder(&[
        ("申报/a.txt", right().as_bytes()),
        ("口径/profile.toml", format!("{head}{rule}").as_bytes()),
        (
            "启用/profile.toml",
            format!("{head}{rule}on = true\n").as_bytes(),
        ),
    ]);
    let tried = jixiao(files.path(), &["try", "--profile", "口径", "申报"]);
    assert_eq!(tried.code, 0, "{tried:?}");
    for words in [
        "表 1 张，与现行口径相比：多提意见 1 条，少提 0 条",
        "Z01 应有人均成本（未启用）　核对 1 张表",
        "没有名称含“人均”的成本指标",
        "on = true",
    ] {
        assert!(tried.out.contains(words), "{words}: {}", tried.out);
    }
    let words = ["check", "申报", "--select", "Z", "--profile"];
    let silent = jixiao(files.path(), &[&words[..], &["口径"]].concat());
    assert!(!silent.out.contains("Z01"), "{}", silent.out);
    let on = jixiao(files.path(), &[&words[..], &["启用"]].concat());
    assert!(on.out.contains("没有名称含“人均”的成本指标"), "{}", on.out);
    let how = jixiao(files.path(), &["explain", "Z"]);
    assert!(how.out.contains("require"), "{}", how.out);
    let bare = jixiao(files.path(), &["try", "申报"]);
    assert_eq!(bare.code, 3);
    assert!(bare.err.contains("--profile"), "{}", bare.err);
}

#[test]
fn auditors_and_reviewers_read_their_own_words() {
    let vague = wrong().replace("≥95%\t", "显著提升\t");
    let files = folder(&[("申报/a.txt", vague.as_bytes())]);
    let audit = jixiao(files.path(), &["check", "申报", "--profile", "audit"]);
    assert_eq!(audit.code, 1);
    assert!(
        audit.out.contains("疑点（高）") && audit.out.contains("B01"),
        "{}",
        audit.out
    );
    assert!(
        !audit.out.contains("E12") && !audit.out.contains("必改"),
        "{}",
        audit.out
    );
    assert!(
        audit.out.contains("宁夏吴忠市"),
        "每张表仍按自己的口径：{}",
        audit.out
    );
    let words = [
        "check",
        "申报",
        "--profile",
        "general,review",
        "-o",
        "结果.html",
    ];
    assert_eq!(jixiao(files.path(), &words).code, 1);
    let page = std::fs::read_to_string(files.path().join("结果.html")).unwrap();
    assert!(page.contains("建议完善") && !page.contains("必改"));
    let unknown = jixiao(files.path(), &["check", "申报", "--profile", "audits"]);
    assert_eq!(unknown.code, 3);
    assert!(jixiao(files.path(), &["profiles"]).out.contains("audit"));
}

#[test]
fn the_overview_counts_what_several_forms_share() {
    let goal = "进一步提升服务能力和水平，群众获得感不断增强";
    let one = right().replace("10月底前培训", &format!("{goal}。10月底前培训"));
    let other = one
        .replace("护林员培训", "消防员培训")
        .replace("云泽市林业站", "云泽市消防站");
    let files = folder(&[
        ("申报/a.txt", one.as_bytes()),
        ("申报/b.txt", other.as_bytes()),
    ]);
    let run = jixiao(
        files.path(),
        &["check", "申报", "--letters", "意见", "--select", "G04"],
    );
    assert!(run.err.contains("相同句子、抽查"), "{}", run.err);
    assert!(run.out.contains("G04"), "{}", run.out);
    assert!(files.path().join("意见/云泽市林草局.xlsx").is_file());
}
