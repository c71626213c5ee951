//! Workbooks of the old format as Excel shows them, from records written by hand and from files that an office program wrote.

use super::*;
use crate::sample_ole::{cell, ole, record, string, xls};
use jiff::civil::date;
use model::page::Typed;
use model::{ErrorKind, Exact, Place};

/// A workbook of one sheet with these records.
fn sheet(records: &[Vec<u8>], codes: &[&str], shared: &[&str]) -> Vec<u8> {
    xls(&[("目标表", 0, records.concat())], codes, shared)
}

fn pages(bytes: &[u8]) -> RawDocument {
    read(bytes, &Limits::default()).unwrap()
}

fn kind(bytes: &[u8]) -> ErrorKind {
    crate::read(bytes, "a.xls", &Limits::default())
        .unwrap_err()
        .kind
}

fn label(row: u16, column: u16, text: &str) -> Vec<u8> {
    cell(0x0204, [row, column, 0], &string(text))
}

fn number(at: [u16; 3], number: f64) -> Vec<u8> {
    cell(0x0203, at, &number.to_le_bytes())
}

fn merges(ranges: &[[u16; 4]]) -> Vec<u8> {
    let count = [ranges.len() as u16];
    let edges = count.iter().chain(ranges.iter().flatten());
    let data: Vec<u8> = edges.flat_map(|edge| edge.to_le_bytes()).collect();
    record(0x00E5, &data)
}

#[test]
fn cells_show_what_their_format_shows() {
    let records = [
        number([0, 0, 1], 0.95),
        number([0, 1, 2], 45413.0),
        number([0, 2, 0], 9.92),
        // 992 in hundredths, then 3 and 0.5 side by side.
        cell(0x027E, [0, 3, 0], &(992u32 << 2 | 3).to_le_bytes()),
        record(
            0x00BD,
            &[
                &[0, 0, 4, 0, 0, 0][..],
                &(3u32 << 2 | 2).to_le_bytes(),
                &[1, 0],
                &0x3FE0_0000u32.to_le_bytes(),
                &[5, 0],
            ]
            .concat(),
        ),
        cell(0x0205, [0, 6, 0], &[1, 0]),
        cell(0x0205, [0, 7, 0], &[7, 1]),
        cell(0x00FD, [0, 8, 0], &1u32.to_le_bytes()),
    ];
    let codes = ["0%", "yyyy\"年\"m\"月\"d\"日\""];
    let document = pages(&sheet(&records, &codes, &["甲", "乙"]));
    assert_eq!(
        document.draw(),
        "== 表格 目标表\n1:95% | 2:2024年5月1日 | 3:9.92 | 4:9.92 | 5:3 | 6:50% | 7:TRUE | 8:#DIV/0! | 9:乙\n"
    );
    let typed = |column: usize| document.blocks[0].rows[0].cells[column].typed.clone();
    assert_eq!(typed(0), Some(Typed::Number(Exact::parse("0.95").unwrap())));
    assert_eq!(typed(1), Some(Typed::Date(date(2024, 5, 1))));
    assert_eq!(typed(6), Some(Typed::Bool(true)));
    assert_eq!(typed(8), None);
}

#[test]
fn formulas_show_their_saved_result() {
    let text = [0, 0, 0, 0, 0, 0, 0xFF, 0xFF];
    let word = |kind: u8, value: u8| [kind, 0, value, 0, 0, 0, 0xFF, 0xFF];
    let records = [
        cell(0x0006, [0, 0, 1], &0.5f64.to_le_bytes()),
        cell(0x0006, [0, 1, 0], &text),
        record(0x04BC, &[0; 8]),
        record(0x0207, &string("拼接")),
        cell(0x0006, [0, 2, 0], &word(1, 0)),
        cell(0x0006, [0, 3, 0], &word(2, 0x2A)),
        cell(0x0006, [0, 4, 0], &word(3, 0)),
    ];
    assert_eq!(
        pages(&sheet(&records, &["0.0%"], &[])).draw(),
        "== 表格 目标表\n1:50.0% | 2:拼接 | 3:FALSE | 4:#N/A\n"
    );
}

#[test]
fn texts_go_on_in_the_next_record() {
    // One byte a character, then two; runs of formatting and a phonetic hint behind it.
    let head = [1, 0, 0, 0, 1, 0, 0, 0, 4, 0, 0x0C, 1, 0, 2, 0, 0, 0];
    let first = [&head[..], b"ab"].concat();
    let second = [
        &[1][..],
        &"养护"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect::<Vec<u8>>(),
        &[0; 6],
    ];
    let globals = [
        record(0x0809, &[0, 6, 5, 0]),
        record(0x00FC, &first),
        record(0x003C, &second.concat()),
    ];
    let bound = |at: u32| {
        record(
            0x0085,
            &[&at.to_le_bytes()[..], &[0, 0, 1, 0, b'A']].concat(),
        )
    };
    let at = globals.concat().len() + bound(0).len() + 4;
    let rest = [
        bound(at as u32),
        record(0x000A, &[]),
        record(0x0809, &[0, 6, 16, 0]),
        cell(0x00FD, [0, 0, 0], &[0; 4]),
        record(0x000A, &[]),
    ];
    let stream = [globals.concat(), rest.concat()].concat();
    assert_eq!(
        pages(&ole(&[("Workbook", &stream)])).draw(),
        "== 表格 A\n1:ab养护\n"
    );
}

#[test]
fn merges_cover_and_places_count_from_the_sheet() {
    let records = [
        label(1, 1, "道路养护目标表"),
        label(2, 1, "产出"),
        label(2, 2, "数量"),
        label(3, 3, "12"),
        merges(&[[1, 1, 1, 3], [2, 3, 1, 1], [2, 2, 2, 3]]),
    ];
    let document = pages(&sheet(&records, &[], &[]));
    assert_eq!(
        document.draw(),
        "== 表格 目标表\n2:«1×3»道路养护目标表\n2:«2×1»产出 | 3:«1×2»数量\n3: | 4:12\n"
    );
    let place = Place::Sheet {
        sheet: "目标表".into(),
        row: 2,
        column: 2,
    };
    assert_eq!(document.blocks[0].rows[0].cells[0].place, place);
}

#[test]
fn hidden_sheets_are_named_and_charts_in_a_sheet_passed_over() {
    let chart = [
        record(0x0809, &[0, 6, 0x20, 0]),
        label(0, 0, "图"),
        record(0x000A, &[]),
    ];
    let document = pages(&xls(
        &[
            ("字典", 1, label(0, 0, "甲")),
            ("项目", 0, [chart.concat(), label(0, 0, "乙")].concat()),
            ("深", 2, label(0, 0, "丙")),
        ],
        &[],
        &[],
    ));
    assert_eq!(document.draw(), "== 表格 项目\n1:乙\n");
    assert!(document.notes[0].message.contains("“字典”、“深”"));
}

#[test]
fn a_file_of_an_office_program_reads_as_its_original() {
    let file = include_bytes!("../../tests/data/typed-cells.xls");
    let original = include_bytes!("../../../../samples/layouts/d29-typed-cells.xlsx");
    let original = crate::read(original, "a.xlsx", &Limits::default()).unwrap();
    let reading = crate::read(file, "a.et", &Limits::default()).unwrap();
    assert_eq!(reading.format, "xls");
    assert_eq!(reading.content, original.content);
}

#[test]
fn what_cannot_be_read_says_why() {
    let whole = sheet(&[label(0, 0, "甲")], &[], &[]);
    assert_eq!(kind(&whole[..whole.len() / 2]), ErrorKind::Damaged);
    assert_eq!(kind(&sheet(&[], &[], &[])), ErrorKind::Empty);
    assert_eq!(
        kind(&sheet(&[record(0x00EC, &[])], &[], &[])),
        ErrorKind::NoText
    );
    assert_eq!(
        kind(&sheet(
            &[label(0, 0, "密级"), label(0, 1, "秘密")],
            &[],
            &[]
        )),
        ErrorKind::Classified
    );
    let begin = record(0x0809, &[0, 6, 5, 0]);
    let locked = [begin.clone(), record(0x002F, &[0; 6])].concat();
    assert_eq!(kind(&ole(&[("Workbook", &locked)])), ErrorKind::Encrypted);
    assert_eq!(kind(&ole(&[("Workbook", &begin)])), ErrorKind::Damaged);
    let older = record(0x0809, &[0, 5, 5, 0]);
    assert_eq!(kind(&ole(&[("Book", &older)])), ErrorKind::Unsupported);
    assert_eq!(kind(&ole(&[("Workbook", &older)])), ErrorKind::Unsupported);
}

#[test]
fn cells_beyond_the_grid_are_refused_and_empty_ones_cut() {
    let blank = cell(0x0201, [20_000, 0, 0], &[]);
    let document = pages(&sheet(&[label(0, 0, "甲"), blank], &[], &[]));
    assert_eq!(document.notes[0].code, "grid_cut");
    assert_eq!(
        kind(&sheet(&[label(20_000, 0, "甲")], &[], &[])),
        ErrorKind::TooLarge
    );
}
