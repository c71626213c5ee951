//! CSV → raw pages: the separator is found by counting, a record of one field is running text.

use crate::pages::{Pages, trimmed, within_grid};
use crate::{Limits, ReadError};
use ::csv::{ReaderBuilder, StringRecord};
use model::Place;
use model::page::{Cell, CellLayout, RawDocument};

/// Reads a table of separated values; a place is the first line of its record.
pub(crate) fn read(text: &str, limits: &Limits) -> Result<RawDocument, ReadError> {
    let mut pages = Pages::new();
    let (text, skipped) = match text.split_once('\n') {
        // Excel's own hint, which it does not show.
        Some((first, rest)) if first.to_ascii_lowercase().starts_with("sep=") => (rest, 1),
        _ => (text, 0),
    };
    // An open quote would swallow the rest of the file.
    let quoting = text.matches('"').count() % 2 == 0;
    if !quoting {
        let message = "引号不成对，已按没有引号读取，请对照原件。";
        pages.note("odd_quotes", message.to_owned(), Vec::new());
    }
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .quoting(quoting)
        .delimiter(delimiter(text))
        .from_reader(text.as_bytes());
    let mut record = StringRecord::new();
    while reader.read_record(&mut record).is_ok_and(|more| more) {
        let position = record.position();
        let (at, line) = position.map_or((0, 1), |p| (p.byte() as usize, p.line() as u32));
        // The position of a record counts from before the blank lines that the reader skips.
        let blank = text[at..].bytes().take_while(|b| *b == b'\n').count() as u32;
        if blank > 0 {
            pages.end_block();
        }
        let line = line + blank + skipped;
        within_grid(1, record.len() as u32, limits)?;
        if record.len() > 1 {
            let cells = record
                .iter()
                .zip(1..)
                .map(|(field, cell)| Cell::new(cell, shown(field), Place::text(line, cell)));
            pages.row(CellLayout::Flattened, cells.collect())?;
        } else {
            match record.get(0).map(trimmed).unwrap_or("") {
                "" => pages.end_block(),
                text => pages.prose(text, line)?,
            }
        }
    }
    Ok(pages.finish())
}

/// Whether the lines of a text agree so well on a comma or semicolon that it is one table whatever its name. Lines
/// without any may stand between; commas inside numbers count for nothing.
pub(crate) fn is_regular(text: &str) -> bool {
    if text.contains('\t') {
        return false;
    }
    [b',', b';'].into_iter().any(|separator| {
        let counts = lines(text, 50).map(|line| separators(line, separator, true));
        let (parted, plain): (Vec<usize>, Vec<usize>) = counts.partition(|count| *count > 0);
        let most = parted.first().copied().unwrap_or(0);
        parted.iter().all(|count| *count == most)
            && (parted.len() >= 3 && plain.is_empty()
                || most >= 2 && parted.len() >= 2 && parted.len() >= plain.len())
    })
}

/// `="00123"` is how programs keep Excel from dropping zeros.
fn shown(field: &str) -> &str {
    let field = trimmed(field);
    field
        .strip_prefix("=\"")
        .and_then(|rest| rest.strip_suffix('"'))
        .unwrap_or(field)
}

/// The separator that stands in most of the first lines.
fn delimiter(text: &str) -> u8 {
    let score = |separator: u8| {
        let counts = lines(text, 30).map(|line| separators(line, separator, false));
        counts.fold((0, 0), |(hit, all), count| {
            (hit + usize::from(count > 0), all + count)
        })
    };
    // The last of equals wins.
    [b';', b'\t', b',']
        .into_iter()
        .max_by_key(|separator| score(*separator))
        .unwrap_or(b',')
}

fn lines(text: &str, most: usize) -> impl Iterator<Item = &str> {
    text.split('\n')
        .filter(|line| !line.trim().is_empty())
        .take(most)
}

fn separators(line: &str, separator: u8, not_in_numbers: bool) -> usize {
    let bytes = line.as_bytes();
    let is_digit = |at: Option<usize>| {
        at.and_then(|at| bytes.get(at))
            .is_some_and(u8::is_ascii_digit)
    };
    let mut quoted = false;
    let mut count = 0;
    for (at, byte) in bytes.iter().enumerate() {
        quoted ^= *byte == b'"';
        let inside = not_in_numbers && is_digit(at.checked_sub(1)) && is_digit(Some(at + 1));
        count += usize::from(!quoted && *byte == separator && !inside);
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let drawn = read(text, &Limits::default()).unwrap().draw();
        assert_eq!(drawn.trim(), expected.trim(), "{text}");
    }

    #[test]
    fn commas_quotes_and_lines_inside_a_cell() {
        check(
            "道路养护目标表\n项目名称,\"养护,\n一期\",\n编码,\"=\"\"00123\"\"\",10\n",
            "== 文字\n1:道路养护目标表\n== 分栏\n1:项目名称 | 2:养护,⏎一期 | 3:\n1:编码 | 2:00123 | 3:10",
        );
    }

    #[test]
    fn semicolons_and_tabs_are_found() {
        check(
            "甲;1,5\n乙;2,5\n丙;3",
            "== 分栏\n1:甲 | 2:1,5\n1:乙 | 2:2,5\n1:丙 | 2:3",
        );
        check("甲\t1\n乙\t2", "== 分栏\n1:甲 | 2:1\n1:乙 | 2:2");
    }

    #[test]
    fn blank_lines_end_a_block_and_count() {
        let pages = read("甲,1\n\n\n乙,\"2\n3\"\n丙,4\n", &Limits::default()).unwrap();
        assert_eq!(
            pages.draw(),
            "== 分栏\n1:甲 | 2:1\n== 分栏\n1:乙 | 2:2⏎3\n1:丙 | 2:4\n"
        );
        let places: Vec<_> = pages
            .blocks
            .iter()
            .flat_map(|b| &b.rows)
            .map(|r| r.cells[0].place.clone())
            .collect();
        assert_eq!(
            places,
            [Place::text(1, 1), Place::text(4, 1), Place::text(6, 1)]
        );
    }

    #[test]
    fn an_open_quote_swallows_nothing() {
        let pages = read("甲,\"1\n乙,2\n丙,3", &Limits::default()).unwrap();
        assert_eq!(
            pages.draw(),
            "== 分栏\n1:甲 | 2:\"1\n1:乙 | 2:2\n1:丙 | 2:3\n"
        );
        assert_eq!(pages.notes[0].code, "odd_quotes");
    }

    #[test]
    fn a_table_is_told_from_prose() {
        assert!(is_regular(
            "目标表\n一级,二级,值\n产出,数量,12\n产出,质量,95%\n"
        ));
        assert!(is_regular("甲;乙\n丙;丁\n戊;己"));
        for text in [
            "甲,乙\n丙,丁",
            "1,250\n2,300\n3,400",
            "本年,养护\n道路。\n完工,验收,移交。",
            "甲\t乙,丙,丁\n甲\t乙,丙,丁",
        ] {
            assert!(!is_regular(text), "{text}");
        }
    }

    #[test]
    fn the_separator_hint_is_not_shown() {
        check("sep=;\n甲;1\n乙;2", "== 分栏\n1:甲 | 2:1\n1:乙 | 2:2");
    }
}
