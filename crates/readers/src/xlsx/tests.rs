//! Sheets as a spreadsheet shows them, from parts written by hand.

use super::*;
use crate::sample::workbook;
use jiff::civil::date;
use model::page::Typed;
use model::{ErrorKind, Exact, Place};

/// A workbook of one sheet: its rows, what follows them, and the codes of cell styles 1, 2, 3 and so on.
fn xlsx(rows: &str, after: &str, codes: &[&str]) -> Vec<u8> {
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData>{after}</worksheet>");
    workbook(&[("目标表", "", &sheet)], codes, "")
}

fn pages(bytes: &[u8]) -> RawDocument {
    read(bytes, &Limits::default()).unwrap()
}

fn check(rows: &str, after: &str, codes: &[&str], expected: &str) {
    assert_eq!(
        pages(&xlsx(rows, after, codes)).draw().trim(),
        expected.trim(),
        "{rows}"
    );
}

fn kind(bytes: &[u8]) -> ErrorKind {
    crate::read(bytes, "a.xlsx", &Limits::default())
        .unwrap_err()
        .kind
}

#[test]
fn cells_show_what_their_format_shows() {
    let rows = r#"<row r="1"><c r="A1" s="1"><v>0.94999999999999996</v></c><c r="B1" s="2"><v>45413</v></c><c r="C1"><v>9.9199999999999999</v></c>
        <c r="D1"><v>990000202400012</v></c><c r="E1" t="b"><v>1</v></c><c r="F1" t="e"><v>#DIV/0!</v></c><c r="G1" t="str"><f>A1</f><v>文</v></c></row>"#;
    let bytes = xlsx(rows, "", &["0%", "yyyy\"年\"m\"月\"d\"日\""]);
    let document = pages(&bytes);
    assert_eq!(
        document.draw(),
        "== 表格 目标表\n1:95% | 2:2024年5月1日 | 3:9.92 | 4:990000202400012 | 5:TRUE | 6:#DIV/0! | 7:文\n"
    );
    let typed: Vec<_> = document.blocks[0].rows[0]
        .cells
        .iter()
        .map(|cell| cell.typed.clone())
        .collect();
    assert_eq!(typed[0], Some(Typed::Number(Exact::parse("0.95").unwrap())));
    assert_eq!(typed[1], Some(Typed::Date(date(2024, 5, 1))));
    assert_eq!(typed[4], Some(Typed::Bool(true)));
    assert_eq!(typed[6], None);
}

#[test]
fn shared_and_inline_texts_without_furigana() {
    let sheet = r#"<worksheet><sheetData><row><c t="s"><v>1</v></c><c t="s"><v>9</v></c><c t="inlineStr"><is><r><t>甲</t></r><r><t>&lt;乙&#20154;</t></r></is></c></row></sheetData></worksheet>"#;
    let strings = "<si/><si><r><t>项目</t></r><r><t xml:space='preserve'> 名称_x000D_&#10;二</t></r><rPh><t>ka</t></rPh></si>";
    let bytes = workbook(&[("表", "", sheet)], &[], strings);
    assert_eq!(
        pages(&bytes).draw(),
        "== 表格 表\n1:项目 名称⏎二 | 2: | 3:甲<乙人\n"
    );
}

#[test]
fn merges_cover_and_places_count_from_the_sheet() {
    let rows = r#"<row r="2"><c r="B2" t="str"><v>道路养护目标表</v></c></row>
        <row r="3" hidden="1"><c r="B3" t="str"><v>产出</v></c><c r="C3" t="str"><v>数量</v></c></row>
        <row r="4"><c r="B4" t="str"><v>遮住</v></c><c r="D4"><v>12</v></c></row>"#;
    let after = r#"<mergeCells><mergeCell ref="B2:D2"/><mergeCell ref="B3:B4"/><mergeCell ref="C3:D3"/><mergeCell ref="B4:C4"/></mergeCells>"#;
    let document = pages(&xlsx(rows, after, &[]));
    assert_eq!(
        document.draw(),
        "== 表格 目标表\n2:«1×3»道路养护目标表\n2:«2×1»产出 | 3:«1×2»数量\n3: | 4:12\n"
    );
    let codes: Vec<&str> = document
        .notes
        .iter()
        .map(|note| note.code.as_str())
        .collect();
    assert_eq!(codes, ["overlapping_merges", "covered_text"]);
    let place = Place::Sheet {
        sheet: "目标表".into(),
        row: 4,
        column: 2,
    };
    assert_eq!(document.notes[1].at, [place]);
}

#[test]
fn blank_rows_between_forms_are_listed() {
    check(
        r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="3"><c r="B3"><v>2</v></c></row>"#,
        "",
        &[],
        "== 表格 目标表\n1:1 | 2:\n1: | 2:\n1: | 2:2",
    );
}

#[test]
fn a_merge_over_all_columns_does_not_widen_the_sheet() {
    let merge = r#"<mergeCells><mergeCell ref="A1:XFD1"/><mergeCell ref="A2:C2"/></mergeCells>"#;
    check(
        r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>"#,
        merge,
        &[],
        "== 表格 目标表\n1:«1×3»1\n1:«1×3»2",
    );
}

#[test]
fn hidden_sheets_are_named_and_empty_ones_left_out() {
    let sheet = |text: &str| {
        format!(
            r#"<worksheet><sheetData><row><c t="str"><v>{text}</v></c></row></sheetData></worksheet>"#
        )
    };
    let (one, two) = (sheet("甲"), sheet("乙"));
    let sheets = [
        ("字典", "hidden", one.as_str()),
        ("空", "", "<worksheet/>"),
        ("项目", "", &two),
        ("深", "veryHidden", &one),
    ];
    let document = pages(&workbook(&sheets, &[], ""));
    assert_eq!(document.draw(), "== 表格 项目\n1:乙\n");
    assert_eq!(document.notes[0].code, "hidden_sheet");
    assert!(document.notes[0].message.contains("“字典”、“深”"));
}

#[test]
fn formulas_without_a_result_are_named() {
    let document = pages(&xlsx(
        r#"<row><c><v>1</v></c><c><f>A1*2</f></c></row>"#,
        "",
        &[],
    ));
    assert_eq!(document.draw(), "== 表格 目标表\n1:1\n");
    assert_eq!(document.notes[0].code, "formula_without_value");
}

#[test]
fn empty_cells_beyond_the_grid_are_cut_and_others_refused() {
    let rows = r#"<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="1"/></row><row r="1048576"><c r="A1048576" s="1"/></row>"#;
    let document = pages(&xlsx(rows, "", &["0"]));
    assert_eq!(document.draw(), "== 表格 目标表\n1:1\n");
    assert_eq!(document.notes[0].code, "grid_cut");
    let far = xlsx(
        r#"<row r="20000"><c r="A20000"><v>1</v></c></row>"#,
        "",
        &[],
    );
    let error = crate::read(&far, "a.xlsx", &Limits::default()).unwrap_err();
    assert_eq!(error.kind, ErrorKind::TooLarge);
    assert!(error.message.contains("10000 行"), "{error}");
}

#[test]
fn a_sparse_sheet_stays_small() {
    let rows: String = (1..=10_000)
        .map(|row| {
            format!(r#"<row r="{row}"><c r="SR{row}"><v>1</v></c><c r="A{row}"><v>2</v></c></row>"#)
        })
        .collect();
    let document = pages(&xlsx(&rows, "", &[]));
    assert_eq!(document.notes[0].code, "sparse_sheet");
    assert_eq!(document.blocks[0].rows[9_999].cells.len(), 2);
}

#[test]
fn merges_without_end_are_bounded() {
    let rows =
        r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="900"><c r="SR900"><v>1</v></c></row>"#;
    let merges: String = (0..50_000)
        .map(|i| format!(r#"<mergeCell ref="A{}:SR900"/>"#, i % 900 + 1))
        .collect();
    let document = pages(&xlsx(
        rows,
        &format!("<mergeCells>{merges}</mergeCells>"),
        &[],
    ));
    assert!(
        document
            .notes
            .iter()
            .any(|note| note.code == "overlapping_merges" && note.at.len() == 20)
    );
}

#[test]
fn what_cannot_be_read_says_why() {
    let whole = xlsx(r#"<row><c><v>1</v></c></row>"#, "", &[]);
    assert_eq!(kind(&whole[..whole.len() - 40]), ErrorKind::Damaged);
    assert_eq!(kind(&whole[..200]), ErrorKind::Damaged);
    assert_eq!(
        kind(&xlsx("<row><c><v>1</v></row>", "", &[])),
        ErrorKind::Damaged
    );
    assert_eq!(kind(&xlsx("", "", &[])), ErrorKind::Empty);
    let entity = "<!DOCTYPE a [<!ENTITY b 'c'>]><worksheet/>";
    assert_eq!(
        kind(&workbook(&[("a", "", entity)], &[], "")),
        ErrorKind::Damaged
    );
    assert_eq!(
        kind(&xlsx(
            r#"<row><c t="str"><v>密级</v></c><c t="str"><v>秘密</v></c></row>"#,
            "",
            &[]
        )),
        ErrorKind::Classified
    );
}
