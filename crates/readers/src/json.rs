//! `jixiao.forms/1`, whole or a line a document: forms that were recovered before.

use crate::error::mebibytes;
use crate::{Limits, ReadError};
use model::document::FORMS_SCHEMA;
use model::{Document, Forms};
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Error;
use serde_json::error::Category;
use std::str;

/// Reads one line of an ndjson stream: a document, or a whole `jixiao.forms/1` object that holds exactly one. Fails when the line
/// is not of that schema, is broken, or is longer than the default limit of a line.
pub fn line(bytes: &[u8]) -> Result<Document, ReadError> {
    let mut documents = checked_line(bytes, None, &Limits::default())?;
    match (documents.pop(), documents.len()) {
        (Some(document), 0) => Ok(document),
        (_, more) => {
            let count = if more == 0 { 0 } else { more + 1 };
            Err(ReadError::unsupported(
                &format!("含 {count} 个文档的一行 JSON"),
                "逐行读取时每行放一个文档；整份文件请用 .json 提供。",
            ))
        }
    }
}

/// Reads a whole file of either form.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Vec<Document>, ReadError> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if format(bytes) != Some("ndjson") {
        return object(bytes, None);
    }
    let mut documents = Vec::new();
    for (line, number) in bytes.split(|b| *b == b'\n').zip(1..) {
        if !line.trim_ascii().is_empty() {
            documents.extend(checked_line(line, Some(number), limits)?);
        }
    }
    Ok(documents)
}

/// `json` or `ndjson` when the bytes begin like it.
pub(crate) fn format(bytes: &[u8]) -> Option<&'static str> {
    let bytes = bytes.trim_ascii_start();
    let second = bytes.get(1..)?.trim_ascii_start().first().copied()?;
    let begins = match bytes.first()? {
        b'{' => matches!(second, b'"' | b'}'),
        b'[' => second == b'{',
        _ => false,
    };
    if !begins {
        return None;
    }
    // Printed over several lines, an object does not end on its first one.
    let end = bytes
        .iter()
        .position(|b| *b == b'\n')
        .unwrap_or(bytes.len());
    let (first, rest) = bytes.split_at(end);
    let lines = first.trim_ascii_end().ends_with(b"}") && rest.trim_ascii_start().starts_with(b"{");
    Some(if lines { "ndjson" } else { "json" })
}

fn checked_line(
    bytes: &[u8],
    number: Option<usize>,
    limits: &Limits,
) -> Result<Vec<Document>, ReadError> {
    if bytes.len() > limits.line {
        let what = number.map_or("一行 JSON 的长度".to_owned(), |n| {
            format!("第{n}行的长度")
        });
        return Err(ReadError::too_large(&what, &mebibytes(limits.line as u64)));
    }
    object(bytes, number)
}

/// What kind of object it is.
#[derive(Deserialize)]
struct Shape {
    schema: Option<String>,
    source: Option<IgnoredAny>,
}

fn object(bytes: &[u8], line: Option<usize>) -> Result<Vec<Document>, ReadError> {
    let text = str::from_utf8(bytes)
        .map_err(|_| ReadError::damaged(&format!("{}JSON 不是 UTF-8 编码", at_line(line))))?;
    if text.trim_start().starts_with('[') {
        return Err(foreign(None, line));
    }
    let shape: Shape = serde_json::from_str(text).map_err(|error| broken(&error, line))?;
    match shape.schema.as_deref() {
        Some(FORMS_SCHEMA) => serde_json::from_str::<Forms>(text).map(|forms| forms.documents),
        None if shape.source.is_some() => {
            serde_json::from_str::<Document>(text).map(|document| vec![document])
        }
        schema => return Err(foreign(schema, line)),
    }
    .map_err(|error| broken(&error, line))
}

fn foreign(schema: Option<&str>, line: Option<usize>) -> ReadError {
    let found = match schema {
        Some(schema) => {
            let schema: String = schema.chars().take(60).collect();
            format!("{}结构为“{schema}”的 JSON", at_line(line))
        }
        None => format!("{}没有 schema 的 JSON", at_line(line)),
    };
    let advice = format!(
        "这里读取的 JSON 结构是 {FORMS_SCHEMA}（整份，或每行一个文档），可由本程序的 read 命令生成。"
    );
    ReadError::unsupported(&found, &advice)
}

/// What is wrong with an object of the right schema, with its place and the field where it is known.
fn broken(error: &Error, line: Option<usize>) -> ReadError {
    let line = line.unwrap_or(error.line());
    let at = format!("JSON 第{line}行第{}个字符处", error.column());
    let english = error.to_string();
    let field = english
        .split('`')
        .nth(1)
        .map(|field| format!("（{field}）"))
        .unwrap_or_default();
    ReadError::damaged(&match error.classify() {
        Category::Eof => format!("{at}中断"),
        Category::Data => format!("{at}与 {FORMS_SCHEMA} 的约定不符{field}"),
        Category::Syntax | Category::Io => format!("{at}不合 JSON 格式"),
    })
}

fn at_line(line: Option<usize>) -> String {
    line.map(|line| format!("第{line}行")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::ErrorKind;

    const DOCUMENT: &str = r#"{"source":{"path":"a.docx"},"forms":[{"title":"道路养护目标表"}]}"#;

    fn whole(documents: &str) -> String {
        format!(r#"{{"schema":"jixiao.forms/1","documents":[{documents}]}}"#)
    }

    fn check(text: &str) -> Result<usize, (ErrorKind, String)> {
        read(text.as_bytes(), &Limits::default())
            .map(|d| d.len())
            .map_err(|e| (e.kind, e.message))
    }

    #[test]
    fn whole_files_and_lines_are_read() {
        assert_eq!(check(&whole(DOCUMENT)), Ok(1));
        assert_eq!(check(DOCUMENT), Ok(1));
        assert_eq!(
            check(&format!("{DOCUMENT}\r\n\n{}\n", whole(DOCUMENT))),
            Ok(2)
        );
        assert_eq!(
            line(DOCUMENT.as_bytes()).unwrap().forms[0].title.as_deref(),
            Some("道路养护目标表")
        );
        assert_eq!(
            line(whole(DOCUMENT).as_bytes()).unwrap().source.path,
            "a.docx"
        );
    }

    #[test]
    fn a_line_holds_one_document() {
        let two = whole(&format!("{DOCUMENT},{DOCUMENT}"));
        assert!(
            line(two.as_bytes())
                .unwrap_err()
                .message
                .contains("含 2 个文档")
        );
        assert!(
            line(whole("").as_bytes())
                .unwrap_err()
                .message
                .contains("含 0 个文档")
        );
    }

    #[test]
    fn other_json_is_told_what_is_expected() {
        for text in [
            r#"{"schema":"jixiao.findings/1"}"#,
            r#"{"a":1}"#,
            r#"[{"a":1}]"#,
        ] {
            let (kind, message) = check(text).unwrap_err();
            assert_eq!(kind, ErrorKind::Unsupported);
            assert!(message.contains("jixiao.forms/1"), "{message}");
        }
    }

    #[test]
    fn broken_json_is_placed() {
        let (kind, message) = check(&format!("{DOCUMENT}\n{}", &DOCUMENT[..40])).unwrap_err();
        assert_eq!(kind, ErrorKind::Damaged);
        assert!(message.contains("JSON 第2行第40个字符处中断"), "{message}");
        let (_, message) = check(r#"{"source":{"url":null}}"#).unwrap_err();
        assert!(message.contains("（path）"), "{message}");
    }

    #[test]
    fn a_line_beyond_the_limit_is_named() {
        let limits = Limits {
            line: 80,
            ..Limits::default()
        };
        let text = format!("{DOCUMENT}\n{DOCUMENT}\n{}", whole(DOCUMENT));
        let error = read(text.as_bytes(), &limits).unwrap_err();
        assert_eq!(error.kind, ErrorKind::TooLarge);
        assert!(error.message.starts_with("第3行的长度"), "{error}");
    }
}
