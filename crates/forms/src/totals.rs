//! What a whole form says beside its rows: the total and the grade of a self-evaluation, the last month of a monitoring form.

use crate::columns::Columns;
use crate::line::{Line, Slot};
use law::vocabulary::{self, Role, is_total_row};
use model::{Exact, Form};

/// Reads the row that adds up the points (总分 | 100 | 98.5 | 优); false when the row is none.
pub(crate) fn read(line: &Line, columns: &Columns, form: &mut Form) -> bool {
    let mut filled = line.filled();
    if !filled.next().is_some_and(|slot| is_total_row(&slot.text)) {
        return false;
    }
    let rest: Vec<&Slot> = filled.collect();
    let points = |slot: &&&Slot| Exact::parse(slot.text.trim_end_matches('分'));
    let numbers: Vec<&&Slot> = rest.iter().filter(|slot| points(slot).is_some()).collect();
    let set = columns.sets.first();
    let role = |slot: &Slot| {
        set.and_then(|set| set.at(slot.column))
            .map(|column| column.role)
    };
    // The points of the rows stand left of the points reached; one number alone must stand in its own column.
    let total = match numbers.as_slice() {
        [only] if role(only) == Some(Role::Score) => Some(*only),
        [_, total] => Some(*total),
        _ => None,
    };
    let Some(total) = total else { return false };
    let others: Vec<&&Slot> = rest.iter().filter(|slot| points(slot).is_none()).collect();
    let grade = others.iter().find(|slot| is_grade(&slot.text));
    if others.len() > usize::from(grade.is_some()) {
        return false;
    }
    let evaluation = form.evaluation.get_or_insert_default();
    evaluation.total = points(&total);
    evaluation.grade = grade.map(|slot| slot.text.trim().to_owned());
    true
}

fn is_grade(text: &str) -> bool {
    matches!(text.trim(), "优" | "良" | "中" | "差")
}

/// The last month that the heads of a monitoring form name.
pub(crate) fn through_month(lines: &[Line]) -> Option<i8> {
    let mut heads = lines.iter().flat_map(Line::filled);
    heads.find_map(|slot| vocabulary::through_month(&slot.text))
}

#[cfg(test)]
mod tests {
    use model::page::{Block, Cell, CellLayout, RawDocument, Row};
    use model::{Form, Place};

    /// A table: `*` behind a text is one more column, `^` before it one more row, `<` a place that it covers.
    fn form(title: &str, rows: &[&[&str]]) -> Form {
        let row = |(row, cells): (u32, &&[&str])| {
            let mut column = 1;
            let cells = cells.iter().filter_map(|text| {
                let columns = 1 + text.matches('*').count() as u32;
                let place = Place::Table {
                    table: 1,
                    row,
                    column,
                };
                let own = text.trim_start_matches('^').trim_end_matches('*');
                let cell = Cell {
                    columns,
                    rows: 1 + u32::from(text.starts_with('^')),
                    ..Cell::new(column, own, place)
                };
                column += columns;
                (*text != "<").then_some(cell)
            });
            Row {
                cells: cells.collect(),
            }
        };
        let title = Block {
            name: None,
            layout: CellLayout::Prose,
            rows: vec![Row {
                cells: vec![Cell::new(1, title, Place::text(1, 1))],
            }],
        };
        let table = Block {
            name: None,
            layout: CellLayout::Ruled,
            rows: (1..).zip(rows).map(row).collect(),
        };
        let document = RawDocument {
            blocks: vec![title, table],
            notes: vec![],
        };
        crate::recognise(&document).0.remove(0)
    }

    #[test]
    fn the_total_row_of_a_self_evaluation_is_no_loose_text() {
        let form = form(
            "2025年度项目支出绩效自评表",
            &[
                &["项目名称", "站点维护******"],
                &[
                    "一级指标",
                    "二级指标",
                    "三级指标",
                    "年度指标值",
                    "实际完成值",
                    "分值",
                    "得分",
                    "偏差原因分析",
                ],
                &[
                    "产出指标",
                    "数量指标",
                    "维护站点数量",
                    "≥64个",
                    "66个",
                    "60",
                    "60",
                    "",
                ],
                &[
                    "产出指标",
                    "质量指标",
                    "车辆完好率",
                    "≥94%",
                    "90%",
                    "40",
                    "38.3",
                    "配件短缺",
                ],
                &["总分****", "100", "98.3", "优"],
            ],
        );
        let evaluation = form.evaluation.unwrap();
        assert_eq!(evaluation.total.unwrap().to_string(), "98.3");
        assert_eq!(evaluation.grade.as_deref(), Some("优"));
        assert!(form.unplaced.is_empty(), "{:?}", form.unplaced);
        let reasons: Vec<_> = form
            .indicators
            .iter()
            .map(|row| row.deviation.as_deref())
            .collect();
        assert_eq!(reasons, [Some(""), Some("配件短缺")]);
    }

    #[test]
    fn ticks_of_a_monitoring_form_are_the_words_of_their_columns() {
        let form = form(
            "2025年度项目支出绩效运行监控表",
            &[
                &["项目名称", "河沟清淤**********"],
                &[
                    "^一级指标",
                    "^二级指标",
                    "^三级指标",
                    "^年度指标值",
                    "^1-7月执行情况",
                    "^全年预计完成情况",
                    "偏差原因分析**",
                    "完成目标可能性**",
                ],
                &[
                    "<",
                    "<",
                    "<",
                    "<",
                    "<",
                    "<",
                    "经费保障",
                    "其他",
                    "原因说明",
                    "确定能",
                    "有可能",
                    "完全不可能",
                ],
                &[
                    "产出指标",
                    "数量指标",
                    "清淤长度",
                    "≥18公里",
                    "6公里",
                    "15公里",
                    "√",
                    "",
                    "汛期停工",
                    "",
                    "√",
                    "",
                ],
                &[
                    "产出指标",
                    "质量指标",
                    "验收合格率",
                    "=100%",
                    "100%",
                    "100%",
                    "",
                    "",
                    "",
                    "√",
                    "",
                    "",
                ],
            ],
        );
        assert_eq!(form.through_month, Some(7));
        let seen: Vec<_> = form
            .indicators
            .iter()
            .filter_map(|row| row.monitoring.as_ref())
            .collect();
        assert_eq!(seen[0].possibility.as_deref(), Some("有可能"));
        assert_eq!(seen[0].causes, ["经费保障"]);
        assert_eq!(seen[0].note.as_deref(), Some("汛期停工"));
        assert_eq!(seen[1].possibility.as_deref(), Some("确定能"));
        assert!(seen[1].causes.is_empty() && seen[1].note.is_none());
    }
}
