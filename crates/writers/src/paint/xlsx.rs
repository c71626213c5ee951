//! The form as a workbook, a sheet a form: merged cells, Chinese fonts by name, one page wide on A4. Text is only ever written as text;
//! a cell that holds nothing but a number is one.

use crate::excel;
use crate::paper::{Kind, Paper, Placed};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};
use std::collections::HashSet;

/// Characters that a page is wide, upright and on its side.
const WIDTHS: (f64, f64) = (88.0, 132.0);

/// Points that a row of a sheet is high at most.
const TALLEST: f64 = 400.0;

/// Points that a line of text is high.
const LINE: f64 = 15.0;

/// The workbook; `names` are those of the sheets.
///
/// # Errors
/// When it cannot be made.
pub fn book(papers: &[(String, Paper)]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let day = ExcelDateTime::from_ymd(2025, 1, 1)?;
    let title = papers.first().map_or("", |(_, paper)| paper.title.as_str());
    let properties = DocProperties::new()
        .set_title(title)
        .set_creation_datetime(&day);
    workbook.set_properties(&properties);
    let mut taken = HashSet::new();
    for (number, (name, paper)) in (1..).zip(papers) {
        let sheet = workbook.add_worksheet();
        sheet.set_name(sheet_name(name, number, &mut taken))?;
        paint(sheet, paper)?;
    }
    workbook.save_to_buffer()
}

/// A name that Excel takes, and that no other sheet has.
fn sheet_name(name: &str, number: usize, taken: &mut HashSet<String>) -> String {
    let plain: String = name
        .chars()
        .filter(|c| !c.is_control() && !"[]:*?/\\'".contains(*c))
        .take(24)
        .collect();
    let plain = plain.trim();
    let mut own = if plain.is_empty() {
        format!("表{number}")
    } else {
        plain.to_owned()
    };
    if !taken.insert(own.to_lowercase()) {
        own = format!("{own}_{number}");
        taken.insert(own.to_lowercase());
    }
    own
}

fn font(format: Format, size: f64) -> Format {
    format.set_font_name("宋体").set_font_size(size)
}

fn paint(sheet: &mut Worksheet, paper: &Paper) -> Result<(), XlsxError> {
    let all: u32 = paper.columns.iter().sum();
    let page = if paper.landscape { WIDTHS.1 } else { WIDTHS.0 };
    let widths: Vec<f64> = paper
        .columns
        .iter()
        .map(|column| page * f64::from(*column) / f64::from(all.max(1)))
        .collect();
    for (column, width) in (0..).zip(&widths) {
        sheet.set_column_width(column, *width)?;
    }
    let last = u16::try_from(paper.columns.len())
        .unwrap_or(1)
        .saturating_sub(1);
    let mut row = 0;
    for line in &paper.above {
        sheet.write_string_with_format(row, 0, excel::cell(line), &font(Format::new(), 12.0))?;
        row += 1;
    }
    let title = font(Format::new(), 18.0)
        .set_font_name("方正小标宋简体")
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_text_wrap();
    across(sheet, row, (0, last), &paper.title, &title)?;
    sheet.set_row_height(row, 30)?;
    row += 1;
    let [left, middle, right] = &paper.line;
    for (text, align) in [
        (left, FormatAlign::Left),
        (middle, FormatAlign::Center),
        (right, FormatAlign::Right),
    ] {
        if !text.is_empty() {
            across(
                sheet,
                row,
                (0, last),
                text,
                &font(Format::new(), 12.0).set_align(align),
            )?;
            row += 1;
        }
    }
    // An empty row, so that a line below is no row of the table.
    let below = table(sheet, paper, row, &widths)? + 1;
    let plain = font(Format::new(), 10.5)
        .set_text_wrap()
        .set_align(FormatAlign::Top);
    for (row, line) in (below..).zip(&paper.below) {
        across(sheet, row, (0, last), line, &plain)?;
        sheet.set_row_height(row, lines(line, page) * LINE)?;
    }
    sheet.set_paper_size(9).set_print_fit_to_pages(1, 0);
    sheet.set_margins(0.7, 0.7, 0.8, 0.8, 0.3, 0.3);
    sheet.set_print_center_horizontally(true);
    sheet.set_footer("&C第 &P 页，共 &N 页");
    if paper.landscape {
        sheet.set_landscape();
    }
    Ok(())
}

/// Draws the table and says the row below it. A row that is taller than Excel allows takes several rows of the sheet.
fn table(sheet: &mut Worksheet, paper: &Paper, top: u32, widths: &[f64]) -> Result<u32, XlsxError> {
    let heights = heights(paper, widths);
    let mut tops = vec![top];
    for height in &heights {
        let rows = (height / TALLEST).ceil().max(1.0);
        let first = tops[tops.len() - 1];
        for row in first..first + rows as u32 {
            sheet.set_row_height(row, height / rows)?;
        }
        tops.push(first + rows as u32);
    }
    for placed in paper.placed() {
        let (cell, end) = (placed.cell, last_row(paper, &placed));
        let (first, last) = columns(&placed, widths.len());
        let (row, bottom) = (tops[placed.row], tops[end + 1] - 1);
        let format = format(cell.kind);
        let (first, last) = (first as u16, last as u16);
        if bottom > row || last > first {
            sheet.merge_range(row, first, bottom, last, "", &format)?;
        }
        match number(cell.kind, &cell.text) {
            Some(number) => sheet.write_number_with_format(row, first, number, &format)?,
            None => sheet.write_string_with_format(row, first, excel::cell(&cell.text), &format)?,
        };
    }
    if let Some(first) = paper.rows.iter().position(|row| row.head) {
        let heads = paper.rows[first..]
            .iter()
            .take_while(|row| row.head)
            .count();
        sheet.set_repeat_rows(tops[first], tops[first + heads] - 1)?;
    }
    Ok(tops[paper.rows.len()])
}

/// The height that each row of the table needs, in points.
fn heights(paper: &Paper, widths: &[f64]) -> Vec<f64> {
    let mut heights = vec![LINE + 3.0; paper.rows.len()];
    for placed in paper.placed() {
        let (first, last) = columns(&placed, widths.len());
        let room: f64 = widths[first..=last].iter().sum();
        let needed = lines(&placed.cell.text, room) * LINE + 3.0;
        // What a merged cell needs beyond its other rows falls to its last one.
        let end = last_row(paper, &placed);
        let before: f64 = heights[placed.row..end].iter().sum();
        heights[end] = heights[end].max(needed - before);
    }
    heights
}

/// The first and last column of a cell.
fn columns(placed: &Placed, count: usize) -> (usize, usize) {
    let end = placed.column + placed.cell.across as usize;
    (placed.column, end.min(count) - 1)
}

/// The last row of a cell.
fn last_row(paper: &Paper, placed: &Placed) -> usize {
    (placed.row + placed.cell.down as usize).min(paper.rows.len()) - 1
}

fn format(kind: Kind) -> Format {
    let format = font(Format::new(), 10.5)
        .set_border(FormatBorder::Thin)
        .set_text_wrap()
        .set_align(FormatAlign::VerticalCenter);
    format.set_align(match kind {
        Kind::Label | Kind::Short => FormatAlign::Center,
        Kind::Text => FormatAlign::Left,
        Kind::Number => FormatAlign::Right,
    })
}

/// The number of a cell whose text Excel would show the same.
fn number(kind: Kind, text: &str) -> Option<f64> {
    let number: f64 = text.parse().ok().filter(|_| kind == Kind::Number)?;
    (number.is_finite() && number.to_string() == text).then_some(number)
}

fn across(
    sheet: &mut Worksheet,
    row: u32,
    (first, last): (u16, u16),
    text: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    if last > first {
        sheet.merge_range(row, first, row, last, &excel::cell(text), format)?;
    } else {
        sheet.write_string_with_format(row, first, excel::cell(text), format)?;
    }
    Ok(())
}

/// Lines that a text takes in a cell of so many half-width characters.
fn lines(text: &str, room: f64) -> f64 {
    let width = |line: &str| -> f64 {
        line.chars()
            .map(|c| if c.is_ascii() { 1.0 } else { 2.0 })
            .sum()
    };
    let room = (room - 2.0).max(2.0);
    text.split('\n')
        .map(|line| (width(line) / room).ceil().max(1.0))
        .sum()
}
