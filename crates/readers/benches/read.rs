//! How long a document of one form takes from bytes to pages, and that a large one takes its share and no more.
//!
//! Budgets of the whole way to the recovered form: txt 0.2 ms, docx 1 ms, a sheet of xlsx 1 ms.

#[path = "../src/sample.rs"]
mod sample;

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

fn benches(criterion: &mut Criterion) {
    let limits = Limits::default();
    let documents: [(&str, &str, Vec<u8>); 9] = [
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
    ];
    for (label, name, bytes) in &documents {
        criterion.bench_function(label, |bencher| {
            bencher.iter(|| read(black_box(bytes), name, &limits).unwrap());
        });
    }
}

criterion_group!(all, benches);
criterion_main!(all);
