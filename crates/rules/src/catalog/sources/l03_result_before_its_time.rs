//! L03: a result is stated on a day on which it could not be known yet.

use crate::beside::Case;
use crate::dates::written;
use crate::report::Report;
use crate::reported;
use crate::rule::{Check, EVALUATION, Rule};
use crate::subject::{Row, Subject};
use jiff::civil::Date;
use law::vocabulary::{List, lists_in};
use model::{IndicatorClass, Severity};

/// L03.
pub static RULE: Rule = Rule {
    code: "L03",
    name: "result-before-its-time",
    severity: Severity::Hint,
    cites: &[],
    kinds: EVALUATION,
    criterion: "",
    page: include_str!("l03_result_before_its_time.md"),
    check: Check::Beside(check),
};

fn check(subject: &Subject, _: &Case, report: &mut Report) {
    let (Some(day), Some(year)) = (reported::day(subject.form), subject.form.fiscal_year) else {
        return;
    };
    report.compared();
    let (Ok(year_end), Ok(next_begins)) = (Date::new(year, 12, 31), Date::new(year + 1, 4, 1))
    else {
        return;
    };
    if day >= next_begins {
        return;
    }
    let finished = day > year_end || work_is_over(subject, day);
    for row in subject.judged() {
        let Some(actual) = &row.row.actual else {
            continue;
        };
        let texts = [
            actual.raw.as_str(),
            row.row.deviation.as_deref().unwrap_or(""),
            row.row.remark.as_deref().unwrap_or(""),
        ];
        let told = texts.iter().any(|text| lists_in(text).has(List::Survey));
        if actual.raw.trim().is_empty() || actual.number.is_none() || told {
            continue;
        }
        // What shows in the year after cannot be known in its first quarter.
        let later = row.name.lists.has(List::NextYear)
            || (day <= year_end && is_of_whole_year(row))
            || (row.class == Some(IndicatorClass::Satisfaction) && !finished);
        if later {
            report
                .value(row, said(row, day))
                .fact("reported", day.to_string());
        }
    }
}

/// 全年平台可用率, 2次/年.
fn is_of_whole_year(row: &Row) -> bool {
    row.name.lists.has(List::WholeYear) || row.value().raw.contains("/年")
}

/// Whether every deadline of the form lies before the day, and nothing is measured over the whole year.
fn work_is_over(subject: &Subject, day: Date) -> bool {
    let yearly = |row: &Row| row.class != Some(IndicatorClass::Time) && is_of_whole_year(row);
    if subject.judged().any(yearly) {
        return false;
    }
    let mut dues = subject
        .of_class(IndicatorClass::Time)
        .filter_map(|row| row.value().date.as_ref().and_then(|span| span.to))
        .peekable();
    dues.peek().is_some() && dues.all(|due| due <= day)
}

fn said(row: &Row, day: Date) -> String {
    format!(
        "本表{}填报，“{}”要到年末或以后才能取得，请写明取数的时间和样本，或待期满后填写。",
        written(day),
        row.row.path()
    )
}
