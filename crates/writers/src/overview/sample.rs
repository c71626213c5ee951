//! A sample of the forms without grave points, drawn so that the same package always gives the same forms: nobody can choose them, and
//! anybody can draw them again.

use super::Line;
use crate::Levels;
use crate::excel::{head, money, note, texts};
use model::Money;
use rust_xlsxwriter::{Worksheet, XlsxError};
use sha2::{Digest, Sha256};

/// One form in so many is drawn.
const ONE_IN: usize = 20;

/// At least so many are drawn.
const LEAST: usize = 10;

/// The places of the drawn forms, in the order of drawing.
pub(super) fn of(forms: &[Line]) -> Vec<usize> {
    let mut rest: Vec<([u8; 32], usize)> = (0..)
        .zip(forms)
        .filter(|(_, line)| is_rest(line))
        .map(|(index, line)| (lot(line), index))
        .collect();
    rest.sort_unstable();
    let wanted = rest.len().div_ceil(ONE_IN).max(LEAST);
    rest.into_iter()
        .take(wanted)
        .map(|(_, index)| index)
        .collect()
}

/// Whether a form has nothing that has to be looked at anyway.
pub(super) fn is_rest(line: &Line) -> bool {
    line.judged && line.counts[0] == 0 && line.counts[1] == 0
}

/// A number that depends on nothing but what the form is: not on its file, not on the other forms.
fn lot(line: &Line) -> [u8; 32] {
    let mut hash = Sha256::new();
    let amount = line
        .amount
        .map(|amount| Money::yuan(amount).normalize().to_string());
    for part in [
        &line.department,
        &line.unit,
        &line.project,
        &amount.unwrap_or_default(),
        &line.number.to_string(),
    ] {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    hash.finalize().into()
}

pub(super) fn write(
    sheet: &mut Worksheet,
    forms: &[Line],
    sample: &[usize],
    shared: usize,
    levels: &Levels,
) -> Result<(), XlsxError> {
    let rest = forms.iter().filter(|line| is_rest(line)).count();
    let text = format!(
        "没有{}和{}的表 {rest} 张，抽取 {} 张（二十分之一，至少{LEAST}张）。按部门、单位、项目和金额的摘要值排序抽取，同一批表每次抽到的相同。",
        levels.error,
        levels.warning,
        sample.len()
    );
    note(sheet, &text)?;
    head(
        sheet,
        1,
        &[
            ("部门", 18.0),
            ("单位", 20.0),
            ("项目", 28.0),
            ("年度资金（万元）", 14.0),
            ("文件", 36.0),
            ("抽查结果", 30.0),
        ],
    )?;
    for (row, index) in (2..).zip(sample) {
        let line = &forms[*index];
        texts(
            sheet,
            row,
            0,
            &[&line.department, &line.unit, &line.project],
        )?;
        money(sheet, row, 3, line.amount)?;
        texts(sheet, row, 4, &[&line.document[shared..], ""])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(project: usize, errors: usize) -> Line {
        Line {
            department: "水务局".to_owned(),
            unit: "水务站".to_owned(),
            project: format!("项目{project}"),
            amount: None,
            counts: [errors, 0, 1, 0],
            judged: true,
            document: format!("{project}.docx"),
            number: 1,
        }
    }

    #[test]
    fn the_same_forms_are_drawn_in_whatever_order_they_come() {
        let mut forms: Vec<Line> = (0..400)
            .map(|project| line(project, usize::from(project % 2 == 0)))
            .collect();
        let drawn = |forms: &[Line]| -> Vec<String> {
            of(forms)
                .into_iter()
                .map(|index| forms[index].project.clone())
                .collect()
        };
        let first = drawn(&forms);
        assert_eq!(first.len(), 10);
        forms.reverse();
        assert_eq!(drawn(&forms), first);
        assert!(
            first
                .iter()
                .all(|project| project.ends_with(['1', '3', '5', '7', '9']))
        );
        assert_eq!(of(&forms[..6]).len(), 3);
    }
}
