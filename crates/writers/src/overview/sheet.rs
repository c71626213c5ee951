//! What the sheets of the workbook have in common: heads, cells, amounts.

use crate::excel;
use model::{Money, MoneyUnit};
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Worksheet, XlsxError};

/// Title and width, in characters, of each column; the row stays in sight, and the sheet prints on one page's width.
pub(super) fn head(
    sheet: &mut Worksheet,
    row: u32,
    columns: &[(&str, f64)],
) -> Result<(), XlsxError> {
    let format = Format::new()
        .set_bold()
        .set_border(FormatBorder::Thin)
        .set_text_wrap()
        .set_align(FormatAlign::Center);
    for (column, (title, width)) in (0..).zip(columns) {
        sheet.set_column_width(column, *width)?;
        sheet.write_string_with_format(row, column, *title, &format)?;
    }
    sheet.set_freeze_panes(row + 1, 0)?;
    sheet
        .set_landscape()
        .set_paper_size(9)
        .set_print_fit_to_pages(1, 0);
    Ok(())
}

/// A line above the head that says how the sheet was made.
pub(super) fn note(sheet: &mut Worksheet, text: &str) -> Result<(), XlsxError> {
    sheet.write_string(0, 0, text)?;
    Ok(())
}

/// How a cell looks.
pub(super) fn body() -> Format {
    Format::new()
        .set_border(FormatBorder::Thin)
        .set_text_wrap()
        .set_align(FormatAlign::Top)
}

/// Texts side by side, from a column on. Text is only ever written as text: nothing of a form becomes a formula.
pub(super) fn texts(
    sheet: &mut Worksheet,
    row: u32,
    from: u16,
    texts: &[&str],
) -> Result<(), XlsxError> {
    let body = body();
    for (column, text) in (from..).zip(texts) {
        sheet.write_string_with_format(row, column, excel::cell(text), &body)?;
    }
    Ok(())
}

/// A count.
pub(super) fn count(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    count: usize,
) -> Result<(), XlsxError> {
    sheet.write_number_with_format(row, column, count as f64, &body())?;
    Ok(())
}

/// An amount in 万元 as a number; a cell has no exact ones, and nothing is computed from it.
pub(super) fn money(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    amount: Option<Money>,
) -> Result<(), XlsxError> {
    let wan = amount.map(|amount| amount.in_unit(MoneyUnit::Wan));
    match wan.as_deref().and_then(|wan| wan.parse::<f64>().ok()) {
        Some(number) => sheet.write_number_with_format(row, column, number, &body())?,
        None => sheet.write_blank(row, column, &body())?,
    };
    Ok(())
}

/// A share, printed as a percentage with one decimal.
pub(super) fn share(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    part: f64,
    whole: f64,
) -> Result<(), XlsxError> {
    if whole > 0.0 {
        let format = body().set_num_format("0.0%");
        sheet.write_number_with_format(row, column, part / whole, &format)?;
    } else {
        sheet.write_blank(row, column, &body())?;
    }
    Ok(())
}
