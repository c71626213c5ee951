//! Text that a copy broke over two lines: doubled pieces, and lines that overlap.

/// How many characters must agree before two pieces count as one text.
const LEAST: usize = 4;

/// The text once where it is printed twice in a row (`甲乙甲乙` → `甲乙`), or where its tail is (`甲乙丙丁丙丁` → `甲乙丙丁`).
pub(crate) fn once(text: &str) -> Option<String> {
    let chars: Vec<char> = text.chars().collect();
    for length in (LEAST..=chars.len() / 2).rev() {
        let start = chars.len() - 2 * length;
        if chars[start..start + length] == chars[start + length..] {
            return Some(chars[..start + length].iter().collect());
        }
    }
    None
}

/// Joins two lines whose end and beginning say the same, after each was read once.
pub(crate) fn joined(first: &str, second: &str) -> Option<String> {
    let a: Vec<char> = once(first)
        .unwrap_or_else(|| first.to_owned())
        .chars()
        .collect();
    let b: Vec<char> = once(second)
        .unwrap_or_else(|| second.to_owned())
        .chars()
        .collect();
    let shared = (LEAST..=a.len().min(b.len()))
        .rev()
        .find(|n| a[a.len() - n..] == b[..*n])?;
    Some(a.iter().chain(&b[shared..]).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubled_pieces_are_read_once() {
        assert_eq!(once("组织开展巡查组织开展巡查").unwrap(), "组织开展巡查");
        assert_eq!(once("水质保持稳定为下游保供水").as_deref(), None);
        assert_eq!(
            once("河道为下游保供水源保供水源").unwrap(),
            "河道为下游保供水源"
        );
    }

    #[test]
    fn overlapping_lines_are_joined_once() {
        let first = "让居民以更安心的方式为社区让居民以更安心的方式为社区";
        let second = "的方式为社区治理出一份力治理出一份力";
        assert_eq!(
            joined(first, second).unwrap(),
            "让居民以更安心的方式为社区治理出一份力"
        );
    }

    #[test]
    fn lines_that_share_nothing_are_two() {
        assert_eq!(joined("关心老人生活", "帮助困难家庭排忧"), None);
        assert_eq!(joined("", ""), None);
    }
}
