//! The two-tree form as text with separated cells, and what extraction does to it.

use super::{head_lines, number, prose};
use crate::form::{Damage, FormSource, RowSource};
use model::Place;
use model::page::{Block, Cell, CellLayout, Row};

/// Cells in a line of the two-tree form.
const WIDTH: usize = 6;

/// Classes whose covered first cell gets lost.
const SHIFTED: &[&str] = &["成本", "可持续影响"];

/// A broken name is cut after this share of its characters, and its second line begins this many characters earlier.
const CUT: (usize, usize) = (3, 4);
const OVERLAP: usize = 6;

/// The form as separated text. Whatever its arrangement says, it is printed as the two-tree form.
pub fn flattened(form: &FormSource, damage: &Damage) -> Vec<Block> {
    let mut lines = head_rows(form, damage);
    lines.extend(indicator_lines(form, damage));
    let rows = lines
        .into_iter()
        .map(|cells| {
            let cells = cells.into_iter().zip(1..);
            Row {
                cells: cells
                    .map(|(text, column)| Cell::new(column, text, Place::text(0, column)))
                    .collect(),
            }
        })
        .collect();
    let mut blocks = vec![
        prose(head_lines(form)),
        Block {
            name: None,
            layout: CellLayout::Flattened,
            rows,
        },
    ];
    number(&mut blocks);
    blocks
}

/// The two lines that a broken name leaves: `甲乙丙甲乙丙` and `乙丙丁丁`. `None` for a name too short to break.
pub fn broken(name: &str) -> Option<(String, String)> {
    let letters: Vec<char> = name.chars().collect();
    let cut = letters.len() * CUT.0 / CUT.1;
    if cut <= OVERLAP {
        return None;
    }
    let text = |part: &[char]| part.iter().collect::<String>();
    let (first, rest) = (text(&letters[..cut]), text(&letters[cut..]));
    let overlap = text(&letters[cut - OVERLAP..cut]);
    Some((format!("{first}{first}"), format!("{overlap}{rest}{rest}")))
}

/// Whether the row's labels and value are lost to the row above: a further row of a benefit class.
pub fn shares_value(rows: &[RowSource], index: usize, damage: &Damage) -> bool {
    let row = &rows[index];
    damage.shared_value
        && index > 0
        && row.level1.starts_with("效益")
        && rows[index - 1].level2 == row.level2
        && row.value.is_empty()
}

/// Whether the row's label stands on the line below it, or is lost.
pub fn label_is_below(rows: &[RowSource], index: usize, damage: &Damage) -> bool {
    damage.labels_below && index > 0 && rows[index].level1.starts_with("产出")
}

fn line(cells: &[&str]) -> Vec<String> {
    let mut line: Vec<String> = cells.iter().map(|cell| (*cell).to_owned()).collect();
    line.resize(WIDTH.max(cells.len()), String::new());
    line
}

fn head_rows(form: &FormSource, damage: &Damage) -> Vec<Vec<String>> {
    let funds = &form.funds;
    let pair =
        |left: &str, left_text: &str, right: &str, right_text: &str| match damage.extra_head_cell {
            true => line(&[left, "", left_text, right, right_text]),
            false => line(&[left, left_text, right, right_text]),
        };
    vec![
        line(&["项目名称", "", &form.project]),
        pair("主管部门", &form.department, "实施单位", &form.unit),
        pair("项目属性", &form.attribute, "项目期", &form.period),
        pair(
            "项目总额",
            &funds.total,
            "其中：年度资金总额",
            &funds.annual,
        ),
        line(&[
            "其中： 本级资金",
            "资金总额",
            &funds.local,
            "其中： 转移县（市、区）资金",
            "资金总额",
            &funds.transfer,
        ]),
        line(&[
            "",
            "其中：财政拨款",
            &funds.fiscal,
            "",
            "其中：中央资金",
            &funds.central,
        ]),
        line(&[
            "",
            "其他资金",
            &funds.other,
            "",
            "自治区资金",
            &funds.region,
        ]),
        line(&["", "结余结转资金", &funds.carried]),
        line(&["年度总体绩效目标", &form.goal]),
        line(&["一级指标", "二级指标", "三级指标", "", "指标值"]),
    ]
}

fn indicator_lines(form: &FormSource, damage: &Damage) -> Vec<Vec<String>> {
    let rows = form.filled_rows();
    let mut lines = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let above = index.checked_sub(1).map(|above| &rows[above]);
        let level1 = match above {
            Some(above) if above.level1 == row.level1 => "",
            _ => &row.level1,
        };
        let level2 = match above {
            Some(above) if above.level2 == row.level2 && level1.is_empty() => "",
            _ => row.level2.as_str(),
        };
        if label_is_below(&rows, index, damage) {
            lines.push(line(&["", "", &row.name, "", &row.value]));
            let last = rows
                .get(index + 1)
                .is_none_or(|next| next.level1 != row.level1);
            if !level2.is_empty() && !last {
                lines.push(line(&["", level2]));
            }
            continue;
        }
        let shifted =
            damage.shifted_rows && level1.is_empty() && SHIFTED.contains(&row.class_word());
        let (first, second) = match broken(&row.name) {
            Some((first, second)) if damage.broken_name && row.class_word() == "可持续影响" => {
                (first, Some(second))
            }
            _ => (row.name.clone(), None),
        };
        let cells = |label: &str, name: &str, value: &str| match shifted {
            true => line(&[label, name, "", value]),
            false => line(&[level1, label, name, "", value]),
        };
        lines.push(cells(level2, &first, &row.value));
        lines.extend(second.map(|second| match shifted {
            true => line(&["", &second]),
            false => line(&["", "", &second]),
        }));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(damage: Damage, rows: &str) -> Vec<String> {
        let form =
            FormSource::from_toml(&format!("title='目标表'\nproject='甲'\nrows=[{rows}]")).unwrap();
        flattened(&form, &damage)[1]
            .rows
            .iter()
            .map(|row| {
                row.cells
                    .iter()
                    .map(|cell| cell.text.as_str())
                    .collect::<Vec<_>>()
                    .join("|")
            })
            .collect()
    }

    const ROWS: &str = "['产出指标','数量指标','场次','3场'],['','质量指标','合格率','≥98%'],['','成本指标','单价','≤3元'],\
        ['效益指标','社会效益','知晓率','≥9%'],['','','知晓面',''],\
        ['','可持续影响','让保护的成果长期留在当地居民的日常生活中','100%']";

    #[test]
    fn an_undamaged_page_keeps_its_columns() {
        let lines = lines(Damage::default(), ROWS);
        assert_eq!(lines[0], "项目名称||甲|||");
        assert_eq!(lines[1], "主管部门||实施单位|||");
        assert_eq!(
            lines[10..13],
            [
                "产出指标|数量指标|场次||3场|",
                "|质量指标|合格率||≥98%|",
                "|成本指标|单价||≤3元|"
            ]
        );
    }

    #[test]
    fn covered_cells_left_out_shift_their_rows() {
        let lines = lines(
            Damage {
                shifted_rows: true,
                broken_name: true,
                ..Damage::default()
            },
            ROWS,
        );
        assert_eq!(lines[12], "成本指标|单价||≤3元||");
        assert_eq!(
            lines[15],
            "可持续影响|让保护的成果长期留在当地居民的让保护的成果长期留在当地居民的||100%||"
        );
        assert_eq!(lines[16], "|在当地居民的日常生活中日常生活中||||");
    }

    #[test]
    fn labels_stand_below_their_rows_and_the_last_is_lost() {
        let lines = lines(
            Damage {
                labels_below: true,
                extra_head_cell: true,
                ..Damage::default()
            },
            ROWS,
        );
        assert_eq!(lines[1], "主管部门|||实施单位||");
        assert_eq!(
            lines[10..14],
            [
                "产出指标|数量指标|场次||3场|",
                "||合格率||≥98%|",
                "|质量指标||||",
                "||单价||≤3元|"
            ]
        );
    }
}
