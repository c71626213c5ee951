//! G01: two rows of a form say the same.

use crate::likeness::{leftovers, without_shared};
use crate::report::Report;
use crate::rule::{Check, Rule, TARGET};
use crate::subject::{Row, Subject};
use law::regulation::cite;
use law::vocabulary::{SYNONYMS, head, unit_at};
use model::Severity;
use model::text::{Pairs, norm};

/// G01.
pub static RULE: Rule = Rule {
    code: "G01",
    name: "same-indicator-twice",
    severity: Severity::Warning,
    cites: &[cite("R101-P2")],
    kinds: TARGET,
    criterion: "指标科学性",
    page: include_str!("g01_same_indicator_twice.md"),
    check: Check::Form(check),
};

/// Words that tell stages and groups apart.
const APART: &[&str] = &[
    "一期",
    "二期",
    "三期",
    "上半年",
    "下半年",
    "小学",
    "初中",
    "高中",
    "幼儿",
    "城市",
    "农村",
    "城镇",
    "乡镇",
    "男",
    "女",
    "新建",
    "改建",
    "扩建",
    "首次",
    "初次",
    "复查",
    "线上",
    "线下",
    "省级",
    "市级",
    "县级",
    "国家级",
    "第一",
    "第二",
    "第三",
    "东",
    "西",
    "南",
    "北",
    "大型",
    "中型",
    "小型",
    "在职",
    "退休",
    "春",
    "夏",
    "秋",
    "冬",
];

fn check(subject: &Subject, report: &mut Report) {
    let names = [
        subject.form.project_name(),
        subject.form.unit.name.as_deref().unwrap_or(""),
    ];
    let rows: Vec<&Row> = subject
        .judged()
        .filter(|row| !row.name.text.is_empty() && !row.name.text.starts_with("其中"))
        .collect();
    for (index, later) in rows.iter().enumerate() {
        let earlier = rows[..index]
            .iter()
            .find(|earlier| same(earlier, later, &names));
        if let Some(earlier) = earlier {
            report
                .row(
                    later,
                    format!(
                        "“{}”与“{}”内容相同或相近，请保留一行；对象或阶段不同的，请在名称中写明。",
                        later.row.path(),
                        earlier.row.path()
                    ),
                )
                .related([*earlier])
                .fact("found", earlier.name.text);
        }
    }
}

fn same(a: &Row, b: &Row, names: &[&str]) -> bool {
    let benefits = |row: &Row| row.class.is_some_and(model::IndicatorClass::is_benefit);
    // The same sentence in two benefit classes is a matter of its own, and each region has targets of its own.
    if a.row.level1 != b.row.level1
        || a.row.region != b.row.region
        || benefits(a) && benefits(b) && a.class != b.class
        || a.name_open
        || b.name_open
    {
        return false;
    }
    // What both share with the project's name only makes them look more alike, so a low likeness stays low without it.
    let synonyms = SYNONYMS.iter().any(|(_, other)| {
        a.name.norm.contains(other.as_str()) || b.name.norm.contains(other.as_str())
    });
    let nearest = a
        .name
        .pairs
        .contained_in(&b.name.pairs)
        .max(b.name.pairs.contained_in(&a.name.pairs));
    if nearest < 0.6 && !synonyms {
        return false;
    }
    let (first, second) = (synonymous(&a.name.norm), synonymous(&b.name.norm));
    let (first, second) = without_shared(&first, &second, names);
    let (short, long) = if first.chars().count() <= second.chars().count() {
        (&first, &second)
    } else {
        (&second, &first)
    };
    let (short_pairs, long_pairs) = (Pairs::of_norm(short), Pairs::of_norm(long));
    let alike = short == long && !short.is_empty()
        || short_pairs.dice(&long_pairs) >= 0.75
        || short.chars().count() >= 8 && short_pairs.contained_in(&long_pairs) >= 0.8
        || reordered(&first, &second);
    alike && !tells_apart(&first, &second)
}

/// 配备保安员人数 and 保安员配备人数: the same pieces in another order.
fn reordered(a: &str, b: &str) -> bool {
    let sorted = |text: &str| {
        let mut chars: Vec<char> = text.chars().collect();
        chars.sort_unstable();
        chars
    };
    if a.len() != b.len() || a.chars().count() < 4 || sorted(a) != sorted(b) {
        return false;
    }
    let (only_a, only_b) = leftovers(a, b);
    only_a.is_empty() && only_b.is_empty()
}

/// Whether what one has and the other lacks names another measure, unit, number, stage or group.
fn tells_apart(a: &str, b: &str) -> bool {
    let (only_a, only_b) = leftovers(a, b);
    let differs = |piece: &String| {
        head(piece).is_some()
            || unit_at(piece).is_some_and(|(unit, _)| unit == piece)
            || piece.chars().any(|c| c.is_ascii_digit())
    };
    if APART
        .iter()
        .any(|word| a.contains(word) != b.contains(word))
    {
        return true;
    }
    // Each side has something of its own, 县道 and 乡道: two objects of one measure.
    let both = !only_a.is_empty() && !only_b.is_empty() && head(a).is_some() && head(b).is_some();
    both || only_a.iter().chain(&only_b).any(differs)
}

/// The text with one word for each measure that has several.
fn synonymous(text: &str) -> String {
    SYNONYMS.iter().fold(norm(text), |text, (one, other)| {
        text.replace(one.as_str(), other)
    })
}
