//! Equal findings: for each rule how many forms it looked at, how many points it makes, and ten of their cells side by side, so that one
//! ruling may answer many.

use super::sum;
use crate::Names;
use crate::excel::{count, head, money, texts};
use crate::points::{Point, Points};
use model::text::shortened;
use model::{Finding, Form, FormVerdict, Money, Severity};
use rust_xlsxwriter::{Worksheet, XlsxError};
use std::collections::{BTreeMap, BTreeSet};

/// Cells that stand side by side for one rule.
const EXAMPLES: usize = 10;

/// Characters of a message in such a cell.
const SHOWN: usize = 120;

/// The findings by code.
#[derive(Debug, Default)]
pub(super) struct Classes(BTreeMap<String, Class>);

/// The findings of one rule.
#[derive(Debug, Default)]
struct Class {
    severity: Option<Severity>,
    /// Forms that the rule looked at.
    examined: usize,
    count: usize,
    /// Points on inferred places, not counted above.
    inferred: usize,
    forms: usize,
    money: Option<Money>,
    examples: Vec<String>,
}

impl Classes {
    pub(super) fn add(
        &mut self,
        form: &Form,
        verdict: &FormVerdict,
        points: &Points,
        amount: Option<Money>,
    ) {
        for code in &verdict.examined {
            self.0
                .entry(code.clone().into_owned())
                .or_default()
                .examined += 1;
        }
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        for point in &points.confirmed {
            let code = point.finding.code.as_str();
            let class = self.0.entry(code.to_owned()).or_default();
            class.note(point.severity, cell(form, point));
            if seen.insert(code) {
                class.forms += 1;
                class.money = sum(class.money, amount);
            }
        }
        for point in &points.inferred {
            self.0
                .entry(point.finding.code.clone())
                .or_default()
                .inferred += 1;
        }
    }

    /// A finding over several forms, on the form of this project.
    pub(super) fn add_package(&mut self, finding: &Finding, project: &str, amount: Option<Money>) {
        let class = self.0.entry(finding.code.clone()).or_default();
        if finding.inferred {
            class.inferred += 1;
            return;
        }
        class.note(finding.severity, shown(&finding.message, project));
        class.forms += 1;
        class.money = sum(class.money, amount);
    }

    pub(super) fn write(&self, sheet: &mut Worksheet, names: &Names) -> Result<(), XlsxError> {
        let mut columns = vec![
            ("编号", 7.0),
            ("意见", 26.0),
            ("级别", 10.0),
            ("核对表数", 9.0),
            ("处数", 7.0),
            ("待对照原件", 11.0),
            ("涉及表数", 9.0),
            ("涉及资金（万元）", 15.0),
        ];
        columns.extend([("例", 28.0); EXAMPLES]);
        head(sheet, 0, &columns)?;
        let spoken = self
            .0
            .iter()
            .filter(|(_, class)| class.count + class.inferred > 0);
        let mut sorted: Vec<(&String, &Class)> = spoken.collect();
        sorted.sort_by_key(|(code, class)| {
            (
                std::cmp::Reverse(class.severity),
                std::cmp::Reverse(class.count),
                *code,
            )
        });
        for (row, (code, class)) in (1..).zip(sorted) {
            let title = (names.rule)(code).unwrap_or_default();
            let level = class.severity.map_or("", |level| names.levels.word(level));
            texts(sheet, row, 0, &[code, &title, level])?;
            for (column, number) in
                (3..).zip([class.examined, class.count, class.inferred, class.forms])
            {
                count(sheet, row, column, number)?;
            }
            money(sheet, row, 7, class.money)?;
            let examples: Vec<&str> = class.examples.iter().map(String::as_str).collect();
            texts(sheet, row, 8, &examples)?;
            sheet.set_row_height(row, 60)?;
        }
        Ok(())
    }

    /// All points.
    #[cfg(test)]
    pub(super) fn points(&self) -> usize {
        self.0.values().map(|class| class.count).sum()
    }
}

impl Class {
    fn note(&mut self, severity: Severity, example: String) {
        self.count += 1;
        self.severity = self.severity.max(Some(severity));
        if self.examples.len() < EXAMPLES {
            self.examples.push(example);
        }
    }
}

/// What the form says where a point stands.
fn cell(form: &Form, point: &Point) -> String {
    let text = match point.row {
        Some(row) => [row.name.as_str(), row.value.raw.as_str()].join("｜"),
        None => point.finding.message.clone(),
    };
    shown(&text, form.project.name.as_deref().unwrap_or_default())
}

fn shown(text: &str, project: &str) -> String {
    format!("{}（{project}）", shortened(text, SHOWN))
}
