//! What the office builders do not know: hidden rows and sheets, tracked changes, values split over runs.

use super::marks::{DELETED, Hidden, INSERTED, RUN};
use anyhow::Result;
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// The workbook with its hidden rows and sheets. Fails when it is no archive.
pub(super) fn workbook(bytes: &[u8], hidden: &Hidden) -> Result<Vec<u8>> {
    rewritten(bytes, |part, text| {
        let mut text = text;
        if part == "xl/workbook.xml" {
            for name in &hidden.sheets {
                text = text.replace(
                    &format!("<sheet name=\"{name}\""),
                    &format!("<sheet name=\"{name}\" state=\"hidden\""),
                );
            }
        }
        for (sheet, row) in &hidden.rows {
            if part == format!("xl/worksheets/sheet{sheet}.xml") {
                text = text.replace(
                    &format!("<row r=\"{row}\""),
                    &format!("<row r=\"{row}\" hidden=\"1\""),
                );
            }
        }
        text
    })
}

/// The document with the marks of its text as Word's own. Fails when it is no archive.
pub(super) fn document(bytes: &[u8]) -> Result<Vec<u8>> {
    const END: &str = "</w:t></w:r>";
    const BEGIN: &str = "<w:r><w:t xml:space=\"preserve\">";
    const WHO: &str = "w:id=\"1\" w:author=\"初审\" w:date=\"2024-03-01T09:00:00Z\"";
    rewritten(bytes, |part, text| {
        if part != "word/document.xml" {
            return text;
        }
        text.replace(INSERTED[0], &format!("{END}<w:ins {WHO}>{BEGIN}"))
            .replace(INSERTED[1], &format!("{END}</w:ins>{BEGIN}"))
            .replace(
                DELETED[0],
                &format!("{END}<w:del {WHO}><w:r><w:delText xml:space=\"preserve\">"),
            )
            .replace(DELETED[1], &format!("</w:delText></w:r></w:del>{BEGIN}"))
            .replace(RUN, &format!("{END}{BEGIN}"))
    })
}

/// The archive with every part passed through `change`.
fn rewritten(bytes: &[u8], change: impl Fn(&str, String) -> String) -> Result<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut from = ZipArchive::new(Cursor::new(bytes))?;
    let mut to = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..from.len() {
        let mut part = from.by_index(index)?;
        let name = part.name()?.into_owned();
        let mut text = String::new();
        part.read_to_string(&mut text)?;
        to.start_file(&*name, options)?;
        to.write_all(change(&name, text).as_bytes())?;
    }
    Ok(to.finish()?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::super::office_file;
    use readers::{Content, Limits};

    fn drawn(source: &str, format: &str) -> String {
        let bytes = office_file(source, format).unwrap();
        let reading = readers::read(&bytes, &format!("a.{format}"), &Limits::default()).unwrap();
        match reading.content {
            Content::Pages(pages) => pages.draw(),
            Content::Forms(_) => String::new(),
        }
    }

    #[test]
    fn a_deleted_value_is_gone_and_an_inserted_one_is_there() {
        let text = drawn(
            "<table><tr><td>受益人数</td><td>≥<del>100</del><ins>1<wbr>20</ins>人</td></tr></table>",
            "docx",
        );
        assert!(text.contains("2:≥120人"), "{text}");
    }

    #[test]
    fn a_hidden_sheet_is_in_the_workbook_only() {
        let text = drawn(
            "<p data-sheet>项目</p><table><tr><td>场次</td></tr></table><p data-hidden-sheet>字典</p><table><tr><td>定性</td></tr></table>",
            "xlsx",
        );
        assert!(text.contains("场次") && !text.contains("定性"), "{text}");
    }
}
