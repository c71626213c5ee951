//! One indicator a line as CSV (RFC 4180), for a spreadsheet.

use crate::head;
use model::{Amount, Document, Form, Indicator, MoneyUnit};

/// What a file for a spreadsheet begins with, so that it is taken for UTF-8.
pub const BYTE_ORDER_MARK: &str = "\u{FEFF}";

const COLUMNS: [&str; 20] = [
    "文件",
    "表序",
    "表种",
    "年度",
    "项目名称",
    "主管部门",
    "实施单位",
    "项目总额（元）",
    "年度资金（元）",
    "行",
    "一级指标",
    "二级指标",
    "三级指标",
    "指标值",
    "比较",
    "数值",
    "上限",
    "计量单位",
    "分值",
    "位置",
];

/// The head line.
pub fn head_line() -> String {
    line(COLUMNS.map(str::to_owned).to_vec())
}

/// The lines of one document; a form without indicators has one line of its own.
pub fn rows(document: &Document) -> String {
    let mut out = String::new();
    for (number, form) in document.forms.iter().enumerate() {
        let start = form_cells(document, number + 1, form);
        if form.indicators.is_empty() {
            let mut cells = start;
            cells.resize(COLUMNS.len(), String::new());
            out.push_str(&line(cells));
            continue;
        }
        for row in &form.indicators {
            let mut cells = start.clone();
            cells.extend(row_cells(row));
            out.push_str(&line(cells));
        }
    }
    out
}

fn form_cells(document: &Document, number: usize, form: &Form) -> Vec<String> {
    let yuan = |amount: &Option<Amount>| {
        let money = amount.as_ref().and_then(|amount| amount.yuan);
        money
            .map(|money| money.in_unit(MoneyUnit::Yuan))
            .unwrap_or_default()
    };
    vec![
        document.source.path.clone(),
        number.to_string(),
        form.kind.word().to_owned(),
        form.fiscal_year
            .map(|year| year.to_string())
            .unwrap_or_default(),
        form.project.name.clone().unwrap_or_default(),
        head::party(&form.department),
        head::party(&form.unit),
        yuan(&form.funds.total),
        yuan(&form.funds.annual_total),
    ]
}

fn row_cells(row: &Indicator) -> [String; 11] {
    let exact =
        |number: Option<model::Exact>| number.map(|number| number.to_string()).unwrap_or_default();
    let value = &row.value;
    [
        row.id.trim_start_matches('r').to_owned(),
        row.level1.clone().unwrap_or_default(),
        row.level2.clone().unwrap_or_default(),
        row.name.clone(),
        value.raw.clone(),
        value
            .operator
            .map(|operator| operator.sign().to_owned())
            .unwrap_or_default(),
        exact(value.number),
        exact(value.upper),
        value.unit.clone().unwrap_or_default(),
        exact(row.weight),
        if row.is_inferred() {
            "按版面推断"
        } else {
            ""
        }
        .to_owned(),
    ]
}

/// One line of cells.
pub(crate) fn line(cells: Vec<String>) -> String {
    cells
        .iter()
        .map(|cell| quoted(cell))
        .collect::<Vec<_>>()
        .join(",")
        + "\r\n"
}

/// A cell. Text that a spreadsheet would take for a formula gets an apostrophe in front; plain numbers do not.
fn quoted(cell: &str) -> String {
    let is_number = cell
        .strip_prefix('-')
        .unwrap_or(cell)
        .chars()
        .all(|c| c.is_ascii_digit() || c == '.');
    let guarded = if cell.starts_with(['=', '+', '-', '@', '\t', '\r'])
        && !is_number
        && cell.chars().count() > 1
    {
        format!("'{cell}")
    } else {
        cell.to_owned()
    };
    if guarded.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", guarded.replace('"', "\"\""))
    } else {
        guarded
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_has_all_columns() {
        let (document, _) = crate::example::checked();
        let text = head_line() + &rows(&document);
        assert_eq!(text.lines().count(), 1 + document.forms[0].indicators.len());
        for line in text.lines() {
            assert_eq!(line.split(',').count(), COLUMNS.len(), "{line}");
        }
        assert!(text.contains("云泽市/申报表.txt,1,绩效目标表,2026,护林员培训,[812]云泽市林草局,云泽市林业站,72000,72000,2,产出指标,质量指标,培训合格率,≥95%,≥,95,,%,,\r\n"));
    }

    #[test]
    fn text_never_becomes_a_formula() {
        for (cell, written) in [
            ("=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\""),
            ("=124人", "'=124人"),
            ("-5", "-5"),
            ("-", "-"),
            ("甲,乙", "\"甲,乙\""),
        ] {
            assert_eq!(quoted(cell), written);
        }
    }
}
