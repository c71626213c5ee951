//! An old Office file through the LibreOffice of this machine; skipped where there is none.

use crate::support::{folder, jixiao, right};
use std::fmt::Write;

/// The rows of a tab-separated form as a table of RTF.
fn rtf(form: &str) -> String {
    let mut out = "{\\rtf1\\ansi\\uc1\n".to_owned();
    for line in form.lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        let count = cells.len();
        if count > 1 {
            out += "\\trowd";
            for number in 1..=count {
                let _ = write!(out, "\\cellx{}", number * 9_000 / count);
            }
            out += "\\pard\\intbl ";
        }
        for cell in cells {
            for unit in cell.encode_utf16() {
                let _ = write!(out, "\\u{}?", unit.cast_signed());
            }
            out += if count > 1 { "\\cell " } else { "\\par\n" };
        }
        if count > 1 {
            out += "\\row\\pard\n";
        }
    }
    out + "}"
}

#[test]
fn an_rtf_file_is_read_through_libreoffice() {
    let folder = folder(&[("报送 表.doc", rtf(&right()).as_bytes())]);
    let run = jixiao(folder.path(), &["read", "报送 表.doc", "--format", "json"]);
    if run.out.contains("本机如装有 LibreOffice") {
        eprintln!("SKIPPED: there is no LibreOffice on this machine, the conversion was not tried");
        return;
    }
    assert_eq!(run.code, 0, "{}", run.out);
    let found: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let document = &found["documents"][0];
    assert_eq!(document["source"]["path"], "报送 表.doc");
    assert_eq!(document["source"]["format"], "rtf");
    assert_eq!(document["notes"][0]["code"], "converted");
    let form = &document["forms"][0];
    assert_eq!(form["indicators"].as_array().unwrap().len(), 6, "{form:#}");
    assert!(run.out.contains("护林员培训"));
}
