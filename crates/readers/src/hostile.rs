//! No bytes make a reader panic: random ones, and small valid files of every format with bytes changed, cut or repeated.

use crate::patch::{CellEdit, PageEdit, is_patchable, patch};
use crate::sample::{docx, p, tc, workbook, zip};
use crate::sample_ole::{Word, cell, inside, record, row_end, shape, string, xls};
use crate::{Content, Limits, Reading, json, read};
use proptest::collection::vec;
use proptest::prelude::*;

const TABLE: &str = r#"<table><tr><td rowspan=2>产出<td colspan="2">数量<tr><td>≥12<table><tr><td>内</table></table>"#;

const BODY: &str = r#"<w:p><w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t>95</w:t></w:r></w:p>"#;

const SHEET: &str = r#"<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>0.95</v></c></row><row r="2"><c r="A2" s="2"><v>45413.5</v></c><c r="C2" t="inlineStr"><is><t>文</t></is></c></row></sheetData><mergeCells><mergeCell ref="A1:A2"/></mergeCells></worksheet>"#;

const STYLES: [&str; 2] = [
    "[>=10]#,##0.0%;-0.00;\"-\"",
    "yyyy\"年\"m\"月\"d\"日\" h:mm AM/PM",
];

fn word() -> String {
    let down = r#"<w:vMerge w:val="restart"/><w:gridSpan w:val="2"/>"#;
    format!(
        "{BODY}<w:tbl><w:tr>{}{}</w:tr></w:tbl>{}",
        tc(down, "产出"),
        tc("<w:vMerge/>", ""),
        p("注")
    )
}

const CONTENT: &str = r#"<a><body><spreadsheet><table name="表"><table-row number-rows-repeated="2"><table-cell number-columns-spanned="2" value-type="percentage" value="0.95"><p>95<s c="3"/>%</p></table-cell><covered-table-cell/></table-row><table-row number-rows-repeated="9"/></table></spreadsheet></body></a>"#;

fn opendocument(content: &str) -> Vec<u8> {
    let mime = "application/vnd.oasis.opendocument.spreadsheet";
    zip(&[("mimetype", mime), ("content.xml", content)])
}

fn old_word() -> Word {
    let list = [inside(1), vec![0x17, 0x24, 1], shape(&[0, 10, 5000], &[])].concat();
    let mut inner = inside(2);
    inner.extend([0x4B, 0x24, 1]);
    let paragraph = |text: &str, list: Vec<u8>| (text.to_owned(), list);
    Word {
        paragraphs: vec![
            paragraph("目标表\u{13} FORMCHECKBOX \u{1}\u{14}1\u{15}(\r", vec![]),
            paragraph("内\r", inner),
            paragraph("\r", row_end(2, &[0, 500], &[])),
            paragraph("甲\u{7}", inside(1)),
            paragraph("ascii\u{7}", inside(1)),
            paragraph("\u{7}", row_end(1, &[0, 1000, 2000], &[0x60, 1])),
            paragraph("\u{7}", inside(1)),
            paragraph("\u{7}", vec![0x46, 0x66, 4, 0, 0, 0]),
        ],
        header: "页眉\r".into(),
        runs: vec![
            (3, 5, vec![0x03, 0x6A, 0, 0, 0, 0]),
            (20, 22, vec![0x09, 0x6A, 0, 0, 0xB3, 0xF0]),
        ],
        fonts: vec!["Symbol"],
        data: [&[0; 4], &(list.len() as u16).to_le_bytes()[..], &list].concat(),
        ..Word::default()
    }
}

fn old_workbook() -> Vec<u8> {
    let records = [
        cell(0x0203, [0, 0, 1], &0.95f64.to_le_bytes()),
        cell(0x00FD, [0, 1, 0], &[0; 4]),
        cell(0x0006, [1, 0, 0], &[0, 0, 0, 0, 0, 0, 0xFF, 0xFF]),
        record(0x0207, &string("拼接")),
        record(0x00E5, &[1, 0, 0, 0, 1, 0, 2, 0, 2, 0]),
    ];
    xls(&[("表", 0, records.concat())], &["0%"], &["共"])
}

/// A page with a table, and the same as an OFD.
#[cfg(feature = "pdf")]
fn drawn() -> Vec<(&'static str, Vec<u8>)> {
    use crate::sample_pdf::{grid, ofd, pdf, text};
    let table = grid(&[50.0, 150.0, 300.0], &[80.0, 100.0, 120.0]);
    let page = [table, text(60.0, 95.0, "项目"), text(160.0, 115.0, "12.8")].concat();
    let object = r#"<ofd:TextObject Boundary="20 20 60 5" CTM="1 0 0 1 0 0" Size="3.5"><ofd:TextCode X="0" Y="3" DeltaX="g 2 3.5">目标表</ofd:TextCode></ofd:TextObject>"#;
    let path = r#"<ofd:PathObject Boundary="0 0 210 297"><ofd:AbbreviatedData>M 20 40 L 120 40 L 120 60 B 1 2 3 4 20 60 C M 60 40 L 60 60</ofd:AbbreviatedData></ofd:PathObject>"#;
    vec![
        ("a.pdf", pdf(&[page.clone(), page])),
        ("a.ofd", ofd(object, path)),
    ]
}

#[cfg(not(feature = "pdf"))]
fn drawn() -> Vec<(&'static str, Vec<u8>)> {
    Vec::new()
}

fn seeds() -> Vec<(&'static str, Vec<u8>)> {
    let mut seeds = vec![
        (
            "a.txt",
            "项目\t养护\n| 甲 | 乙 |\n一级  二级  三级\n"
                .as_bytes()
                .to_vec(),
        ),
        ("a.csv", "甲,\"乙\n丙\",1\n丁,2,3\n".as_bytes().to_vec()),
        (
            "a.md",
            "# 题\n| 甲 | 乙 |\n|---|:-:|\n| 1\\| | <br> |\n"
                .as_bytes()
                .to_vec(),
        ),
        (
            "a.html",
            format!("<html><meta charset=gbk>{TABLE}<p hidden>隐</html>").into_bytes(),
        ),
        (
            "a.json",
            br#"{"schema":"jixiao.forms/1","documents":[{"source":{"path":"a"},"forms":[]}]}"#
                .to_vec(),
        ),
        (
            "a.ndjson",
            b"{\"source\":{\"path\":\"a\"}}\n{\"source\":{\"path\":\"b\"}}\n".to_vec(),
        ),
        ("a.docx", docx(&word())),
        (
            "a.xlsx",
            workbook(&[("表", "", SHEET)], &STYLES, "<si><t>共</t></si>"),
        ),
        ("a.ods", opendocument(CONTENT)),
        ("a.xls", old_workbook()),
        ("a.doc", old_word().bytes()),
    ];
    seeds.extend(drawn());
    seeds
}

/// Limits that hostile input meets soon.
fn limits() -> Limits {
    Limits {
        file: 1 << 20,
        unpacked: 1 << 20,
        ratio_from: 1 << 18,
        entries: 50,
        nesting: 8,
        ..Limits::default()
    }
}

fn survives(bytes: &[u8], name: &str) {
    match read(bytes, name, &limits()) {
        Err(error) => assert!(!error.message.is_empty()),
        Ok(reading) => corrected(bytes, name, reading),
    }
    let _ = json::line(bytes);
}

/// Every cell of what could be read is corrected: all at once, which may be refused, and the outcome can be read.
fn corrected(bytes: &[u8], name: &str, reading: Reading) {
    let (Content::Pages(pages), true) = (reading.content, is_patchable(reading.format)) else {
        return;
    };
    let cells = pages.blocks.iter().flat_map(|block| &block.rows);
    let mut groups = Vec::new();
    for cell in cells.flat_map(|row| &row.cells).take(20) {
        let at = cell.place.clone();
        let edit = |to: &str| CellEdit {
            at: at.clone(),
            from: cell.text.clone(),
            to: to.to_owned(),
        };
        groups.push(vec![PageEdit::Cell(edit("新<\n=1"))]);
        groups.push(vec![PageEdit::Cell(edit(&format!("{}95%", cell.text)))]);
        groups.push(vec![PageEdit::DeleteRow { at: at.clone() }]);
        groups.push(vec![PageEdit::InsertRow {
            after: at.clone(),
            texts: vec![(cell.column, "新".to_owned())],
        }]);
    }
    let Ok(patched) = patch(bytes, name, &groups, &limits()) else {
        return;
    };
    let changed = patched.refused.len() < groups.len();
    assert_eq!(changed, patched.bytes != bytes);
    assert!(!changed || read(&patched.bytes, name, &limits()).is_ok());
}

/// A change to a file: where (as a share of its length), what, and how.
type Change = (f64, u8, u8);

fn changed(bytes: &[u8], changes: &[Change]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for (share, byte, how) in changes {
        let at = (bytes.len() as f64 * share) as usize;
        match how % 5 {
            _ if at >= bytes.len() => {}
            0 => bytes[at] = *byte,
            1 => bytes[at] ^= 1 << (byte % 8),
            2 => bytes.truncate(at),
            3 => {
                bytes.remove(at);
            }
            _ => {
                let end = (at + usize::from(*byte)).min(bytes.len());
                let part = bytes[at..end].to_vec();
                bytes.splice(at..at, part);
            }
        }
    }
    bytes
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    vec((0.0..1.0f64, any::<u8>(), any::<u8>()), 1..6)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes(bytes in vec(any::<u8>(), 0..600), name in "a\\.(txt|csv|md|html|json|docx)") {
        survives(&bytes, &name);
    }

    #[test]
    fn random_text(text in "[一-十 \t\n|,;\"<>/=a-c0-9{}\\[\\]\\\\#:-]{0,200}", name in "a\\.(txt|csv|md|html|json)") {
        survives(text.as_bytes(), &name);
    }

    #[test]
    fn random_tags(tags in vec("<(/?(table|tr|td|th|p|br|div|tbody|script|select|pre)|td (col|row)span=[0-9]{1,4}|(td|tr|div) hidden)>|甲", 0..60)) {
        survives(tags.concat().as_bytes(), "a.html");
    }

    #[test]
    fn random_number_formats(code in "[0#?.,%ymdhsae@;\"\\\\\\[\\]_*/E+一>=$ -]{0,24}", number in "-?[0-9]{1,12}(\\.[0-9]{1,12})?(E-?[0-9]{1,2})?") {
        let cell = format!(r#"<worksheet><sheetData><row><c s="1"><v>{number}</v></c></row></sheetData></worksheet>"#);
        survives(&workbook(&[("表", "", &cell)], &[&code], ""), "a.xlsx");
    }

    #[test]
    fn mutated_files(index in any::<prop::sample::Index>(), changes in changes()) {
        let mut seeds = seeds();
        let (name, bytes) = seeds.swap_remove(index.index(seeds.len()));
        survives(&changed(&bytes, &changes), name);
    }

    #[test]
    fn mutated_parts(changes in changes(), part in 0..5usize) {
        let inner = |text: &str, at: usize| {
            let bytes = if at == part { changed(text.as_bytes(), &changes) } else { text.into() };
            String::from_utf8_lossy(&bytes).into_owned()
        };
        survives(&docx(&inner(&word(), 0)), "a.docx");
        let (sheet, strings) = (inner(SHEET, 1), inner("<si><t>共</t></si>", 2));
        survives(&workbook(&[("表", "", &sheet)], &STYLES, &strings), "a.xlsx");
        survives(inner(TABLE, 3).as_bytes(), "a.html");
        survives(&opendocument(&inner(CONTENT, 4)), "a.ods");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1024, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn mutated_old_files(bytes in prop::sample::select(vec![old_workbook(), old_word().bytes()]), changes in changes()) {
        // Whole sectors stay where they are, so that changes reach the inside.
        let inner: Vec<Change> = changes.iter().map(|(share, byte, how)| (*share, *byte, how % 2)).collect();
        survives(&changed(&bytes, &inner), "a.doc");
    }

    #[test]
    fn random_paragraph_properties(lists in vec(vec(any::<u8>(), 0..60), 1..6), edges in vec(any::<i16>(), 1..8), flags in vec(any::<u16>(), 0..8)) {
        let mut word = old_word();
        for (index, list) in lists.into_iter().enumerate() {
            word.paragraphs[index + 2].1.extend(list);
        }
        word.paragraphs[5].1 = row_end(1, &edges, &flags);
        survives(&word.bytes(), "a.doc");
    }

    #[test]
    fn random_records(records in vec((0..12usize, vec(any::<u8>(), 0..40)), 0..12)) {
        const IDS: [u16; 12] = [0x00FD, 0x0204, 0x0203, 0x027E, 0x00BD, 0x0205, 0x0006, 0x0207, 0x0201, 0x00BE, 0x00E5, 0x003C];
        let records: Vec<u8> = records.iter().flat_map(|(id, data)| record(IDS[*id], data)).collect();
        survives(&xls(&[("表", 0, records)], &["0%"], &["共"]), "a.xls");
    }
}

#[test]
fn the_seeds_of_these_tests_are_valid() {
    for (name, bytes) in seeds() {
        let reading =
            read(&bytes, name, &limits()).unwrap_or_else(|error| panic!("{name}: {error}"));
        let expected = name.rsplit('.').next().unwrap().replace("md", "markdown");
        assert_eq!(reading.format, expected);
    }
}

#[test]
fn deep_xml_overflows_no_stack() {
    let deep =
        |open: &str, close: &str| format!("{}甲{}", open.repeat(300_000), close.repeat(300_000));
    survives(&docx(&deep("<w:r>", "</w:r>")), "a.docx");
    let limits = Limits {
        ratio_from: 64 << 20,
        ..Limits::default()
    };
    for bytes in [
        docx(&deep("<w:p>", "</w:p>")),
        docx(&deep("<w:sdt>", "</w:sdt>")),
    ] {
        let _ = read(&bytes, "a.docx", &limits);
    }
    let sheet = format!("<worksheet>{}</worksheet>", deep("<a>", "</a>"));
    let _ = read(&workbook(&[("表", "", &sheet)], &[], ""), "a.xlsx", &limits);
    let _ = read(deep("<table><tr><td>", "").as_bytes(), "a.html", &limits);
    let _ = read(deep("<div>", "").as_bytes(), "a.html", &limits);
    let _ = read(deep("{\"a\":", "}").as_bytes(), "a.json", &limits);
}

#[test]
fn a_size_that_lies_is_noticed_while_unpacking() {
    let mut bytes = docx(&p(&"养".repeat(200_000)));
    // The sizes in the directory and before each part are made small; the data stays.
    let real = 600_000u32..700_000;
    for at in 0..bytes.len() - 4 {
        let size = u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap());
        if real.contains(&size) {
            bytes[at..at + 4].copy_from_slice(&100u32.to_le_bytes());
        }
    }
    let limits = Limits {
        unpacked: 1 << 17,
        ..Limits::default()
    };
    assert!(read(&bytes, "a.docx", &limits).is_err());
}

#[test]
fn archives_of_nothing_are_refused() {
    for bytes in [zip(&[]), b"PK\x03\x04".to_vec(), b"PK\x05\x06".to_vec()] {
        assert!(read(&bytes, "a.docx", &Limits::default()).is_err());
    }
}

#[test]
fn a_sheet_that_a_change_would_make_unreadable_stays_as_it_is() {
    let broken = r#"<row r="2"><c r="C2" t="inlineStr"><="B1"><v>0.95</v></c></row>"#;
    let sheet = SHEET.replace("</sheetData>", broken);
    survives(&workbook(&[("表", "", &sheet)], &STYLES, ""), "a.xlsx");
    // Found by chance: a tag without its end, and another begun inside it.
    let changes = [
        (0.94, 17, 224),
        (0.616, 0, 127),
        (0.688, 0, 55),
        (0.3748, 103, 69),
    ];
    let sheet = changed(SHEET.as_bytes(), &changes);
    let sheet = String::from_utf8_lossy(&sheet);
    let strings = "<si><t>共</t></si>";
    let bytes = workbook(&[("表", "", &sheet)], &STYLES, strings);
    survives(&bytes, "a.xlsx");
}
