//! Named kinds of damage, each on a page of a few lines.

use model::Form;

fn read(text: &str) -> Vec<Form> {
    pipeline::read(text.as_bytes(), "page.txt").remove(0).forms
}

/// Level 1, level 2, name and value of each row.
fn rows(form: &Form) -> Vec<[&str; 4]> {
    form.indicators
        .iter()
        .map(|row| {
            [
                row.level1.as_deref().unwrap_or(""),
                row.level2.as_deref().unwrap_or(""),
                row.name.as_str(),
                row.value.raw.as_str(),
            ]
        })
        .collect()
}

#[test]
fn a_level_word_cut_by_the_end_of_a_page_is_whole_again() {
    let forms = read(
        "项目支出绩效目标表\n项目名称\t林区防火通道养护\n一级指标\t二级指标\t三级指标\t指标值\n\
         产出指标\t数量指标\t养护通道里程\t≥42公里\n\t质量指标\t养护验收合格率\t=100%\n\
         效益指\t经济效益指标\t减少火灾损失\t≥30万元\n— 3 —\n标\t生态效益指标\t森林火灾受害率\t≤0.9‰\n\
         满意度指标\t服务对象满意度指标\t护林员满意度\t≥90%\n",
    );
    let levels: Vec<&str> = rows(&forms[0]).iter().map(|row| row[0]).collect();
    assert_eq!(
        levels,
        ["产出指标", "产出指标", "效益指标", "效益指标", "满意度指标"]
    );
}

#[test]
fn columns_that_stand_one_after_the_other_are_rows_again() {
    let forms = read(
        "项目支出绩效目标表\n项目名称 乡村书屋更新\n主管部门 霞溪县文化馆\n一级指标\n产出指标\n满意度指标\n二级指标\n数量指标\n\
         质量指标\n服务对象满意度指标\n三级指标\n更新图书册数\n图书验收合格率\n读者满意度\n指标值\n≥3000册\n=100%\n≥90%\n",
    );
    assert_eq!(
        rows(&forms[0]),
        [
            ["产出指标", "数量指标", "更新图书册数", "≥3000册"],
            ["产出指标", "质量指标", "图书验收合格率", "=100%"],
            ["满意度指标", "服务对象满意度指标", "读者满意度", "≥90%"],
        ]
    );
}

#[test]
fn a_title_repeated_on_the_next_page_begins_no_form() {
    let forms = read(
        "项目支出绩效目标表\n项目名称\t水库标准化管理\n一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t管护水库数量\t=12座\n\
         — 1 —\n项目支出绩效目标表\n一级指标\t二级指标\t三级指标\t指标值\n效益指标\t社会效益指标\t受益人口\t≥2万人\n",
    );
    assert_eq!(forms.len(), 1);
    assert_eq!(forms[0].indicators.len(), 2);
    assert!(forms[0].unplaced.is_empty(), "{:?}", forms[0].unplaced);
}

#[test]
fn numbered_fund_lines_lie_below_their_sub_total() {
    let forms = read(
        "项目支出绩效目标表\n项目名称\t农产品检测\n项目资金（万元）\t年度资金总额\t81\n\t（一）财政拨款小计\t70\n\t1、一般公共预算\t60\n\
         \t2、政府性基金\t10\n\t（二）自有资金小计\t11\n一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t检测批次\t≥1600批次\n",
    );
    let paths: Vec<String> = forms[0]
        .funds
        .lines
        .iter()
        .map(|line| line.path.join("/"))
        .collect();
    assert_eq!(
        paths,
        [
            "财政拨款小计",
            "财政拨款小计/一般公共预算",
            "财政拨款小计/政府性基金",
            "自有资金小计"
        ]
    );
}

#[test]
fn two_numbers_in_one_cell_are_no_amount() {
    let forms = read(
        "项目支出绩效目标表\n项目名称\t茶园改造\n项目资金（万元）\t年度资金总额\t40 38.7\n一级指标\t二级指标\t三级指标\t指标值\n\
         产出指标\t数量指标\t改造茶园面积\t≥600亩\n",
    );
    let total = forms[0].funds.annual_total.as_ref().unwrap();
    assert_eq!((total.yuan, total.raw.as_str()), (None, "40 38.7"));
}
