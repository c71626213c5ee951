//! A row a finding.

use super::{Said, field};
use crate::open_data::{Datum, Kind};
use crate::site::Entry;

/// A finding with its form.
pub(super) struct Found<'a> {
    pub(super) entry: &'a Entry,
    pub(super) finding: &'a model::Finding,
}

pub(super) fn fields<'a>() -> Vec<Said<Found<'a>>> {
    use Kind::{Text, Whole};
    vec![
        (
            field("form_id", Text, "所在表的编号", "Form"),
            |found| Datum::text(Some(&found.entry.id)),
        ),
        (
            field(
                "finding_id",
                Text,
                "要点的固定编号",
                "Fingerprint of the finding",
            ),
            |found| Datum::text(Some(&found.finding.id)),
        ),
        (
            field("code", Text, "规则编号", "Code of the rule"),
            |found| Datum::text(Some(&found.finding.code)),
        ),
        (
            field(
                "severity",
                Text,
                "error表内不一致、warning可以写得更清楚、hint可参考",
                "Level",
            ),
            |found| {
                Datum::text(Some(match found.finding.severity {
                    model::Severity::Error => "error",
                    model::Severity::Warning => "warning",
                    model::Severity::Hint => "hint",
                }))
            },
        ),
        (
            field(
                "row",
                Whole,
                "指标表第几行；空为整张表",
                "Row of the indicator table; empty for the whole form",
            ),
            |found| {
                let row = found.finding.row.as_deref();
                Datum::number(row.and_then(|row| model::Exact::parse(row.trim_start_matches('r'))))
            },
        ),
        (
            field(
                "inferred",
                Text,
                "yes位置按版面推断，请对照原件；no照原件",
                "Whether it stands on an inferred place",
            ),
            |found| Datum::text(Some(if found.finding.inferred { "yes" } else { "no" })),
        ),
        (field("message", Text, "要点", "What it says"), |found| {
            Datum::text(Some(&found.finding.message))
        }),
    ]
}
