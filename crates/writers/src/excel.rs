//! What workbooks have in common: heads, cells, amounts, and what a cell can hold.

use model::{Money, MoneyUnit};
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Worksheet, XlsxError};
use std::borrow::Cow;

/// Units of UTF-16 that a cell holds.
const MOST: usize = 32_767;

/// The text as far as a cell can hold it; where it cannot, its end says how much is missing and where to look.
pub(crate) fn cell(text: &str) -> Cow<'_, str> {
    if text.len() <= MOST || text.encode_utf16().count() <= MOST {
        return Cow::Borrowed(text);
    }
    let mut units = 0;
    let end = text
        .char_indices()
        .find(|(_, c)| {
            units += c.len_utf16();
            units > MOST - 40
        })
        .map_or(text.len(), |(at, _)| at);
    let left = text[end..].chars().count();
    Cow::Owned(format!(
        "{}……（单元格放不下，余下{left}个字见原件）",
        &text[..end]
    ))
}

/// Title and width, in characters, of each column; the row stays in sight, and the sheet prints on one page's width.
pub(crate) fn head(
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
pub(crate) fn note(sheet: &mut Worksheet, text: &str) -> Result<(), XlsxError> {
    sheet.write_string(0, 0, text)?;
    Ok(())
}

/// How a cell looks.
pub(crate) fn body() -> Format {
    Format::new()
        .set_border(FormatBorder::Thin)
        .set_text_wrap()
        .set_align(FormatAlign::Top)
}

/// Texts side by side, from a column on. Text is only ever written as text: nothing of a form becomes a formula.
pub(crate) fn texts(
    sheet: &mut Worksheet,
    row: u32,
    from: u16,
    texts: &[&str],
) -> Result<(), XlsxError> {
    let body = body();
    for (column, text) in (from..).zip(texts) {
        sheet.write_string_with_format(row, column, cell(text), &body)?;
    }
    Ok(())
}

/// A count.
pub(crate) fn count(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    count: usize,
) -> Result<(), XlsxError> {
    sheet.write_number_with_format(row, column, count as f64, &body())?;
    Ok(())
}

/// An amount in 万元 as a number; a cell has no exact ones, and nothing is computed from it.
pub(crate) fn money(
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
pub(crate) fn share(
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_is_too_long_says_what_is_missing() {
        assert_eq!(cell("培训"), "培训");
        let long = "训".repeat(40_000);
        let short = cell(&long);
        assert!(short.encode_utf16().count() <= MOST);
        assert!(short.ends_with("个字见原件）"));
    }
}
