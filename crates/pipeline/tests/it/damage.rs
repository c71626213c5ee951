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

/// The labels of each money line from the top down.
fn fund_paths(form: &Form) -> Vec<String> {
    let lines = form.funds.lines.iter();
    lines.map(|line| line.path.join("/")).collect()
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
    assert_eq!(
        fund_paths(&forms[0]),
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

#[test]
fn labels_between_two_rows_stand_in_the_middle_of_their_block() {
    let forms = read(
        "项目支出绩效目标表\n项目名称\t渡口码头维修\n一级指标\t二级指标\t三级指标\t指标值\n\t\t维修渡口座数\t=4座\n\t数量指标\t\t\n\
         \t\t更换缆绳长度\t≥260米\n产出指标\t\t\t\n\t质量指标\t维修验收合格率\t=100%\n\t时效指标\t维修完成时间\t2025年9月底前\n\
         \t社会效益指标\t渡运安全事故次数\t=0次\n效益指标\n\t可持续影响指标\t渡口管护责任落实率\t=100%\n\
         满意度指标\t服务对象满意度指标\t渡口村民满意度\t≥90%\n",
    );
    let levels: Vec<[&str; 2]> = rows(&forms[0]).iter().map(|row| [row[0], row[1]]).collect();
    assert_eq!(
        levels,
        [
            ["产出指标", "数量指标"],
            ["产出指标", "数量指标"],
            ["产出指标", "质量指标"],
            ["产出指标", "时效指标"],
            ["效益指标", "社会效益指标"],
            ["效益指标", "可持续影响指标"],
            ["满意度指标", "服务对象满意度指标"],
        ]
    );
    assert!(forms[0].indicators[0].inferred_from.is_some());
}

#[test]
fn the_words_of_a_head_may_stand_on_three_rows() {
    let forms = read(
        "项目支出绩效目标表\n项目名称\t乡镇文化站开放\t\t\t\t\n\t\t\t指标值\t\t\n一级指标\t二级指标\t三级指标\t\t\t指标值设定依据\n\
         \t\t\t上年实际值\t本年预期值\t\n产出指标\t数量指标\t开放文化站数量\t14个\t=15个\t工作计划\n",
    );
    let row = &forms[0].indicators[0];
    assert_eq!(row.value.raw, "=15个");
    assert_eq!(row.previous.as_ref().unwrap().raw, "14个");
    assert_eq!(row.basis.as_deref(), Some("工作计划"));
}

#[test]
fn two_words_of_a_head_without_a_gap_are_two_columns() {
    let forms = read(
        "项目支出绩效目标表\n项目名称\t茶园改造\t\t\n一级指标二级指标\t\t三级指标\t指标值\n产出指标\t数量指标\t改造茶园面积\t≥320亩\n\
         满意度指标服务对象满意度指标\t\t茶农满意度\t≥90%\n",
    );
    assert_eq!(
        rows(&forms[0]),
        [
            ["产出指标", "数量指标", "改造茶园面积", "≥320亩"],
            ["满意度指标", "服务对象满意度指标", "茶农满意度", "≥90%"],
        ]
    );
}

#[test]
fn the_label_of_a_goal_may_stand_beside_its_middle_line() {
    let forms = read(
        "项目支出绩效目标表\n项目名称\t公共浴室改造\t\t\n\t完成3处公共浴室的管网和锅炉\t\t\n年度绩效目\t改造，服务矿区居民\t\t\n\
         标\t4200人。\t\t\n一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t改造浴室数量\t=3处\n",
    );
    assert_eq!(
        forms[0].goals[0].text,
        "完成3处公共浴室的管网和锅炉改造，服务矿区居民4200人。"
    );
}

#[test]
fn the_label_of_a_money_block_belongs_to_its_first_row() {
    let forms = read(
        "项目支出绩效目标表\n项目名称\t街区消防改造\t\t\t\n单位：万元\n\t资金总额\t268\t\t资金总额\t50\n其中：本级资金\t其中：财政拨款\t250\t其中：转移县\t其中：中央资金\t\n\
         \t其他资金\t18\t（市、区）资金\t自治区资金\t50\n一级指标\t二级指标\t三级指标\t指标值\t\t\n产出指标\t数量指标\t新建消火栓\t=42个\t\t\n",
    );
    assert_eq!(
        fund_paths(&forms[0]),
        [
            "本级资金",
            "转移县（市、区）资金",
            "本级资金/财政拨款",
            "转移县（市、区）资金/中央资金",
            "本级资金/其他资金",
            "转移县（市、区）资金/自治区资金",
        ]
    );
}

#[test]
fn cells_of_several_lines_in_spaced_text_are_guessed_and_say_so() {
    let text = "\
        一级指标    二级指标      三级指标              指标值\n\
        产出指标    数量指标      新修机耕道路          ≥12公里\n\
        \u{20}                         改造提灌站及配套渠系\n\
        \u{20}                                               ≥3座\n\
        \u{20}                         设施数量\n\
        \u{20}           质量指标      工程验收合格率        =100%\n\
        满意度指标  服务对象      种植户满意度          ≥90%\n";
    let forms = read(&format!(
        "项目支出绩效目标表\n项目名称    农田水利维修\n{text}"
    ));
    let names: Vec<[&str; 2]> = rows(&forms[0]).iter().map(|row| [row[2], row[3]]).collect();
    assert_eq!(
        names,
        [
            ["新修机耕道路", "≥12公里"],
            ["改造提灌站及配套渠系设施数量", "≥3座"],
            ["工程验收合格率", "=100%"],
            ["种植户满意度", "≥90%"],
        ]
    );
    assert!(
        forms[0]
            .indicators
            .iter()
            .all(|row| row.inferred_from.is_some())
    );
}

#[test]
fn a_project_name_after_an_indicator_table_begins_a_form() {
    let forms = read(
        "部门整体支出绩效目标表\n部门名称\t乌杉县民政局\n一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t救助人次\t≥8600人次\n\
         项目支出绩效目标表（含编码）\t7f3c\n项目名称\t社区食堂运营\n一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t供餐人次\t≥9万人次\n",
    );
    assert_eq!(forms.len(), 2);
    assert_eq!(forms[1].project.name.as_deref(), Some("社区食堂运营"));
}
