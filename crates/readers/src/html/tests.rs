//! Tables of web pages as a browser would draw them.

use super::*;
use model::{ErrorKind, Place};

fn check(html: &str, expected: &str) {
    let drawn = read(html, &Limits::default()).unwrap().draw();
    assert_eq!(drawn.trim(), expected.trim(), "{html}");
}

#[test]
fn spans_place_the_cells_of_later_rows() {
    check(
        "<html><head><title>网站</title><style>td{}</style></head><body><h1>道路养护目标表</h1><p>单位：\n万元</p>
         <table><tr><td rowspan=2>产出<br>指标</td><td>数量</td><td colspan=\"2\">≥12&nbsp;公里</td></tr>
         <tr><th>质量<td>合格率<td><p>95%</p><p>以上</p></tr></table>注：无</body></html>",
        "== 文字\n1:道路养护目标表\n1:单位： 万元\n== 表格\n1:«2×1»产出⏎指标 | 2:数量 | 3:«1×2»≥12\u{a0}公里\n2:质量 | 3:合格率 | 4:95%⏎以上\n== 文字\n1:注：无",
    );
}

#[test]
fn hostile_spans_are_cut() {
    let html = "<table><tr><td colspan=1000000000 rowspan=4000000000>甲<tr><td>乙<tr><td colspan=x rowspan=-1>丙</table>";
    let pages = read(html, &Limits::default());
    assert_eq!(pages.unwrap_err().kind, ErrorKind::TooLarge);
    check(
        "<table><tr><td colspan=9999 rowspan=9>甲</table>",
        "== 表格\n1:«1×512»甲",
    );
}

#[test]
fn zero_rows_reach_to_the_end_of_the_group() {
    check(
        "<table><thead><tr><td rowspan=0>甲<td>1</thead><tbody><tr><td rowspan=0>乙<td>2<tr><td>3</tbody></table>",
        "== 表格\n1:甲 | 2:1\n1:«2×1»乙 | 2:2\n2:3",
    );
}

#[test]
fn a_cell_ends_before_one_that_reaches_down() {
    check(
        "<table><tr><td>1<td>2<td rowspan=2>3<tr><td colspan=3>4<td>5</table>",
        "== 表格\n1:1 | 2:2 | 3:«2×1»3\n1:«1×2»4 | 4:5",
    );
}

#[test]
fn inner_tables_stay_in_their_cell_and_count() {
    let html = "<table><tr><td>外<table><tr><td>内</td></tr></table>后</td><td>右</td></tr></table><table><tr><td>二</table>";
    check(
        html,
        "== 表格\n1:外⏎后 | 2:右\n  [\n1:内\n  ]\n== 表格\n1:二"
            .replace("外⏎后", "外后")
            .as_str(),
    );
    let pages = read(html, &Limits::default()).unwrap();
    let inner = &pages.blocks[0].rows[0].cells[0].nested[0].rows[0].cells[0];
    assert_eq!(
        inner.place,
        Place::Table {
            table: 2,
            row: 1,
            column: 1
        }
    );
    assert_eq!(
        pages.blocks[1].rows[0].cells[0].place,
        Place::Table {
            table: 3,
            row: 1,
            column: 1
        }
    );
}

#[test]
fn what_is_not_shown_is_skipped() {
    check(
        "<script>if (a < b) document.write('<table>')</script><div style='Display: None'>隐<div>藏</div></div>
         <table><tr><td>甲<span hidden>隐</span></td><td style='display:none'>藏</td><td>乙</td></tr>
         <tr style='display:none'><td>藏</td></tr><!--[if a]><tr><td>注</td></tr><![endif]-->
         <tr><td><span hidden>未关</td><td>丁</td></tr></table>",
        "== 表格\n1:甲 | 2:乙\n1: | 2:丁",
    );
}

#[test]
fn text_of_a_table_outside_its_cells_is_kept() {
    check(
        "<table><caption>目标表</caption>散落<tr><td>甲</td></tr></table>",
        "== 文字\n1:目标表\n1:散落\n== 表格\n1:甲",
    );
}

#[test]
fn tables_without_end_are_read() {
    check(
        "<table><tr><td>甲<tr><td>乙<table><tr><td>丙",
        "== 表格\n1:甲\n1:乙\n  [\n1:丙\n  ]",
    );
}

#[test]
fn pages_of_pictures_or_of_nothing_say_so() {
    let kind = |html| read(html, &Limits::default()).unwrap_err().kind;
    assert_eq!(kind("<body><img src='a.png'></body>"), ErrorKind::NoText);
    assert_eq!(kind("<html><body><p> </p></body></html>"), ErrorKind::Empty);
}

#[test]
fn deep_tables_are_refused_and_deep_marks_are_not() {
    let deep = "<table><tr><td>".repeat(100);
    assert_eq!(
        read(&deep, &Limits::default()).unwrap_err().kind,
        ErrorKind::TooLarge
    );
    let marks: String = (0..20_000).map(|i| format!("<font color={i}>")).collect();
    let html = format!("{marks}{}", "<p>甲".repeat(20_000));
    assert_eq!(
        read(&html, &Limits::default()).unwrap().blocks[0]
            .rows
            .len(),
        20_000
    );
}
