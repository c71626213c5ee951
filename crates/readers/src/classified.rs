//! The 密级 mark: a document that carries one is not read further.

use model::page::{Block, RawDocument};
use model::text::squeezed;

const LEVELS: [&str; 3] = ["绝密", "机密", "秘密"];

/// Rows in which a mark may stand: it belongs to the head of the first page.
const ROWS: usize = 60;

/// Whether a line or cell of the first part is a 密级 mark.
pub(crate) fn is_marked(document: &RawDocument) -> bool {
    let mut left = ROWS;
    document
        .blocks
        .iter()
        .any(|block| is_marked_in(block, &mut left))
}

fn is_marked_in(block: &Block, left: &mut usize) -> bool {
    block.rows.iter().any(|row| {
        if *left == 0 {
            return false;
        }
        *left -= 1;
        let texts: Vec<&str> = row
            .cells
            .iter()
            .flat_map(|cell| cell.text.lines())
            .collect();
        let labelled =
            |pair: &[&str]| label(&squeezed(pair[0])) == Some("") && is_level(&squeezed(pair[1]));
        texts.iter().any(|text| is_mark(text, texts.len() == 1))
            || texts.windows(2).any(labelled)
            || row
                .cells
                .iter()
                .flat_map(|cell| &cell.nested)
                .any(|inner| is_marked_in(inner, left))
    })
}

/// Whether one line of text is a mark. The bare word is one only when it stands `alone`: beside others it is a choice.
pub(crate) fn is_mark(text: &str, alone: bool) -> bool {
    // A mark is short: 绝密★启用前, 机密★30年, 密级：秘密.
    if text.len() > 120 || !text.contains('密') {
        return false;
    }
    let text = squeezed(text);
    if let Some(level) = label(&text) {
        return is_level(level);
    }
    LEVELS
        .iter()
        .filter_map(|level| text.strip_prefix(level))
        .any(|rest| {
            let term =
                |(number, after): (&str, &str)| is_number(number) && after.chars().count() <= 4;
            rest.is_empty() && alone
                || rest.starts_with(['★', '☆', '*'])
                || rest.split_once('年').is_some_and(term)
        })
}

/// What follows the label 密级.
fn label(text: &str) -> Option<&str> {
    let rest = text
        .strip_prefix("密级")
        .or_else(|| text.strip_prefix("文件密级"))?;
    Some(rest.trim_start_matches(['：', ':']))
}

/// One level; a list of several is a template's choice.
fn is_level(text: &str) -> bool {
    LEVELS.iter().any(|level| text.starts_with(level))
        && LEVELS.iter().filter(|level| text.contains(**level)).count() == 1
}

fn is_number(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || "０１２３４５６７８９一二三四五六七八九十".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_seen() {
        for text in [
            "秘密★1年",
            "机 密 ★ 长期",
            "绝密★启用前",
            "秘密",
            "机密30年",
            "秘密十年",
            "密级：秘密",
            "密级: 机密★5年",
            "密 级：绝密",
        ] {
            assert!(is_mark(text, true), "{text}");
        }
    }

    #[test]
    fn words_are_no_marks() {
        let texts = [
            "密级：公开",
            "密级：无",
            "密级：",
            "保密工作经费",
            "秘密级文件管理系统年度运维",
            "做好秘密文件保管",
            "密级：秘密□机密□绝密□",
            "机密文件销毁次数",
            "密度",
            "商业秘密保护项目",
            "秘密文件2024年清退",
        ];
        for text in texts {
            assert!(!is_mark(text, true), "{text}");
        }
    }
}
