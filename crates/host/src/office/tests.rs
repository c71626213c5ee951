//! What becomes of a refused file when a converter answers this or that.

use super::*;

const RTF: &[u8] = br"{\rtf1 }";

const TABLE: &str = "<h1>项目支出绩效目标表</h1><table>\
    <tr><td>项目名称</td><td colspan=3>道路养护</td></tr>\
    <tr><td>一级指标</td><td>二级指标</td><td>三级指标</td><td>指标值</td></tr>\
    <tr><td>产出指标</td><td>数量指标</td><td>养护里程</td><td>≥12公里</td></tr></table>";

fn answered(bytes: &[u8], path: &str, answer: Result<&str, Failure>) -> Document {
    let mut documents = read_with(bytes, path, |_| answer.map(|text| text.as_bytes().to_vec()));
    assert_eq!(documents.len(), 1);
    documents.remove(0)
}

fn message(document: &Document) -> &str {
    document.error.as_ref().map_or("", |error| &error.message)
}

#[test]
fn the_converted_form_keeps_the_source_that_the_user_knows() {
    let before = pipeline::read(RTF, "甲单位/表.doc").remove(0);
    let document = answered(RTF, "甲单位/表.doc", Ok(TABLE));
    assert_eq!(document.source, before.source);
    assert_eq!(document.source.path, "甲单位/表.doc");
    assert_eq!(document.source.format, "rtf");
    assert_eq!(document.source.sha256.len(), 64);
    assert_eq!(document.error, None);
    assert_eq!(document.forms[0].indicators.len(), 1);
    let note = &document.notes[0];
    assert_eq!(note.code, "converted");
    assert!(note.message.contains("LibreOffice"), "{}", note.message);
    assert!(!note.message.contains("不完整"), "{}", note.message);
}

#[test]
fn the_converter_gets_the_bytes_and_nothing_of_the_name() {
    let mut seen = String::new();
    read_with(RTF, "甲单位/表.doc", |job| {
        seen = format!("{} {} {}", job.bytes == RTF, job.from, job.to);
        Err(Failure::Failed)
    });
    assert_eq!(seen, "true rtf docx");
}

#[test]
fn a_failure_leaves_the_message_of_the_reader_and_adds_what_was_tried() {
    let before = pipeline::read(RTF, "表.rtf").remove(0);
    for (failure, word) in [
        (Failure::Missing, "安装后再试"),
        (Failure::TimedOut, "60 秒"),
        (Failure::Failed, "没有成功"),
    ] {
        let document = answered(RTF, "表.rtf", Err(failure));
        let rest = message(&document).strip_prefix(message(&before)).unwrap();
        assert!(rest.contains(word), "{rest}");
        assert_eq!(document.source, before.source);
    }
}

#[test]
fn what_reads_well_or_is_refused_for_good_is_never_converted() {
    for bytes in [
        "项目名称\t道路养护".as_bytes(),
        "机密★5年\n项目名称\t养护".as_bytes(),
        b"\x89PNG\r\n\x1A\n",
        b"",
        b"PK\x03\x04cut",
    ] {
        read_with(bytes, "表.doc", |job| panic!("{job:?}"));
    }
}

#[test]
fn a_mark_of_secrecy_in_the_converted_file_stops_it() {
    let document = answered(RTF, "表.rtf", Ok("机密★5年\n项目名称\t养护"));
    assert_eq!(
        document.error.as_ref().map(|error| error.kind),
        Some(ErrorKind::Classified)
    );
    assert_eq!(document.source.sha256, "");
    assert_eq!(document.source.path, "表.rtf");
}

#[test]
fn a_damaged_file_counts_as_read_only_with_a_form() {
    let cut = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0";
    let document = answered(cut, "表.doc", Ok("乱字"));
    assert_eq!(
        document.error.as_ref().map(|error| error.kind),
        Some(ErrorKind::Damaged)
    );
    assert!(message(&document).contains("没有找到表"));
    let document = answered(cut, "表.doc", Ok(TABLE));
    assert_eq!(document.forms.len(), 1);
    let note = &document.notes[0].message;
    assert!(note.contains("不完整"), "{note}");
}
