//! Text to lines of a width: no closing sign at the beginning of a line, no opening one at its end, digits and Latin words whole.

use super::{Measure, Role};
use icu_segmenter::options::LineBreakOptions;
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed};

/// Where Chinese lines may break (UAX 14, strict).
const BREAKS: LineSegmenterBorrowed<'static> =
    LineSegmenter::new_for_non_complex_scripts(LineBreakOptions::default());

/// The lines of a text, at most `width` points wide each; at least one. A word that is wider than a line is broken anywhere.
pub(super) fn wrap<'t>(
    text: &'t str,
    width: f32,
    role: Role,
    measure: &dyn Measure,
) -> Vec<&'t str> {
    let room = width / role.size();
    let wide = |part: &str| -> f32 { part.chars().map(|c| measure.advance(role, c)).sum() };
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let (mut start, mut end, mut taken) = (0, 0, 0.0);
        for at in BREAKS.segment_str(paragraph).skip(1) {
            let piece = &paragraph[end..at];
            // A blank at the end of a line takes no room.
            let (solid, whole) = (wide(piece.trim_end()), wide(piece));
            if taken + solid > room && end > start {
                lines.push(&paragraph[start..end]);
                (start, taken) = (end, 0.0);
            }
            if solid > room {
                for (offset, c) in piece.char_indices() {
                    let one = measure.advance(role, c);
                    if taken + one > room && end + offset > start {
                        lines.push(&paragraph[start..end + offset]);
                        (start, taken) = (end + offset, 0.0);
                    }
                    taken += one;
                }
            } else {
                taken += whole;
            }
            end = at;
        }
        lines.push(&paragraph[start..]);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::super::Squares;
    use super::*;

    fn lines(text: &str, squares: f32) -> Vec<&str> {
        wrap(text, squares * Role::Body.size(), Role::Body, &Squares)
    }

    #[test]
    fn a_line_neither_begins_with_a_closing_sign_nor_ends_with_an_opening_one() {
        assert_eq!(lines("清淤渠道，完成", 4.0), ["清淤渠", "道，完成"]);
        assert_eq!(lines("完成清淤（三段）", 5.0), ["完成清淤", "（三段）"]);
    }

    #[test]
    fn a_number_with_its_sign_stays_whole() {
        assert_eq!(lines("培训人数≥12000人", 6.0), ["培训人数", "≥12000人"]);
        assert_eq!(lines("不低于95.5%", 4.5), ["不低于", "95.5%"]);
    }

    #[test]
    fn a_word_wider_than_a_line_is_broken_and_lines_of_the_author_are_kept() {
        assert_eq!(lines("ABCDEFGHIJ", 3.0), ["ABCDEF", "GHIJ"]);
        assert_eq!(lines("一\n\n二", 3.0), ["一", "", "二"]);
        assert_eq!(lines("", 3.0), [""]);
    }
}
