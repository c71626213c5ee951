//! OFD files as they are drawn, from parts written by hand.

use super::*;
use crate::sample_pdf::ofd;

fn check(content: &str, expected: &str) {
    let drawn = read(&ofd(content, ""), &Limits::default()).unwrap().draw();
    assert_eq!(drawn.trim(), expected.trim(), "{content}");
}

/// A text at a place of the page, in millimetres.
fn text(x: f32, y: f32, text: &str) -> String {
    let runs = format!("g {} 3.5", text.chars().count().saturating_sub(1));
    format!(
        r#"<ofd:TextObject ID="1" Boundary="{x} {y} 60 5" Font="1" Size="3.5"><ofd:TextCode X="0" Y="3" DeltaX="{runs}">{text}</ofd:TextCode></ofd:TextObject>"#
    )
}

/// A path in the coordinates of the page.
fn path(data: &str) -> String {
    format!(
        r#"<ofd:PathObject ID="2" Boundary="0 0 210 297" LineWidth="0.25"><ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>"#
    )
}

const GRID: &str = "M 20 40 L 120 40 L 120 60 L 20 60 C M 20 50 L 120 50 M 60 40 L 60 60";

#[test]
fn lines_make_cells_and_text_outside_is_prose() {
    let content = [
        text(20.0, 20.0, "绩效目标表"),
        path(GRID),
        text(22.0, 43.0, "项目名称"),
        text(62.0, 43.0, "道路养护"),
        text(22.0, 53.0, "金额"),
    ];
    check(
        &content.concat(),
        "== 文字\n1:绩效目标表\n== 表格\n1:项目名称 | 2:道路养护\n1:金额 | 2:",
    );
}

#[test]
fn a_matrix_moves_and_enlarges_and_a_template_gives_the_lines() {
    let content = r#"<ofd:TextObject ID="1" Boundary="22 43 60 5" Font="1" Size="1.75" CTM="2 0 0 2 0 0"><ofd:TextCode X="0" Y="1.5" DeltaX="1.75">单位</ofd:TextCode></ofd:TextObject>"#;
    let bytes = ofd(content, &[path(GRID), text(62.0, 53.0, "万元")].concat());
    let drawn = read(&bytes, &Limits::default()).unwrap().draw();
    assert_eq!(drawn, "== 表格\n1:单位 | 2:\n1: | 2:万元\n");
}

#[test]
fn hidden_objects_and_white_lines_are_not_there() {
    let hidden = text(22.0, 43.0, "水印").replace("Font=", "Visible=\"false\" Font=");
    let white = path("M 0 45 L 210 45").replace(
        "<ofd:Abb",
        "<ofd:StrokeColor Value=\"255 255 255\"/><ofd:Abb",
    );
    let content = [path(GRID), white, hidden, text(22.0, 43.0, "甲")].concat();
    check(&content, "== 表格\n1:甲 | 2:\n1: | 2:");
}

#[test]
fn a_picture_alone_is_a_scan_and_a_missing_page_is_named() {
    let picture = r#"<ofd:ImageObject ID="1" Boundary="0 0 210 297" ResourceID="3"/>"#;
    let kind = |bytes: &[u8]| read(bytes, &Limits::default()).unwrap_err().kind;
    assert_eq!(kind(&ofd(picture, "")), model::ErrorKind::NoText);
    assert_eq!(kind(&ofd("", "")), model::ErrorKind::Empty);
    let bytes = crate::sample::zip(&[(
        "OFD.xml",
        "<OFD><DocBody><DocRoot>Doc_0/Document.xml</DocRoot></DocBody></OFD>",
    )]);
    let error = read(&bytes, &Limits::default()).unwrap_err();
    assert!(error.message.contains("Doc_0/Document.xml"), "{error}");
}
