//! No bytes make a reader panic: random ones, and small valid files of every format with bytes changed, cut or repeated.

use crate::sample::{docx, p, tc, workbook, zip};
use crate::{Limits, json, read};
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

fn seeds() -> Vec<(&'static str, Vec<u8>)> {
    vec![
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
    ]
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
    if let Err(error) = read(bytes, name, &limits()) {
        assert!(!error.message.is_empty());
    }
    let _ = json::line(bytes);
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
    fn mutated_files(index in 0..8usize, changes in changes()) {
        let (name, bytes) = seeds().swap_remove(index);
        survives(&changed(&bytes, &changes), name);
    }

    #[test]
    fn mutated_parts(changes in changes(), part in 0..4usize) {
        let inner = |text: &str, at: usize| {
            let bytes = if at == part { changed(text.as_bytes(), &changes) } else { text.into() };
            String::from_utf8_lossy(&bytes).into_owned()
        };
        survives(&docx(&inner(&word(), 0)), "a.docx");
        let (sheet, strings) = (inner(SHEET, 1), inner("<si><t>共</t></si>", 2));
        survives(&workbook(&[("表", "", &sheet)], &STYLES, &strings), "a.xlsx");
        survives(inner(TABLE, 3).as_bytes(), "a.html");
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
