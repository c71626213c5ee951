//! The body: the lines around the table, and the table with `gridSpan` and `vMerge`. The order of properties is that of the schema.

use super::super::{MARGINS, PAGE, escape};
use super::parts::MAIN;
use crate::letters::Letter;
use crate::paper::{Cell, Kind, Paper};
use std::fmt::Write;
use std::ops::Range;

/// Rows of a merged cell that may move to the next page together.
const TALL: u32 = 3;

/// Twentieths of a point a millimetre, times 100.
const TWIPS: u32 = 5669;

pub(super) fn document(papers: &[Paper]) -> String {
    let mut body = String::new();
    for (number, paper) in papers.iter().enumerate() {
        push(&mut body, paper);
        let last = number + 1 == papers.len();
        let section = section(paper.landscape);
        // The last section stands in the body itself, the others in their last paragraphs.
        if last {
            body.push_str(&section);
        } else {
            let _ = write!(body, "<w:p><w:pPr>{section}</w:pPr></w:p>");
        }
    }
    whole(&body)
}

/// A letter: title, whom it is written to, text, tables, the place for name, seal and date.
pub(super) fn letter(letter: &Letter) -> String {
    let mut body = String::new();
    paragraph(&mut body, "FormTitle", "", &letter.title);
    if !letter.to.is_empty() {
        paragraph(&mut body, "LetterTo", "", &letter.to);
    }
    for text in &letter.text {
        paragraph(&mut body, "LetterText", "", text);
    }
    let mut landscape = false;
    for (line, paper) in &letter.tables {
        paragraph(&mut body, "LetterText", "", line);
        if !paper.rows.is_empty() {
            table(&mut body, paper);
        }
        landscape |= paper.landscape;
    }
    for text in &letter.after {
        paragraph(&mut body, "LetterText", "", text);
    }
    for text in &letter.signed {
        paragraph(&mut body, "LetterText", "right", text);
    }
    body.push_str(&section(landscape));
    whole(&body)
}

fn whole(body: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document xmlns:w=\"{MAIN}\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><w:body>{body}</w:body></w:document>"
    )
}

fn twips(millimetres: u32) -> u32 {
    millimetres * TWIPS / 100
}

fn section(landscape: bool) -> String {
    let (width, height) = (twips(PAGE.0), twips(PAGE.1));
    let size = if landscape {
        format!("<w:pgSz w:w=\"{height}\" w:h=\"{width}\" w:orient=\"landscape\"/>")
    } else {
        format!("<w:pgSz w:w=\"{width}\" w:h=\"{height}\"/>")
    };
    let (top, side) = (twips(MARGINS.0), twips(MARGINS.1));
    format!(
        "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId3\"/>{size}<w:pgMar w:top=\"{top}\" w:right=\"{side}\" w:bottom=\"{top}\" w:left=\"{side}\" w:header=\"851\" w:footer=\"850\" w:gutter=\"0\"/></w:sectPr>"
    )
}

fn push(out: &mut String, paper: &Paper) {
    for line in &paper.above {
        paragraph(out, "FormLine", "", line);
    }
    paragraph(out, "FormTitle", "", &paper.title);
    head_line(out, paper);
    table(out, paper);
    for line in &paper.below {
        paragraph(out, "FormNote", "", line);
    }
    // A body must not end with a table.
    if paper.below.is_empty() {
        out.push_str("<w:p><w:pPr><w:spacing w:line=\"20\" w:lineRule=\"exact\"/></w:pPr></w:p>");
    }
}

/// What stands below the title: on one line with tabs where it has room there, else line by line.
fn head_line(out: &mut String, paper: &Paper) {
    const SHORT: usize = 18;
    let short = |text: &String| text.chars().count() <= SHORT;
    let filled = paper.line.iter().filter(|text| !text.is_empty()).count();
    if filled > 1 && paper.line.iter().all(short) {
        let page = if paper.landscape { PAGE.1 } else { PAGE.0 };
        let room = twips(page - 2 * MARGINS.1);
        let _ = write!(
            out,
            "<w:p><w:pPr><w:pStyle w:val=\"FormLine\"/><w:tabs><w:tab w:val=\"center\" w:pos=\"{}\"/><w:tab w:val=\"right\" w:pos=\"{room}\"/></w:tabs></w:pPr>",
            room / 2
        );
        run(out, &paper.line.join("\t"));
        out.push_str("</w:p>");
        return;
    }
    for (align, text) in ["left", "center", "right"].into_iter().zip(&paper.line) {
        if !text.is_empty() {
            paragraph(out, "FormLine", align, text);
        }
    }
}

/// Text in the font of its style. Without the hint, quotation marks and dashes take the Latin font.
fn run(out: &mut String, text: &str) {
    let text = escape(text).replace('\t', "</w:t><w:tab/><w:t xml:space=\"preserve\">");
    let _ = write!(
        out,
        "<w:r><w:rPr><w:rFonts w:hint=\"eastAsia\"/></w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>"
    );
}

fn paragraph(out: &mut String, style: &str, align: &str, text: &str) {
    let _ = write!(out, "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>");
    if !align.is_empty() {
        let _ = write!(out, "<w:jc w:val=\"{align}\"/>");
    }
    out.push_str("</w:pPr>");
    if !text.is_empty() {
        run(out, text);
    }
    out.push_str("</w:p>");
}

/// The table; in parts, because a head is repeated only at the top of a table. Between them stands a line that nobody sees.
fn table(out: &mut String, paper: &Paper) {
    for (number, rows) in paper.parts().into_iter().enumerate() {
        if number > 0 {
            out.push_str("<w:p><w:pPr><w:keepNext/><w:spacing w:line=\"14\" w:lineRule=\"exact\"/><w:rPr><w:sz w:val=\"2\"/></w:rPr></w:pPr></w:p>");
        }
        part(out, paper, rows);
    }
}

/// Some rows as a table of their own.
fn part(out: &mut String, paper: &Paper, rows: Range<usize>) {
    let page = if paper.landscape { PAGE.1 } else { PAGE.0 };
    let room = twips(page - 2 * MARGINS.1);
    let all: u32 = paper.columns.iter().sum();
    let columns = paper.columns.iter();
    let widths: Vec<u32> = columns.map(|column| room * column / all.max(1)).collect();
    let _ = write!(
        out,
        "<w:tbl><w:tblPr><w:tblW w:w=\"{}\" w:type=\"dxa\"/><w:jc w:val=\"center\"/><w:tblBorders>",
        widths.iter().sum::<u32>()
    );
    for side in ["top", "left", "bottom", "right", "insideH", "insideV"] {
        let _ = write!(
            out,
            "<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/>"
        );
    }
    out.push_str("</w:tblBorders><w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>");
    for width in &widths {
        let _ = write!(out, "<w:gridCol w:w=\"{width}\"/>");
    }
    out.push_str("</w:tblGrid>");
    let (placed, grid) = (paper.placed(), paper.grid());
    for number in rows {
        let row = &paper.rows[number];
        out.push_str("<w:tr><w:trPr>");
        // A row in which a tall merged cell begins must be free to break, or the whole merged block moves to the next page.
        if row.cells.iter().all(|cell| cell.down <= TALL) {
            out.push_str("<w:cantSplit/>");
        }
        out.push_str("<w:trHeight w:val=\"400\" w:hRule=\"atLeast\"/>");
        if row.head {
            out.push_str("<w:tblHeader/>");
        }
        out.push_str("</w:trPr>");
        let mut column = 0;
        while column < widths.len() {
            let over = grid[number][column].map(|index| &placed[index]);
            let Some(over) = over else {
                push_cell(out, &Cell::new(Kind::Text, ""), widths[column], false);
                column += 1;
                continue;
            };
            let end = (over.column + over.cell.across as usize).min(widths.len());
            let width = widths[column..end].iter().sum();
            push_cell(out, over.cell, width, over.row < number);
            column = end;
        }
        out.push_str("</w:tr>");
    }
    out.push_str("</w:tbl>");
}

/// One cell; `covered` is one that continues from the row above.
fn push_cell(out: &mut String, cell: &Cell, width: u32, covered: bool) {
    let _ = write!(out, "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>");
    if cell.across > 1 {
        let _ = write!(out, "<w:gridSpan w:val=\"{}\"/>", cell.across);
    }
    match (covered, cell.down) {
        (true, _) => out.push_str("<w:vMerge/>"),
        (false, 2..) => out.push_str("<w:vMerge w:val=\"restart\"/>"),
        _ => {}
    }
    out.push_str("<w:vAlign w:val=\"center\"/></w:tcPr>");
    let align = match cell.kind {
        Kind::Label | Kind::Short => "center",
        Kind::Number => "right",
        Kind::Text => "",
    };
    if covered {
        paragraph(out, "FormCell", align, "");
    } else {
        for line in cell.text.split('\n') {
            paragraph(out, "FormCell", align, line);
        }
    }
    out.push_str("</w:tc>");
}
