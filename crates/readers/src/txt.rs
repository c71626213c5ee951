//! Plain text → raw pages: cells stand between tabs, pipes or wide gaps; lines without separators are running text.

mod spaced;

use crate::pages::{Pages, trimmed, within_grid};
use crate::{Limits, ReadError};
use model::Place;
use model::page::{Cell, CellLayout, RawDocument};

/// Reads a text. Blank lines end a block and count for places.
pub(crate) fn read(text: &str, limits: &Limits) -> Result<RawDocument, ReadError> {
    let lines: Vec<&str> = text.split('\n').collect();
    let style = Style::of(&lines);
    let mut pages = Pages::new();
    if style.gaps
        && let Some(rows) = spaced::rows(&lines)
    {
        return laid_out(rows, &lines, limits);
    }
    for (index, line) in lines.iter().enumerate() {
        let number = index as u32 + 1;
        if let Some(parts) = style.split(&lines, index) {
            within_grid(1, parts.len() as u32, limits)?;
            let cells = parts
                .iter()
                .zip(1..)
                .map(|(part, cell)| Cell::new(cell, trimmed(part), Place::text(number, cell)));
            pages.row(CellLayout::Flattened, cells.collect())?;
        } else if trimmed(line).is_empty() {
            pages.end_block();
        } else if !is_drawn_line(line) {
            pages.prose(trimmed(line), number)?;
        }
    }
    Ok(pages.finish())
}

/// The pages of rows that were put together from several lines.
fn laid_out(
    rows: Vec<spaced::Row>,
    lines: &[&str],
    limits: &Limits,
) -> Result<RawDocument, ReadError> {
    let mut pages = Pages::new();
    for row in rows {
        let number = row.line as u32 + 1;
        if row.count == 1 {
            if row.line > 0 && trimmed(lines[row.line - 1]).is_empty() {
                pages.end_block();
            }
            if !is_drawn_line(row.text) {
                pages.prose(trimmed(row.text), number)?;
            }
            continue;
        }
        within_grid(1, row.count as u32, limits)?;
        let mut filled = row.cells.into_iter().peekable();
        let cells = (1..=row.count).map(|column| match filled.next_if(|cell| cell.0 == column) {
            Some((_, line, at, text)) => Cell::new(
                column as u32,
                &text,
                Place::text(line as u32 + 1, at as u32),
            ),
            None => Cell::new(column as u32, "", Place::text(number, column as u32)),
        });
        pages.row(CellLayout::Flattened, cells.collect())?;
    }
    pages.note_guess();
    Ok(pages.finish())
}

/// How the lines of a text are parted.
struct Style {
    /// Whether each line with pipes begins and ends with one, so that these are its frame.
    framed: bool,
    /// Whether wide gaps part cells; only where neither tabs nor pipes do.
    gaps: bool,
}

impl Style {
    fn of(lines: &[&str]) -> Style {
        let is_framed = |line: &&&str| {
            let line = trimmed(line);
            line.starts_with(PIPES) && line.ends_with(PIPES)
        };
        let tabbed = lines.iter().any(|line| line.contains('\t'));
        let mut piped = lines.iter().filter(|line| has_pipes(line)).peekable();
        Style {
            gaps: !tabbed && piped.peek().is_none(),
            framed: piped.all(|line| is_framed(&line)),
        }
    }

    /// The cells of a line; `None` for a line without separators.
    fn split<'a>(&self, lines: &[&'a str], index: usize) -> Option<Vec<&'a str>> {
        let line = lines[index];
        if line.contains('\t') {
            return Some(line.split('\t').collect());
        }
        if !self.gaps {
            return has_pipes(line).then(|| pipes(line, self.framed));
        }
        let parts = gaps(line);
        let beside = |other: Option<usize>| {
            other
                .and_then(|other| lines.get(other))
                .is_some_and(|other| gaps(other).len() > 1)
        };
        // One gap alone may be a title with its unit far to the right; beside another such line it is a column.
        let is_columns = parts.len() > 2
            || parts.len() == 2 && (beside(index.checked_sub(1)) || beside(Some(index + 1)));
        (is_columns && !is_spaced_word(&parts)).then_some(parts)
    }
}

/// A word whose characters are set apart: `绩  效  表`.
fn is_spaced_word(parts: &[&str]) -> bool {
    let is_sign = |part: &str| {
        let mut chars = part.chars();
        chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()
    };
    parts.iter().all(|part| is_sign(part))
}

/// Characters that people and programs draw between cells.
const PIPES: [char; 4] = ['|', '｜', '│', '┃'];

fn has_pipes(line: &str) -> bool {
    match line.matches(PIPES).count() {
        0 => false,
        1 => PIPES.iter().any(|pipe| line.contains(&format!(" {pipe} "))),
        _ => !trimmed(line).trim_matches(PIPES).is_empty(),
    }
}

fn pipes(line: &str, framed: bool) -> Vec<&str> {
    let mut line = line;
    if framed {
        line = trimmed(line);
        line = line.strip_prefix(PIPES).unwrap_or(line);
        line = line.strip_suffix(PIPES).unwrap_or(line);
    }
    line.split(PIPES).collect()
}

/// The parts between runs of two or more spaces; the indentation is none.
fn gaps(line: &str) -> Vec<&str> {
    let line = trimmed(line);
    let is_space = |c: char| matches!(c, ' ' | '\u{3000}' | '\u{A0}');
    let mut parts = Vec::new();
    let (mut start, mut run, mut run_start) = (0, 0, 0);
    for (at, c) in line.char_indices() {
        if is_space(c) {
            if run == 0 {
                run_start = at;
            }
            run += 1;
        } else {
            if run >= 2 {
                parts.push(&line[start..run_start]);
                start = at;
            }
            run = 0;
        }
    }
    parts.push(&line[start..]);
    parts
}

/// A line that only draws: `+----+----+`, `├──┼──┤`.
fn is_drawn_line(line: &str) -> bool {
    let line = trimmed(line);
    let drawing = |c: char| matches!(c, '-' | '=' | '+' | '|' | ' ' | '\u{2500}'..='\u{257F}');
    line.chars().count() >= 3 && line.chars().all(drawing)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let drawn = read(text, &Limits::default()).unwrap().draw();
        assert_eq!(drawn.trim(), expected.trim(), "{text}");
    }

    #[test]
    fn tabs_part_cells_and_empty_ones_are_listed() {
        check(
            "道路养护目标表\n\n单位：万元\n项目名称\t\t养护\t\n主管\t交通局\n注：无",
            "== 文字\n1:道路养护目标表\n== 文字\n1:单位：万元\n== 分栏\n1:项目名称 | 2: | 3:养护 | 4:\n1:主管 | 2:交通局\n== 文字\n1:注：无",
        );
    }

    #[test]
    fn places_count_blank_lines() {
        let pages = read("\n\n标题\n\na\tb", &Limits::default()).unwrap();
        assert_eq!(pages.blocks[0].rows[0].cells[0].place, Place::text(3, 1));
        assert_eq!(pages.blocks[1].rows[0].cells[1].place, Place::text(5, 2));
    }

    #[test]
    fn pipes_part_cells_with_and_without_a_frame() {
        check(
            "甲 | 乙 | \n | 丙 | 丁",
            "== 分栏\n1:甲 | 2:乙 | 3:\n1: | 2:丙 | 3:丁",
        );
        check("| 甲 | 乙 |\n| | 丙 |", "== 分栏\n1:甲 | 2:乙\n1: | 2:丙");
        check(
            "+---+---+\n│甲│乙│\n+---+---+\n│丙│丁│",
            "== 分栏\n1:甲 | 2:乙\n1:丙 | 2:丁",
        );
        check("甲|乙", "== 文字\n1:甲|乙");
    }

    #[test]
    fn wide_gaps_are_columns_where_lines_agree() {
        check(
            "一级指标    二级指标    指标值\n产出指标　　数量指标　　≥12公里\n  其中：资金  10",
            "== 分栏\n1:一级指标 | 2:二级指标 | 3:指标值\n1:产出指标 | 2:数量指标 | 3:≥12公里\n1:其中：资金 | 2:10",
        );
        check("绩  效  目  标  表", "== 文字\n1:绩  效  目  标  表");
        check(
            "道路养护目标表    单位：万元\n\n　　本项目用于养护。",
            "== 文字\n1:道路养护目标表    单位：万元\n== 文字\n1:本项目用于养护。",
        );
    }

    #[test]
    fn too_many_columns_are_refused() {
        let line = "\t".repeat(600);
        let error = read(&line, &Limits::default()).unwrap_err();
        assert_eq!(error.kind, model::ErrorKind::TooLarge);
        assert!(error.message.contains("512 列"), "{error}");
    }

    #[test]
    fn a_published_text_loses_nothing() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/seed");
        let Ok(folder) = std::fs::read_dir(path) else {
            return eprintln!("SKIPPED: the published forms are not beside the repository");
        };
        for file in folder
            .flatten()
            .filter(|file| file.path().extension().is_some_and(|e| e == "txt"))
        {
            let text = std::fs::read_to_string(file.path()).unwrap();
            let pages = read(&text, &Limits::default()).unwrap();
            let mut cells = pages
                .blocks
                .iter()
                .flat_map(|block| &block.rows)
                .flat_map(|row| &row.cells);
            for (line, number) in text
                .lines()
                .zip(1..)
                .filter(|(line, _)| !line.trim().is_empty())
            {
                let parts = if line.contains('\t') {
                    line.split('\t').collect()
                } else {
                    vec![line]
                };
                for (part, at) in parts.into_iter().zip(1..) {
                    let cell = cells.next().unwrap();
                    assert_eq!(
                        (cell.text.as_str(), &cell.place),
                        (part.trim(), &Place::text(number, at))
                    );
                }
            }
            assert_eq!(cells.next(), None);
        }
    }
}
