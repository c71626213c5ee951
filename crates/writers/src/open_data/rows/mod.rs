//! The tables: which rows each has; a file a table tells its fields and what stands in them.

mod findings;
mod funds;
mod indicators;
mod projects;

use super::{Datum, Field, Kind, Table};
use crate::site::Site;
use findings::Found;
use funds::Line;
use indicators::Row;
use model::Amount;

fn field(name: &'static str, kind: Kind, chinese: &'static str, english: &'static str) -> Field {
    Field {
        name,
        kind,
        title: [chinese, english],
    }
}

/// A field with what stands in it.
type Said<T> = (Field, fn(&T) -> Datum);

pub(super) fn tables(site: &Site) -> Vec<Table> {
    let mut tables = vec![
        table(
            "projects",
            ["项目：每张表一行", "Projects, one row a form"],
            &projects::fields(),
            site.entries.iter(),
        ),
        table(
            "funds",
            ["资金：资金表的每一行", "Fund lines, one row a printed line"],
            &funds::fields(),
            site.entries
                .iter()
                .flat_map(|entry| {
                    let lines = (1..).zip(&entry.form.funds.lines);
                    lines.map(move |(number, line)| Line {
                        entry,
                        number,
                        line,
                    })
                })
                .collect::<Vec<_>>()
                .iter(),
        ),
        table(
            "indicators",
            [
                "绩效指标：每个三级指标一行",
                "Performance indicators, one row an indicator",
            ],
            &indicators::fields(),
            site.entries
                .iter()
                .flat_map(|entry| {
                    let rows = entry.form.indicators.iter();
                    rows.map(move |row| Row { entry, row })
                })
                .collect::<Vec<_>>()
                .iter(),
        ),
    ];
    if site.with_findings {
        let found = site.entries.iter().flat_map(|entry| {
            let findings = entry.verdict.iter().flat_map(|verdict| &verdict.findings);
            findings.map(move |finding| Found { entry, finding })
        });
        let found: Vec<Found> = found.collect();
        tables.push(table(
            "findings",
            [
                "核对要点：每条一行",
                "Findings of the published rules, one row each",
            ],
            &findings::fields(),
            found.iter(),
        ));
    }
    tables
}

fn table<'a, T: 'a>(
    name: &'static str,
    title: [&'static str; 2],
    fields: &[Said<T>],
    rows: impl Iterator<Item = &'a T>,
) -> Table {
    Table {
        name,
        title,
        fields: fields.iter().map(|(field, _)| *field).collect(),
        rows: rows
            .map(|row| fields.iter().map(|(_, said)| said(row)).collect())
            .collect(),
    }
}

/// Exact 元.
fn yuan(amount: Option<&Amount>) -> Datum {
    Datum::number(amount.and_then(|amount| amount.yuan).map(|money| money.0))
}

/// The typed text.
fn typed(amount: Option<&Amount>) -> Datum {
    Datum::text(amount.map(|amount| amount.raw.as_str()))
}
