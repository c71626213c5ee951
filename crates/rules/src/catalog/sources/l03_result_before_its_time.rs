//! L03: a result is stated on a day on which it could not be known yet.

use crate::beside::Case;
use crate::dates::written;
use crate::report::Report;
use crate::reported;
use crate::rule::{Check, EVALUATION, Rule};
use crate::subject::{Row, Subject};
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
    if day.year() != year {
        return;
    }
    let finished = work_is_over(subject, day);
    for row in subject.judged() {
        let Some(actual) = &row.row.actual else { continue };
        let texts = [actual.raw.as_str(), row.row.deviation.as_deref().unwrap_or(""), row.row.remark.as_deref().unwrap_or("")];
        let told = texts.iter().any(|text| lists_in(text).has(List::Survey));
        if actual.raw.trim().is_empty() || actual.number.is_none() || told {
            continue;
        }
        let whole_year = row.name.lists.has(List::WholeYear) || row.value().raw.contains("/年");
        let later = match row.class {
            Some(IndicatorClass::Satisfaction | IndicatorClass::Lasting) => !finished,
            _ => whole_year,
        };
        if later {
            report.value(row, said(row, day)).fact("reported", day.to_string());
        }
    }
}

/// Whether every deadline of the form lies before the day.
fn work_is_over(subject: &Subject, day: jiff::civil::Date) -> bool {
    let mut dues = subject
        .of_class(IndicatorClass::Time)
        .filter_map(|row| row.value().date.as_ref().and_then(|span| span.to))
        .peekable();
    dues.peek().is_some() && dues.all(|due| due <= day)
}

fn said(row: &Row, day: jiff::civil::Date) -> String {
    format!(
        "本表{}填报，“{}”要到年末或以后才能取得，请写明取数的时间和样本，或待期满后填写。",
        written(day),
        row.row.path()
    )
}
