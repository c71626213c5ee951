//! A tag with attributes without end, which the tokenizer would compare with one another for hours.

/// More than any program writes into one tag.
const ATTRIBUTES: usize = 256;

/// Whether some tag has too many attributes. One pass over the bytes; what is no tag, such as a script, is passed over.
pub(super) fn has_endless_tag(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(found) = bytes[at..].iter().position(|byte| *byte == b'<') {
        at += found + 1;
        if !bytes.get(at).is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        let name = bytes[at..]
            .iter()
            .take_while(|byte| byte.is_ascii_alphanumeric())
            .count();
        let is_script = bytes[at..at + name].eq_ignore_ascii_case(b"script");
        match attributes(bytes, at + name) {
            None => return true,
            Some(end) => at = end,
        }
        if is_script {
            at = end_of_script(bytes, at);
        }
    }
    false
}

/// Where in a tag a byte stands, as the tokenizer sees it.
#[derive(Clone, Copy)]
enum State {
    BeforeName,
    Name,
    AfterName,
    BeforeValue,
    Value,
}

/// Where the tag ends; `None` when it has too many attributes.
fn attributes(bytes: &[u8], mut at: usize) -> Option<usize> {
    let (mut count, mut state) = (0, State::BeforeName);
    while let Some(byte) = bytes.get(at).filter(|byte| **byte != b'>') {
        let is_space = byte.is_ascii_whitespace();
        state = match (state, byte) {
            (State::BeforeValue, b'"' | b'\'') => {
                let rest = &bytes[at + 1..];
                at += 1 + rest
                    .iter()
                    .position(|other| other == byte)
                    .unwrap_or(rest.len());
                State::BeforeName
            }
            (State::BeforeValue, _) if is_space => State::BeforeValue,
            (State::BeforeValue, _) => State::Value,
            (State::Value, _) if is_space => State::BeforeName,
            (State::Value, _) => State::Value,
            (_, b'/') => State::BeforeName,
            (State::Name | State::AfterName, b'=') => State::BeforeValue,
            (State::Name | State::AfterName, _) if is_space => State::AfterName,
            (State::Name, _) => State::Name,
            (State::BeforeName, _) if is_space => State::BeforeName,
            (State::BeforeName | State::AfterName, _) => {
                count += 1;
                State::Name
            }
        };
        at += 1;
    }
    (count <= ATTRIBUTES).then_some(at.min(bytes.len()))
}

fn end_of_script(bytes: &[u8], at: usize) -> usize {
    let end = bytes[at..]
        .windows(8)
        .position(|window| window.eq_ignore_ascii_case(b"</script"));
    end.map_or(bytes.len(), |end| at + end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endless_tags_are_found_in_whatever_way_they_are_written() {
        for attribute in ["a ", "a='x'", "a=x ", "a = \"b\" ", "a/", "a\n", "a= "] {
            let html = format!("<p>甲</p><td {}>", attribute.repeat(1_000));
            assert!(has_endless_tag(&html), "{attribute}");
        }
    }

    #[test]
    fn long_values_and_scripts_are_none() {
        let style = format!(
            "<td style=\"{}\" title='{}'>甲",
            "a: b; ".repeat(500),
            "> ".repeat(500)
        );
        assert!(!has_endless_tag(&style));
        let script = format!("<script>if (a<b {})</script><p a=1>", "c d ".repeat(500));
        assert!(!has_endless_tag(&script));
        assert!(!has_endless_tag("a < b <"));
        assert!(!has_endless_tag("<a href=\"x"));
    }
}
