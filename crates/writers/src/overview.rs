//! What a reviewer of a whole package looks at first, as a workbook: the forms with what must be changed by the money they ask for, and
//! the findings of each rule with ten of their cells side by side, so that one ruling may answer many.

use crate::Names;
use crate::points::{Point, Points};
use model::{Document, DocumentVerdict, Form, Money, MoneyUnit, Severity};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};
use std::collections::BTreeMap;

/// Cells that stand side by side for one rule.
const EXAMPLES: usize = 10;

/// Lower edges of the bands of money, in 元, the largest first.
const BANDS: [(i64, &str); 4] = [
    (10_000_000, "1000万元以上"),
    (1_000_000, "100万—1000万元"),
    (100_000, "10万—100万元"),
    (0, "10万元以下"),
];

/// What is collected of a package.
#[derive(Debug, Default)]
pub struct Overview {
    forms: Vec<Line>,
    classes: BTreeMap<String, Class>,
}

/// One form.
#[derive(Debug)]
struct Line {
    department: String,
    unit: String,
    project: String,
    amount: Option<Money>,
    /// Points by level, the gravest first, and those on inferred places.
    counts: [usize; 4],
    document: String,
}

/// The findings of one rule.
#[derive(Debug, Default)]
struct Class {
    severity: Option<Severity>,
    count: usize,
    forms: usize,
    money: Option<Money>,
    examples: Vec<String>,
}

impl Overview {
    /// Adds the forms of a document.
    pub fn add(&mut self, document: &Document, verdict: &DocumentVerdict) {
        for (form, verdict) in document.forms.iter().zip(&verdict.forms) {
            let points = Points::of(form, verdict);
            let amount = budget(form);
            self.forms.push(Line {
                department: form.department.name.clone().unwrap_or_default(),
                unit: form.unit.name.clone().unwrap_or_default(),
                project: form.project.name.clone().unwrap_or_default(),
                amount,
                counts: [
                    points.count(Severity::Error),
                    points.count(Severity::Warning),
                    points.count(Severity::Hint),
                    points.inferred.len(),
                ],
                document: file_name(&document.source.path),
            });
            let mut seen: Vec<&str> = Vec::new();
            for point in &points.confirmed {
                let code = point.finding.code.as_str();
                let class = self.classes.entry(code.to_owned()).or_default();
                class.count += 1;
                class.severity = class.severity.max(Some(point.severity));
                if class.examples.len() < EXAMPLES {
                    class.examples.push(cell(form, point));
                }
                if !seen.contains(&code) {
                    seen.push(code);
                    class.forms += 1;
                    class.money = sum(class.money, amount);
                }
            }
        }
    }

    /// How many forms were seen.
    pub fn len(&self) -> usize {
        self.forms.len()
    }

    /// Whether none was.
    pub fn is_empty(&self) -> bool {
        self.forms.is_empty()
    }

    /// The workbook. Equal input gives equal bytes.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn book(&self, names: &Names) -> Result<Vec<u8>, XlsxError> {
        let mut workbook = Workbook::new();
        let day = ExcelDateTime::from_ymd(2025, 1, 1)?;
        let properties = DocProperties::new()
            .set_title("核对总览")
            .set_creation_datetime(&day);
        workbook.set_properties(&properties);
        self.bands(workbook.add_worksheet().set_name("资金分档")?)?;
        self.lines(workbook.add_worksheet().set_name("各表")?)?;
        self.rules(workbook.add_worksheet().set_name("相同意见")?, names)?;
        workbook.save_to_buffer()
    }

    fn bands(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        head(
            sheet,
            &[
                ("年度资金", 18.0),
                ("表数", 8.0),
                ("金额（万元）", 14.0),
                ("有必改的表", 12.0),
                ("其金额（万元）", 14.0),
            ],
        )?;
        let mut row = 1;
        for (index, (edge, title)) in BANDS.into_iter().enumerate() {
            let upper = index.checked_sub(1).map(|above| BANDS[above].0);
            let inside = |line: &&Line| {
                let yuan = line.amount.map(Money::yuan);
                yuan.is_some_and(|yuan| {
                    yuan >= edge.into() && upper.is_none_or(|upper| yuan < upper.into())
                })
            };
            self.band(
                sheet,
                row,
                title,
                self.forms.iter().filter(inside).collect(),
            )?;
            row += 1;
        }
        let blank = self.forms.iter().filter(|line| line.amount.is_none());
        self.band(sheet, row, "未读出金额", blank.collect())?;
        self.band(sheet, row + 1, "合计", self.forms.iter().collect())
    }

    fn band(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        title: &str,
        lines: Vec<&Line>,
    ) -> Result<(), XlsxError> {
        let grave: Vec<&&Line> = lines.iter().filter(|line| line.counts[0] > 0).collect();
        let total = |lines: &mut dyn Iterator<Item = &&Line>| {
            lines.fold(None, |total, line| sum(total, line.amount))
        };
        let body = body();
        sheet.write_string_with_format(row, 0, title, &body)?;
        sheet.write_number_with_format(row, 1, lines.len() as f64, &body)?;
        money(sheet, row, 2, total(&mut lines.iter()), &body)?;
        sheet.write_number_with_format(row, 3, grave.len() as f64, &body)?;
        money(sheet, row, 4, total(&mut grave.iter().copied()), &body)?;
        Ok(())
    }

    fn lines(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        head(
            sheet,
            &[
                ("部门", 18.0),
                ("单位", 20.0),
                ("项目", 26.0),
                ("年度资金（万元）", 14.0),
                ("必改", 7.0),
                ("建议改", 8.0),
                ("可参考", 8.0),
                ("待对照原件", 11.0),
                ("文件", 36.0),
            ],
        )?;
        let mut sorted: Vec<&Line> = self.forms.iter().collect();
        // What must be changed first, then by money.
        let descending = |line: &Line| std::cmp::Reverse(line.amount.map(Money::yuan));
        sorted.sort_by_key(|line| {
            (
                line.counts[0] == 0,
                descending(line),
                &line.department,
                &line.unit,
            )
        });
        let body = body();
        for (row, line) in (1..).zip(sorted) {
            let texts = [line.department.as_str(), &line.unit, &line.project];
            for (column, text) in (0..).zip(texts) {
                sheet.write_string_with_format(row, column, text, &body)?;
            }
            money(sheet, row, 3, line.amount, &body)?;
            for (column, count) in (4..).zip(line.counts) {
                sheet.write_number_with_format(row, column, count as f64, &body)?;
            }
            sheet.write_string_with_format(row, 8, &line.document, &body)?;
        }
        if !self.forms.is_empty() {
            sheet.autofilter(0, 0, self.forms.len() as u32, 8)?;
        }
        Ok(())
    }

    fn rules(&self, sheet: &mut Worksheet, names: &Names) -> Result<(), XlsxError> {
        let mut columns = vec![
            ("编号", 7.0),
            ("意见", 26.0),
            ("级别", 8.0),
            ("处数", 7.0),
            ("涉及表数", 9.0),
            ("涉及资金（万元）", 15.0),
        ];
        columns.extend([("例", 28.0); EXAMPLES]);
        head(sheet, &columns)?;
        let mut sorted: Vec<(&String, &Class)> = self.classes.iter().collect();
        sorted.sort_by_key(|(code, class)| {
            (
                std::cmp::Reverse(class.severity),
                std::cmp::Reverse(class.count),
                *code,
            )
        });
        let body = body();
        for (row, (code, class)) in (1..).zip(sorted) {
            let title = (names.rule)(code).unwrap_or_default();
            let level = class.severity.map_or("", Severity::word);
            for (column, text) in [(0, code.as_str()), (1, &title), (2, level)] {
                sheet.write_string_with_format(row, column, text, &body)?;
            }
            sheet.write_number_with_format(row, 3, class.count as f64, &body)?;
            sheet.write_number_with_format(row, 4, class.forms as f64, &body)?;
            money(sheet, row, 5, class.money, &body)?;
            for (column, example) in (6..).zip(&class.examples) {
                sheet.write_string_with_format(row, column, example, &body)?;
            }
            sheet.set_row_height(row, 60)?;
        }
        Ok(())
    }
}

fn head(sheet: &mut Worksheet, columns: &[(&str, f64)]) -> Result<(), XlsxError> {
    let format = Format::new()
        .set_bold()
        .set_border(FormatBorder::Thin)
        .set_align(FormatAlign::Center);
    for (column, (title, width)) in (0..).zip(columns) {
        sheet.set_column_width(column, *width)?;
        sheet.write_string_with_format(0, column, *title, &format)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    sheet
        .set_landscape()
        .set_paper_size(9)
        .set_print_fit_to_pages(1, 0);
    Ok(())
}

fn body() -> Format {
    Format::new()
        .set_border(FormatBorder::Thin)
        .set_text_wrap()
        .set_align(FormatAlign::Top)
}

fn budget(form: &Form) -> Option<Money> {
    let annual = form
        .funds
        .annual_total
        .as_ref()
        .and_then(|amount| amount.yuan);
    annual.or(form.funds.total.as_ref().and_then(|amount| amount.yuan))
}

/// The sum of two amounts; the first where it would be no number any more.
fn sum(a: Option<Money>, b: Option<Money>) -> Option<Money> {
    match (a, b) {
        (Some(a), Some(b)) => {
            let sum = a.yuan().checked_add(b.yuan());
            Some(sum.map_or(a, |sum| Money(model::Exact(sum))))
        }
        (a, b) => a.or(b),
    }
}

/// An amount in 万元 as a number; a cell has no exact ones, and nothing is computed from it.
fn money(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    amount: Option<Money>,
    format: &Format,
) -> Result<(), XlsxError> {
    let wan = amount.map(|amount| amount.in_unit(MoneyUnit::Wan));
    match wan.as_deref().and_then(|wan| wan.parse::<f64>().ok()) {
        Some(number) => sheet.write_number_with_format(row, column, number, format)?,
        None => sheet.write_blank(row, column, format)?,
    };
    Ok(())
}

/// The last part of a path, where several parts of one archive keep theirs.
fn file_name(path: &str) -> String {
    path.rsplit(['/', '\\']).next().unwrap_or(path).to_owned()
}

/// What the form says where a point stands.
fn cell(form: &Form, point: &Point) -> String {
    let text = match point.row {
        Some(row) => [row.name.as_str(), row.value.raw.as_str()].join("｜"),
        None => point.finding.message.clone(),
    };
    let shown: String = text.chars().take(60).collect();
    let project = form.project.name.as_deref().unwrap_or_default();
    format!("{shown}（{project}）")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::example;

    #[test]
    fn a_package_is_counted_by_form_and_by_rule() {
        let (document, verdict) = example::checked();
        let mut overview = Overview::default();
        overview.add(&document, &verdict);
        assert_eq!(overview.len(), document.forms.len());
        let points: usize = overview.classes.values().map(|class| class.count).sum();
        let own: usize = overview
            .forms
            .iter()
            .map(|line| line.counts[..3].iter().sum::<usize>())
            .sum();
        assert_eq!(points, own);
        let book = overview.book(&Names::NONE).unwrap();
        assert_eq!(book, overview.book(&Names::NONE).unwrap());
    }
}
