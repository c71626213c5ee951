//! Word tables as they are drawn, from parts written by hand.

use super::*;
use crate::sample::{content_types, docx, docx_in, p, relations, tc, zip};
use model::{ErrorKind, Place};

fn check(body: &str, expected: &str) {
    let drawn = read(&docx(body), &Limits::default()).unwrap().draw();
    assert_eq!(drawn.trim(), expected.trim(), "{body}");
}

fn table(rows: &[&[String]]) -> String {
    let rows: String = rows
        .iter()
        .map(|cells| format!("<w:tr>{}</w:tr>", cells.concat()))
        .collect();
    format!("<w:tbl>{rows}</w:tbl>")
}

fn kind(bytes: &[u8]) -> ErrorKind {
    crate::read(bytes, "a.docx", &Limits::default())
        .unwrap_err()
        .kind
}

#[test]
fn merges_down_and_across_become_spans() {
    let down = r#"<w:vMerge w:val="restart"/>"#;
    let on = "<w:vMerge/>";
    let body = table(&[
        &[
            tc(down, "绩效指标"),
            tc("", "一级"),
            tc(r#"<w:gridSpan w:val="2"/>"#, "指标值"),
        ],
        &[tc(on, ""), tc(down, "产出"), tc("", "≥12"), tc("", "")],
        &[tc(on, ""), tc(on, ""), tc("", "95%"), tc("", "备注")],
        &[tc("", "合计"), tc(on, "散"), tc("", ""), tc("", "")],
    ]);
    check(
        &format!("{}{body}{}", p("道路养护目标表"), p("注：无")),
        "== 文字\n1:道路养护目标表\n== 表格\n1:«3×1»绩效指标 | 2:一级 | 3:«1×2»指标值\n2:«3×1»产出⏎散 | 3:≥12 | 4:\n3:95% | 4:备注\n1:合计 | 3: | 4:\n== 文字\n1:注：无",
    );
}

#[test]
fn a_merge_that_nothing_began_begins_where_it_stands() {
    let wide = r#"<w:gridSpan w:val="2"/><w:vMerge/>"#;
    let body = table(&[
        &[tc("<w:vMerge/>", "甲"), tc("", "乙")],
        &[tc("<w:vMerge/>", "丙")],
        &[tc(wide, "丁")],
    ]);
    check(&body, "== 表格\n1:«2×1»甲⏎丙 | 2:乙\n\n1:«1×2»丁");
}

#[test]
fn rows_begin_inside_the_grid() {
    let body = format!(
        r#"<w:tbl><w:tr><w:trPr><w:gridBefore w:val="2"/></w:trPr>{}</w:tr><w:tr>{}{}</w:tr></w:tbl>"#,
        tc("", "甲"),
        tc(r#"<w:hMerge w:val="restart"/>"#, "乙"),
        tc("<w:hMerge/>", ""),
    );
    check(&body, "== 表格\n3:甲\n1:«1×2»乙");
}

#[test]
fn wrappers_are_entered_and_deletions_skipped() {
    let row = format!(
        "<w:sdt><w:sdtPr/><w:sdtContent><w:tr><w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>{}</w:tr></w:sdtContent></w:sdt>",
        tc("", "甲"),
        "<w:tc><w:sdt><w:sdtContent><w:p><w:ins><w:r><w:t>增</w:t></w:r></w:ins><w:del><w:r><w:delText>删</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>移</w:t></w:r></w:moveFrom><w:hyperlink><w:r><w:t>链</w:t></w:r></w:hyperlink><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r></w:p></w:sdtContent></w:sdt></w:tc>",
    );
    let gone = format!("<w:tr><w:trPr><w:del/></w:trPr>{}</w:tr>", tc("", "删"));
    check(
        &format!("<w:tbl>{gone}{row}</w:tbl>"),
        "== 表格\n1:甲 | 2:增链",
    );
}

#[test]
fn symbols_boxes_breaks_and_formulas_are_shown() {
    let body = r#"<w:p><w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t>95</w:t><w:tab/><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:br w:type="page"/><w:noBreakHyphen/><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>
        <w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/></w:checkBox></w:ffData></w:fldChar><w:instrText>FORMCHECKBOX</w:instrText></w:r>
        <m:oMath><m:r><m:t>≤</m:t></m:r></m:oMath></w:p>"#;
    check(body, "== 文字\n1:≥95\t甲⏎乙-☑□≤");
}

#[test]
fn a_text_box_is_read_once() {
    let content = format!(
        "<w:txbxContent>{}{}</w:txbxContent>",
        p("框内"),
        table(&[&[tc("", "格")]])
    );
    let body = format!(
        "<w:p><w:r><w:t>段落</w:t><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{content}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{content}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    );
    check(&body, "== 文字\n1:段落\n1:框内\n== 表格\n1:格");
}

#[test]
fn inner_tables_stay_in_their_cell_and_count() {
    let inner = table(&[&[tc("", "内")]]);
    let cell = format!("<w:tc>{}{inner}{}</w:tc>", p("上"), p("下"));
    let bytes = docx(&format!(
        "{}{}",
        table(&[&[cell]]),
        table(&[&[tc("", "二")]])
    ));
    let pages = read(&bytes, &Limits::default()).unwrap();
    assert_eq!(
        pages.draw(),
        "== 表格\n1:上⏎下\n  [\n1:内\n  ]\n== 表格\n1:二\n"
    );
    let inner = &pages.blocks[0].rows[0].cells[0].nested[0].rows[0].cells[0].place;
    assert_eq!(
        *inner,
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
fn paragraphs_count_blank_ones() {
    let pages = read(
        &docx(&format!("{}{}{}", p("甲"), p(" "), p("乙"))),
        &Limits::default(),
    )
    .unwrap();
    assert_eq!(pages.draw(), "== 文字\n1:甲\n1:乙\n");
    assert_eq!(pages.blocks[0].rows[1].cells[0].place, Place::text(3, 1));
}

#[test]
fn strict_documents_read_the_same() {
    let body = table(&[&[tc(r#"<w:gridSpan w:val="2"/>"#, "甲")]]);
    let bytes = docx_in(
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
        &body,
        &[],
    );
    assert_eq!(
        read(&bytes, &Limits::default()).unwrap().draw(),
        "== 表格\n1:«1×2»甲\n"
    );
}

#[test]
fn what_cannot_be_read_says_why() {
    let promise = content_types("wordprocessingml.document");
    assert_eq!(
        kind(&zip(&[("[Content_Types].xml", &promise)])),
        ErrorKind::Damaged
    );
    let whole = docx(&p("道路养护目标表"));
    for length in [20, 60, whole.len() / 2, whole.len() - 30] {
        assert_eq!(
            kind(&whole[..length.max(60)]),
            ErrorKind::Damaged,
            "{length}"
        );
    }
    assert_eq!(
        kind(&docx("<w:p><w:r><w:drawing/></w:r></w:p>")),
        ErrorKind::NoText
    );
    assert_eq!(kind(&docx("<w:p/>")), ErrorKind::Empty);
    assert_eq!(kind(&docx("<w:p>")), ErrorKind::Damaged);
    assert_eq!(
        kind(&zip(&[(
            "word/document.xml",
            "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"
        )])),
        ErrorKind::Damaged
    );
    assert_eq!(kind(&docx(&p("机密★三年"))), ErrorKind::Classified);
    let error = crate::read(&zip(&[("a.txt", "甲")]), "a.docx", &Limits::default()).unwrap_err();
    assert_eq!(error.kind, ErrorKind::Unsupported);
    assert!(error.message.contains("压缩包"), "{error}");
}

#[test]
fn a_mark_in_the_header_is_seen() {
    let namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let header = format!(r#"<w:hdr xmlns:w="{namespace}">{}</w:hdr>"#, p("秘密★1年"));
    let relations = relations(&[("h", "header", "header1.xml")]);
    let more = [
        ("word/_rels/document.xml.rels", relations.as_str()),
        ("word/header1.xml", header.as_str()),
    ];
    assert_eq!(
        kind(&docx_in(namespace, &p("道路养护目标表"), &more)),
        ErrorKind::Classified
    );
}

#[test]
fn hostile_documents_are_bounded() {
    let limits = Limits {
        ratio_from: 1 << 16,
        ..Limits::default()
    };
    let bomb = docx(&p(&"养".repeat(1 << 20)));
    let error = crate::read(&bomb, "a.docx", &limits).unwrap_err();
    assert_eq!(error.kind, ErrorKind::TooLarge);
    assert!(error.message.contains("100 倍"), "{error}");

    let deep = format!(
        "{}{}",
        "<w:tbl><w:tr><w:tc>".repeat(80),
        "</w:tc></w:tr></w:tbl>".repeat(80)
    );
    assert_eq!(kind(&docx(&deep)), ErrorKind::TooLarge);
    let wrapped = format!(
        "{}{}{}",
        "<w:sdt>".repeat(50_000),
        p("甲"),
        "</w:sdt>".repeat(50_000)
    );
    check(&wrapped, "== 文字\n1:甲");
    let wide = tc(r#"<w:gridSpan w:val="4000000000"/>"#, "甲");
    check(&table(&[&[wide]]), "== 表格\n1:«1×512»甲");

    let limits = Limits {
        entries: 2,
        ..Limits::default()
    };
    let error = crate::read(&docx(&p("甲")), "a.docx", &limits).unwrap_err();
    assert!(error.message.contains("2 个"), "{error}");
}
