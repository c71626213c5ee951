//! The verdicts on a package as a workbook or a Word document, for those who pass a report on.

use crate::letters::{Letter, Letters};
use crate::overview::Overview;
use crate::paint::docx;
use crate::paper::{Cell, Kind, Paper, Row};
use crate::points::{Point, Points};
use crate::{Levels, Names, advice, head};
use jiff::civil::Date;
use model::{Document, DocumentVerdict, Finding, Form, FormVerdict};
use rust_xlsxwriter::XlsxError;
use zip::result::ZipError;

/// Statements that hold, as far as a line of a report has room for them.
const VERIFIED: usize = 12;

/// What a report is made of.
pub struct Report<'a> {
    /// The documents with their verdicts, in the order of the inputs.
    pub documents: &'a [(Document, DocumentVerdict)],
    /// The findings over several forms.
    pub package: &'a [Finding],
    /// The counts in one line.
    pub line: String,
    /// The date of the verdict.
    pub as_of: Date,
    /// Titles of rules and profiles, words for the levels.
    pub names: Names<'a>,
}

/// A workbook: all points, one a row, and the sheets of the overview.
///
/// # Errors
/// When it cannot be made.
pub fn xlsx(report: &Report) -> Result<Vec<u8>, XlsxError> {
    let (mut letters, mut overview) = (Letters::default(), Overview::default());
    for (document, verdict) in report.documents {
        letters.add(document, verdict);
        overview.add(document, verdict);
    }
    letters.add_package(report.package);
    overview.add_package(report.package);
    overview.book_with(Some(&letters), &report.names)
}

/// A Word document: for each form what was recomputed and holds, and its points in a table.
///
/// # Errors
/// When it cannot be made.
pub fn docx(report: &Report) -> Result<Vec<u8>, ZipError> {
    let mut letter = Letter {
        title: "绩效表核对结果".to_owned(),
        text: vec![format!("核对日期{}，{}。", report.as_of, report.line)],
        ..Letter::default()
    };
    let several = report.documents.len() > 1;
    let mut number = 0;
    for (document, verdict) in report.documents {
        if let Some(error) = &document.error {
            let line = format!("{}：{}", document.source.path, error.message);
            letter.tables.push((line, Paper::default()));
        }
        for (form, verdict) in document.forms.iter().zip(&verdict.forms) {
            number += 1;
            let file = several.then_some(document.source.path.as_str());
            letter.tables.push((
                heading(number, form, verdict, file, &report.names),
                table(form, verdict, &report.names.levels),
            ));
        }
    }
    if !report.package.is_empty() {
        letter.tables.push((
            "几张表之间".to_owned(),
            between(report.package, &report.names.levels),
        ));
    }
    docx::letter(&letter)
}

/// 1．护林员培训（云泽市林业站），年度资金7.2万元。核对口径：……。已核对无误3项：……。
fn heading(
    number: usize,
    form: &Form,
    verdict: &FormVerdict,
    file: Option<&str>,
    names: &Names,
) -> String {
    let mut text = format!("{number}．{}", head::name(form));
    if let Some(unit) = form.office() {
        text = format!("{text}（{unit}）");
    }
    if let Some((word, amount)) = head::money(form) {
        text = format!("{text}，{word}{amount}");
    }
    if let Some(file) = file {
        text = format!("{text}，{file}");
    }
    text = format!("{text}。核对口径：{}。", head::profile(verdict, names));
    let verified = &verdict.verified;
    if !verified.is_empty() {
        let shown: Vec<&str> = verified
            .iter()
            .take(VERIFIED)
            .map(|one| one.message.as_str())
            .collect();
        let more = if verified.len() > VERIFIED { "等" } else { "" };
        text = format!(
            "{text}已核对无误{}项：{}{more}。",
            verified.len(),
            shown.join("；")
        );
    }
    if !verdict.quality.judged {
        text.push_str("这张表太残破或不在核对范围，没有核对内容。");
    } else if Points::of(form, verdict).all().next().is_none() {
        text.push_str("没有发现需要看的要点。");
    }
    text
}

/// Head and width, in shares of the page, of each column.
const COLUMNS: [(&str, u32); 5] = [
    ("序号", 8),
    ("级别", 14),
    ("位置", 34),
    ("意见", 64),
    ("依据", 36),
];

fn table(form: &Form, verdict: &FormVerdict, levels: &Levels) -> Paper {
    let points = Points::of(form, verdict);
    let row = |point: &Point, apart: bool| {
        let finding = point.finding;
        let place = match advice::places(&finding.at) {
            places if places.is_empty() => point.subject(form),
            places => format!("{}（{places}）", point.subject(form)),
        };
        let apart = if apart {
            "\n（位置按版面推断，请对照原件）"
        } else {
            ""
        };
        cells(
            point.number,
            levels.word(point.severity),
            format!("{place}{apart}"),
            finding,
        )
    };
    let confirmed = points.confirmed.iter().map(|point| row(point, false));
    let inferred = points.inferred.iter().map(|point| row(point, true));
    paper(confirmed.chain(inferred).collect())
}

fn between(package: &[Finding], levels: &Levels) -> Paper {
    let rows = (1..).zip(package).map(|(number, finding)| {
        let project = finding.facts.get("project").and_then(|name| name.as_str());
        let place = project.unwrap_or_default().to_owned();
        cells(number, levels.word(finding.severity), place, finding)
    });
    paper(rows.collect())
}

fn cells(number: usize, level: &str, place: String, finding: &Finding) -> Vec<Cell> {
    let citations = advice::citations(&finding.citations);
    let citations: Vec<String> = citations
        .into_iter()
        .map(|(word, text)| format!("{word}：{text}"))
        .collect();
    vec![
        Cell::new(Kind::Short, number.to_string()),
        Cell::new(Kind::Short, level),
        Cell::new(Kind::Text, place),
        Cell::new(
            Kind::Text,
            format!("{}（{}）", finding.message, finding.code),
        ),
        Cell::new(Kind::Text, citations.join("\n")),
    ]
}

/// The table; an empty one where there is nothing to say.
fn paper(rows: Vec<Vec<Cell>>) -> Paper {
    if rows.is_empty() {
        return Paper::default();
    }
    let head = COLUMNS.map(|(title, _)| Cell::new(Kind::Label, title));
    let head = Row::head(head.to_vec());
    let rows = rows.into_iter().map(Row::of);
    Paper {
        columns: COLUMNS.map(|(_, width)| width).to_vec(),
        rows: std::iter::once(head).chain(rows).collect(),
        landscape: true,
        ..Paper::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::example;

    #[test]
    fn a_report_is_the_same_bytes_each_time() {
        let documents = [example::checked()];
        let report = Report {
            documents: &documents,
            package: &[],
            line: "表 1 张".to_owned(),
            as_of: jiff::civil::date(2026, 1, 15),
            names: example::NAMES,
        };
        assert_eq!(docx(&report).unwrap(), docx(&report).unwrap());
        assert_eq!(xlsx(&report).unwrap(), xlsx(&report).unwrap());
    }
}
