//! Where the forms and the list of what was to be declared do not agree.

use crate::excel::{head, money, texts};
use model::Money;
use rust_xlsxwriter::{Worksheet, XlsxError};

/// One project on which they do not agree.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Unmatched {
    /// 未报, 重复报, 金额不符, 清单外.
    pub what: &'static str,
    /// The unit.
    pub unit: String,
    /// The project.
    pub project: String,
    /// The amount of the list.
    pub listed: Option<Money>,
    /// The amount of the form.
    pub declared: Option<Money>,
    /// The documents with their forms.
    pub places: String,
}

pub(super) fn write(sheet: &mut Worksheet, unmatched: &[Unmatched]) -> Result<(), XlsxError> {
    head(
        sheet,
        0,
        &[
            ("情况", 10.0),
            ("单位", 22.0),
            ("项目", 30.0),
            ("清单金额（万元）", 14.0),
            ("表中金额（万元）", 14.0),
            ("文件", 50.0),
            ("处理", 24.0),
        ],
    )?;
    for (row, one) in (1..).zip(unmatched) {
        texts(sheet, row, 0, &[one.what, &one.unit, &one.project])?;
        money(sheet, row, 3, one.listed)?;
        money(sheet, row, 4, one.declared)?;
        texts(sheet, row, 5, &[&one.places, ""])?;
    }
    if !unmatched.is_empty() {
        sheet.autofilter(0, 0, unmatched.len() as u32, 6)?;
    }
    Ok(())
}
