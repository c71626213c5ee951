//! The form as a workbook, a sheet a form: merged cells, Chinese fonts by name, one page wide on A4. Text is only ever written as text;
//! a cell that holds nothing but a number is one.

use crate::excel;
use crate::paper::{Kind, Paper};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};
use std::collections::HashSet;

/// Characters that a page is wide, upright and on its side.
const WIDTHS: (f64, f64) = (88.0, 132.0);

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
    table(sheet, paper, row, &widths)?;
    // An empty row, so that a line below is no row of the table.
    let below = row + paper.rows.len() as u32 + 1;
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

fn table(sheet: &mut Worksheet, paper: &Paper, top: u32, widths: &[f64]) -> Result<(), XlsxError> {
    let mut heights = vec![LINE + 3.0; paper.rows.len()];
    for placed in paper.placed() {
        let cell = placed.cell;
        let (first, last) = (
            placed.column,
            (placed.column + cell.across as usize).min(widths.len()) - 1,
        );
        let room: f64 = widths[first..=last].iter().sum();
        let needed = lines(&cell.text, room) * LINE + 3.0;
        // What a merged cell needs beyond its other rows falls to its last one.
        let end = (placed.row + cell.down as usize).min(heights.len()) - 1;
        let before: f64 = heights[placed.row..end].iter().sum();
        heights[end] = heights[end].max(needed - before);
        let row = top + placed.row as u32;
        let format = format(cell.kind);
        let (first, last) = (first as u16, last as u16);
        let bottom = top + end as u32;
        if bottom > row || last > first {
            sheet.merge_range(row, first, bottom, last, "", &format)?;
        }
        match number(cell.kind, &cell.text) {
            Some(number) => sheet.write_number_with_format(row, first, number, &format)?,
            None => sheet.write_string_with_format(row, first, excel::cell(&cell.text), &format)?,
        };
    }
    for (row, height) in (top..).zip(heights) {
        sheet.set_row_height(row, height.min(400.0))?;
    }
    if let Some(head) = paper.rows.iter().position(|row| row.head) {
        let head = top + head as u32;
        sheet.set_repeat_rows(head, head)?;
    }
    Ok(())
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
