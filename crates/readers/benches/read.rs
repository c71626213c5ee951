//! How long a document of one form takes from bytes to pages, and that a large one takes its share and no more.
//!
//! Budgets of the whole way to the recovered form: txt 0.2 ms, docx 1 ms, a sheet of xlsx or xls 1 ms, a page of
//! pdf 5 ms.

#[path = "../src/sample.rs"]
mod sample;
#[path = "../src/sample_ole.rs"]
mod sample_ole;
#[cfg(feature = "pdf")]
#[path = "../src/sample_pdf.rs"]
mod sample_pdf;

use criterion::{Criterion, criterion_group, criterion_main};
use readers::{Limits, read};
use std::hint::black_box;

const ROWS: usize = 25;
const COLUMNS: usize = 6;
const WORDS: [&str; COLUMNS] = [
    "产出指标",
    "数量指标",
    "农村公路日常养护里程",
    "≥124公里",
    "10",
    "按实际完成比例得分",
];

fn lines(between: &str, rows: usize) -> String {
    let line = WORDS.join(between) + "\n";
    format!(
        "2024年道路养护项目支出绩效目标表\n\n单位：万元\n\n{}",
        line.repeat(rows)
    )
}

fn html(rows: usize) -> String {
    let cells: String = WORDS
        .iter()
        .map(|word| format!("<td class=\"x\" style=\"width:20%\"><p>{word}</p></td>"))
        .collect();
    format!(
        "<html><body><p>目标表</p><table>{}</table></body></html>",
        format!("<tr>{cells}</tr>").repeat(rows)
    )
}

/// As Word writes it: widths, fonts and a paragraph style in each cell.
fn docx(rows: usize) -> Vec<u8> {
    const WIDTH: &str = r#"<w:tcW w:w="1500" w:type="dxa"/><w:vAlign w:val="center"/>"#;
    const FONT: &str = r#"<w:rPr><w:rFonts w:ascii="宋体" w:eastAsia="宋体" w:hint="eastAsia"/><w:sz w:val="18"/></w:rPr>"#;
    let paragraph = format!(r#"<w:p><w:pPr><w:jc w:val="center"/>{FONT}</w:pPr><w:r>{FONT}"#);
    let cell = |word: &&str| sample::tc(WIDTH, word).replace("<w:p><w:r>", &paragraph);
    let row = format!(
        "<w:tr>{}</w:tr>",
        WORDS.iter().map(cell).collect::<String>()
    );
    sample::docx(&format!(
        "{}<w:tbl>{}</w:tbl>",
        sample::p("目标表"),
        row.repeat(rows)
    ))
}

fn xlsx(rows: usize) -> Vec<u8> {
    let strings: String = WORDS
        .iter()
        .map(|word| format!("<si><t>{word}</t></si>"))
        .collect();
    let row = |row: usize| {
        let cell = |(index, column): (usize, char)| {
            format!(r#"<c r="{column}{row}" s="1" t="s"><v>{index}</v></c>"#)
        };
        let texts: String = ('A'..='E').enumerate().map(cell).collect();
        format!(r#"<row r="{row}">{texts}<c r="F{row}" s="1"><v>0.94999999999999996</v></c></row>"#)
    };
    let rows: String = (1..=rows).map(row).collect();
    let sheet = format!(
        r#"<worksheet><sheetData>{rows}</sheetData><mergeCells><mergeCell ref="A2:A9"/><mergeCell ref="B2:B5"/></mergeCells></worksheet>"#
    );
    sample::workbook(&[("目标表", "", &sheet)], &["0%"], &strings)
}

fn xls(rows: u16) -> Vec<u8> {
    let row = |row: u16| {
        let text = |column: u16| {
            let index = u32::from(column).to_le_bytes();
            sample_ole::cell(0x00FD, [row, column, 0], &index)
        };
        let share = sample_ole::cell(0x0203, [row, 5, 1], &0.95f64.to_le_bytes());
        [(0..5).flat_map(text).collect(), share].concat()
    };
    let mut records: Vec<u8> = (0..rows).flat_map(row).collect();
    let edges = [2u16, 1, 8, 0, 0, 1, 4, 1, 1]
        .map(u16::to_le_bytes)
        .concat();
    records.extend(sample_ole::record(0x00E5, &edges));
    sample_ole::xls(&[("目标表", 0, records)], &["0%"], &WORDS)
}

fn ods(rows: usize) -> Vec<u8> {
    let cells: String = WORDS
        .iter()
        .map(|word| format!(r#"<table:table-cell table:style-name="ce1" office:value-type="string" calcext:value-type="string"><text:p>{word}</text:p></table:table-cell>"#))
        .collect();
    let row = format!(r#"<table:table-row table:style-name="ro1">{cells}</table:table-row>"#);
    let content = format!(
        r#"<office:document-content><office:body><office:spreadsheet><table:table table:name="目标表">{}</table:table></office:spreadsheet></office:body></office:document-content>"#,
        row.repeat(rows)
    );
    let mime = "application/vnd.oasis.opendocument.spreadsheet";
    sample::zip(&[("mimetype", mime), ("content.xml", &content)])
}

fn doc(rows: usize) -> Vec<u8> {
    let cell = |word: &&str| (format!("{word}\u{7}"), sample_ole::inside(1));
    let edges: Vec<i16> = (0..=COLUMNS as i16).map(|edge| edge * 1_500).collect();
    let end = ("\u{7}".to_owned(), sample_ole::row_end(1, &edges, &[]));
    let row: Vec<(String, Vec<u8>)> = WORDS.iter().map(cell).chain([end]).collect();
    let word = sample_ole::Word {
        paragraphs: vec![row; rows].concat(),
        ..sample_ole::Word::default()
    };
    word.bytes()
}

/// A form of one page as LibreOffice prints it, a page as a browser does, and an OFD.
#[cfg(feature = "pdf")]
fn drawn() -> Vec<(&'static str, &'static str, Vec<u8>)> {
    let rows: String = (0..ROWS)
        .map(|row| {
            let y = 40.0 + 8.0 * row as f32;
            format!(r#"<ofd:TextObject Boundary="20 {y} 60 5" Size="3.5"><ofd:TextCode X="0" Y="3" DeltaX="g 9 3.5">农村公路日常养护里程</ofd:TextCode></ofd:TextObject><ofd:PathObject Boundary="0 0 210 297"><ofd:AbbreviatedData>M 18 {y} L 190 {y} M 18 {y} L 18 {0} M 100 {y} L 100 {0}</ofd:AbbreviatedData></ofd:PathObject>"#, y + 8.0)
        })
        .collect();
    let page = (0..6 * ROWS).map(|index| {
        let (row, column) = (index / 6, index % 6);
        sample_pdf::text(
            40.0 + 90.0 * column as f32,
            60.0 + 20.0 * row as f32,
            "养护里程",
        )
    });
    let page: String = page
        .chain([sample_pdf::grid(
            &[35.0, 125.0, 215.0, 305.0, 395.0, 485.0, 575.0],
            &[45.0, 300.0, 560.0],
        )])
        .collect();
    vec![
        (
            "pdf of an office program",
            "a.pdf",
            include_bytes!("../tests/data/meal-aid.pdf").to_vec(),
        ),
        (
            "pdf of a browser",
            "a.pdf",
            include_bytes!("../tests/data/radicals.pdf").to_vec(),
        ),
        ("pdf of 60 pages", "a.pdf", sample_pdf::pdf(&vec![page; 60])),
        ("ofd", "a.ofd", sample_pdf::ofd("", &rows)),
    ]
}

#[cfg(not(feature = "pdf"))]
fn drawn() -> Vec<(&'static str, &'static str, Vec<u8>)> {
    Vec::new()
}

fn benches(criterion: &mut Criterion) {
    let limits = Limits::default();
    let mut documents: Vec<(&str, &str, Vec<u8>)> = vec![
        ("txt", "a.txt", lines("\t", ROWS).into_bytes()),
        ("txt pipes", "a.txt", lines(" | ", ROWS).into_bytes()),
        ("csv", "a.csv", lines(",", ROWS).into_bytes()),
        ("html", "a.html", html(ROWS).into_bytes()),
        ("docx", "a.docx", docx(ROWS)),
        ("xlsx", "a.xlsx", xlsx(ROWS)),
        (
            "txt of 400 forms",
            "a.txt",
            lines("\t", 10_000).into_bytes(),
        ),
        ("docx of 60 pages", "a.docx", docx(60 * ROWS)),
        ("xlsx of 10,000 rows", "a.xlsx", xlsx(10_000)),
        ("xls", "a.xls", xls(ROWS as u16)),
        ("ods", "a.ods", ods(ROWS)),
        ("doc", "a.doc", doc(ROWS)),
        ("xls of 10,000 rows", "a.xls", xls(10_000)),
        ("ods of 10,000 rows", "a.ods", ods(10_000)),
        ("doc of 60 pages", "a.doc", doc(60 * ROWS)),
    ];
    documents.extend(drawn());
    for (label, name, bytes) in &documents {
        criterion.bench_function(label, |bencher| {
            bencher.iter(|| read(black_box(bytes), name, &limits).unwrap());
        });
    }
}

criterion_group!(all, benches);
criterion_main!(all);
