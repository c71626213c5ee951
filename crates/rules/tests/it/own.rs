//! A bureau's own rules: each demand speaks where it is not met and is silent where it is, where it does not apply, and until it is on.

use crate::fixture::examples;
use law::profile::{Profile, load_folder};
use model::Finding;

const PAGE: &str = "# Z00 示例\n\n## 不合格：一\n\n- 项目：护林员培训\n- 目标：2025年培训护林员160人等工作。\n- 资金：项目总额 10；年度资金总额 10；财政拨款 6；其他资金 4\n\n| 二级指标 | 三级指标 | 指标值 |\n| --- | --- | --- |\n| 数量指标 | 培训护林员等工作人数 | ≥160人 |\n| 成本指标 | 会议费 | ≤4万元 |\n| 满意度指标 | 学员满意度 | ≥80% |\n";

fn profile(rules: &str) -> Profile {
    load_folder(&format!(
        "id = \"a\"\nname = \"甲\"\nversion = \"1\"\n{rules}"
    ))
    .unwrap()
}

fn said(rule: &str, drafts: bool) -> Vec<Finding> {
    let text = format!(
        "[[rules]]\ncode = \"Z01\"\ntitle = \"本地要求\"\non = {}\n{rule}\n",
        !drafts
    );
    let profile = profile(&text);
    let example = examples(PAGE).into_iter().next().unwrap();
    let asked = |drafts| rules::Asked {
        wanted: &|code| code == "Z01",
        beside: &example.beside,
        as_of: jiff::civil::date(2026, 1, 15),
        published: false,
        drafts,
    };
    if drafts {
        assert_eq!(
            rules::check(&example.forms[0], &profile, &asked(false)).findings,
            []
        );
    }
    rules::check(&example.forms[0], &profile, &asked(drafts)).findings
}

fn messages(rule: &str) -> Vec<String> {
    said(rule, false)
        .into_iter()
        .map(|finding| finding.message)
        .collect()
}

#[test]
fn a_row_that_must_be_there() {
    let found = messages(
        "require = { class = \"成本指标\", name = [\"人均\", \"每人\"] }\nadvice = \"请补充（≤＿＿元/人）。\"",
    );
    assert_eq!(
        found,
        ["没有名称含“人均”或“每人”的成本指标，请补充（≤＿＿元/人）。"]
    );
    assert!(messages("require = { class = \"cost\" }").is_empty());
    assert!(
        messages("require = { name = [\"人均\"] }\nonly = { project = [\"会议\"] }").is_empty()
    );
    assert!(
        messages("require = { name = [\"人均\"] }\nonly = { budget_from = 200000 }").is_empty()
    );
    assert!(messages("require = { name = [\"人均\"] }\nkinds = [\"monitoring\"]").is_empty());
}

#[test]
fn words_that_must_not_be_used() {
    let found = messages("forbid = { field = \"指标名称\", words = [\"等工作\"] }");
    assert_eq!(
        found,
        ["指标名称“数量指标—培训护林员等工作人数”有“等工作”，请核对修改。"]
    );
    assert_eq!(
        messages("forbid = { field = \"goal\", words = [\"等工作\"] }"),
        ["年度总体目标有“等工作”，请核对修改。"]
    );
    assert!(messages("forbid = { field = \"指标值\", words = [\"等工作\"] }").is_empty());
}

#[test]
fn bounds_of_values_lengths_and_ratios() {
    let found = messages("range = { rows = { class = \"满意度指标\" }, unit = \"%\", min = 85 }");
    assert_eq!(
        found,
        ["“满意度指标—学员满意度”为“≥80%”，应不低于85%，请核对修改。"]
    );
    assert!(
        messages("range = { rows = { class = \"满意度指标\" }, unit = \"分\", min = 85 }")
            .is_empty()
    );
    assert!(messages("range = { unit = \"%\", min = 80, max = 80 }").is_empty());
    let found = messages("length = { field = \"总体目标\", min = 30 }");
    assert_eq!(
        found,
        ["年度总体目标有18个字，应不少于30个字，请核对修改。"]
    );
    let found = messages("ratio = { of = \"其他资金\", to = \"年度资金总额\", max = 30 }");
    assert_eq!(
        found,
        ["其他资金4万元为年度资金总额10万元的40%，应不高于30%，请核对修改。"]
    );
    let rows = messages("ratio = { of = { name = [\"会议\"] }, to = \"项目总额\", max = 30 }");
    assert_eq!(
        rows,
        ["名称含“会议”的指标4万元为项目总额10万元的40%，应不高于30%，请核对修改。"]
    );
    assert!(messages("ratio = { of = \"其他资金\", to = \"年度资金总额\", max = 40 }").is_empty());
    assert!(messages("ratio = { of = \"自有资金\", to = \"年度资金总额\", max = 1 }").is_empty());
}

#[test]
fn a_rule_that_is_not_on_speaks_only_when_tried_and_names_its_basis() {
    let found = said(
        "forbid = { field = \"goal\", words = [\"等工作\"] }\nbasis = \"通知第三条\"\nseverity = \"error\"",
        true,
    );
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].citations[0].document, "通知第三条");
    assert_eq!(found[0].severity, model::Severity::Error);
}

#[test]
fn what_cannot_be_followed_says_why() {
    let fault = |rule: &str| {
        let text = format!("id = \"a\"\nname = \"甲\"\nversion = \"1\"\n[[rules]]\n{rule}");
        load_folder(&text).unwrap_err().to_string()
    };
    assert!(fault("code = \"A1\"\ntitle = \"甲\"").contains("Z 加两位数字"));
    assert!(fault("code = \"Z01\"\ntitle = \"甲\"").contains("要写且只写"));
    assert!(fault("code = \"Z01\"\ntitle = \"\"").contains("缺少 title"));
    assert!(fault("code = \"Z01\"\ntitle = \"甲\"\nrequire = {}").contains("class"));
    assert!(
        fault("code = \"Z01\"\ntitle = \"甲\"\nrange = { unit = \"%\" }").contains("min 或 max")
    );
    assert!(
        fault("code = \"Z01\"\ntitle = \"甲\"\nrequire = { class = \"没有这一类\" }")
            .contains("没有名为")
    );
    let twice = "code = \"Z01\"\ntitle = \"甲\"\nrequire = { name = [\"乙\"] }\n";
    assert!(fault(&format!("{twice}[[rules]]\n{twice}")).contains("写了两次"));
}
