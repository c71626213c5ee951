//! Widths in columns, padding, and line breaks with Chinese sense: no line begins with a closing mark.

use unicode_width::UnicodeWidthChar;

/// How wide characters are.
#[derive(Clone, Copy, Debug, Default)]
pub struct Widths {
    /// Whether ambiguous characters take two columns.
    pub ambiguous_wide: bool,
}

/// Marks that never begin a line.
const CLOSING: &str = "，。；：、）》〉】〕」』”’！？…％%‰),.;:!?]}→│";
/// Marks that never end a line.
const OPENING: &str = "（《〈【〔「『“‘([{≥≤＞＜";

impl Widths {
    /// The width of one character, in columns.
    pub fn of_char(self, c: char) -> usize {
        if self.ambiguous_wide {
            c.width_cjk()
        } else {
            c.width()
        }
        .unwrap_or(0)
    }

    /// The width of a text, in columns.
    pub fn of(self, text: &str) -> usize {
        text.chars().map(|c| self.of_char(c)).sum()
    }

    /// The text with spaces up to `width` columns.
    pub fn pad(self, text: &str, width: usize) -> String {
        format!("{text}{}", " ".repeat(width.saturating_sub(self.of(text))))
    }

    /// The text with spaces before it up to `width` columns.
    pub fn pad_left(self, text: &str, width: usize) -> String {
        format!("{}{text}", " ".repeat(width.saturating_sub(self.of(text))))
    }

    /// The text in lines of at most `room` columns; at least one line. Printed line breaks stay.
    pub fn wrap(self, text: &str, room: usize) -> Vec<String> {
        let mut lines = Vec::new();
        for printed in text.split('\n') {
            self.wrap_line(&visible(printed), room.max(4), &mut lines);
        }
        lines
    }

    fn wrap_line(self, text: &str, room: usize, lines: &mut Vec<String>) {
        let mut line = String::new();
        let mut used = 0;
        for piece in pieces(text) {
            let width = self.of(piece);
            if used + width > room && !line.is_empty() {
                lines.push(line.trim_end().to_owned());
                line.clear();
                used = 0;
                if piece.trim().is_empty() {
                    continue;
                }
            }
            if width <= room {
                line.push_str(piece);
                used += width;
                continue;
            }
            // One piece wider than the line: cut it where it must be cut.
            for c in piece.chars() {
                let width = self.of_char(c);
                if used + width > room && !line.is_empty() {
                    lines.push(std::mem::take(&mut line));
                    used = 0;
                }
                line.push(c);
                used += width;
            }
        }
        lines.push(line.trim_end().to_owned());
    }
}

/// The text without what would command a terminal or turn its direction of writing; a tab becomes a space.
pub fn visible(text: &str) -> String {
    let turns = |c: &char| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    text.chars()
        .map(|c| if c == '\t' { ' ' } else { c })
        .filter(|c| !c.is_control() && !turns(c))
        .collect()
}

/// The parts that stay together: a Latin word or number, a mark with the character it clings to, any other character.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before: Option<char> = None;
    for (index, c) in text.char_indices() {
        if let Some(last) = before
            && !clings(last, c)
        {
            pieces.push(&text[start..index]);
            start = index;
        }
        before = Some(c);
    }
    if start < text.len() {
        pieces.push(&text[start..]);
    }
    pieces
}

fn clings(last: char, c: char) -> bool {
    if last == ' ' || c == ' ' || last == '\u{3000}' || c == '\u{3000}' {
        return false;
    }
    let word = |c: char| c.is_ascii_alphanumeric() || "_-/.+~＿".contains(c);
    CLOSING.contains(c) || OPENING.contains(last) || (word(last) && word(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_begins_with_a_closing_mark() {
        let text = "名称里写了时限，指标值是“100%”；建议写成“培训完成时间”（10月底前）。";
        for room in 8..40 {
            for line in Widths::default().wrap(text, room) {
                let first = line.chars().next().unwrap();
                assert!(!CLOSING.contains(first), "{room}: {line}");
                assert!(Widths::default().of(&line) <= room, "{room}: {line}");
            }
        }
    }

    #[test]
    fn words_and_numbers_stay_whole_unless_they_are_too_long() {
        assert_eq!(
            Widths::default().wrap("共计124000元 abc", 8),
            ["共计", "124000元", "abc"]
        );
        assert_eq!(
            Widths::default().wrap("abcdefghij", 4),
            ["abcd", "efgh", "ij"]
        );
        assert_eq!(Widths::default().wrap("", 10), [""]);
        assert_eq!(Widths::default().wrap("一\n二", 10), ["一", "二"]);
    }

    #[test]
    fn no_text_commands_the_terminal() {
        assert_eq!(
            Widths::default().wrap("红\u{1b}[31m\u{202E}字\r\n二\t三", 20),
            ["红[31m字", "二 三"]
        );
    }

    #[test]
    fn ambiguous_characters_take_two_columns_when_asked() {
        assert_eq!(Widths::default().of("×①"), 2);
        assert_eq!(
            Widths {
                ambiguous_wide: true
            }
            .of("×①"),
            4
        );
    }
}
