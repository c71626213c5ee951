//! Word tables of the old format as they are drawn, from parts written by hand and from files that an office program wrote.

use super::*;
use crate::sample_ole::{Word, inside, ole, row_end, shape};
use model::{ErrorKind, Place};

/// A Word file whose cells end with `|`, rows with `#` and paragraphs with `¶`.
fn word(paragraphs: &[(&str, Vec<u8>)]) -> Word {
    let paragraph = |(text, list): &(&str, Vec<u8>)| {
        let text = text.replace(['|', '#'], "\x07").replace('¶', "\r");
        (text, list.clone())
    };
    Word {
        paragraphs: paragraphs.iter().map(paragraph).collect(),
        ..Word::default()
    }
}

fn drawn(word: &Word) -> String {
    read(&word.bytes(), &Limits::default()).unwrap().draw()
}

fn check(paragraphs: &[(&str, Vec<u8>)], expected: &str) {
    assert_eq!(drawn(&word(paragraphs)).trim(), expected.trim());
}

fn kind(bytes: &[u8]) -> ErrorKind {
    crate::read(bytes, "a.doc", &Limits::default())
        .unwrap_err()
        .kind
}

#[test]
fn edges_give_columns_and_flags_give_merges() {
    let cell = || inside(1);
    check(
        &[
            ("道路养护目标表¶", vec![]),
            ("绩效指标|", cell()),
            ("一级|", cell()),
            ("指标值|", cell()),
            ("#", row_end(1, &[0, 1000, 2000, 4000], &[0x60, 0, 0])),
            ("|", cell()),
            ("产出|", cell()),
            ("≥12|", cell()),
            ("ascii|", cell()),
            // Drawn by hand, a line is missed by a hair.
            (
                "#",
                row_end(1, &[3, 1004, 1990, 3000, 4001], &[0x20, 0x60, 0, 0]),
            ),
            ("|", cell()),
            ("|", cell()),
            ("95%|", cell()),
            ("备注|", cell()),
            (
                "#",
                row_end(1, &[0, 1000, 2000, 3000, 4000], &[0x20, 0x20, 0, 0]),
            ),
            ("注：无¶", vec![]),
        ],
        "== 文字\n1:道路养护目标表\n== 表格\n1:«3×1»绩效指标 | 2:一级 | 3:«1×2»指标值\n2:«2×1»产出 | 3:≥12 | 4:ascii\n3:95% | 4:备注\n== 文字\n1:注：无",
    );
}

#[test]
fn cells_joined_across_are_one_whichever_mark_begins_them() {
    let cells = |flags: [u16; 4]| {
        vec![
            ("甲|", inside(1)),
            ("|", inside(1)),
            ("乙|", inside(1)),
            ("|", inside(1)),
            ("#", row_end(1, &[0, 100, 200, 300, 400], &flags)),
        ]
    };
    let expected = "== 表格\n1:«1×2»甲 | 3:«1×2»乙";
    check(&cells([1, 2, 1, 2]), expected);
    check(&cells([2, 1, 2, 1]), expected);
}

#[test]
fn rows_may_be_indented_and_cells_narrow_or_without_shape() {
    check(
        &[
            ("甲|", inside(1)),
            ("乙|", inside(1)),
            ("#", row_end(1, &[0, 10, 2000], &[])),
            ("丙|", inside(1)),
            ("#", row_end(1, &[10, 2000], &[])),
            ("丁|", inside(1)),
            ("戊|", inside(1)),
            ("己|", inside(1)),
            ("#", row_end(1, &[0, 2000], &[])),
        ],
        "== 表格\n1:甲 | 2:乙\n2:丙\n1:«1×2»丁 | 3:戊 | 4:己",
    );
}

#[test]
fn inner_tables_stay_in_their_cell_and_count() {
    let mut inner_cell = inside(2);
    inner_cell.extend([0x4B, 0x24, 1]);
    let file = word(&[
        ("上¶", inside(1)),
        ("内¶", inner_cell),
        ("¶", row_end(2, &[0, 500], &[])),
        ("下|", inside(1)),
        ("#", row_end(1, &[0, 1000], &[])),
        ("段¶", vec![]),
        ("二|", inside(1)),
        ("#", row_end(1, &[0, 1000], &[])),
    ]);
    let pages = read(&file.bytes(), &Limits::default()).unwrap();
    assert_eq!(
        pages.draw(),
        "== 表格\n1:上⏎下\n  [\n1:内\n  ]\n== 文字\n1:段\n== 表格\n1:二\n"
    );
    let place = |table| Place::Table {
        table,
        row: 1,
        column: 1,
    };
    let outer = &pages.blocks[0].rows[0].cells[0];
    assert_eq!(outer.nested[0].rows[0].cells[0].place, place(2));
    assert_eq!(pages.blocks[2].rows[0].cells[0].place, place(3));
    assert_eq!(pages.blocks[1].rows[0].cells[0].place, Place::text(1, 1));
}

#[test]
fn long_row_properties_stand_in_a_stream_of_their_own() {
    let list = [inside(1), vec![0x17, 0x24, 1], shape(&[0, 10, 5000], &[])].concat();
    let mut file = word(&[
        ("甲|", inside(1)),
        ("乙|", inside(1)),
        ("#", vec![0x46, 0x66, 4, 0, 0, 0]),
        ("丙|", inside(1)),
        ("#", row_end(1, &[0, 5000], &[])),
    ]);
    file.data = [&[0; 4], &(list.len() as u16).to_le_bytes()[..], &list].concat();
    assert_eq!(drawn(&file), "== 表格\n1:甲 | 2:乙\n1:«1×2»丙\n");
}

#[test]
fn changes_symbols_and_fields_are_shown_as_on_paper() {
    let mut file = word(&[(
        "甲删(95\u{1E}\u{B}乙\u{13} PAGE \u{14}7\u{15}\u{F0FE}隐\u{13}散¶",
        vec![],
    )]);
    file.fonts = vec!["宋体", "Symbol", "Wingdings"];
    file.runs = vec![
        (1, 2, vec![0x00, 0x08, 1]),
        (2, 3, vec![0x09, 0x6A, 1, 0, 0xB3, 0xF0]),
        (18, 19, vec![0x4F, 0x4A, 0, 0, 0x51, 0x4A, 2, 0]),
        (19, 20, vec![0x3C, 0x08, 1]),
    ];
    assert_eq!(drawn(&file), "== 文字\n1:甲≥95-⏎乙7☑散\n");
}

#[test]
fn check_boxes_show_their_state() {
    let mut file = word(&[(
        "\u{13} FORMCHECKBOX \u{1}\u{14}\u{15}是\u{13} FORMCHECKBOX \u{1}\u{14}\u{15}否¶",
        vec![],
    )]);
    // A head of 6 bytes, then the field: version, kind and state, size, 24 bits of limits, name, state at first.
    let field = |bits: u16, first: u16| {
        let head = [0, 0, 0, 0, 6, 0, 0xFF, 0xFF, 0xFF, 0xFF].to_vec();
        let field = [bits, 0, 20, 0, 0, first].map(u16::to_le_bytes).concat();
        [head, field].concat()
    };
    file.data = [field(1 | 1 << 2, 0), field(1 | 25 << 2, 0)].concat();
    file.runs = vec![
        (15, 16, vec![0x03, 0x6A, 0, 0, 0, 0]),
        (34, 35, vec![0x03, 0x6A, 22, 0, 0, 0]),
    ];
    assert_eq!(drawn(&file), "== 文字\n1:☑是□否\n");
}

#[test]
fn files_of_an_office_program_read_as_their_originals() {
    let drawn = |bytes: &[u8], name: &str| {
        let reading = crate::read(bytes, name, &Limits::default()).unwrap();
        match reading.content {
            crate::Content::Pages(pages) => pages.draw(),
            crate::Content::Forms(_) => String::new(),
        }
    };
    let file = include_bytes!("../../tests/data/table-in-a-cell.doc");
    let original = include_bytes!("../../../../samples/layouts/d28-table-in-a-cell.docx");
    assert_eq!(drawn(file, "a.doc"), drawn(original, "a.docx"));
    let file = include_bytes!("../../tests/data/marks.doc");
    let expected = "== 文字
1:道路养护目标表
1:☑甲≥95☑是□否
1:甲增-⏎下行\tcafé “”
1:1页
== 表格
1:«1×4»宽
1:删行 | 2:x | 3:x | 4:x
1:«1×2»横 | 3:«2×1»竖 | 4:末
1:1 | 2:2 | 4:4
1:次 | 2:行 | 3:行 | 4:行
1: | 2:缩 | 3:«1×2»二列
== 文字
1:注：无
";
    assert_eq!(drawn(file, "a.wps"), expected);
}

#[test]
fn what_cannot_be_read_says_why() {
    let text = word(&[("甲¶", vec![])]);
    let with = |change: fn(&mut Word)| {
        let mut word = text.clone();
        change(&mut word);
        kind(&word.bytes())
    };
    assert_eq!(with(|word| word.flags = 0x0100), ErrorKind::Encrypted);
    assert_eq!(with(|word| word.version = 104), ErrorKind::Unsupported);
    assert_eq!(
        with(|word| word.header = "秘密★1年\r".into()),
        ErrorKind::Classified
    );
    assert_eq!(kind(&word(&[("¶", vec![])]).bytes()), ErrorKind::Empty);
    assert_eq!(
        kind(&word(&[("\u{1}¶", vec![])]).bytes()),
        ErrorKind::NoText
    );
    assert_eq!(
        kind(&word(&[("机密★三年¶", vec![])]).bytes()),
        ErrorKind::Classified
    );
    assert_eq!(
        kind(&ole(&[("WordDocument", &[0; 20])])),
        ErrorKind::Damaged
    );
    assert_eq!(
        kind(&ole(&[("WordDocument", b"\xEC\xA5\xC1\0")])),
        ErrorKind::Damaged
    );
    let whole = text.bytes();
    assert_eq!(kind(&whole[..600]), ErrorKind::Damaged);
    for length in (512..whole.len()).step_by(512) {
        let cut = crate::read(&whole[..length], "a.doc", &Limits::default());
        let kind = cut.map_err(|error| error.kind).err();
        assert!(matches!(kind, None | Some(ErrorKind::Damaged)), "{length}");
    }
}

#[test]
fn hostile_documents_are_bounded() {
    let deep = (1..=80).map(|depth| ("甲¶", inside(depth)));
    assert_eq!(
        kind(&word(&deep.collect::<Vec<_>>()).bytes()),
        ErrorKind::TooLarge
    );
    let nested = format!(
        "{}甲{}¶",
        "\u{13}".repeat(100_000),
        "\u{15}".repeat(100_000)
    );
    assert!(read(&word(&[(&nested, vec![])]).bytes(), &Limits::default()).is_err());
    let list = [inside(1), vec![0x17, 0x24, 1]].concat();
    let far = ("#", vec![0x46, 0x66, 0, 0, 0, 0]);
    let mut shared = word(&vec![far; 3]);
    shared.data = [&(list.len() as u16).to_le_bytes()[..], &list].concat();
    assert_eq!(kind(&shared.bytes()), ErrorKind::Damaged);
}
