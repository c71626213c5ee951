//! C04: goal and indicators speak of other work than the project's name.

use crate::report::Report;
use crate::rule::{Check, Rule, TARGET};
use crate::subject::Subject;
use law::regulation::cite;
use model::Severity;
use model::text::{Pairs, norm};

/// C04.
pub static RULE: Rule = Rule {
    code: "C04",
    name: "other-work",
    severity: Severity::Hint,
    cites: &[cite("R88-13-1"), cite("目标相关性"), cite("R101-P1")],
    kinds: TARGET,
    criterion: "目标相关性",
    page: include_str!("c04_other_work.md"),
    check: Check::Form(check),
};

/// Names of funds and running costs, which name no work.
const FUNDS: &[&str] = &[
    "经费",
    "专项资金",
    "业务费",
    "运转",
    "运行",
    "本级",
    "补助资金",
    "奖补",
    "工作",
];

/// Words that any project can have in its name.
const COMMON: &[&str] = &[
    "项目", "资金", "补助", "补贴", "专项", "建设", "采购", "购置", "购买", "维修", "改造", "更新",
    "服务", "管理", "保障", "提升", "工程", "设施", "设备", "活动", "年度", "市级", "县级", "区级",
    "省级", "中央", "财政", "政府", "全市", "全县", "全区", "实施", "维护", "养护", "整治", "治理",
    "开展", "示范", "试点", "综合", "免费", "开放", "日常",
];

fn check(subject: &Subject, report: &mut Report) {
    let Some(goal) = &subject.goal else { return };
    let project = subject.form.project_name();
    if FUNDS.iter().any(|word| project.contains(word)) {
        return;
    }
    let mut plain = norm(project);
    for word in COMMON {
        plain = plain.replace(word, "　");
    }
    // 文化馆免费开放 of the 文化馆: what the unit is called says where, not what is done.
    let offices = [&subject.form.unit.name, &subject.form.department.name];
    let offices: String = offices
        .into_iter()
        .flatten()
        .map(|name| norm(name))
        .collect();
    let words: Vec<&str> = plain
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() >= 2 && !offices.contains(word))
        .collect();
    let pairs: Vec<Pairs> = words.iter().map(|word| Pairs::of(word)).collect();
    let has = |text: &Pairs| pairs.iter().any(|word| word.contained_in(text) > 0.0);
    if words.is_empty() || subject.rows.is_empty() || subject.has_open_reading() {
        return;
    }
    if has(&goal.text.pairs) || subject.rows.iter().any(|row| has(&row.name.pairs)) {
        return;
    }
    // 采供血 and 采血、供血: most of its characters, if not their order.
    let all: String = subject
        .rows
        .iter()
        .map(|row| row.name.text)
        .collect::<String>()
        + goal.text.text;
    let spelt = |word: &&str| {
        let (all_of, found) = word.chars().fold((0, 0), |(all_of, found), c| {
            (all_of + 1, found + usize::from(all.contains(c)))
        });
        3 * found >= 2 * all_of
    };
    if words.iter().any(spelt) {
        return;
    }
    report
        .goal(format!(
            "总体目标和各项指标都没有提到“{project}”的内容，请核对是否抄自别的项目。"
        ))
        .fact("project", project);
}
