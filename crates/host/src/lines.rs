//! Streams of one document a line, read with a limit for each line and never as a whole.

use std::io::{self, BufRead};

/// A line of a stream.
#[derive(Debug, PartialEq, Eq)]
pub enum Line {
    /// Its bytes, without the line break.
    Whole(Vec<u8>),
    /// It is longer than the limit; its rest was skipped.
    TooLong,
}

/// Reads the next line; `None` at the end.
///
/// # Errors
///
/// What the source reports.
pub fn next(source: &mut dyn BufRead, limit: usize) -> io::Result<Option<Line>> {
    let mut line = Vec::new();
    let mut too_long = false;
    let mut seen = false;
    loop {
        let ready = match source.fill_buf() {
            Ok(ready) => ready,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if ready.is_empty() {
            break;
        }
        seen = true;
        let end = ready.iter().position(|byte| *byte == b'\n');
        let part = &ready[..end.unwrap_or(ready.len())];
        if line.len() + part.len() > limit {
            too_long = true;
            line = Vec::new();
        } else if !too_long {
            line.extend_from_slice(part);
        }
        let used = end.map_or(ready.len(), |end| end + 1);
        source.consume(used);
        if end.is_some() {
            break;
        }
    }
    if line.last() == Some(&b'\r') {
        line.pop();
    }
    Ok(seen.then_some(if too_long {
        Line::TooLong
    } else {
        Line::Whole(line)
    }))
}

/// Whether a first line shows that a stream holds one document a line, rather than one value over the whole stream.
pub fn is_stream(first: &[u8]) -> bool {
    let first = first.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(first);
    if !first.trim_ascii_start().starts_with(b"{") {
        return false;
    }
    match serde_json::from_slice::<serde_json::Value>(first) {
        Ok(value) => value.get("documents").is_none(),
        Err(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::BufReader;

    #[test]
    fn a_long_line_does_not_hide_the_next() {
        let text = b"{}\r\n0123456789\n{\"a\":1}";
        let mut source = BufReader::with_capacity(3, &text[..]);
        let mut read = || next(&mut source, 8).unwrap();
        assert_eq!(read(), Some(Line::Whole(b"{}".to_vec())));
        assert_eq!(read(), Some(Line::TooLong));
        assert_eq!(read(), Some(Line::Whole(b"{\"a\":1}".to_vec())));
        assert_eq!(read(), None);
    }

    #[test]
    fn an_envelope_on_one_line_is_no_stream() {
        assert!(is_stream(b"{\"source\":{\"path\":\"a\"}}"));
        assert!(!is_stream(b"{\"schema\":\"x\",\"documents\":[]}"));
        assert!(!is_stream(b"{"));
        assert!(!is_stream("项目名称\t".as_bytes()));
    }
}
