//! The arrangements with real merged cells.

use super::table::{Columns, Table, indicators};
use super::{head_lines, number, prose};
use crate::form::{Arrangement, FormSource};
use model::page::Block;

/// The form with real cells: the lines above the table, then one table.
pub fn ruled(form: &FormSource) -> Vec<Block> {
    let table = match form.arrangement {
        Arrangement::DoubleTree => double_tree(form),
        Arrangement::SingleHorizon => single_horizon(form),
        Arrangement::CentralTree => central_tree(form),
    };
    let mut blocks = vec![prose(head_lines(form)), table.block()];
    number(&mut blocks);
    blocks
}

fn double_tree(form: &FormSource) -> Table {
    let funds = &form.funds;
    let mut table = Table::default();
    table.row(&[(1, 1, 2, "项目名称"), (3, 1, 4, &form.project)]);
    let pairs = [
        ("主管部门", &form.department, "实施单位", &form.unit),
        ("项目属性", &form.attribute, "项目期", &form.period),
        (
            "项目总额",
            &funds.total,
            "其中：年度资金总额",
            &funds.annual,
        ),
    ];
    for (left, left_text, right, right_text) in pairs {
        table.row(&[
            (1, 1, 2, left),
            (3, 1, 1, left_text),
            (4, 1, 1, right),
            (5, 1, 2, right_text),
        ]);
    }
    table.row(&[
        (1, 4, 1, "其中：本级资金"),
        (2, 1, 1, "资金总额"),
        (3, 1, 1, &funds.local),
        (4, 4, 1, "其中：转移县（市、区）资金"),
        (5, 1, 1, "资金总额"),
        (6, 1, 1, &funds.transfer),
    ]);
    let parts = [
        (
            "其中：财政拨款",
            &funds.fiscal,
            "其中：中央资金",
            funds.central.as_str(),
        ),
        (
            "其他资金",
            &funds.other,
            "自治区资金",
            funds.region.as_str(),
        ),
        ("结余结转资金", &funds.carried, "", ""),
    ];
    for (left, left_text, right, right_text) in parts {
        table.row(&[
            (2, 1, 1, left),
            (3, 1, 1, left_text),
            (5, 1, 1, right),
            (6, 1, 1, right_text),
        ]);
    }
    table.row(&[(1, 1, 1, "年度总体绩效目标"), (2, 1, 5, &form.goal)]);
    table.row(&[
        (1, 1, 1, "一级指标"),
        (2, 1, 1, "二级指标"),
        (3, 1, 2, "三级指标"),
        (5, 1, 2, "指标值"),
    ]);
    indicators(
        &mut table,
        form,
        &Columns {
            level1: 1,
            name_span: 2,
            value_span: 2,
            weight: false,
        },
        None,
    );
    table
}

fn single_horizon(form: &FormSource) -> Table {
    let funds = &form.funds;
    let mut table = Table::default();
    party_rows(&mut table, form, 1);
    let label = format!("项目资金\n（{}）", form.amount_unit);
    table.row(&[
        (1, 3, 1, &label),
        (2, 1, 2, "年度资金总额"),
        (4, 1, 2, &funds.annual),
    ]);
    table.row(&[(2, 1, 2, "其中：财政拨款"), (4, 1, 2, &funds.fiscal)]);
    table.row(&[(2, 1, 2, "其他资金"), (4, 1, 2, &funds.other)]);
    table.row(&[(1, 1, 1, "总体目标"), (2, 1, 4, &form.goal)]);
    let head = [
        (2, 1, 1, "一级指标"),
        (3, 1, 1, "二级指标"),
        (4, 1, 1, "三级指标"),
        (5, 1, 1, "指标值"),
    ];
    let columns = Columns {
        level1: 2,
        name_span: 1,
        value_span: 1,
        weight: false,
    };
    indicators(&mut table, form, &columns, Some(&head));
    table
}

fn central_tree(form: &FormSource) -> Table {
    let funds = &form.funds;
    let mut table = Table::default();
    party_rows(&mut table, form, 2);
    let label = format!("项目资金\n（{}）", form.amount_unit);
    table.row(&[
        (1, 4, 1, &label),
        (2, 1, 2, "年度资金总额"),
        (4, 1, 1, &funds.annual),
        (5, 4, 2, "执行率分值（10分）"),
    ]);
    let parts = [
        ("其中：财政拨款", &funds.fiscal),
        ("上年结转资金", &funds.carried),
        ("其他资金", &funds.other),
    ];
    for (part, amount) in parts {
        table.row(&[(2, 1, 2, part), (4, 1, 1, amount)]);
    }
    table.row(&[(1, 1, 1, "年度总体目标"), (2, 1, 5, &form.goal)]);
    let head = [
        (2, 1, 1, "一级指标"),
        (3, 1, 1, "二级指标"),
        (4, 1, 1, "三级指标"),
        (5, 1, 1, "指标值"),
        (6, 1, 1, "分值权重（90分）"),
    ];
    let columns = Columns {
        level1: 2,
        name_span: 1,
        value_span: 1,
        weight: true,
    };
    indicators(&mut table, form, &columns, Some(&head));
    table
}

/// Name, parties, nature and period of the central arrangements; the right answer spans `last` columns.
fn party_rows(table: &mut Table, form: &FormSource, last: u32) {
    table.row(&[(1, 1, 1, "项目名称"), (2, 1, 3 + last, &form.project)]);
    table.row(&[
        (1, 1, 1, "主管部门及代码"),
        (2, 1, 2, &form.department),
        (4, 1, 1, "实施单位"),
        (5, 1, last, &form.unit),
    ]);
    if !form.attribute.is_empty() || !form.period.is_empty() {
        table.row(&[
            (1, 1, 1, "项目属性"),
            (2, 1, 2, &form.attribute),
            (4, 1, 1, "项目期"),
            (5, 1, last, &form.period),
        ]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::page::RawDocument;

    fn draw(arrangement: &str, rows: &str) -> String {
        let text = format!(
            "title='目标表'\nbracket='（2025年度）'\namount_unit='万元'\nproject='甲'\narrangement='{arrangement}'\nrows=[{rows}]"
        );
        let form = FormSource::from_toml(&text).unwrap();
        RawDocument {
            blocks: ruled(&form),
            notes: Vec::new(),
        }
        .draw()
    }

    #[test]
    fn equal_levels_are_merged_down() {
        let drawn = draw(
            "double_tree",
            "['产出指标','数量指标','场次','=3场'],['','','册数','=9册'],['','质量指标','合格率','≥98%']",
        );
        assert!(
            drawn.contains("1:«3×1»产出指标 | 2:«2×1»数量指标 | 3:«1×2»场次 | 5:«1×2»=3场\n"),
            "{drawn}"
        );
        assert!(
            drawn.contains("\n3:«1×2»册数 | 5:«1×2»=9册\n2:质量指标"),
            "{drawn}"
        );
    }

    #[test]
    fn the_central_tree_has_a_column_of_points() {
        let drawn = draw(
            "central_tree",
            "['成本指标','经济成本指标','单价','≤3元','20']",
        );
        assert!(drawn.contains("1:«2×1»绩效指标 | 2:一级指标"), "{drawn}");
        assert!(
            drawn.contains("2:成本指标 | 3:经济成本指标 | 4:单价 | 5:≤3元 | 6:20\n"),
            "{drawn}"
        );
    }
}
