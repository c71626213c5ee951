//! E01: the name holds the number, the value is 100%.

use crate::numbers::Quantity;
use crate::report::Report;
use crate::rule::{Check, Rule, TARGET};
use crate::subject::{Row, Subject};
use law::regulation::cite;
use law::vocabulary::HeadKind;
use model::{Edit, EditRow, Severity};

/// E01.
pub static RULE: Rule = Rule {
    code: "E01",
    name: "count-in-name",
    severity: Severity::Warning,
    cites: &[cite("R101-name"), cite("R88-13-2")],
    kinds: TARGET,
    criterion: "指标科学性",
    page: include_str!("e01_count_in_name.md"),
    check: Check::Form(check),
};

fn check(subject: &Subject, report: &mut Report) {
    for row in subject.judged() {
        // 2400名学员合格率: the number is the scope, the rate is the measure.
        let rate = row.has_head(HeadKind::Rate) || row.has_head(HeadKind::Satisfaction);
        if !row.value().is_hundred_percent() || rate || row.value_open || row.name_open {
            continue;
        }
        let counts: Vec<&Quantity> = row
            .name
            .numbers
            .iter()
            .filter(|number| number.is_count())
            .collect();
        let Some(first) = counts.first() else {
            continue;
        };
        let words: Vec<&str> = counts
            .iter()
            .map(|count| count.words(row.name.text))
            .collect();
        let names: Vec<String> = counts.iter().map(|count| name_for(row, count)).collect();
        let message = format!(
            "指标名称已含数量“{}”，请将数量移入指标值，名称改为“{}”{}。",
            words.join("”“"),
            names.join("”“"),
            if counts.len() > 1 {
                "，分成两行"
            } else {
                ""
            }
        );
        report
            .row(row, message)
            .span(row.name.text, first.range.clone())
            .fact("found", words.clone())
            .fix("将数量移入指标值", edits(row, &words, &names));
    }
}

/// The name without its numbers, with the head that its unit asks for: 举办招聘会 + 场 → 举办招聘会场次.
fn name_for(row: &Row, count: &Quantity) -> String {
    let mut rest = String::new();
    let mut at = 0;
    for number in row.name.numbers.iter().filter(|number| number.is_count()) {
        rest.push_str(&row.name.text[at..number.range.start]);
        at = number.range.end;
    }
    rest.push_str(&row.name.text[at..]);
    let rest = rest.trim_matches(|c: char| "，、,；;。 ".contains(c));
    let head = match &*count.unit {
        "人次" => "人次数",
        "人" | "名" | "位" => "人数",
        "场" | "场次" => "场次",
        "次" => "次数",
        "批次" | "批" => "批次数",
        "期" | "班次" | "班" => "期数",
        "户" => "户数",
        "公里" | "千米" | "米" => "长度",
        "平方米" | "亩" | "公顷" | "平方公里" => "面积",
        _ => "数量",
    };
    // 维修校舍面积1200平方米 names already what is counted.
    let has_head = HEADS.iter().any(|own| rest.ends_with(own));
    match has_head || rest.ends_with(head) {
        true => rest.to_owned(),
        false => format!("{rest}{head}"),
    }
}

/// Words at the end of a name that say what is counted.
const HEADS: [&str; 7] = ["面积", "长度", "里程", "数量", "人数", "户数", "规模"];

fn edits(row: &Row, words: &[&str], names: &[String]) -> Vec<Edit> {
    let mut edits = vec![
        Edit::name(row.row, names[0].clone()),
        Edit::value(row.row, words[0]),
    ];
    for (name, value) in names.iter().zip(words).skip(1) {
        let new = EditRow {
            level1: row.row.level1.clone(),
            level2: row.row.level2.clone(),
            name: name.clone(),
            value: (*value).to_owned(),
        };
        edits.push(Edit::Insert {
            after: row.row.id.clone(),
            row: new,
        });
    }
    edits
}
