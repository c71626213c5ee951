//! A bureau's own rules, as its profile writes them: what a form lacks or has too much of.

use crate::subject::{Row, Subject};
use law::profile::{AmountOf, Forbid, Length, OwnRule, Range, Ratio, Rows, TextField};
use model::text::norm;
use model::{Citation, Exact, Facts, Finding, Place};
use rust_decimal::Decimal;

/// What one of these rules says about a form; nothing where the form is not one it speaks about.
pub(crate) fn check(subject: &Subject, rule: &OwnRule) -> Option<Vec<Finding>> {
    if !speaks_about(subject, rule) {
        return None;
    }
    let mut said = Said {
        rule,
        findings: Vec::new(),
    };
    if let Some(rows) = &rule.require {
        said.require(subject, rows);
    }
    if let Some(forbid) = &rule.forbid {
        said.forbid(subject, forbid);
    }
    if let Some(range) = &rule.range {
        said.range(subject, range);
    }
    if let Some(length) = &rule.length {
        said.length(subject, length);
    }
    if let Some(ratio) = &rule.ratio {
        said.ratio(subject, ratio);
    }
    Some(said.findings)
}

fn speaks_about(subject: &Subject, rule: &OwnRule) -> bool {
    let form = subject.form;
    let only = &rule.only;
    let has = |words: &[String], texts: &[&str]| {
        words.is_empty()
            || words
                .iter()
                .any(|word| texts.iter().any(|text| text.contains(word.as_str())))
    };
    let offices = [&form.unit.name, &form.department.name];
    let offices: Vec<&str> = offices.into_iter().flatten().map(String::as_str).collect();
    rule.kinds.contains(&form.kind)
        && has(&only.project, &[form.project_name()])
        && has(&only.unit, &offices)
        && only
            .budget_from
            .is_none_or(|from| subject.budget().is_some_and(|budget| budget >= from.0))
}

struct Said<'r> {
    rule: &'r OwnRule,
    findings: Vec<Finding>,
}

impl Said<'_> {
    fn say(&mut self, row: Option<&Row>, at: Vec<Place>, what: String) -> &mut Finding {
        let advice = self.rule.advice.as_deref().unwrap_or("请核对修改");
        let citations = self.rule.basis.iter().map(|basis| Citation {
            key: self.rule.code.clone(),
            document: basis.clone(),
            clause: None,
            binding: true,
        });
        self.findings.push(Finding {
            id: String::new(),
            code: self.rule.code.clone(),
            name: "own".to_owned(),
            severity: self.rule.severity,
            message: format!("{what}，{}。", advice.trim_end_matches('。')),
            row: row.map(|row| row.row.id.clone()),
            at,
            span: None,
            facts: Facts::new(),
            covers: Vec::new(),
            covered_by: None,
            related: Vec::new(),
            citations: citations.collect(),
            criterion: None,
            inferred: row.is_some_and(|row| row.row.is_inferred()),
            fix: None,
        });
        let last = self.findings.len() - 1;
        &mut self.findings[last]
    }

    fn require(&mut self, subject: &Subject, rows: &Rows) {
        let missing = !subject.judged().any(|row| is_meant(row, rows));
        // While a label or a name is in doubt, the missing row may be just that one.
        let open = subject.has_open_reading() || subject.rows.iter().any(|row| row.name_open);
        if missing && !open && !subject.rows.is_empty() {
            let at = subject.rows.first().map(|row| row.row.place());
            self.say(
                None,
                at.unwrap_or_default(),
                format!("没有{}", described(rows)),
            );
        }
    }

    fn forbid(&mut self, subject: &Subject, forbid: &Forbid) {
        for (text, row, at) in texts(subject, forbid.field) {
            if let Some(word) = forbid
                .words
                .iter()
                .find(|word| text.contains(word.as_str()))
            {
                let what = format!("{}{}有“{word}”", forbid.field.word(), place(row));
                self.say(row, at, what)
                    .facts
                    .insert("found".into(), word.as_str().into());
            }
        }
    }

    fn range(&mut self, subject: &Subject, range: &Range) {
        for row in subject.judged().filter(|row| is_meant(row, &range.rows)) {
            let value = row.value();
            let same_unit = value.unit.as_deref() == Some(range.unit.as_str());
            let Some(number) = value.number.filter(|_| same_unit && !row.value_open) else {
                continue;
            };
            if let Some(bound) = outside(number.0, range.min, range.max, &range.unit) {
                let what = format!("“{}”为“{}”，{bound}", row.row.path(), value.raw);
                let at = row.row.cells.value.clone();
                self.say(Some(row), at, what)
                    .facts
                    .insert("found".into(), number.to_string().into());
            }
        }
    }

    fn length(&mut self, subject: &Subject, length: &Length) {
        for (text, row, at) in texts(subject, length.field) {
            let count = text.trim().chars().count();
            let bound = match (length.min, length.max) {
                (Some(min), _) if count < min && count > 0 => format!("应不少于{min}个字"),
                (_, Some(max)) if count > max => format!("应不多于{max}个字"),
                _ => continue,
            };
            let what = format!(
                "{}{}有{count}个字，{bound}",
                length.field.word(),
                place(row)
            );
            self.say(row, at, what)
                .facts
                .insert("found".into(), count.into());
        }
    }

    fn ratio(&mut self, subject: &Subject, ratio: &Ratio) {
        let amounts = amount(subject, &ratio.of).zip(amount(subject, &ratio.to));
        let Some((of, to)) = amounts.filter(|(_, to)| to.1 > Decimal::ZERO) else {
            return;
        };
        let part = of.1.saturating_mul(Decimal::ONE_HUNDRED).checked_div(to.1);
        let Some(part) = part.map(|part| part.round_dp(2).normalize()) else {
            return;
        };
        if let Some(bound) = outside(part, ratio.min, ratio.max, "%") {
            let what = format!(
                "{}{}为{}{}的{part}%，{bound}",
                of.0,
                subject.amount_of_money(of.1),
                to.0,
                subject.amount_of_money(to.1)
            );
            self.say(None, of.2, what)
                .facts
                .insert("found".into(), part.to_string().into());
        }
    }
}

/// What a value outside its bounds should be.
fn outside(number: Decimal, min: Option<Exact>, max: Option<Exact>, unit: &str) -> Option<String> {
    match (min, max) {
        (Some(min), _) if number < min.0 => Some(format!("应不低于{min}{unit}")),
        (_, Some(max)) if number > max.0 => Some(format!("应不高于{max}{unit}")),
        _ => None,
    }
}

fn is_meant(row: &Row, rows: &Rows) -> bool {
    let class = rows.class.is_none_or(|class| row.class == Some(class));
    let named = rows.name.is_empty()
        || rows
            .name
            .iter()
            .any(|word| row.name.norm.contains(&norm(word)));
    class && named && !row.name.text.is_empty()
}

/// 名称含“人均”或“每人”的成本指标.
fn described(rows: &Rows) -> String {
    let class = rows.class.map(|class| class.word()).unwrap_or_default();
    match rows.name.as_slice() {
        [] => format!("{class}指标"),
        words => format!("名称含“{}”的{class}指标", words.join("”或“")),
    }
}

fn place(row: Option<&Row>) -> String {
    row.map(|row| format!("“{}”", row.row.path()))
        .unwrap_or_default()
}

/// The texts of a field, with their rows and places.
fn texts<'s>(
    subject: &'s Subject,
    field: TextField,
) -> Vec<(&'s str, Option<&'s Row<'s>>, Vec<Place>)> {
    let form = subject.form;
    match field {
        TextField::ProjectName => vec![(form.project_name(), None, Vec::new())],
        TextField::Goal => {
            let goal = subject.goal.as_ref();
            goal.map(|goal| (goal.text.text, None, goal.at.clone()))
                .into_iter()
                .collect()
        }
        TextField::Name => {
            let rows = subject.judged().filter(|row| !row.name_open);
            rows.map(|row| (row.name.text, Some(row), row.row.place()))
                .collect()
        }
        TextField::Value => {
            let rows = subject.judged().filter(|row| !row.value_open);
            rows.map(|row| {
                (
                    row.value().raw.as_str(),
                    Some(row),
                    row.row.cells.value.clone(),
                )
            })
            .collect()
        }
    }
}

/// The name of an amount, the amount in 元 and its places; nothing where the form does not state it.
fn amount(subject: &Subject, of: &AmountOf) -> Option<(String, Decimal, Vec<Place>)> {
    let funds = &subject.form.funds;
    match of {
        AmountOf::Label(label) => {
            let wanted = norm(label);
            let totals = [
                ("年度资金总额", &funds.annual_total),
                ("项目总额", &funds.total),
            ];
            let total = totals.into_iter().find(|(word, _)| norm(word) == wanted);
            let amount = match total {
                Some((_, amount)) => amount.as_ref()?,
                None => {
                    &funds
                        .lines
                        .iter()
                        .find(|line| norm(&line.label) == wanted)?
                        .amount
                }
            };
            Some((
                label.clone(),
                amount.for_sum()?,
                amount.at.iter().cloned().collect(),
            ))
        }
        AmountOf::Rows(rows) => {
            let meant: Vec<&Row> = subject.judged().filter(|row| is_meant(row, rows)).collect();
            let amounts: Option<Vec<Decimal>> = meant.iter().map(|row| row.total_cost()).collect();
            let sum = amounts?.into_iter().reduce(Decimal::saturating_add)?;
            let at = meant.iter().flat_map(|row| row.row.cells.value.clone());
            Some((described(rows), sum, at.collect()))
        }
    }
}
