//! Pages drawn in code → blocks: merged cells, lines of all kinds, tables over pages, columns without lines.

use super::*;
use crate::Limits;

/// A page of 600 × 800 points in the making.
struct Sheet(Canvas);

const PAGE: Rect = Rect {
    left: 0.0,
    top: 0.0,
    right: 600.0,
    bottom: 800.0,
};

impl Sheet {
    /// Text 10 points high whose upper left corner is at a place.
    fn text(mut self, x: f32, y: f32, text: &str) -> Sheet {
        let mut left = x;
        for char in text.chars() {
            let right = left + if char.is_ascii() { 5.0 } else { 10.0 };
            self.0.glyph(
                char,
                Rect {
                    left,
                    top: y,
                    right,
                    bottom: y + 10.0,
                },
                Turn::Right,
            );
            left = right;
        }
        self
    }

    /// Text set downwards.
    fn down(mut self, x: f32, y: f32, text: &str) -> Sheet {
        for (index, char) in text.chars().enumerate() {
            let top = y + 10.0 * index as f32;
            let bounds = Rect {
                left: x,
                top,
                right: x + 10.0,
                bottom: top + 10.0,
            };
            self.0.glyph(char, bounds, Turn::Down);
        }
        self
    }

    fn line(mut self, from: (f32, f32), to: (f32, f32)) -> Sheet {
        let point = |(x, y)| Point { x, y };
        let mut trace = Trace::default();
        trace.line(point(from), point(to));
        self.0.stroke(&[trace], 0.5, PAGE);
        self
    }

    fn grid(mut self, xs: &[f32], ys: &[f32]) -> Sheet {
        let (left, right, top, bottom) = (xs[0], xs[xs.len() - 1], ys[0], ys[ys.len() - 1]);
        for y in ys {
            self = self.line((left, *y), (right, *y));
        }
        for x in xs {
            self = self.line((*x, top), (*x, bottom));
        }
        self
    }
}

fn check<const PAGES: usize>(pages: [Sheet; PAGES], expected: &str) {
    let limits = Limits::default();
    let mut document = Document::new(&limits);
    for page in pages {
        document.page(page.0).unwrap();
    }
    let drawn = document.finish().unwrap().draw();
    assert_eq!(drawn.trim(), expected.trim());
}

fn page() -> Sheet {
    let canvas = Canvas {
        width: PAGE.right,
        height: PAGE.bottom,
        ..Canvas::default()
    };
    Sheet(canvas)
}

#[test]
fn cells_are_what_no_wall_divides() {
    let sheet = page()
        .line((50.0, 100.0), (350.0, 100.0))
        .line((150.0, 120.0), (350.0, 120.0))
        .line((50.0, 140.0), (350.0, 140.0))
        .line((50.0, 100.0), (50.0, 140.0))
        .line((150.0, 100.0), (150.0, 140.0))
        .line((250.0, 120.0), (250.0, 140.0))
        .line((350.0, 100.0), (350.0, 140.0))
        .text(60.0, 115.0, "产出指标")
        .text(160.0, 105.0, "数量指标")
        .text(160.0, 125.0, "场次")
        .text(260.0, 125.0, "≥12场");
    check(
        [sheet],
        "== 表格\n1:«2×1»产出指标 | 2:«1×2»数量指标\n2:场次 | 3:≥12场",
    );
}

#[test]
fn double_and_dashed_lines_are_one_and_a_line_below_a_word_is_none() {
    let mut sheet = page()
        .grid(&[50.0, 150.0, 250.0], &[100.0, 120.0, 140.0])
        .grid(&[51.5, 148.5, 151.5, 248.5], &[101.5, 118.5, 121.5, 138.5])
        .line((60.0, 115.5), (90.0, 115.5))
        .text(60.0, 105.0, "项目")
        .text(160.0, 125.0, "甲");
    for index in 0..40 {
        let x = 50.0 + 5.0 * index as f32;
        sheet = sheet.line((x, 160.0), (x + 3.0, 160.0));
    }
    let sheet = sheet
        .line((50.0, 140.0), (50.0, 160.0))
        .line((250.0, 140.0), (250.0, 160.0))
        .text(60.0, 145.0, "虚线");
    check([sheet], "== 表格\n1:项目 | 2:\n1: | 2:甲\n1:«1×2»虚线");
}

#[test]
fn outer_lines_may_be_missing() {
    let sheet = page()
        .line((50.0, 100.0), (250.0, 100.0))
        .line((50.0, 120.0), (250.0, 120.0))
        .line((50.0, 140.0), (250.0, 140.0))
        .line((150.0, 100.0), (150.0, 140.0))
        .text(60.0, 105.0, "名称")
        .text(160.0, 105.0, "数值")
        .text(160.0, 125.0, "3");
    check([sheet], "== 表格\n1:名称 | 2:数值\n1: | 2:3");
}

#[test]
fn a_table_inside_a_cell_is_nested_and_one_that_touches_divides_it() {
    let outer = || {
        page()
            .grid(&[50.0, 100.0, 400.0], &[100.0, 200.0])
            .text(60.0, 145.0, "指标")
    };
    let inner = |sheet: Sheet, xs: &[f32], ys: &[f32]| {
        sheet.grid(xs, ys).text(xs[0] + 10.0, ys[0] + 5.0, "甲")
    };
    check(
        [inner(outer(), &[120.0, 200.0, 380.0], &[120.0, 150.0])],
        "== 表格\n1:指标 | 2:\n  [\n1:甲 | 2:\n  ]",
    );
    check(
        [inner(
            outer(),
            &[100.0, 200.0, 400.0],
            &[100.0, 150.0, 200.0],
        )],
        "== 表格\n1:«2×1»指标 | 2:甲 | 3:\n2: | 3:",
    );
    // The gap between the borders of a cell and of the table in it is no column.
    check(
        [inner(outer(), &[104.0, 200.0, 400.0], &[100.0, 200.0])],
        "== 表格\n1:指标 | 2:甲 | 3:",
    );
}

#[test]
fn broken_lines_are_joined_and_paragraphs_are_not() {
    let sheet = page()
        .grid(&[50.0, 130.0, 300.0], &[100.0, 200.0])
        .text(55.0, 105.0, "农村公路")
        .text(55.0, 118.0, "养护")
        .text(135.0, 105.0, "目标一：通车。")
        .text(135.0, 118.0, "目标二：安全。");
    check(
        [sheet],
        "== 表格\n1:农村公路⏎养护 | 2:目标一：通车。⏎目标二：安全。",
    );
    let narrow = page()
        .grid(&[50.0, 102.0, 300.0], &[100.0, 200.0])
        .text(55.0, 105.0, "农村公路")
        .text(55.0, 118.0, "养护")
        .down(200.0, 110.0, "竖排")
        .text(55.0, 150.0, "12345678")
        .text(55.0, 163.0, "90");
    check([narrow], "== 表格\n1:农村公路养护1234567890 | 2:竖排");
}

#[test]
fn bold_made_by_printing_twice_is_read_once() {
    let sheet = page()
        .text(50.0, 50.0, "绩效 效果")
        .text(50.3, 50.0, "绩效 效果");
    check([sheet], "== 文字\n1:绩效 效果");
}

#[test]
fn a_table_goes_on_over_a_page_break() {
    let first = page()
        .grid(&[50.0, 100.0, 200.0, 300.0], &[700.0, 730.0, 760.0])
        .text(55.0, 705.0, "产出")
        .text(105.0, 705.0, "场次")
        .text(105.0, 735.0, "人次")
        .text(290.0, 780.0, "- 1 -");
    let second = page()
        .grid(&[51.0, 101.0, 201.0, 301.0], &[50.0, 80.0, 110.0])
        .text(106.0, 55.0, "费用")
        .text(206.0, 55.0, "≤3元")
        .text(56.0, 85.0, "效益")
        .text(290.0, 780.0, "- 2 -");
    check(
        [first, second],
        "== 表格\n1:产出 | 2:场次 | 3:\n1:«2×1» | 2:人次 | 3:\n2:费用 | 3:≤3元\n1:效益 | 2: | 3:",
    );
}

#[test]
fn a_row_cut_by_a_page_is_one_row() {
    let first = page()
        .grid(&[50.0, 102.0, 300.0], &[730.0, 745.0])
        .text(55.0, 732.0, "农村公路")
        .text(110.0, 732.0, "≥12公里");
    let second = page()
        .grid(&[50.0, 102.0, 300.0], &[50.0, 65.0, 80.0])
        .text(55.0, 52.0, "养护")
        .text(55.0, 67.0, "合计");
    check(
        [first, second],
        "== 表格\n1:农村公路⏎养护 | 2:≥12公里\n1:合计 | 2:",
    );
}

#[test]
fn other_columns_or_text_between_make_another_table() {
    let table = |xs: &[f32]| {
        page()
            .grid(xs, &[100.0, 120.0, 140.0])
            .text(xs[0] + 5.0, 105.0, "甲")
    };
    let both = [50.0, 150.0, 300.0];
    check(
        [table(&both), table(&[80.0, 150.0, 420.0])],
        "== 表格\n1:甲 | 2:\n1: | 2:\n== 表格\n1:甲 | 2:\n1: | 2:",
    );
    check(
        [
            table(&both),
            table(&both).text(50.0, 60.0, "项目支出绩效目标表"),
        ],
        "== 表格\n1:甲 | 2:\n1: | 2:\n== 文字\n1:项目支出绩效目标表\n== 表格\n1:甲 | 2:\n1: | 2:",
    );
}

#[test]
fn words_below_one_another_are_columns() {
    let sheet = page()
        .text(50.0, 50.0, "二〇二五年绩效目标")
        .text(50.0, 70.0, "一级指标")
        .text(150.0, 70.0, "三级指标")
        .text(300.0, 70.0, "指标值")
        .text(50.0, 90.0, "产出指标")
        .text(150.0, 90.0, "场次")
        .text(300.0, 90.0, "≥12场")
        .text(150.0, 110.0, "人次")
        .text(300.0, 110.0, "≥90人")
        .text(50.0, 200.0, "填报单位：青陵市");
    check(
        [sheet],
        "== 文字\n1:二〇二五年绩效目标\n== 分栏\n1:一级指标 | 2:三级指标 | 3:指标值\n1:产出指标 | 2:场次 | 3:≥12场\n1: | 2:人次 | 3:≥90人\n== 文字\n1:填报单位：青陵市",
    );
}

#[test]
fn a_word_to_the_right_of_all_columns_is_in_the_last_one() {
    let sheet = page()
        .text(50.0, 50.0, "一级指标")
        .text(150.0, 50.0, "指标值")
        .text(50.0, 70.0, "产出指标")
        .text(150.0, 70.0, "≥12场")
        .text(300.0, 90.0, "续表")
        .text(50.0, 110.0, "效益指标")
        .text(150.0, 110.0, "≥90人");
    let limits = Limits::default();
    let mut document = Document::new(&limits);
    document.page(sheet.0).unwrap();
    let drawn = document.finish().unwrap().draw();
    for text in ["续表", "1:产出指标 | 2:≥12场", "1:效益指标 | 2:≥90人"] {
        assert!(drawn.contains(text), "{drawn}");
    }
}

#[test]
fn a_title_or_paragraph_of_two_lines_is_one() {
    let long = "绩".repeat(41);
    let head = || {
        page()
            .text(95.0, 50.0, &long)
            .text(280.0, 66.0, "目标表")
            .text(280.0, 90.0, "（2025年度）")
    };
    let table = |sheet: Sheet| {
        sheet
            .grid(&[90.0, 300.0, 510.0], &[120.0, 140.0])
            .text(100.0, 125.0, "甲")
    };
    let joined = format!("== 文字\n1:{long}目标表\n1:（2025年度）\n== 表格\n1:甲 | 2:");
    check([table(head())], &joined);
    // A title that is not as wide as the text of the page ends where it ends.
    let short = page()
        .text(250.0, 50.0, "绩效目标表")
        .text(245.0, 66.0, "（2025年度）");
    check(
        [table(short)],
        "== 文字\n1:绩效目标表\n1:（2025年度）\n== 表格\n1:甲 | 2:",
    );
    let text = page()
        .text(90.0, 50.0, &"效".repeat(42))
        .text(90.0, 66.0, "果。")
        .text(110.0, 82.0, "二、说明");
    check(
        [text],
        &format!("== 文字\n1:{}果。\n1:二、说明", "效".repeat(42)),
    );
}

#[test]
fn places_name_page_table_and_box() {
    let limits = Limits::default();
    let mut document = Document::new(&limits);
    let sheet = page()
        .text(50.0, 50.0, "题")
        .grid(&[50.0, 150.0, 250.0], &[100.0, 120.0])
        .text(160.0, 105.0, "甲");
    document.page(sheet.0).unwrap();
    let blocks = document.finish().unwrap().blocks;
    let place = |block: usize, cell: usize| {
        serde_json::to_string(&blocks[block].rows[0].cells[cell].place).unwrap()
    };
    assert_eq!(
        place(0, 0),
        r#"{"page":1,"table":0,"row":1,"column":1,"box":[50.0,50.0,60.0,60.0]}"#
    );
    assert_eq!(
        place(1, 1),
        r#"{"page":1,"table":1,"row":1,"column":2,"box":[150.0,100.0,250.0,120.0]}"#
    );
}

/// Rows of cells without lines, as x, y and text.
fn laid(words: &[(f32, f32, &str)]) -> Sheet {
    words
        .iter()
        .fold(page(), |sheet, (x, y, text)| sheet.text(*x, *y, text))
}

#[test]
fn lines_of_a_cell_are_joined_where_rows_stand_farther_apart() {
    let sheet = laid(&[
        (50.0, 50.0, "二级指标"),
        (150.0, 50.0, "三级指标"),
        (300.0, 50.0, "指标值"),
        (150.0, 80.0, "闸门启闭设备维修"),
        (300.0, 87.0, "=3座"),
        (150.0, 94.0, "座数"),
        (50.0, 110.0, "数量指标"),
        (150.0, 124.0, "清淤长度"),
        (300.0, 124.0, "≥2公里"),
        (50.0, 154.0, "质量指标"),
        (150.0, 154.0, "工程质量验收合格"),
        (300.0, 161.0, "=100%"),
        (150.0, 168.0, "率"),
    ]);
    check(
        [sheet],
        "== 分栏\n1:二级指标 | 2:三级指标 | 3:指标值\n1: | 2:闸门启闭设备维修座数 | 3:=3座\n1:数量指标 | 2: | 3:\n1: | 2:清淤长度 | 3:≥2公里\n1:质量指标 | 2:工程质量验收合格率 | 3:=100%",
    );
}

#[test]
fn where_rows_stand_as_close_as_lines_the_cheapest_rows_win() {
    let sheet = laid(&[
        (50.0, 50.0, "数量指标"),
        (150.0, 50.0, "改造提灌站及配套设施"),
        (300.0, 57.0, "=6座"),
        (150.0, 64.0, "的数量"),
        (150.0, 78.0, "清淤渠道长度"),
        (300.0, 78.0, "≥12公里"),
        (150.0, 92.0, "新修便道"),
        (300.0, 92.0, "≥4公里"),
    ]);
    let drawn = {
        let limits = Limits::default();
        let mut document = Document::new(&limits);
        document.page(sheet.0).unwrap();
        document.finish().unwrap()
    };
    assert_eq!(
        drawn.draw().trim(),
        "== 分栏\n1:数量指标 | 2:改造提灌站及配套设施的数量 | 3:=6座\n1: | 2:清淤渠道长度 | 3:≥12公里\n1: | 2:新修便道 | 3:≥4公里"
    );
    assert_eq!(drawn.notes[0].code, model::page::CELLS_BY_PLACE);
}

#[test]
fn a_table_without_lines_keeps_its_columns_on_the_next_page_and_its_cut_cells() {
    let first = laid(&[
        (50.0, 700.0, "二级指标"),
        (150.0, 700.0, "三级指标"),
        (300.0, 700.0, "指标值"),
        (50.0, 730.0, "数量指标"),
        (150.0, 730.0, "清淤渠道总长度"),
        (300.0, 730.0, "≥12公里"),
        (50.0, 760.0, "成本指标"),
        (150.0, 760.0, "每公里清淤费用"),
        (300.0, 760.0, "≤6万元"),
    ]);
    let second = laid(&[
        (150.0, 50.0, "标准"),
        (150.0, 80.0, "渠道验收合格率"),
        (300.0, 80.0, "=100%"),
    ]);
    check(
        [first, second],
        "== 分栏\n1:二级指标 | 2:三级指标 | 3:指标值\n1:数量指标 | 2:清淤渠道总长度 | 3:≥12公里\n1:成本指标 | 2:每公里清淤费用标准 | 3:≤6万元\n1: | 2:渠道验收合格率 | 3:=100%",
    );
}

#[test]
fn a_label_of_two_lines_beside_the_first_row_begins_the_table() {
    let sheet = laid(&[
        (50.0, 50.0, "专项"),
        (150.0, 57.0, "湿地保护"),
        (300.0, 57.0, "2025年"),
        (50.0, 64.0, "名称"),
        (50.0, 94.0, "主管部门"),
        (150.0, 94.0, "林业局"),
        (300.0, 94.0, "本级"),
        (50.0, 124.0, "实施单位"),
        (150.0, 124.0, "湿地中心"),
        (300.0, 124.0, "本级"),
    ]);
    let limits = Limits::default();
    let mut document = Document::new(&limits);
    document.page(sheet.0).unwrap();
    let drawn = document.finish().unwrap().draw();
    assert!(
        drawn.contains("1:专项名称 | 2:湿地保护 | 3:2025年"),
        "{drawn}"
    );
}
