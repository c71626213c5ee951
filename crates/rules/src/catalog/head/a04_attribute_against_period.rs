//! A04: 项目属性 and 项目期 contradict one another.

use crate::beside::Case;
use crate::identity::{is_one_year, period_years};
use crate::report::Report;
use crate::rule::{Check, Rule, TARGET};
use crate::subject::Subject;
use law::regulation::cite;
use model::{HeadField, Severity};

/// A04.
pub static RULE: Rule = Rule {
    code: "A04",
    name: "attribute-against-period",
    severity: Severity::Error,
    cites: &[cite("规范完整性"), cite("R88-3")],
    kinds: TARGET,
    criterion: "规范完整性",
    page: include_str!("a04_attribute_against_period.md"),
    check: Check::Both(check, against_last_year),
};

fn check(subject: &Subject, report: &mut Report) {
    let project = &subject.form.project;
    let (Some(attribute), Some(period)) = (project.attribute.as_deref(), project.period.as_deref())
    else {
        return;
    };
    let Some(chosen) = chosen(attribute) else {
        return;
    };
    let has = |words: &[&str]| words.iter().any(|word| chosen.contains(word));
    let (once, lasting) = (has(&["一年期"]), has(&["延续", "阶段", "跨年"]));
    // Neither word, or both, says nothing.
    if once == lasting {
        return;
    }
    let years = period_years(subject.form);
    let several = years.is_some_and(|(first, last)| last > first)
        || years.is_none() && is_one_year(subject.form) == Some(false);
    if once && several {
        report
            .form(
                Vec::new(),
                format!(
                    "项目属性为“{attribute}”，项目期为“{period}”，跨了几年，请核对后改其中一项。"
                ),
            )
            .fact("field", HeadField::Attribute.key())
            .fact("attribute", attribute)
            .fact("period", period);
    } else if lasting && is_only_this_year(subject) {
        report
            .form(
                Vec::new(),
                format!(
                    "项目属性为“{attribute}”，项目期为“{period}”，只有一年，请核对后改其中一项。"
                ),
            )
            .severity(Severity::Warning)
            .fact("field", HeadField::Attribute.key())
            .fact("attribute", attribute)
            .fact("period", period);
    }
}

/// A project of one year that was one of one year last year as well: recurring work may be declared so, which only its unit knows.
fn against_last_year(subject: &Subject, case: &Case, report: &mut Report) {
    let Some(known) = case.previous else { return };
    let once = |form: &model::Form| {
        let attribute = form.project.attribute.as_deref().and_then(chosen);
        attribute.is_some_and(|attribute| attribute.contains("一年期"))
    };
    if once(subject.form) && once(&known.form) {
        report
            .form(
                Vec::new(),
                "上年同一项目也填一年期项目，请核对是否为延续性项目；每年重新申报的经常性工作可不改。",
            )
            .severity(Severity::Hint)
            .fact("field", HeadField::Attribute.key())
            .beside(known);
    }
}

/// The kind of project: of a row of boxes the one that is ticked; `None` where none or several are.
fn chosen(attribute: &str) -> Option<&str> {
    const TICKED: [char; 5] = ['■', '☑', '√', '✓', '✔'];
    const BOXES: [char; 7] = ['■', '☑', '√', '✓', '✔', '□', '☐'];
    if !attribute.contains(BOXES) {
        return Some(attribute);
    }
    let mut ticked = attribute.match_indices(TICKED);
    let (at, sign) = ticked.next()?;
    let behind = &attribute[at + sign.len()..];
    // 口 stands for a box that was lost.
    let end = behind
        .find(|c: char| BOXES.contains(&c) || c == '口')
        .unwrap_or(behind.len());
    ticked.next().is_none().then_some(&behind[..end])
}

/// Whether the period is this one year, without an earlier one.
fn is_only_this_year(subject: &Subject) -> bool {
    match period_years(subject.form) {
        Some((first, last)) => {
            first == last && subject.form.fiscal_year.is_none_or(|year| first >= year)
        }
        None => {
            let period = subject.form.project.period.as_deref().unwrap_or_default();
            let plain = model::text::squeezed(&model::text::half_width(period));
            matches!(
                plain.as_str(),
                "1年" | "一年" | "12个月" | "当年" | "本年度"
            )
        }
    }
}
