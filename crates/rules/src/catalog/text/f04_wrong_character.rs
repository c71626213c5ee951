//! F04: slips of the pen that a short list of patterns knows; before publication only.

use crate::report::Report;
use crate::rule::{Check, Rule, TARGET};
use crate::subject::Subject;
use law::regulation::cite;
use model::{Edit, Severity};

/// F04.
pub static RULE: Rule = Rule {
    code: "F04",
    name: "wrong-character",
    severity: Severity::Hint,
    cites: &[cite("规范完整性")],
    kinds: TARGET,
    criterion: "规范完整性",
    page: include_str!("f04_wrong_character.md"),
    check: Check::Form(check),
};

/// Written, and meant.
const PATTERNS: &[(&str, &str)] = &[
    ("更好的服务", "更好地服务"),
    ("更好的发挥", "更好地发挥"),
    ("更好的保障", "更好地保障"),
    ("更好的开展", "更好地开展"),
    ("更好的推动", "更好地推动"),
    ("更好的满足", "更好地满足"),
    ("有效的保障", "有效地保障"),
    ("有效的提升", "有效地提升"),
    ("帐目", "账目"),
    ("台帐", "台账"),
    ("对帐", "对账"),
    ("帐户", "账户"),
    ("登陆平台", "登录平台"),
    ("登陆系统", "登录系统"),
    ("登陆网站", "登录网站"),
    ("做出贡献", "作出贡献"),
    ("及其重要", "极其重要"),
];

fn check(subject: &Subject, report: &mut Report) {
    if !subject.publication {
        return;
    }
    for row in &subject.rows {
        if let Some((from, to, fixed)) = slip(row.name.text) {
            report
                .row(row, format!("“{from}”宜写作“{to}”。"))
                .fact("found", from)
                .safe_fix(
                    format!("“{from}”改为“{to}”"),
                    vec![Edit::name(row.row, fixed)],
                );
        }
    }
    if let Some(goal) = &subject.goal
        && let Some((from, to, fixed)) = slip(goal.text.text)
    {
        let edit = Edit::Set {
            row: None,
            field: "goal.annual".into(),
            from: goal.text.text.to_owned(),
            to: fixed,
        };
        report
            .goal(format!("总体目标中“{from}”宜写作“{to}”。"))
            .fact("found", from)
            .safe_fix(format!("“{from}”改为“{to}”"), vec![edit]);
    }
}

/// The first slip of a text, and the text with all of them put right.
fn slip(text: &str) -> Option<(&'static str, &'static str, String)> {
    // 更好的服务体验 is a noun: what follows decides.
    let noun = |from: &str| {
        let behind = text.find(from).map_or("", |at| &text[at + from.len()..]);
        from.starts_with("更好的")
            && [
                "体验", "质量", "环境", "作用", "条件", "水平", "能力", "模式", "平台",
            ]
            .iter()
            .any(|word| behind.starts_with(word))
    };
    let (from, to) = PATTERNS
        .iter()
        .copied()
        .find(|(from, _)| text.contains(from) && !noun(from))?;
    let fixed = PATTERNS
        .iter()
        .filter(|(from, _)| !noun(from))
        .fold(text.to_owned(), |text, (from, to)| text.replace(from, to));
    Some((from, to, fixed))
}
