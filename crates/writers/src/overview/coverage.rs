//! How much of the projects and of the money has what kind of point, so that a reviewer sees what is left when the grave ones are done.

use super::{Line, sample, sum};
use crate::Levels;
use crate::excel::{count, head, money, note, share, texts};
use model::{Money, MoneyUnit};
use rust_xlsxwriter::{Worksheet, XlsxError};

pub(super) fn write(
    sheet: &mut Worksheet,
    forms: &[Line],
    unread: usize,
    drawn: &[usize],
    levels: &Levels,
) -> Result<(), XlsxError> {
    let text = match unread {
        0 => format!(
            "表 {} 张。按自上而下的次序看，累计栏是看到这一档时已看的项目和资金。",
            forms.len()
        ),
        count => format!(
            "表 {} 张，另有 {count} 个文件没有读出。按自上而下的次序看，累计栏是看到这一档时已看的项目和资金。",
            forms.len()
        ),
    };
    note(sheet, &text)?;
    head(
        sheet,
        1,
        &[
            ("档次", 30.0),
            ("表数", 8.0),
            ("占比", 9.0),
            ("金额（万元）", 14.0),
            ("占比", 9.0),
            ("累计表数占比", 13.0),
            ("累计金额占比", 13.0),
        ],
    )?;
    let all = number(
        forms
            .iter()
            .fold(None, |total, line| sum(total, line.amount)),
    );
    let (mut forms_done, mut money_done) = (0, None);
    for (row, (title, lines)) in (2..).zip(classes(forms, drawn, levels)) {
        let amount = lines
            .iter()
            .fold(None, |total, line| sum(total, line.amount));
        forms_done += lines.len();
        money_done = sum(money_done, amount);
        texts(sheet, row, 0, &[&title])?;
        count(sheet, row, 1, lines.len())?;
        share(sheet, row, 2, lines.len() as f64, forms.len() as f64)?;
        money(sheet, row, 3, amount)?;
        share(sheet, row, 4, number(amount), all)?;
        share(sheet, row, 5, forms_done as f64, forms.len() as f64)?;
        share(sheet, row, 6, number(money_done), all)?;
    }
    Ok(())
}

/// Every form once, the gravest first.
fn classes<'a>(
    forms: &'a [Line],
    drawn: &[usize],
    levels: &Levels,
) -> Vec<(String, Vec<&'a Line>)> {
    let mut classes = vec![
        (format!("有{}", levels.error), Vec::new()),
        (
            format!("没有{}，有{}", levels.error, levels.warning),
            Vec::new(),
        ),
        ("太残破，未核对".to_owned(), Vec::new()),
        ("其余：抽查".to_owned(), Vec::new()),
        (format!("其余：有{}或待对照原件", levels.hint), Vec::new()),
        ("其余：没有要点".to_owned(), Vec::new()),
    ];
    for (index, line) in forms.iter().enumerate() {
        let class = match line.counts {
            _ if !line.judged => 2,
            [errors, ..] if errors > 0 => 0,
            [_, warnings, ..] if warnings > 0 => 1,
            _ if drawn.contains(&index) => 3,
            [_, _, 0, 0] => 5,
            _ => 4,
        };
        debug_assert!(class != 3 || sample::is_rest(line));
        classes[class].1.push(line);
    }
    classes
}

/// In 万元, for shares only.
fn number(amount: Option<Money>) -> f64 {
    let wan = amount.map(|amount| amount.in_unit(MoneyUnit::Wan));
    wan.and_then(|wan| wan.parse().ok()).unwrap_or(0.0)
}
