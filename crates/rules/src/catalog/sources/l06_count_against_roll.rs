//! L06: a number of persons is not that of the roll.

use crate::beside::Case;
use crate::dates::written;
use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::subject::{Row, Subject};
use jiff::civil::Date;
use model::outside::Person;
use model::text::norm;
use model::{Exact, FormKind, IndicatorClass, Severity};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// L06.
pub static RULE: Rule = Rule {
    code: "L06",
    name: "count-against-roll",
    severity: Severity::Hint,
    cites: &[],
    kinds: &[FormKind::Target, FormKind::SelfEvaluation],
    criterion: "",
    page: include_str!("l06_count_against_roll.md"),
    check: Check::Beside(check),
};

/// Words around a noun that do not change who is meant.
const AROUND: &[&str] = &[
    "人数", "数量", "总数", "在册", "在岗", "现有", "全部", "全市", "全县", "全区", "辖区", "市级",
    "县级", "慰问", "补助", "发放", "保障", "服务", "覆盖", "资助", "救助", "培训", "体检", "投保",
    "参保", "聘用", "补贴", "享受", "领取", "受益", "惠及",
];

fn check(subject: &Subject, case: &Case, report: &mut Report) {
    let project = norm(subject.form.project_name());
    let mut rolls: BTreeMap<&str, Vec<&Person>> = BTreeMap::new();
    for person in &case.people {
        rolls.entry(&person.category).or_default().push(person);
    }
    for row in subject.of_class(IndicatorClass::Quantity) {
        let Some((count, measure)) = row.count() else {
            continue;
        };
        let Some((category, people)) = rolls
            .iter()
            .find(|(category, _)| is_about(row, category, &project))
        else {
            continue;
        };
        let day = people.iter().filter_map(|person| person.day).max();
        if measure != "人" && measure != "名" || is_old(day, subject.form.fiscal_year) {
            continue;
        }
        report.compared();
        let valid = people.iter().filter(|person| person.valid).count();
        let of_year = count_of_year(subject, people);
        if (Decimal::from(valid)..=Decimal::from(of_year)).contains(&count) {
            continue;
        }
        let of_day = day
            .map(|day| format!("（{}）", written(day)))
            .unwrap_or_default();
        let message = format!(
            "“{}”为{}{measure}，名册{of_day}中有效的“{category}”{valid}人，请核对名册的日期和范围。",
            row.row.path(),
            Exact(count)
        );
        report
            .value(row, message)
            .fact("expected", valid)
            .fact("found", count.to_string());
    }
}

/// Whether a row counts the persons of a category, all of them: 在册护林员人数 beside 护林员, 享受护理补贴重度残疾人人数 beside 重度残疾人 in
/// a project of 护理补贴.
fn is_about(row: &Row, category: &str, project: &str) -> bool {
    let category = norm(category);
    let mut name = row.name.norm.clone();
    if !name.contains(&category) || category.is_empty() {
        return false;
    }
    name = name.replacen(&category, "", 1);
    for word in AROUND {
        name = name.replace(word, "");
    }
    // What the project pays may stand in the name; what stands before the persons there narrows them: 北岸片区河道保洁员补贴.
    let paid = project.split_once(&category).map(|(_, paid)| paid);
    name.is_empty() || paid.is_some_and(|paid| paid.contains(&name))
}

/// The valid persons, and in a self-evaluation those who left within its year.
fn count_of_year(subject: &Subject, people: &[&Person]) -> usize {
    let evaluated = subject.form.kind == FormKind::SelfEvaluation;
    let year = subject.form.fiscal_year;
    let counts = |person: &&&Person| {
        let left = person
            .day
            .zip(year)
            .is_some_and(|(day, year)| day.year() == year);
        person.valid || (evaluated && left)
    };
    people.iter().filter(counts).count()
}

/// Whether a roll is from before the year that precedes the form's.
fn is_old(day: Option<Date>, year: Option<i16>) -> bool {
    day.zip(year)
        .is_some_and(|(day, year)| day.year() < year - 1)
}
