//! A part of a cell's text changed: white space does not count in finding it, and stays where nothing changes.

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
    let start = edge(cell, &marks, at + before, before > 0);
    let end = edge(cell, &marks, at + old.len() - behind, behind == 0);
    let from = edge(to, &new, before, before > 0);
    let until = edge(to, &new, new.len() - behind, behind == 0);
    let middle = to.get(from..until).unwrap_or("");
    Some(format!(
        "{}{middle}{}",
        &cell[..start],
        &cell[end.max(start)..]
    ))
}

/// A cell without text, or with nothing behind the colon of a label.
fn into_empty(cell: &str, to: &str) -> Option<String> {
    let text = cell.trim_end();
    (text.is_empty() || text.ends_with(['：', ':'])).then(|| format!("{text}{to}"))
}

/// The byte at which a change at mark `number` begins or ends: behind the mark before it, or at the mark itself.
fn edge(text: &str, marks: &[(usize, char)], number: usize, behind: bool) -> usize {
    let after = |number: usize| marks.get(number).map(|(at, c)| at + c.len_utf8());
    match behind {
        true => number.checked_sub(1).and_then(after).unwrap_or(0),
        false => marks.get(number).map_or(text.len(), |(at, _)| *at),
    }
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
        check("aa", "aa", "a", Some("a"));
        check("a", "a", "a a", Some("a a"));
        check("培训10月底前完成", "培训10月底前完成", "", Some(""));
    }
}
