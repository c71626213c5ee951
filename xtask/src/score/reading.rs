//! What the program read, in the terms of the gold files: annual rows of project forms, money in 元.

use super::text::{is_blank, norm_name};
use super::value::QUALITATIVE;
use model::{Amount, Document, Exact, Form, FormKind, Horizon, Indicator, Value, ValueKind};

/// A document as it was read.
#[derive(Default)]
pub struct Reading {
    /// The forms that say anything: a project name or a named row.
    pub forms: Vec<ReadForm>,
    /// The kind of error with which the document was refused.
    pub error: Option<String>,
}

/// A form as it was read. Money in 元.
#[derive(Default)]
pub struct ReadForm {
    /// The title.
    pub title: Option<String>,
    /// The budget year.
    pub fiscal_year: Option<i64>,
    /// 项目名称.
    pub project_name: Option<String>,
    /// 主管部门.
    pub department: Option<String>,
    /// 实施单位.
    pub unit: Option<String>,
    /// The unit in which amounts are printed.
    pub amount_unit: Option<String>,
    /// The goal of the year.
    pub goal: Option<String>,
    /// 项目总额.
    pub total: Option<f64>,
    /// 年度资金总额.
    pub annual_total: Option<f64>,
    /// Printed amounts by label; of equal labels the last one.
    pub funds: Vec<(String, f64)>,
    /// The rows with a name.
    pub rows: Vec<ReadRow>,
}

/// A row as it was read.
#[derive(Default)]
pub struct ReadRow {
    /// 一级指标.
    pub level1: String,
    /// 二级指标.
    pub level2: String,
    /// 三级指标.
    pub name: String,
    /// The name, normalised.
    pub key: String,
    /// 指标值.
    pub value: ReadValue,
    /// 实际完成值.
    pub actual: String,
    /// 分值.
    pub weight: Option<f64>,
    /// 得分.
    pub score: Option<f64>,
}

/// A value as it was read.
#[derive(Default)]
pub struct ReadValue {
    /// The text.
    pub raw: String,
    /// The sign, `=` for a bare number, or `qualitative`.
    pub operator: Option<&'static str>,
    /// The number.
    pub number: Option<f64>,
    /// The unit.
    pub unit: Option<String>,
}

/// What was read from a document. A department's form counts as no form.
pub fn reading(document: &Document) -> Reading {
    let forms = document
        .forms
        .iter()
        .filter(|form| form.kind != FormKind::Department)
        .map(read_form)
        .filter(|form| {
            !form.rows.is_empty() || !is_blank(form.project_name.as_deref().unwrap_or_default())
        });
    Reading {
        forms: forms.collect(),
        error: document
            .error
            .as_ref()
            .and_then(|error| serde_json::to_value(error.kind).ok())
            .and_then(|kind| kind.as_str().map(str::to_owned)),
    }
}

fn read_form(form: &Form) -> ReadForm {
    let mut funds: Vec<(String, f64)> = Vec::new();
    for line in &form.funds.lines {
        let Some(yuan) = yuan(Some(&line.amount)) else {
            continue;
        };
        match funds.iter_mut().find(|(label, _)| *label == line.label) {
            Some((_, amount)) => *amount = yuan,
            None => funds.push((line.label.clone(), yuan)),
        }
    }
    ReadForm {
        title: form.title.clone(),
        fiscal_year: form.fiscal_year.map(i64::from),
        project_name: form.project.name.clone(),
        department: form.department.name.clone(),
        unit: form.unit.name.clone(),
        amount_unit: form.amount_unit.map(|unit| unit.word().to_owned()),
        goal: form
            .annual_goal()
            .or(form.goals.first())
            .map(|goal| goal.text.clone()),
        total: yuan(form.funds.total.as_ref()),
        annual_total: yuan(form.funds.annual_total.as_ref()),
        funds,
        rows: form
            .indicators
            .iter()
            .filter(|row| row.horizon == Horizon::Annual && !is_blank(&row.name))
            .map(read_row)
            .collect(),
    }
}

fn read_row(row: &Indicator) -> ReadRow {
    ReadRow {
        level1: row.level1.clone().unwrap_or_default(),
        level2: row.level2.clone().unwrap_or_default(),
        name: row.name.clone(),
        key: norm_name(&row.name),
        value: read_value(&row.value),
        actual: row
            .actual
            .as_ref()
            .map_or_else(String::new, |value| value.raw.clone()),
        weight: row.weight.and_then(plain),
        score: row.score.and_then(plain),
    }
}

fn read_value(value: &Value) -> ReadValue {
    let raw = value.raw.clone();
    match value.kind {
        ValueKind::Number => ReadValue {
            raw,
            operator: value
                .operator
                .map(|operator| operator.sign())
                .or(value.number.map(|_| "=")),
            number: value.number.and_then(plain),
            unit: value.unit.clone(),
        },
        kind => ReadValue {
            raw,
            operator: (kind != ValueKind::Empty).then_some(QUALITATIVE),
            ..ReadValue::default()
        },
    }
}

fn yuan(amount: Option<&Amount>) -> Option<f64> {
    plain(amount?.yuan?.0)
}

/// Gold numbers are compared to six digits: binary ones will do.
fn plain(exact: Exact) -> Option<f64> {
    exact.to_string().parse().ok()
}
