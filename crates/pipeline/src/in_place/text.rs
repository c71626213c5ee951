//! A part of a cell's text changed: white space does not count in finding it, and stays where nothing changes.

use std::ops::Range;

/// The text of a cell with `to` in place of `from`, which stands in it once, or at its end; what both begin and end with stays as it is
/// printed. None where it is not found.
pub(super) fn replaced(cell: &str, from: &str, to: &str) -> Option<String> {
    let marks = marks(cell);
    let old: Vec<char> = marks_of(from).collect();
    if old.is_empty() {
        return into_empty(cell, to);
    }
    let at = position(&marks, &old)?;
    let new: Vec<(usize, char)> = self::marks(to);
    let same = |pair: &(&char, char)| *pair.0 == pair.1;
    let signs = || new.iter().map(|(_, c)| *c);
    let before = old.iter().zip(signs()).take_while(same).count();
    let left = old.len().min(new.len()) - before;
    let behind = old.iter().rev().zip(signs().rev());
    let behind = behind.take_while(same).count().min(left);
    // Where the change begins and ends in the cell, and in the new text.
    let gaps =
        |number: usize, of_new: usize| (gap(cell, &marks, at + number), gap(to, &new, of_new));
    let (here, there) = gaps(before, before);
    let (start, from) = match before == 0 || keeps_line(cell, &here, to, &there) {
        true => (here.end, there.end),
        false => (here.start, there.start),
    };
    let (here, there) = gaps(old.len() - behind, new.len() - behind);
    let (end, until) = match behind == 0 || keeps_line(cell, &here, to, &there) {
        true => (here.start, there.start),
        false => (here.end, there.end),
    };
    let middle = to.get(from..until).unwrap_or("");
    Some(format!(
        "{}{middle}{}",
        &cell[..start],
        &cell[end.max(start)..]
    ))
}

/// Whether a line ends at a place of the cell of which the new text knows nothing.
fn keeps_line(cell: &str, here: &Range<usize>, to: &str, there: &Range<usize>) -> bool {
    cell[here.clone()].contains('\n') && !to[there.clone()].contains('\n')
}

/// A cell without text, or with nothing behind the colon of a label.
fn into_empty(cell: &str, to: &str) -> Option<String> {
    let text = cell.trim_end();
    (text.is_empty() || text.ends_with(['：', ':'])).then(|| format!("{text}{to}"))
}

/// What stands between a mark and the one before it.
fn gap(text: &str, marks: &[(usize, char)], number: usize) -> Range<usize> {
    let before = number.checked_sub(1).and_then(|before| marks.get(before));
    let start = before.map_or(0, |(at, c)| at + c.len_utf8());
    let end = marks.get(number).map_or(text.len(), |(at, _)| *at);
    start..end
}

fn position(marks: &[(usize, char)], old: &[char]) -> Option<usize> {
    let fits = |at: &usize| {
        let part = &marks[*at..*at + old.len()];
        part.iter().map(|(_, c)| c).eq(old)
    };
    let last = marks.len().checked_sub(old.len())?;
    let found: Vec<usize> = (0..=last).filter(fits).collect();
    match found.as_slice() {
        [one] => Some(*one),
        [.., end] if *end == last => Some(*end),
        _ => None,
    }
}

fn marks(text: &str) -> Vec<(usize, char)> {
    let marks = text.char_indices();
    marks.filter(|(_, c)| counts(*c)).collect()
}

fn marks_of(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| counts(*c))
}

fn counts(c: char) -> bool {
    !c.is_whitespace() && !matches!(c, '\u{200B}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::replaced;
    use model::text::squeezed;
    use proptest::prelude::*;

    fn check(cell: &str, from: &str, to: &str, new: Option<&str>) {
        assert_eq!(replaced(cell, from, to).as_deref(), new, "{cell}");
    }

    #[test]
    fn a_part_is_found_without_its_white_space() {
        check("95%", "95%", "≥95%", Some("≥95%"));
        check(
            "指标1：培训 160\n人",
            "培训160人",
            "培训人数",
            Some("指标1：培训人数"),
        );
        check("甲 乙\n丙", "甲乙丙", "甲乙丁", Some("甲 乙\n丁"));
        check("100%", "100%", "10月底前", Some("10月底前"));
        check(
            "人数（≥人数）人数",
            "人数",
            "户数",
            Some("人数（≥人数）户数"),
        );
        check("人数、人数。", "人数", "户数", None);
        check("年度目标：", "", "建成", Some("年度目标：建成"));
        check("", "", "建成", Some("建成"));
        check("甲", "", "建成", None);
        check("甲", "乙", "丙", None);
        check(
            "一、甲\n二、乙",
            "一、甲二、乙",
            "一、甲\n二、丙\n三、丁",
            Some("一、甲\n二、丙\n三、丁"),
        );
        check(
            "甲。\n乙。",
            "甲。乙。",
            "甲，丙。乙。",
            Some("甲，丙。\n乙。"),
        );
        check("aa", "aa", "a", Some("a"));
        check("a", "a", "a a", Some("a a"));
        check("培训10月底前完成", "培训10月底前完成", "", Some(""));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_new_text_is_said_and_the_rest_stays(cell in "[甲乙 \n]{0,8}", to in "[甲乙 \n]{0,8}", before in "[丙 \n]{0,3}") {
            let whole = format!("{before}{cell}");
            if let Some(new) = replaced(&whole, &cell, &to) {
                prop_assert_eq!(squeezed(&new), squeezed(&format!("{before}{to}")));
            }
        }
    }
}
