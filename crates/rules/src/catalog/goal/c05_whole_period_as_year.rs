//! C05: the goal of the whole period stands as the goal of the year.

use crate::identity::is_one_year;
use crate::report::Report;
use crate::rule::{Check, Rule, TARGET};
use crate::subject::Subject;
use law::regulation::cite;
use model::text::norm;
use model::{Horizon, Severity};

/// C05.
pub static RULE: Rule = Rule {
    code: "C05",
    name: "whole-period-as-year",
    severity: Severity::Warning,
    cites: &[cite("R88-3"), cite("R88-13-3")],
    kinds: TARGET,
    criterion: "目标相关性",
    page: include_str!("c05_whole_period_as_year.md"),
    check: Check::Form(check),
};

/// Words beside a later year that speak of no result of the year: plans, contracts, lifetimes.
const OTHER: &[&str] = &[
    "规划",
    "纲要",
    "学年",
    "届",
    "合同",
    "质保",
    "保修",
    "使用年限",
    "有效期",
    "任期",
];

fn check(subject: &Subject, report: &mut Report) {
    let Some(goal) = &subject.goal else { return };
    let form = subject.form;
    let whole = form
        .goals
        .iter()
        .find(|other| other.horizon == Horizon::Whole && !other.text.trim().is_empty());
    if let Some(whole) = whole {
        let same = norm(&whole.text) == goal.text.norm && goal.text.length() >= 10;
        if same && is_one_year(form) != Some(true) {
            report.goal("年度目标与实施期目标一字不差，请把年度目标改为本年要完成的部分。");
            return;
        }
    }
    // Where title and year line contradict, A03 asks which year it is.
    if form.extra.iter().any(|extra| extra.label == "年度") {
        return;
    }
    let Some(year) = form.fiscal_year else { return };
    let later = goal.text.numbers.iter().find_map(|number| {
        let found: i16 = number.typed.parse().ok()?;
        let text = goal.text.text;
        let behind = &text[number.range.end..];
        let stands = number.date && (year + 1..=2100).contains(&found);
        // The words of the same clause decide.
        let ends = ['，', '。', '；', ',', ';', '\n'];
        let from = text[..number.range.start]
            .char_indices()
            .rfind(|(_, c)| ends.contains(c))
            .map_or(0, |(at, c)| at + c.len_utf8());
        let to = behind
            .find(ends)
            .map_or(text.len(), |at| number.range.end + at);
        let clause = text
            .get(from..to)
            .or_else(|| text.get(number.range.start..to))?;
        let other = OTHER.iter().any(|word| clause.contains(word));
        (stands && !other).then_some(found)
    });
    if let Some(found) = later {
        report
            .goal(format!(
                "年度目标写到了{found}年，本表是{year}年度，请改为本年要完成的部分，以后年度的写入实施期目标。"
            ))
            .fact("expected", year)
            .fact("found", found);
    }
}
