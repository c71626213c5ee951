//! B03: the annual amount contradicts the amount of the whole project (I04, I05, I06).

use crate::identity::{is_one_year, role};
use crate::report::Report;
use crate::rule::{Check, Rule, TARGET};
use crate::subject::Subject;
use law::regulation::cite;
use law::vocabulary::FundRole;
use model::{Exact, Severity};
use rust_decimal::Decimal;

/// B03.
pub static RULE: Rule = Rule {
    code: "B03",
    name: "annual-against-total",
    severity: Severity::Error,
    cites: &[cite("R88-3"), cite("规范完整性")],
    kinds: TARGET,
    criterion: "规范完整性",
    page: include_str!("b03_annual_against_total.md"),
    check: Check::Form(check),
};

fn check(subject: &Subject, report: &mut Report) {
    let funds = &subject.form.funds;
    let (Some(total), Some(annual)) = (&funds.total, &funds.annual_total) else {
        return;
    };
    let (Some(whole), Some(year)) = (total.yuan, annual.yuan) else {
        return;
    };
    let (whole, year) = (whole.yuan(), year.yuan());
    let at = [&total.at, &annual.at]
        .into_iter()
        .flatten()
        .cloned()
        .collect();
    let (whole_text, year_text) = (subject.amount(whole), subject.amount(year));
    let one_year = is_one_year(subject.form);
    let facts = |said: crate::report::Said, identity: &str| {
        said.fact("identity", identity)
            .fact("expected", Exact(whole).to_string())
            .fact("found", Exact(year).to_string());
    };
    if year == whole {
        if one_year == Some(true) {
            let message = format!("一年期项目：项目总额{whole_text}＝年度资金总额{year_text}");
            report.verified(
                message,
                at,
                &[("identity", "I05".into()), ("total", whole_text.into())],
            );
        } else if one_year == Some(false) && !whole.is_zero() {
            let message = format!(
                "项目期超过一年，年度资金总额{year_text}与项目总额{whole_text}相同，请核对是否把全周期金额填作了当年金额。"
            );
            facts(report.form(at, message).severity(Severity::Hint), "I06");
        }
        return;
    }
    let gap = (year - whole).abs();
    if is_told(subject, gap) {
        return;
    }
    let explained = explains(subject, gap);
    let advice = match explained {
        Some(label) => format!("差额{}与“{label}”相同，请在备注中说明", subject.amount(gap)),
        None => "请核对项目期和两个金额".to_owned(),
    };
    let severity = if explained.is_some() {
        Severity::Warning
    } else {
        Severity::Error
    };
    if year > whole {
        let message = format!("年度资金总额{year_text}大于项目总额{whole_text}，{advice}。");
        facts(report.form(at, message).severity(severity), "I04");
    } else if one_year == Some(true) && subject.profile.identities.one_year_equals_total {
        let message =
            format!("一年期项目的项目总额{whole_text}与年度资金总额{year_text}应相等，{advice}。");
        facts(report.form(at, message).severity(severity), "I05");
    }
}

/// The carried-over or other funds that are just the difference.
fn explains<'a>(subject: &Subject<'a>, gap: Decimal) -> Option<&'a str> {
    let lines = subject.form.funds.lines.iter();
    lines
        .filter(|line| matches!(role(line), Some(FundRole::CarriedOver | FundRole::Other)))
        .find(|line| line.amount.yuan.is_some_and(|amount| amount.yuan() == gap))
        .map(|line| line.label.as_str())
}

/// Whether a note of the form names the difference as money carried over.
fn is_told(subject: &Subject, gap: Decimal) -> bool {
    crate::printed::texts(subject.form).any(|text| {
        ["结余", "结转"].iter().any(|word| text.contains(word))
            && crate::numbers::quantities(text)
                .iter()
                .any(|number| number.is_money() && number.number == gap)
    })
}
