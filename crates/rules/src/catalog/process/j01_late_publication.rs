//! J01: published more than twenty days after approval, or no publication is entered in the ledger.

use crate::beside::Case;
use crate::dates::written;
use crate::report::Report;
use crate::rule::{ANY, Check, Rule};
use crate::subject::Subject;
use jiff::Span;
use law::regulation::cite;
use model::Severity;

/// J01.
pub static RULE: Rule = Rule {
    code: "J01",
    name: "late-publication",
    severity: Severity::Error,
    cites: &[cite("RYSF-14")],
    kinds: ANY,
    criterion: "",
    page: include_str!("j01_late_publication.md"),
    check: Check::Beside(check),
};

fn check(subject: &Subject, case: &Case, report: &mut Report) {
    let Some(record) = case.record.filter(|_| case.outside.kept.publication) else {
        return;
    };
    let Some(approved) = record.approved else {
        return;
    };
    report.compared();
    let days = subject.profile.parameters.publication_days;
    let Some(due) = approved.checked_add(Span::new().days(i64::from(days))).ok() else {
        return;
    };
    if record.secret {
        return;
    }
    match record.published {
        Some(published) if published > due => {
            let message = format!(
                "{}批复，{}公开，超过{days}日（应在{}前），请核对日期并说明。",
                written(approved),
                written(published),
                written(due)
            );
            report
                .form(Vec::new(), message)
                .fact("expected", due.to_string())
                .fact("found", published.to_string());
        }
        None if case.as_of > due => {
            let message = format!(
                "{}批复，台账没有登记公开日期，请登记，或注明不公开的理由。",
                written(approved)
            );
            report
                .form(Vec::new(), message)
                .severity(Severity::Hint)
                .fact("expected", due.to_string());
        }
        _ => {}
    }
}
