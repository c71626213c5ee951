//! Pages as a Word document, written by hand: paragraphs, and tables with `gridSpan` and `vMerge`.

use super::grid::{Slot, slots, width};
use super::{Setting, escape, setting};
use anyhow::Result;
use model::page::{Block, CellLayout, Row};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

const CONTENT_TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>"#;

const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;

const DOCUMENT_RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#;

/// Width of the text on A4 in twentieths of a point, and what a column gets at least and at most, in characters.
const TEXT_WIDTH: u32 = 9298;
const COLUMN: (u32, u32) = (5, 12);

/// One document on A4. Tables inside cells are kept. Fails only when the archive cannot be written.
pub fn docx(blocks: &[Block]) -> Result<Vec<u8>> {
    let parts = [
        ("[Content_Types].xml", CONTENT_TYPES.to_owned()),
        ("_rels/.rels", RELATIONS.to_owned()),
        ("word/document.xml", document(blocks)),
        ("word/styles.xml", styles()),
        (
            "word/_rels/document.xml.rels",
            DOCUMENT_RELATIONS.to_owned(),
        ),
    ];
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        archive.start_file(name, options)?;
        archive.write_all(text.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}

fn document(blocks: &[Block]) -> String {
    let mut body = String::new();
    let mut table_before = false;
    for block in blocks {
        let ruled = block.layout == CellLayout::Ruled;
        // Two tables without a paragraph between them would become one.
        if ruled && table_before {
            body.push_str("<w:p/>");
        }
        match block.layout {
            CellLayout::Ruled => table(&block.rows, TEXT_WIDTH, &mut body),
            CellLayout::Prose => block.rows.iter().for_each(|row| line(row, true, &mut body)),
            CellLayout::Flattened => block
                .rows
                .iter()
                .for_each(|row| line(row, false, &mut body)),
        }
        table_before = ruled;
    }
    // A body must not end with a table.
    if table_before {
        body.push_str("<w:p/>");
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document xmlns:w=\"{MAIN}\"><w:body>{body}<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1304\" w:right=\"1304\" w:bottom=\"1304\" w:left=\"1304\" w:header=\"851\" w:footer=\"992\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>"
    )
}

fn styles() -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:styles xmlns:w=\"{MAIN}\"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:eastAsia=\"宋体\" w:cs=\"Times New Roman\"/><w:sz w:val=\"21\"/><w:szCs w:val=\"21\"/><w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults><w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/></w:style><w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/><w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/><w:tblCellMar><w:top w:w=\"0\" w:type=\"dxa\"/><w:left w:w=\"108\" w:type=\"dxa\"/><w:bottom w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"108\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style></w:styles>"
    )
}

/// A row without lines around it: its cells with tabs between them.
fn line(row: &Row, styled: bool, out: &mut String) {
    let texts: Vec<&str> = row.cells.iter().map(|cell| cell.text.as_str()).collect();
    let text = texts.join("\t");
    let setting = if styled {
        setting(&text)
    } else {
        Setting::Plain
    };
    let (align, size) = match setting {
        Setting::Title => ("center", "36"),
        Setting::Centred => ("center", ""),
        Setting::Right => ("right", ""),
        Setting::Plain => ("", ""),
    };
    paragraph(&text, align, size, out);
}

fn paragraph(text: &str, align: &str, size: &str, out: &mut String) {
    out.push_str("<w:p>");
    if !align.is_empty() {
        out.push_str(&format!("<w:pPr><w:jc w:val=\"{align}\"/></w:pPr>"));
    }
    if !text.is_empty() {
        let size = match size {
            "" => String::new(),
            size => format!("<w:b/><w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/>"),
        };
        let text = escape(text).replace('\t', "</w:t><w:tab/><w:t xml:space=\"preserve\">");
        // Without the hint, quotation marks and digits take the Latin font.
        out.push_str(&format!(
            "<w:r><w:rPr><w:rFonts w:hint=\"eastAsia\"/>{size}</w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>"
        ));
    }
    out.push_str("</w:p>");
}

fn table(rows: &[Row], room: u32, out: &mut String) {
    let widths = widths(rows, room);
    out.push_str("<w:tbl><w:tblPr>");
    out.push_str(&format!(
        "<w:tblW w:w=\"{}\" w:type=\"dxa\"/><w:tblBorders>",
        widths.iter().sum::<u32>()
    ));
    for side in ["top", "left", "bottom", "right", "insideH", "insideV"] {
        out.push_str(&format!(
            "<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/>"
        ));
    }
    out.push_str("</w:tblBorders><w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>");
    for width in &widths {
        out.push_str(&format!("<w:gridCol w:w=\"{width}\"/>"));
    }
    out.push_str("</w:tblGrid>");
    for slots in slots(rows) {
        out.push_str("<w:tr>");
        let mut column = 0;
        for slot in slots {
            let end = column + slot.columns() as usize;
            cell(slot, widths[column..end].iter().sum(), out);
            column = end;
        }
        out.push_str("</w:tr>");
    }
    out.push_str("</w:tbl>");
}

/// One `w:tc`; the order of its properties is that of the schema.
fn cell(slot: Slot, width: u32, out: &mut String) {
    out.push_str(&format!(
        "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>"
    ));
    if slot.columns() > 1 {
        out.push_str(&format!("<w:gridSpan w:val=\"{}\"/>", slot.columns()));
    }
    match slot {
        Slot::Cell(cell) if cell.rows > 1 => out.push_str("<w:vMerge w:val=\"restart\"/>"),
        Slot::Covered(_) => out.push_str("<w:vMerge/>"),
        _ => {}
    }
    out.push_str("<w:vAlign w:val=\"center\"/></w:tcPr>");
    match slot {
        Slot::Cell(cell) => {
            for line in cell.text.split('\n') {
                paragraph(line, "", "", out);
            }
            for inner in &cell.nested {
                table(&inner.rows, width.saturating_sub(216), out);
                out.push_str("<w:p/>");
            }
        }
        _ => out.push_str("<w:p/>"),
    }
    out.push_str("</w:tc>");
}

/// Column widths that share the room by the longest text of each column, within [`COLUMN`].
fn widths(rows: &[Row], room: u32) -> Vec<u32> {
    let mut weights = vec![COLUMN.0; width(rows) as usize];
    for cell in rows.iter().flat_map(|row| &row.cells) {
        let first = cell.column.max(1) as usize - 1;
        let each = cell.text.chars().count() as u32 / cell.columns.max(1);
        for weight in weights.iter_mut().skip(first).take(cell.columns as usize) {
            *weight = each.clamp(*weight, COLUMN.1.max(*weight));
        }
    }
    let all: u32 = weights.iter().sum();
    weights
        .iter()
        .map(|weight| room * weight / all.max(1))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::FormSource;

    #[test]
    fn merged_cells_continue_in_the_rows_below() {
        let form = FormSource::from_toml(
            "title='目标表'\nrows=[['产出指标','数量指标','场次 < 次','=3场'],['','','册数','=9册']]",
        )
        .unwrap();
        let document = document(&crate::layout::ruled(&form));
        let restarts = document.matches("<w:vMerge w:val=\"restart\"/>").count();
        assert_eq!((restarts, document.matches("<w:vMerge/>").count()), (4, 8));
        assert!(
            document.contains("场次 &lt; 次") && document.contains("<w:gridSpan w:val=\"2\"/>")
        );
    }
}
