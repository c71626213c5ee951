//! Markdown → raw pages: pipe tables and the lines around them. Marks inside the text stay, since `**` is a template's blank.

use crate::pages::{Pages, trimmed, within_grid};
use crate::{Limits, ReadError};
use model::Place;
use model::page::{Cell, CellLayout, RawDocument};

/// Reads a markdown text. Tables are flattened, for markdown has no spans; the rule below a head is no row.
pub(crate) fn read(text: &str, limits: &Limits) -> Result<RawDocument, ReadError> {
    let lines: Vec<&str> = text.split('\n').collect();
    let mut pages = Pages::new();
    let (mut table, mut row) = (0, 0);
    let mut inside = false;
    for (index, line) in lines.iter().enumerate() {
        let begins = is_head(&lines, index);
        inside = (begins || inside) && line.contains('|');
        if begins {
            pages.end_block();
            (table, row) = (table + 1, 0);
        }
        if inside {
            if is_rule(line) && row == 1 {
                continue;
            }
            row += 1;
            let parts = cells(line);
            within_grid(row, parts.len() as u32, limits)?;
            let place = |column| Place::Table { table, row, column };
            let cells = parts
                .into_iter()
                .zip(1..)
                .map(|(part, at)| Cell::new(at, part, place(at)));
            pages.row(CellLayout::Flattened, cells.collect())?;
        } else {
            match trimmed(without_heading_mark(line)) {
                "" => pages.end_block(),
                text => pages.prose(text, index as u32 + 1)?,
            }
        }
    }
    Ok(pages.finish())
}

/// Whether a text has a pipe table with the rule below its head.
pub(crate) fn has_table(text: &str) -> bool {
    let mut before = "";
    text.split('\n').any(|line| {
        let found = is_rule(line) && before.contains('|');
        before = line;
        found
    })
}

fn is_head(lines: &[&str], index: usize) -> bool {
    lines[index].contains('|')
        && !is_rule(lines[index])
        && lines.get(index + 1).is_some_and(|line| is_rule(line))
}

/// `|---|:--:|`
fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.contains('|')
        && line.contains('-')
        && line.bytes().all(|b| matches!(b, b'|' | b'-' | b':' | b' '))
}

fn without_heading_mark(line: &str) -> &str {
    let rest = line.trim_start().trim_start_matches('#');
    if rest.len() < line.trim_start().len() && rest.starts_with(' ') {
        rest
    } else {
        line
    }
}

fn cells(line: &str) -> Vec<String> {
    let line = line.trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    let line = if line.ends_with("\\|") {
        line
    } else {
        line.strip_suffix('|').unwrap_or(line)
    };
    let mut parts = vec![String::new()];
    let mut rest = line;
    while let Some(at) = rest.find(['|', '\\']) {
        let last = parts.len() - 1;
        parts[last].push_str(&rest[..at]);
        if rest[at..].starts_with("\\|") {
            parts[last].push('|');
            rest = &rest[at + 2..];
        } else if rest[at..].starts_with('|') {
            parts.push(String::new());
            rest = &rest[at + 1..];
        } else {
            parts[last].push('\\');
            rest = &rest[at + 1..];
        }
    }
    let last = parts.len() - 1;
    parts[last].push_str(rest);
    parts.iter().map(|part| shown(part)).collect()
}

fn shown(part: &str) -> String {
    let part = trimmed(part);
    if !part.contains('<') {
        return part.to_owned();
    }
    ["<br>", "<br/>", "<br />"]
        .iter()
        .fold(part.to_owned(), |text, mark| text.replace(mark, "\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_lines_breaks_and_escapes() {
        let text = "# 道路养护目标表\n单位：万元\n\n| 指标 | 值 |\n| --- | :---: |\n| 养护**公里 | ≥12<br>公里 |\n|  | a\\|b |\n\n说明 | 无";
        let pages = read(text, &Limits::default()).unwrap();
        let expected = "== 文字\n1:道路养护目标表\n1:单位：万元\n== 分栏\n1:指标 | 2:值\n1:养护**公里 | 2:≥12⏎公里\n1: | 2:a|b\n== 文字\n1:说明 | 无\n";
        assert_eq!(pages.draw(), expected);
        assert_eq!(
            pages.blocks[1].rows[2].cells[1].place,
            Place::Table {
                table: 1,
                row: 3,
                column: 2
            }
        );
        assert_eq!(pages.blocks[2].rows[0].cells[0].place, Place::text(9, 1));
    }

    #[test]
    fn tables_without_a_frame_follow_one_another() {
        let pages = read(
            "甲 | 乙\n--|--\n1 | \n丙 | 丁\n--|--\n2 | 3",
            &Limits::default(),
        )
        .unwrap();
        assert_eq!(
            pages.draw(),
            "== 分栏\n1:甲 | 2:乙\n1:1\n== 分栏\n1:丙 | 2:丁\n1:2 | 2:3\n"
        );
    }
}
