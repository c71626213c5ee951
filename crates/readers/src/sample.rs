//! Small files for tests and benchmarks, built from the parts that matter.

use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A zip file of these parts.
pub fn zip(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const MAIN: &str = "application/vnd.openxmlformats-officedocument";

/// A relations part; each relation is an id, the last word of its type, and its target.
pub fn relations(relations: &[(&str, &str, &str)]) -> String {
    let relations: String = relations
        .iter()
        .map(|(id, kind, target)| {
            format!(r#"<Relationship Id="{id}" Type="{OFFICE}/{kind}" Target="{target}"/>"#)
        })
        .collect();
    format!(r#"<Relationships xmlns="{PACKAGE}/relationships">{relations}</Relationships>"#)
}

/// A part that promises a main part of this kind.
pub fn content_types(kind: &str) -> String {
    format!(
        r#"<Types xmlns="{PACKAGE}/content-types"><Override PartName="/main" ContentType="{MAIN}.{kind}.main+xml"/></Types>"#
    )
}

/// A Word document with this body, in the elements `w:p`, `w:tbl` and so on.
pub fn docx(body: &str) -> Vec<u8> {
    docx_in(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        body,
        &[],
    )
}

/// A Word document in a namespace, transitional or strict, with more parts.
pub fn docx_in(namespace: &str, body: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let document = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{namespace}" xmlns:m="urn:m" xmlns:v="urn:v" xmlns:mc="urn:mc" xmlns:wps="urn:wps"><w:body>{body}</w:body></w:document>"#
    );
    let (types, root) = (
        content_types("wordprocessingml.document"),
        relations(&[("r1", "officeDocument", "word/document.xml")]),
    );
    let mut parts: Vec<(&str, &str)> = vec![
        ("[Content_Types].xml", &types),
        ("_rels/.rels", &root),
        ("word/document.xml", &document),
    ];
    parts.extend(more);
    zip(&parts)
}

/// A paragraph of a Word document.
pub fn p(text: &str) -> String {
    format!(r#"<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>"#)
}

/// A cell of a Word document with properties.
pub fn tc(properties: &str, text: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(text))
}

/// A workbook of these sheets (name, state, part), with the inner XML of its shared texts.
pub fn workbook(sheets: &[(&str, &str, &str)], codes: &[&str], strings: &str) -> Vec<u8> {
    let types = content_types("spreadsheetml.sheet");
    let root = relations(&[("r1", "officeDocument", "xl/workbook.xml")]);
    let mut list = String::new();
    let mut targets: Vec<(String, &str, String)> = vec![
        ("s1".into(), "sharedStrings", "sharedStrings.xml".into()),
        ("s2".into(), "styles", "/xl/styles.xml".into()),
    ];
    let mut parts = Vec::new();
    for (index, (name, state, sheet)) in sheets.iter().enumerate() {
        let state = if state.is_empty() {
            String::new()
        } else {
            format!(r#" state="{state}""#)
        };
        list.push_str(&format!(
            r#"<sheet name="{name}" sheetId="{index}"{state} r:id="w{index}"/>"#
        ));
        targets.push((
            format!("w{index}"),
            "worksheet",
            format!("worksheets/{index}.xml"),
        ));
        parts.push((format!("xl/worksheets/{index}.xml"), *sheet));
    }
    let workbook = format!(r#"<workbook xmlns:r="{OFFICE}"><sheets>{list}</sheets></workbook>"#);
    let targets: Vec<(&str, &str, &str)> = targets
        .iter()
        .map(|(id, kind, target)| (id.as_str(), *kind, target.as_str()))
        .collect();
    let targets = relations(&targets);
    let strings = format!("<sst>{strings}</sst>");
    let styles = styles(codes);
    let mut all: Vec<(&str, &str)> = vec![
        ("[Content_Types].xml", &types),
        ("_rels/.rels", &root),
        ("xl/workbook.xml", &workbook),
        ("xl/_rels/workbook.xml.rels", &targets),
        ("xl/sharedStrings.xml", &strings),
        ("xl/styles.xml", &styles),
    ];
    all.extend(parts.iter().map(|(name, sheet)| (name.as_str(), *sheet)));
    zip(&all)
}

fn styles(codes: &[&str]) -> String {
    let (mut formats, mut styles) = (String::new(), String::from(r#"<xf numFmtId="0"/>"#));
    for (id, code) in codes.iter().enumerate() {
        let id = id + 164;
        let code = code
            .replace('&', "&amp;")
            .replace('"', "&quot;")
            .replace('<', "&lt;");
        formats.push_str(&format!(r#"<numFmt numFmtId="{id}" formatCode="{code}"/>"#));
        styles.push_str(&format!(r#"<xf numFmtId="{id}"/>"#));
    }
    format!("<styleSheet><numFmts>{formats}</numFmts><cellXfs>{styles}</cellXfs></styleSheet>")
}
