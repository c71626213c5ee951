//! Forms by the money they ask for.

use super::{Line, sum};
use crate::Levels;
use crate::excel::{count, head, money, texts};
use model::Money;
use model::money::BANDS;
use rust_xlsxwriter::{Worksheet, XlsxError};

pub(super) fn write(
    sheet: &mut Worksheet,
    forms: &[Line],
    levels: &Levels,
) -> Result<(), XlsxError> {
    head(
        sheet,
        0,
        &[
            ("年度资金", 18.0),
            ("表数", 8.0),
            ("金额（万元）", 14.0),
            (&format!("有{}的表", levels.error), 14.0),
            ("其金额（万元）", 14.0),
        ],
    )?;
    let mut row = 1;
    // The larger money first.
    for (place, one) in BANDS.iter().enumerate().rev() {
        let inside = |line: &&Line| line.amount.map(Money::band) == Some(place);
        band(sheet, row, one.word, forms.iter().filter(inside).collect())?;
        row += 1;
    }
    let blank = forms.iter().filter(|line| line.amount.is_none());
    band(sheet, row, "未读出金额", blank.collect())?;
    band(sheet, row + 1, "合计", forms.iter().collect())
}

fn band(sheet: &mut Worksheet, row: u32, title: &str, lines: Vec<&Line>) -> Result<(), XlsxError> {
    let grave: Vec<&&Line> = lines.iter().filter(|line| line.counts[0] > 0).collect();
    let total = |lines: &mut dyn Iterator<Item = &&Line>| {
        lines.fold(None, |total, line| sum(total, line.amount))
    };
    texts(sheet, row, 0, &[title])?;
    count(sheet, row, 1, lines.len())?;
    money(sheet, row, 2, total(&mut lines.iter()))?;
    count(sheet, row, 3, grave.len())?;
    money(sheet, row, 4, total(&mut grave.iter().copied()))
}
