//! Pages as a workbook: merged cells, plain numbers typed as numbers, pure percentages as fractions with a percent format.

use super::grid::{Slot, slots, width};
use super::{Setting, setting};
use anyhow::Result;
use model::Exact;
use model::page::{Block, Cell, CellLayout, Typed};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet,
};

/// Excel keeps fifteen digits; a longer number stays text.
const DIGITS: usize = 15;

/// Width of a column in Excel's digits, how many Han characters that holds, and the height of a line in points.
const COLUMN_WIDTH: f64 = 17.0;
const COLUMN_TEXT: u32 = 8;
const LINE_HEIGHT: f64 = 18.0;

/// One workbook. A block with another name than the one before begins a sheet of its own; the first is `Sheet1` unless named.
/// Lines of text are merged over the width of the widest table. Fails when a sheet name or a cell is beyond what Excel allows.
pub fn xlsx(blocks: &[Block]) -> Result<Vec<u8>> {
    let mut book = Workbook::new();
    let created = ExcelDateTime::from_ymd(2025, 1, 1)?.and_hms(0, 0, 0)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&created));
    let mut rest = blocks;
    while let Some(first) = rest.first() {
        let count = rest
            .iter()
            .take_while(|block| block.name == first.name)
            .count();
        let (sheet, later) = rest.split_at(count);
        write_sheet(sheet, book.add_worksheet())?;
        rest = later;
    }
    Ok(book.save_to_buffer()?)
}

fn write_sheet(blocks: &[Block], sheet: &mut Worksheet) -> Result<()> {
    if let Some(name) = blocks.first().and_then(|block| block.name.as_deref()) {
        sheet.set_name(name)?;
    }
    let columns = blocks
        .iter()
        .map(|block| width(&block.rows))
        .max()
        .unwrap_or(1)
        .max(1);
    for column in 0..columns as u16 {
        sheet.set_column_width(column, COLUMN_WIDTH)?;
    }
    sheet.set_paper_size(9).set_print_fit_to_pages(1, 0);
    let mut line = 0;
    for block in blocks {
        match block.layout {
            CellLayout::Prose => {
                for row in &block.rows {
                    let text: String = row.cells.iter().map(|cell| cell.text.as_str()).collect();
                    write_line(&text, line, columns as u16, sheet)?;
                    line += 1;
                }
            }
            CellLayout::Ruled | CellLayout::Flattened => {
                for (index, slots) in slots(&block.rows).into_iter().enumerate() {
                    let below = (block.rows.len() - index) as u32;
                    let mut column = 0;
                    // Excel does not grow a row for wrapped text in merged cells.
                    let lines = slots.iter().map(text_lines).max().unwrap_or(1);
                    sheet.set_row_height(line, f64::from(lines) * LINE_HEIGHT)?;
                    for slot in slots {
                        if let Slot::Cell(cell) = slot {
                            write_cell(cell, line, column, cell.rows.min(below), sheet)?;
                        }
                        column += slot.columns() as u16;
                    }
                    line += 1;
                }
            }
        }
    }
    Ok(())
}

/// How many lines the text of a cell takes; a cell over several rows has room enough.
fn text_lines(slot: &Slot) -> u32 {
    match slot {
        Slot::Cell(cell) if cell.rows <= 1 => {
            let room = COLUMN_TEXT * cell.columns.max(1);
            cell.text
                .split('\n')
                .map(|line| (line.chars().count() as u32).div_ceil(room).max(1))
                .sum()
        }
        _ => 1,
    }
}

fn write_line(text: &str, line: u32, columns: u16, sheet: &mut Worksheet) -> Result<()> {
    let plain = Format::new().set_text_wrap();
    let format = match setting(text) {
        Setting::Title => plain
            .set_align(FormatAlign::Center)
            .set_bold()
            .set_font_size(16),
        Setting::Centred => plain.set_align(FormatAlign::Center),
        Setting::Right => plain.set_align(FormatAlign::Right),
        Setting::Plain => plain,
    };
    if columns > 1 {
        sheet.merge_range(line, 0, line, columns - 1, text, &format)?;
    } else {
        sheet.write_string_with_format(line, 0, text, &format)?;
    }
    Ok(())
}

fn write_cell(cell: &Cell, line: u32, column: u16, rows: u32, sheet: &mut Worksheet) -> Result<()> {
    let format = Format::new()
        .set_border(FormatBorder::Thin)
        .set_text_wrap()
        .set_align(FormatAlign::Left)
        .set_align(FormatAlign::VerticalCenter);
    let (last_line, last_column) = (
        line + rows.max(1) - 1,
        column + cell.columns.max(1) as u16 - 1,
    );
    if (last_line, last_column) != (line, column) {
        sheet.merge_range(line, column, last_line, last_column, "", &format)?;
    }
    match typed(cell) {
        Shown::Text => sheet.write_string_with_format(line, column, &cell.text, &format)?,
        Shown::Number(number, shape) => {
            sheet.write_number_with_format(line, column, number, &format.set_num_format(shape))?
        }
        Shown::Date(date) => {
            let format = format.set_num_format("yyyy\"年\"m\"月\"d\"日\"");
            sheet.write_datetime_with_format(line, column, &date, &format)?
        }
        Shown::Bool(truth) => sheet.write_boolean_with_format(line, column, truth, &format)?,
    };
    Ok(())
}

/// What is written for a cell.
enum Shown {
    Text,
    Number(f64, String),
    Date(ExcelDateTime),
    Bool(bool),
}

/// The cell's own type where it has one, else a number where its text is nothing but a number or a percentage.
fn typed(cell: &Cell) -> Shown {
    match &cell.typed {
        Some(Typed::Bool(truth)) => return Shown::Bool(*truth),
        Some(Typed::Date(date)) => {
            let (year, month, day) = (date.year(), date.month(), date.day());
            let date = u16::try_from(year).ok().and_then(|year| {
                ExcelDateTime::from_ymd(year, month.unsigned_abs(), day.unsigned_abs()).ok()
            });
            return date.map_or(Shown::Text, Shown::Date);
        }
        _ => {}
    }
    let text = cell.text.trim();
    let percent = text.strip_suffix('%');
    let digits = percent.unwrap_or(text);
    let decimals = digits
        .split_once('.')
        .map_or(0, |(_, decimals)| decimals.len());
    let Some(number) = plain_number(digits) else {
        return Shown::Text;
    };
    let number = match percent {
        Some(_) => Exact(number.0 / Exact::from(100).0),
        None => number,
    };
    let Ok(value) = number.to_string().parse() else {
        return Shown::Text;
    };
    let shape = match decimals {
        0 => "0".to_owned(),
        decimals => format!("0.{}", "0".repeat(decimals)),
    };
    Shown::Number(
        value,
        if percent.is_some() {
            shape + "%"
        } else {
            shape
        },
    )
}

/// A number that shows the same after Excel formatted it: no leading zero, no separators, not too many digits.
fn plain_number(text: &str) -> Option<Exact> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain = digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_digit() || c == '.')
        && !digits.ends_with('.')
        && digits.len() <= DIGITS
        && (!digits.starts_with('0') || digits == "0" || digits.starts_with("0."));
    plain.then(|| Exact::parse(text)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::Place;

    fn shown(text: &str) -> String {
        match typed(&Cell::new(1, text, Place::text(1, 1))) {
            Shown::Number(number, shape) => format!("{number} {shape}"),
            _ => "text".to_owned(),
        }
    }

    #[test]
    fn only_text_that_shows_the_same_as_a_number_becomes_one() {
        assert_eq!(shown("12.60"), "12.6 0.00");
        assert_eq!(shown("95%"), "0.95 0%");
        assert_eq!(shown("98.5%"), "0.985 0.0%");
        for text in [
            "≥95%",
            "007",
            "1,250",
            "3人",
            "",
            "2025年",
            "123456789012345678",
            "1.2.3",
        ] {
            assert_eq!(shown(text), "text", "{text}");
        }
    }
}
