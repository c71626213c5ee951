//! The overall goal in a clerk's words: the work with its numbers, then what it brings.

use crate::plan::{Aim, Item, Plan};
use model::IndicatorClass as Class;

/// The goal of a plan whose year costs `amount`.
pub(crate) fn goal(plan: &Plan, amount: &str) -> String {
    let of = |class: Class| {
        let own = plan.rows.iter().filter(move |row| row.class == class);
        own.map(|row: &Aim| clause(&row.name, &row.value))
    };
    let work: Vec<String> = plan.items.iter().map(work).collect();
    let work = work.join("；");
    let quality = listed(of(Class::Quality));
    let date = plan
        .rows
        .iter()
        .find(|row| row.class == Class::Time && row.value.ends_with('前'));
    let benefits = [
        Class::Economic,
        Class::Social,
        Class::Ecological,
        Class::Lasting,
    ];
    let effects = listed(benefits.into_iter().flat_map(of));
    let satisfied = listed(of(Class::Satisfaction));
    let aim = &plan.aim;
    let by = date
        .filter(|row| row.value.contains('年'))
        .map_or_else(|| "全年".to_owned(), |row| row.value.clone());
    match plan.style {
        0 => format!("{by}{work}，{quality}。全年支出{amount}万元，{effects}，{satisfied}。"),
        1 => format!(
            "为{aim}，安排资金{amount}万元，{by}{work}，{quality}。预计{effects}，{satisfied}。"
        ),
        2 => format!(
            "为{aim}，{by}{work}。{quality}，{effects}，{satisfied}。全年支出{amount}万元。"
        ),
        _ => format!("{by}{work}，{quality}，{effects}；{satisfied}。"),
    }
}

fn listed(clauses: impl Iterator<Item = String>) -> String {
    clauses.collect::<Vec<_>>().join("，")
}

/// 培训教师120人，人均培训成本不超过800元
fn work(item: &Item) -> String {
    let said = item.say.replace("{n}", &item.count.to_string());
    format!("{said}，{}不超过{}{}", item.cost, item.price, item.per)
}

/// 结业考核合格率不低于95%
pub(crate) fn clause(name: &str, value: &str) -> String {
    let words = [('≥', "不低于"), ('≤', "不超过"), ('=', "为")];
    let word = words.iter().find(|(sign, _)| value.starts_with(*sign));
    match word {
        Some((sign, word)) => format!("{name}{word}{}", value.trim_start_matches(*sign)),
        None => format!("{name}为{value}"),
    }
}

/// The goal without what it says of a row.
pub(crate) fn without(goal: &str, name: &str, value: &str) -> String {
    let clause = clause(name, value);
    let patterns = ["{}，", "{}；", "，{}", "；{}", "。预计{}", "。{}"];
    let mut patterns = patterns.iter().map(|text| text.replace("{}", &clause));
    patterns
        .find(|text| goal.contains(text.as_str()))
        .map_or_else(|| goal.to_owned(), |text| goal.replacen(&text, "", 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_out_leaves_a_sentence() {
        let goal = "培训教师60人，出勤率不低于95%。预计持证率不低于80%，教师满意度不低于90%。";
        let goal = without(goal, "持证率", "≥80%");
        assert_eq!(
            goal,
            "培训教师60人，出勤率不低于95%。预计教师满意度不低于90%。"
        );
        let goal = without(&goal, "教师满意度", "≥90%");
        assert_eq!(without(&goal, "出勤率", "≥95%"), "培训教师60人。");
    }
}
