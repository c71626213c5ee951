//! Forms by the money they ask for.

use super::{Line, sum};
use crate::Levels;
use crate::excel::{count, head, money, texts};
use model::Money;
use rust_xlsxwriter::{Worksheet, XlsxError};

/// Lower edges of the bands of money, in 元, the largest first.
const BANDS: [(i64, &str); 4] = [
    (10_000_000, "1000万元以上"),
    (1_000_000, "100万—1000万元"),
    (100_000, "10万—100万元"),
    (0, "10万元以下"),
];

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
    for (index, (edge, title)) in BANDS.into_iter().enumerate() {
        let upper = index.checked_sub(1).map(|above| BANDS[above].0);
        let inside = |line: &&Line| {
            let yuan = line.amount.map(Money::yuan);
            yuan.is_some_and(|yuan| {
                yuan >= edge.into() && upper.is_none_or(|upper| yuan < upper.into())
            })
        };
        band(sheet, row, title, forms.iter().filter(inside).collect())?;
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
