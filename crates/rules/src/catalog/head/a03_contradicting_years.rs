//! A03: the years of title, year line and texts contradict one another.

use crate::identity::period_years;
use crate::report::Report;
use crate::rule::{Check, Rule, TARGET};
use crate::subject::{Subject, Text};
use law::regulation::cite;
use model::{Place, Severity};

/// A03.
pub static RULE: Rule = Rule {
    code: "A03",
    name: "contradicting-years",
    severity: Severity::Error,
    cites: &[cite("R88-22-完整性")],
    kinds: TARGET,
    criterion: "规范完整性",
    page: include_str!("a03_contradicting_years.md"),
    check: Check::Form(check),
};

/// Words beside a year that make another year legitimate: baselines, plans, school years, old contracts.
const REASONS: &[&str] = &[
    "结转", "合同", "尾款", "学年", "届", "规划", "较", "同期", "以来", "五年", "存量", "历年",
    "上年", "相比", "对比",
];

fn check(subject: &Subject, report: &mut Report) {
    let form = subject.form;
    let titled = form.title.as_deref().and_then(year_in);
    let line = form
        .extra
        .iter()
        .find(|extra| extra.label == "年度")
        .and_then(|extra| year_in(&extra.text))
        .or(form.fiscal_year);
    if let (Some(titled), Some(line)) = (titled, line)
        && titled != line
    {
        report
            .form(
                Vec::new(),
                format!("标题为{titled}年，年度栏为{line}年，请核对改为同一年度。"),
            )
            .fact("expected", titled)
            .fact("found", line);
        return;
    }
    let Some(year) = line else { return };
    let period = period_years(form);
    let outside = |other: i16| {
        other < year - 1 && period.is_none_or(|(first, last)| !(first..=last).contains(&other))
    };
    let mut within = titled.is_some();
    if let Some(goal) = &subject.goal {
        for (other, near) in years_of(&goal.text) {
            within &= other == year;
            if outside(other) && !has_reason(&near) {
                report
                    .goal(format!(
                        "总体目标中的{other}年早于本年度和项目期，请核对是否沿用了以前年度的内容。"
                    ))
                    .severity(Severity::Warning)
                    .fact("found", other);
                break;
            }
        }
    }
    for row in &subject.rows {
        let value = Text::of(&row.value().raw);
        let old = |years: Vec<(i16, String)>| {
            let mut years = years.into_iter();
            years.find(|(other, near)| outside(*other) && !has_reason(near))
        };
        let (in_name, in_value) = (old(years_of(&row.name)), old(years_of(&value)));
        within &= row
            .value()
            .date
            .as_ref()
            .and_then(|date| date.to)
            .is_none_or(|day| day.year() == year);
        let is_named = in_name.is_some();
        if let Some((other, _)) = in_name.or(in_value) {
            let message = format!(
                "“{}”中的{other}年早于本年度和项目期，请核对。",
                row.row.path()
            );
            let said = match is_named {
                true => report.row(row, message),
                false => report.value(row, message),
            };
            said.severity(Severity::Warning).fact("found", other);
        }
    }
    if within {
        let dated: Vec<Place> = subject
            .rows
            .iter()
            .filter(|row| row.value().date.is_some())
            .flat_map(|row| row.row.cells.value.clone())
            .collect();
        let dates = if dated.is_empty() {
            ""
        } else {
            "，各项时限都在年内"
        };
        report.verified(
            format!("标题与年度栏均为{year}年{dates}"),
            dated,
            &[("year", year.into())],
        );
    }
}

fn year_in(text: &str) -> Option<i16> {
    years_of(&Text::of(text)).first().map(|(year, _)| *year)
}

/// The years of a text, each with the words around it.
fn years_of(text: &Text) -> Vec<(i16, String)> {
    text.numbers
        .iter()
        .filter(|number| number.date)
        .filter_map(|number| {
            let year: i16 = number
                .typed
                .parse()
                .ok()
                .filter(|year| (1949..=2100).contains(year))?;
            let before: String = text.text[..number.range.start]
                .chars()
                .rev()
                .take(6)
                .collect();
            let behind: String = text.text[number.range.end..].chars().take(8).collect();
            Some((
                year,
                format!(
                    "{}{year}年{behind}",
                    before.chars().rev().collect::<String>()
                ),
            ))
        })
        .collect()
}

fn has_reason(near: &str) -> bool {
    // 比2021年增长, 由2023年的13%提高到14%; 评比 and 占比 elsewhere in the text compare with no year.
    let compared = ["比19", "比20", "比21", "由19", "由20", "从19", "从20"]
        .iter()
        .any(|word| near.contains(word));
    compared || REASONS.iter().any(|word| near.contains(word)) || near.contains(['—', '-', '–'])
}
