//! All forms: what must be changed first, then by money.

use super::Line;
use crate::Levels;
use crate::excel::{count, head, money, texts};
use model::Money;
use rust_xlsxwriter::{Worksheet, XlsxError};

pub(super) fn write(
    sheet: &mut Worksheet,
    forms: &[Line],
    shared: usize,
    levels: &Levels,
) -> Result<(), XlsxError> {
    head(
        sheet,
        0,
        &[
            ("部门", 18.0),
            ("单位", 20.0),
            ("项目", 26.0),
            ("年度资金（万元）", 14.0),
            (levels.error, 9.0),
            (levels.warning, 9.0),
            (levels.hint, 9.0),
            ("待对照原件", 11.0),
            ("文件", 36.0),
        ],
    )?;
    let mut sorted: Vec<&Line> = forms.iter().collect();
    let descending = |line: &Line| std::cmp::Reverse(line.amount.map(Money::yuan));
    sorted.sort_by_key(|line| {
        (
            line.counts[0] == 0,
            descending(line),
            &line.department,
            &line.unit,
        )
    });
    for (row, line) in (1..).zip(sorted) {
        texts(
            sheet,
            row,
            0,
            &[&line.department, &line.unit, &line.project],
        )?;
        money(sheet, row, 3, line.amount)?;
        for (column, points) in (4..).zip(line.counts) {
            count(sheet, row, column, points)?;
        }
        texts(sheet, row, 8, &[&line.document[shared..]])?;
    }
    if !forms.is_empty() {
        sheet.autofilter(0, 0, forms.len() as u32, 8)?;
    }
    Ok(())
}
