//! Files corrected in place: what changes, what stays, and what is refused with its reason.

use super::*;
use crate::sample::{docx, p, tc, workbook};
use crate::{Content, read};
use std::io::{Cursor, Read};
use zip::ZipArchive;

fn cell(row: u32, column: u32, from: &str, to: &str) -> PageEdit {
    PageEdit::Cell(CellEdit {
        at: Place::Table {
            table: 1,
            row,
            column,
        },
        from: from.to_owned(),
        to: to.to_owned(),
    })
}

fn on_sheet(row: u32, column: u32, from: &str, to: &str) -> PageEdit {
    PageEdit::Cell(CellEdit {
        at: Place::Sheet {
            sheet: "表".to_owned(),
            row,
            column,
        },
        from: from.to_owned(),
        to: to.to_owned(),
    })
}

/// The document with one group of edits; it panics where they are refused.
fn patched(bytes: &[u8], name: &str, edits: Vec<PageEdit>) -> Vec<u8> {
    let patched = patch(bytes, name, &[edits], &Limits::default()).unwrap();
    assert_eq!(patched.refused, []);
    patched.bytes
}

fn refused(bytes: &[u8], name: &str, edits: Vec<PageEdit>) -> String {
    let mut patched = patch(bytes, name, &[edits], &Limits::default()).unwrap();
    assert_eq!(patched.bytes, bytes);
    patched.refused.remove(0).1
}

fn draw(bytes: &[u8], name: &str) -> String {
    match read(bytes, name, &Limits::default()).unwrap().content {
        Content::Pages(pages) => pages.draw(),
        Content::Forms(_) => String::new(),
    }
}

/// A part of a file.
fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    let mut part = archive.by_name(name).unwrap();
    part.read_to_string(&mut text).unwrap();
    text
}

/// A table of one row with these cells.
fn table(cells: &str) -> Vec<u8> {
    docx(&format!(
        "{}<w:tbl><w:tr>{cells}</w:tr></w:tbl>{}",
        p("题"),
        p("注")
    ))
}

const BOLD: &str = "<w:rPr><w:b/></w:rPr>";

#[test]
fn only_the_changed_part_of_a_text_changes_and_runs_keep_their_manner() {
    let runs = format!(
        "<w:tc><w:p w:rsidR=\"1\"><w:pPr><w:jc w:val=\"center\"/></w:pPr><w:r>{BOLD}<w:t>指标1：</w:t></w:r><w:r><w:t>培训</w:t></w:r><w:r><w:t>160人 &amp; 其他</w:t></w:r></w:p></w:tc>"
    );
    let bytes = table(&format!("{}{runs}", tc("", "产出")));
    let edit = cell(
        1,
        2,
        "指标1：培训160人 & 其他",
        "指标1：培训护林员人数 <人> & 其他",
    );
    let new = patched(&bytes, "a.docx", vec![edit]);
    let (before, after) = (
        part(&bytes, "word/document.xml"),
        part(&new, "word/document.xml"),
    );
    assert_eq!(
        after,
        before.replace(
            "<w:t>160人 &amp;",
            "<w:t xml:space=\"preserve\">护林员人数 &lt;人&gt; &amp;"
        )
    );
    assert_eq!(part(&bytes, "_rels/.rels"), part(&new, "_rels/.rels"));
    let none = patched(&bytes, "a.docx", vec![cell(1, 1, "产出", "产出")]);
    assert_eq!(none, bytes);
}

#[test]
fn lines_come_and_go_as_paragraphs() {
    let cell_of = |lines: &[&str]| {
        let lines: String = lines
            .iter()
            .map(|line| {
                format!("<w:p><w:pPr><w:ind/></w:pPr><w:r>{BOLD}<w:t>{line}</w:t></w:r></w:p>")
            })
            .collect();
        table(&format!("<w:tc>{lines}</w:tc>"))
    };
    for (from, to) in [
        (&["甲", "乙", "丙"][..], &["甲", "丁", "丙"][..]),
        (&["甲一", "乙二"], &["甲二"]),
        (&["甲", "乙"], &["甲", "乙", "丙"]),
        (&["甲", "乙", "丙"], &["甲"]),
    ] {
        let edit = cell(1, 1, &from.join("\n"), &to.join("\n"));
        let new = patched(&cell_of(from), "a.docx", vec![edit]);
        assert_eq!(draw(&new, "a.docx"), draw(&cell_of(to), "a.docx"), "{to:?}");
        let manners = part(&new, "word/document.xml").matches("<w:ind/>").count();
        assert_eq!(manners, to.len(), "{to:?}");
    }
}

#[test]
fn an_empty_cell_takes_text_in_the_manner_of_its_paragraph() {
    for (empty, filled) in [
        (
            "<w:p/>",
            "<w:p><w:r><w:t xml:space=\"preserve\">95%</w:t></w:r></w:p>",
        ),
        (
            "<w:p><w:pPr><w:rPr><w:b/></w:rPr></w:pPr></w:p>",
            "<w:p><w:pPr><w:rPr><w:b/></w:rPr></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">95%</w:t></w:r></w:p>",
        ),
    ] {
        let bytes = table(&format!("{}<w:tc>{empty}</w:tc>", tc("", "甲")));
        let new = patched(&bytes, "a.docx", vec![cell(1, 2, "", "95%")]);
        assert!(part(&new, "word/document.xml").contains(filled), "{empty}");
    }
}

#[test]
fn what_would_be_lost_is_refused_with_what_to_do() {
    let control = |properties: &str| {
        format!(
            "<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent><w:r><w:t>甲</w:t></w:r></w:sdtContent></w:sdt>"
        )
    };
    for (inner, word) in [
        ("<w:ins><w:r><w:t>甲</w:t></w:r></w:ins>".to_owned(), "修订"),
        ("<w:r><w:t>甲</w:t></w:r><w:del><w:r><w:delText>乙</w:delText></w:r></w:del>".to_owned(), "修订"),
        ("<w:fldSimple><w:r><w:t>甲</w:t></w:r></w:fldSimple>".to_owned(), "域"),
        ("<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:t>甲</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>".to_owned(), "域"),
        (control("<w:dropDownList/>"), "控件"),
    ] {
        let bytes = table(&format!("<w:tc><w:p>{inner}</w:p></w:tc>"));
        let reason = refused(&bytes, "a.docx", vec![cell(1, 1, "甲", "丁")]);
        assert!(reason.contains(word) && reason.contains('；'), "{reason}");
    }
    let plain = table(&format!("<w:tc><w:p>{}</w:p></w:tc>", control("<w:text/>")));
    let new = patched(&plain, "a.docx", vec![cell(1, 1, "甲", "丁")]);
    assert!(draw(&new, "a.docx").contains('丁'));
    let reason = refused(&plain, "a.docx", vec![cell(1, 1, "乙", "丁")]);
    assert!(
        reason.contains("“甲”") && reason.contains("“乙”"),
        "{reason}"
    );
    assert!(refused(&plain, "a.docx", vec![cell(4, 1, "甲", "丁")]).contains("找不到"));
    assert!(refused(&plain, "a.docx", vec![cell(1, 1, "甲", "\u{1}")]).contains("控制字符"));
}

#[test]
fn of_a_group_all_edits_are_made_or_none() {
    let bytes = table(&format!("{}{}", tc("", "甲"), tc("", "乙")));
    let groups = [
        vec![cell(1, 1, "甲", "丙"), cell(1, 2, "错", "丁")],
        vec![cell(1, 2, "乙", "戊")],
    ];
    let new = patch(&bytes, "a.docx", &groups, &Limits::default()).unwrap();
    assert_eq!(new.refused.len(), 1);
    assert!(draw(&new.bytes, "a.docx").contains("1:甲 | 2:戊"));
}

#[test]
fn rows_come_and_go_and_labels_stay_merged() {
    let row = |down: &str, level: &str, name: &str| {
        format!(
            "<w:tr><w:trPr><w:cantSplit/></w:trPr>{}{}{}</w:tr>",
            tc(down, level),
            tc("", name),
            tc("", "1")
        )
    };
    let (begins, goes_on) = ("<w:vMerge w:val=\"restart\"/>", "<w:vMerge/>");
    let rows = [
        row(begins, "数量", "甲"),
        row(goes_on, "", "乙"),
        row("", "质量", "丙"),
    ];
    let bytes = docx(&format!("<w:tbl>{}</w:tbl>", rows.concat()));
    let place = |row| Place::Table {
        table: 1,
        row,
        column: 2,
    };
    let insert = |row| PageEdit::InsertRow {
        after: place(row),
        texts: vec![(2, "新".to_owned()), (3, "≥2".to_owned())],
    };
    let new = patched(
        &bytes,
        "a.docx",
        vec![insert(2), PageEdit::DeleteRow { at: place(1) }],
    );
    assert_eq!(
        draw(&new, "a.docx").trim(),
        "== 表格\n1:«2×1»数量 | 2:乙 | 3:1\n2:新 | 3:≥2\n1:质量 | 2:丙 | 3:1"
    );
    let new = patched(&bytes, "a.docx", vec![insert(3)]);
    assert!(
        draw(&new, "a.docx").contains("1:质量 | 2:新 | 3:≥2"),
        "{}",
        draw(&new, "a.docx")
    );
    assert!(
        part(&new, "word/document.xml")
            .matches("<w:cantSplit/>")
            .count()
            == 4
    );
}

const ROWS: &str = r#"<row r="1"><c r="A1" s="1" t="s"><v>0</v></c><c r="B1" t="s"><v>0</v></c><c r="C1" s="2"><v>0.9</v></c><c r="D1"><f>1+1</f><v>2</v></c><c r="F1" s="1"/></row><row r="2"/>"#;

fn book() -> Vec<u8> {
    let sheet = format!("<worksheet><sheetData>{ROWS}</sheetData></worksheet>");
    workbook(&[("表", "", &sheet)], &["@", "0%"], "<si><t> 共</t></si>")
}

#[test]
fn a_shared_text_stays_for_the_other_cells_and_styles_are_kept() {
    let bytes = book();
    let edits = vec![
        on_sheet(1, 1, "共", "=1+1"),
        on_sheet(1, 3, "90%", "95%"),
        on_sheet(1, 6, "", "≥95%"),
        on_sheet(1, 5, "", "新"),
        on_sheet(2, 1, "", "二"),
    ];
    let new = patched(&bytes, "a.xlsx", edits);
    let sheet = part(&new, "xl/worksheets/0.xml");
    let expected = ROWS
        .replace(r#"<c r="A1" s="1" t="s"><v>0</v></c>"#, r#"<c r="A1" s="1" t="inlineStr"><is><t xml:space="preserve"> =1+1</t></is></c>"#)
        .replace("<v>0.9</v>", "<v>0.95</v>")
        .replace(r#"<c r="F1" s="1"/></row><row r="2"/>"#, r#"<c r="E1" t="inlineStr"><is><t xml:space="preserve">新</t></is></c><c r="F1" s="1" t="inlineStr"><is><t xml:space="preserve">≥95%</t></is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t xml:space="preserve">二</t></is></c></row>"#);
    assert_eq!(
        sheet,
        format!("<worksheet><sheetData>{expected}</sheetData></worksheet>")
    );
    for same in ["xl/sharedStrings.xml", "xl/styles.xml"] {
        assert_eq!(part(&bytes, same), part(&new, same));
    }
    assert!(part(&new, "xl/workbook.xml").contains("<calcPr fullCalcOnLoad=\"1\"/>"));
    assert!(draw(&new, "a.xlsx").contains("1:=1+1 | 2:共 | 3:95% | 4:2"));
}

#[test]
fn formulas_rows_and_mixed_fonts_of_a_sheet_are_left_alone() {
    let reason = refused(&book(), "a.xlsx", vec![on_sheet(1, 4, "2", "3")]);
    assert!(reason.contains("公式"), "{reason}");
    let at = Place::Sheet {
        sheet: "表".to_owned(),
        row: 1,
        column: 1,
    };
    let reason = refused(&book(), "a.xlsx", vec![PageEdit::DeleteRow { at }]);
    assert!(reason.contains("“表”A1所在的行"), "{reason}");
    let sheet = r#"<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row></sheetData></worksheet>"#;
    let strings = "<si><r><rPr><b/></rPr><t>甲</t></r><r><t>乙</t></r></si><si><r><rPr><b/></rPr><t>丙</t></r></si>";
    let bytes = workbook(&[("表", "", sheet)], &[], strings);
    let reason = refused(&bytes, "a.xlsx", vec![on_sheet(1, 1, "甲乙", "丁")]);
    assert!(reason.contains("字体"), "{reason}");
    let new = patched(&bytes, "a.xlsx", vec![on_sheet(1, 2, "丙", "丁")]);
    let new = part(&new, "xl/worksheets/0.xml");
    assert!(
        new.contains("<is><r><rPr><b/></rPr><t xml:space=\"preserve\">丁</t></r></is>"),
        "{new}"
    );
}

#[test]
fn other_formats_and_damaged_files_are_errors() {
    let limits = Limits::default();
    for (bytes, name) in [
        (&b"PK\x03\x04"[..], "a.docx"),
        (b"", "a.docx"),
        ("甲\t乙".as_bytes(), "a.txt"),
    ] {
        assert!(patch(bytes, name, &[], &limits).is_err(), "{name}");
    }
    let bytes = table(&tc("", "甲"));
    assert!(patch(&bytes[..bytes.len() / 2], "a.docx", &[], &limits).is_err());
}
