//! L05: a unit price is above the standard in force.

use crate::beside::Case;
use crate::quote::quoted;
use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::subject::{Row, Subject};
use jiff::civil::Date;
use model::outside::Standard;
use model::text::norm;
use model::{FormKind, Severity};

/// L05.
pub static RULE: Rule = Rule {
    code: "L05",
    name: "price-above-standard",
    severity: Severity::Warning,
    cites: &[],
    kinds: &[FormKind::Target, FormKind::SelfEvaluation],
    criterion: "",
    page: include_str!("l05_price_above_standard.md"),
    check: Check::Beside(check),
};

fn check(subject: &Subject, case: &Case, report: &mut Report) {
    if case.outside.standards.is_empty() {
        return;
    }
    let mut compared = false;
    for row in subject.judged() {
        let Some((price, per)) = row.price() else {
            continue;
        };
        let fitting: Vec<&Standard> = case
            .outside
            .standards
            .iter()
            .filter(|standard| in_force(standard, subject.form.fiscal_year))
            .filter(|standard| {
                norm(&row.row.name).contains(&norm(&standard.item))
                    && same_unit(&per, &standard.unit)
            })
            .collect();
        // The item whose name says most is meant; of several classes of it the dearest one may apply.
        let Some(longest) = fitting
            .iter()
            .map(|standard| standard.item.chars().count())
            .max()
        else {
            continue;
        };
        compared = true;
        let highest = fitting
            .into_iter()
            .filter(|standard| standard.item.chars().count() == longest)
            .max_by_key(|standard| standard.limit.yuan());
        if let Some(standard) = highest.filter(|standard| price > standard.limit.yuan()) {
            say(row, standard, report);
        }
    }
    if compared {
        report.compared();
    }
}

fn say(row: &Row, standard: &Standard, report: &mut Report) {
    let source = if standard.document.is_empty() {
        String::new()
    } else {
        format!("（{}）", standard.document)
    };
    let message = format!(
        "“{}”为{}，“{}”的标准{source}为{}元，请核对适用的类别，以及是否含食宿、交通。",
        row.row.path(),
        quoted(&row.value().raw),
        standard.item,
        model::Exact(standard.limit.yuan()),
    );
    // 会议综合定额 in 会议综合定额标准 is the item; in 外事会议综合定额 it may be another one.
    let name = norm(&row.row.name);
    let whole = name.starts_with(&norm(&standard.item));
    report
        .value(row, message)
        .severity(if whole {
            Severity::Warning
        } else {
            Severity::Hint
        })
        .fact("expected", standard.limit.yuan().to_string())
        .fact("document", standard.document.as_str());
}

/// Whether a standard was in force on some day of the year.
fn in_force(standard: &Standard, year: Option<i16>) -> bool {
    let Some(year) = year else { return true };
    let (Ok(first), Ok(last)) = (Date::new(year, 1, 1), Date::new(year, 12, 31)) else {
        return false;
    };
    standard.from.is_none_or(|from| from <= last)
        && standard.until.is_none_or(|until| until >= first)
}

/// Whether a price for 人·天 is one for 人/天.
fn same_unit(per: &str, unit: &str) -> bool {
    let plain = |text: &str| -> String {
        let text = model::text::squeezed(&model::text::half_width(text));
        let text = text.replace('每', "").replace('日', "天");
        text.chars().filter(|c| c.is_alphanumeric()).collect()
    };
    let unit = plain(unit);
    unit.strip_prefix('元').unwrap_or(&unit) == plain(per)
}
