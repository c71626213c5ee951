//! E08: a deadline lies behind the budget year or the project's period, or everything falls due on the last day of the year.

use crate::identity::{is_one_year, period_years};
use crate::report::Report;
use crate::rule::{Check, Rule, TARGET};
use crate::subject::{Row, Subject};
use jiff::civil::Date;
use law::regulation::cite;
use law::vocabulary::List;
use model::{IndicatorClass, Severity, ValueKind};

/// E08.
pub static RULE: Rule = Rule {
    code: "E08",
    name: "outside-year",
    severity: Severity::Error,
    cites: &[cite("R88-13-3")],
    kinds: TARGET,
    criterion: "实现可能性",
    page: include_str!("e08_outside_year.md"),
    check: Check::Form(check),
};

/// Names of periods that run on after the work is done.
const AFTERWARDS: &[&str] = &[
    "质保",
    "保修",
    "服务期",
    "运维期",
    "维保期",
    "使用期",
    "租期",
    "合同期",
];

fn check(subject: &Subject, report: &mut Report) {
    let Some(year) = subject.form.fiscal_year else {
        return;
    };
    // Where title and year line contradict, A03 asks which year it is.
    if subject.form.extra.iter().any(|extra| extra.label == "年度") {
        return;
    }
    let last = match period_years(subject.form) {
        // A period of other years is A03's and A04's matter.
        Some((first, last)) if (first..=last).contains(&year) => last,
        Some(_) => return,
        None if is_one_year(subject.form) == Some(false) => return,
        None => year,
    };
    let dated: Vec<(&Row, Date)> = subject
        .of_class(IndicatorClass::Time)
        .filter(|row| row.value().kind == ValueKind::Deadline && !runs_on(row))
        .filter_map(|row| Some((row, row.value().date.as_ref()?.to?)))
        .collect();
    let mut outside = false;
    for (row, day) in &dated {
        if day.year() > last {
            outside = true;
            report
                .value(
                    row,
                    format!(
                        "“{}”的完成时间“{}”在{last}年之后，超出预算年度或项目期，请改在期内完成，或先调整项目期。",
                        row.row.path(),
                        row.value().raw
                    ),
                )
                .fact("expected", last)
                .fact("found", day.to_string());
        }
    }
    let at_the_end = |day: &Date| day.month() == 12 && day.day() == 31;
    let all = !dated.is_empty()
        && dated
            .iter()
            .all(|(_, day)| at_the_end(day) && day.year() == year);
    // Works and purchases still have to be accepted and paid for.
    if outside || !all || dated.len() < 2 && !subject.project.has(List::Capital) {
        return;
    }
    let (first, _) = dated[0];
    report
        .value(
            first,
            format!(
                "“{}”等时限都在12月31日，没有给验收和支付留时间，请核对能否提前。",
                first.row.path()
            ),
        )
        .severity(Severity::Hint)
        .related(dated[1..].iter().map(|(row, _)| *row));
}

fn runs_on(row: &Row) -> bool {
    AFTERWARDS.iter().any(|word| row.name.text.contains(word))
}
