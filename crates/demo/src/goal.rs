//! The overall goal in a clerk's words: the work with its numbers, then what it brings.

use crate::plan::{Aim, Item, Plan};
use model::IndicatorClass as Class;

/// The goal of a plan whose year costs `amount`.
pub(crate) fn goal(plan: &Plan, amount: &str) -> String {
    let of = |class: Class| {
        let own = plan.rows.iter().filter(move |row| row.class == class);
        own.map(clause)
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
            "为{aim}，安排资金{amount}万元，{by}{work}，{quality}。项目实施后，{effects}，{satisfied}。"
        ),
        2 => format!("为{aim}，{by}{work}。{quality}，{effects}，{satisfied}。全年支出{amount}万元。"),
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
pub(crate) fn clause(row: &Aim) -> String {
    let value = row.value.as_str();
    let words = [('≥', "不低于"), ('≤', "不超过"), ('=', "为")];
    let word = words.iter().find(|(sign, _)| value.starts_with(*sign));
    match word {
        Some((sign, word)) => format!("{}{word}{}", row.name, value.trim_start_matches(*sign)),
        None => format!("{}为{value}", row.name),
    }
}
