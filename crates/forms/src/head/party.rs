//! Departments, units and project names with a code in front: `[812]某局`, `219-某镇`, `【812033】某校`.

use model::Party;
use model::text::half_width_char;

/// A department or unit.
pub(super) fn party(text: &str) -> Party {
    let (code, name) = split_code(text);
    Party {
        name: Some(name),
        code,
    }
}

/// A line above the table that names a unit by its code: `207099某水务中心`.
pub(super) fn coded(text: &str) -> Option<Party> {
    let text = text.trim();
    let length = text.chars().take_while(char::is_ascii_digit).count();
    let (code, name) = text.split_at(length);
    let named = (4..=30).contains(&name.chars().count())
        && name.chars().all(|c| c.is_alphabetic() && !c.is_ascii());
    (length >= 5 && named).then(|| Party {
        name: Some(name.to_owned()),
        code: Some(code.to_owned()),
    })
}

/// Splits a code of three or more digits and letters from the name behind it.
pub(super) fn split_code(text: &str) -> (Option<String>, String) {
    let text = text.trim();
    let opened = text.strip_prefix(['[', '【', '(', '（']);
    let body = opened.unwrap_or(text);
    let length: usize = body
        .chars()
        .take_while(|c| half_width_char(*c).is_ascii_alphanumeric())
        .map(char::len_utf8)
        .sum();
    let (code, rest) = body.split_at(length);
    let closed = match opened {
        Some(_) => rest.strip_prefix([']', '】', ')', '）']),
        None => rest.strip_prefix(['-', '—', '－', '_', ' ']),
    };
    let plain: String = code.chars().map(half_width_char).collect();
    let digits = plain.chars().filter(char::is_ascii_digit).count();
    match closed.map(|rest| rest.trim_start_matches(['-', '—', '－', '_', ':', '：', ' '])) {
        // 2024年-… is a year, R&D-… a word.
        Some(name) if digits >= 3 && digits * 2 >= plain.len() && !name.is_empty() => {
            (Some(plain), name.to_owned())
        }
        _ => (None, text.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_stand_in_front_of_names() {
        assert_eq!(split_code("[812]某局"), (Some("812".into()), "某局".into()));
        assert_eq!(
            split_code("【812033】某校"),
            (Some("812033".into()), "某校".into())
        );
        assert_eq!(split_code("219-某镇"), (Some("219".into()), "某镇".into()));
        assert_eq!(
            split_code("2024年古籍修复"),
            (None, "2024年古籍修复".into())
        );
        assert_eq!(
            split_code("（试点）某项目"),
            (None, "（试点）某项目".into())
        );
    }
}
