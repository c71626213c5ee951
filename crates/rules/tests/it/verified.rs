//! What the rules say is right, and which point leads, on forms of their own.

use crate::fixture::examples;

fn checked(page: &str) -> rules::Outcome {
    let example = examples(page).into_iter().next().unwrap();
    let asked = rules::Asked {
        wanted: &|_| true,
        beside: &example.beside,
        as_of: jiff::civil::date(2026, 1, 15),
        published: false,
        drafts: false,
    };
    rules::check(&example.forms[0], law::profile::general(), &asked)
}

/// The products that were recomputed.
fn products(page: &str) -> Vec<String> {
    let verified = checked(page).verified;
    verified
        .into_iter()
        .map(|verified| verified.message)
        .filter(|message| message.contains('×'))
        .collect()
}

#[test]
fn a_price_for_a_year_goes_with_the_quantity_of_its_name() {
    let page = "# B06\n\n## 合格：两种道路\n\n- 资金：项目总额 26；年度资金总额 26；财政拨款 26\n\n\
        | 二级指标 | 三级指标 | 指标值 |\n| --- | --- | --- |\n\
        | 数量指标 | 县道养护里程 | =20公里 |\n| 数量指标 | 乡道养护里程 | =50公里 |\n\
        | 成本指标 | 乡道养护单价 | ≤2000元/公里·年 |\n| 成本指标 | 县道养护单价 | ≤8000元/公里·年 |\n";
    assert_eq!(
        products(page),
        ["2000×50＋8000×20＝100000＋160000＝260000元＝26万元＝年度资金总额"]
    );
}

#[test]
fn a_price_that_fits_two_quantities_alike_is_not_computed() {
    let page = "# B06\n\n## 合格：两种对象\n\n- 资金：项目总额 10；年度资金总额 10；财政拨款 10\n\n\
        | 二级指标 | 三级指标 | 指标值 |\n| --- | --- | --- |\n\
        | 数量指标 | 孤儿人数 | =20人 |\n| 数量指标 | 特困对象数 | =50人 |\n\
        | 成本指标 | 月补助标准 | 2000元/人 |\n";
    assert_eq!(products(page), Vec::<String>::new());
}

#[test]
fn a_short_goal_is_one_point() {
    let page = "# C01\n\n## 不合格：只有一句\n\n- 项目：展品更新\n- 目标：完成展品更新。\n\n\
        | 二级指标 | 三级指标 | 指标值 |\n| --- | --- | --- |\n| 数量指标 | 更新展品件数 | =30件 |\n";
    let findings = checked(page).findings;
    let leading: Vec<&str> = findings
        .iter()
        .filter(|finding| finding.covered_by.is_none() && finding.code.starts_with('C'))
        .map(|finding| finding.code.as_str())
        .collect();
    assert_eq!(leading, ["C01"]);
}

#[test]
fn a_vague_value_without_mechanism_is_one_point() {
    let page = "# E12\n\n## 不合格：不断提高\n\n- 项目：健康促进\n\n\
        | 二级指标 | 三级指标 | 指标值 |\n| --- | --- | --- |\n| 可持续影响指标 | 卫生服务水平 | 不断提高 |\n";
    let findings = checked(page).findings;
    let row: Vec<(&str, bool)> = findings
        .iter()
        .filter(|finding| finding.row.is_some())
        .map(|finding| (finding.code.as_str(), finding.covered_by.is_some()))
        .collect();
    assert_eq!(row, [("D09", true), ("E12", false)]);
}
