//! OpenDocument sheets as they are shown, from parts written by hand and from a file that an office program wrote.

use super::*;
use crate::sample::zip;
use jiff::civil::date;
use model::page::Typed;
use model::{ErrorKind, Exact, Place};

const MIME: &str = "application/vnd.oasis.opendocument.spreadsheet";

/// A workbook of these tables, whose style `hidden` hides its sheet.
fn ods(tables: &str) -> Vec<u8> {
    let style = r#"<style:style style:name="hidden" style:family="table"><style:table-properties table:display="false"/></style:style>"#;
    let content = format!(
        r#"<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s"><office:automatic-styles>{style}</office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"#
    );
    zip(&[("mimetype", MIME), ("content.xml", &content)])
}

fn table(rows: &str) -> Vec<u8> {
    ods(&format!(
        r#"<table:table table:name="表">{rows}</table:table>"#
    ))
}

fn pages(bytes: &[u8]) -> RawDocument {
    read(bytes, &Limits::default()).unwrap()
}

fn check(rows: &str, expected: &str) {
    assert_eq!(pages(&table(rows)).draw().trim(), expected.trim(), "{rows}");
}

fn kind(bytes: &[u8]) -> ErrorKind {
    crate::read(bytes, "a.ods", &Limits::default())
        .unwrap_err()
        .kind
}

#[test]
fn cells_show_their_text_and_keep_their_value() {
    let rows = r#"<table:table-row>
        <table:table-cell office:value-type="percentage" office:value="0.95"><text:p>95%</text:p></table:table-cell>
        <table:table-cell office:value-type="date" office:date-value="2024-05-01"><text:p>2024年5月1日</text:p></table:table-cell>
        <table:table-cell office:value-type="float" office:value="9.9199999999999999"/>
        <table:table-cell office:value-type="percentage" office:value="0.075"/>
        <table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>TRUE</text:p></table:table-cell>
        <table:table-cell office:value-type="string"><text:p>甲<text:s text:c="2"/>乙<text:span>
          丙</text:span></text:p><text:p>丁<text:line-break/>戊</text:p><office:annotation><text:p>批注</text:p></office:annotation></table:table-cell>
        </table:table-row>"#;
    let document = pages(&table(rows));
    assert_eq!(
        document.draw(),
        "== 表格 表\n1:95% | 2:2024年5月1日 | 3:9.92 | 4:7.5% | 5:TRUE | 6:甲  乙 丙⏎丁⏎戊\n"
    );
    let typed = |column: usize| document.blocks[0].rows[0].cells[column].typed.clone();
    assert_eq!(typed(0), Some(Typed::Number(Exact::parse("0.95").unwrap())));
    assert_eq!(typed(1), Some(Typed::Date(date(2024, 5, 1))));
    assert_eq!(typed(4), Some(Typed::Bool(true)));
    assert_eq!(typed(5), None);
}

#[test]
fn spans_cover_and_repetitions_are_counted() {
    let rows = r#"<table:table-header-rows><table:table-row>
        <table:table-cell table:number-columns-spanned="3"><text:p>目标表</text:p></table:table-cell><table:covered-table-cell table:number-columns-repeated="2"/>
        </table:table-row></table:table-header-rows>
        <table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="3"/></table:table-row>
        <table:table-row-group><table:table-row>
        <table:table-cell table:number-rows-spanned="2"><text:p>产出</text:p></table:table-cell><table:table-cell table:number-columns-repeated="2"><text:p>12</text:p></table:table-cell>
        </table:table-row></table:table-row-group>
        <table:table-row table:visibility="collapse"><table:covered-table-cell/><table:table-cell/><table:table-cell><text:p>95%</text:p></table:table-cell></table:table-row>
        <table:table-row table:number-rows-repeated="1048571"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>"#;
    check(
        rows,
        "== 表格 表\n1:«1×3»目标表\n1: | 2: | 3:\n1: | 2: | 3:\n1:«2×1»产出 | 2:12 | 3:12\n2: | 3:95%",
    );
    let document = pages(&table(rows));
    let place = Place::Sheet {
        sheet: "表".into(),
        row: 5,
        column: 3,
    };
    assert_eq!(document.blocks[0].rows[4].cells[1].place, place);
    assert!(document.notes.is_empty());
}

#[test]
fn hidden_sheets_are_named() {
    let row = "<table:table-row><table:table-cell><text:p>甲</text:p></table:table-cell></table:table-row>";
    let document = pages(&ods(&format!(
        r#"<table:table table:name="字典" table:style-name="hidden">{row}</table:table><table:table table:name="项目">{row}</table:table><table:table table:name="空"/>"#
    )));
    assert_eq!(document.draw(), "== 表格 项目\n1:甲\n");
    assert!(document.notes[0].message.contains("“字典”"));
}

#[test]
fn a_file_of_an_office_program_reads_as_its_original() {
    let file = include_bytes!("../../tests/data/typed-cells.ods");
    let original = include_bytes!("../../../../samples/layouts/d29-typed-cells.xlsx");
    let original = crate::read(original, "a.xlsx", &Limits::default()).unwrap();
    let reading = crate::read(file, "a", &Limits::default()).unwrap();
    assert_eq!(reading.format, "ods");
    assert_eq!(reading.content, original.content);
}

#[test]
fn what_cannot_be_read_says_why() {
    let filled = "<table:table-row><table:table-cell><text:p>甲</text:p></table:table-cell></table:table-row>";
    let whole = table(filled);
    assert_eq!(kind(&whole[..whole.len() - 30]), ErrorKind::Damaged);
    assert_eq!(kind(&table("")), ErrorKind::Empty);
    assert_eq!(kind(&table("<table:table-row>")), ErrorKind::Damaged);
    let locked = [
        ("mimetype", MIME),
        ("META-INF/manifest.xml", "<manifest:encryption-data/>"),
        ("content.xml", "?"),
    ];
    assert_eq!(kind(&zip(&locked)), ErrorKind::Encrypted);
    let other = [("mimetype", MIME), ("content.xml", "<a/>")];
    assert_eq!(kind(&zip(&other)), ErrorKind::Damaged);
    let picture = [
        ("content.xml", "<a><body><spreadsheet/></body></a>"),
        ("Pictures/1.png", ""),
    ];
    assert_eq!(kind(&zip(&picture)), ErrorKind::NoText);
}

#[test]
fn repetitions_without_end_are_bounded() {
    let filled = |rows: u32, columns: u32, more: &str| {
        format!(
            r#"<table:table-row table:number-rows-repeated="{rows}"><table:table-cell table:number-columns-repeated="{columns}"{more}><text:p>甲</text:p></table:table-cell></table:table-row>"#
        )
    };
    for rows in [
        filled(u32::MAX, 1, ""),
        filled(1, u32::MAX, ""),
        filled(9_999, 500, ""),
    ] {
        assert_eq!(kind(&table(&rows)), ErrorKind::TooLarge);
    }
    let wide =
        r#" table:number-columns-spanned="4000000000" table:number-rows-spanned="4000000000""#;
    let document = pages(&table(&filled(1, 1, wide)));
    assert_eq!(document.draw(), "== 表格 表\n1:甲\n");
}
