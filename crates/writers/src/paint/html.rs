//! The form as a page of its own that prints as the official form. No script, no outside link.

use crate::html::Text;
use crate::paper::{Cell, Kind, Paper, Row};
use std::fmt::Write;

/// How a form looks, on a screen and printed; the pages of a site and of the server use it too.
pub const PAPER: &str = include_str!("paper.css");

/// How the page around the forms looks.
const SCREEN: &str = include_str!("screen.css");

/// A page with these forms, one below the other, each on a new sheet when printed.
pub fn page(title: &str, papers: &[Paper]) -> String {
    let mut out =
        String::from("<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"generator\" content=\"jixiao\">\n");
    let _ = write!(
        out,
        "<title>{}</title>\n<style>\n{SCREEN}{PAPER}</style>\n</head>\n<body>\n",
        Text(title)
    );
    out.push_str("<main>\n");
    for paper in papers {
        push(&mut out, paper);
    }
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

/// What is written beside the cells of a form: nothing on the official form, numbers of points on a report.
pub trait Beside {
    /// Attributes of a row, with a blank before them.
    fn row(&self, _row: &Row) -> String {
        String::new()
    }

    /// Classes of a cell.
    fn class(&self, _row: &Row, _cell: &Cell) -> String {
        String::new()
    }

    /// What stands in a cell in place of its text, as HTML.
    fn inside(&self, _row: &Row, _cell: &Cell) -> Option<String> {
        None
    }

    /// What stands in a cell behind its text.
    fn behind(&self, _row: &Row, _cell: &Cell) -> String {
        String::new()
    }

    /// The cell behind the last one of each row, where there is such a column.
    fn last(&self, _row: &Row) -> Option<String> {
        None
    }
}

/// The official form: nothing beside it.
struct Official;

impl Beside for Official {}

/// One form as a piece of a page.
pub fn push(out: &mut String, paper: &Paper) {
    let side = if paper.landscape { " landscape" } else { "" };
    // On a narrow screen it is moved sideways, by keys as well.
    let _ = writeln!(
        out,
        "<section class=\"paper{side}\" tabindex=\"0\" aria-label=\"{}\">",
        Text(&paper.title)
    );
    for line in &paper.above {
        let _ = writeln!(out, "<p class=\"above\">{}</p>", Text(line));
    }
    let _ = writeln!(out, "<h1>{}</h1>", Text(&paper.title));
    let [left, middle, right] = &paper.line;
    for (class, text) in [("left", left), ("year", middle), ("unit", right)] {
        if !text.is_empty() {
            let _ = writeln!(out, "<p class=\"{class}\">{}</p>", Text(text));
        }
    }
    push_table(out, paper, "", &Official);
    for line in &paper.below {
        let _ = writeln!(out, "<p class=\"below\">{}</p>", Text(line));
    }
    out.push_str("</section>\n");
}

/// Share of the page, in percent, of the column behind the last one.
const LAST: f64 = 7.0;

/// The table; in parts, each with the head that a browser repeats on every printed page. Parts without a head row have no column behind
/// their last one.
pub fn push_table(out: &mut String, paper: &Paper, class: &str, beside: &dyn Beside) {
    let all: u32 = paper.columns.iter().sum();
    let lasts = paper.rows.iter().filter(|row| row.head);
    let some_last = lasts.map(|row| beside.last(row)).any(|last| last.is_some());
    let room = if some_last { 100.0 - LAST } else { 100.0 };
    for rows in paper.parts() {
        let heads = paper.rows[rows.clone()].iter().take_while(|row| row.head);
        let body = rows.start + heads.count();
        let has_last = some_last && body > rows.start;
        let _ = write!(out, "<table{class}><colgroup>");
        for (number, column) in (1..).zip(&paper.columns) {
            let mut share = f64::from(*column) * room / f64::from(all.max(1));
            // Where other parts have one column more, the last one here reaches as far.
            if some_last && !has_last && number == paper.columns.len() {
                share += LAST;
            }
            let _ = write!(out, "<col style=\"width:{share:.1}%\">");
        }
        if has_last {
            let _ = write!(out, "<col style=\"width:{LAST}%\">");
        }
        out.push_str("</colgroup>");
        for (tag, rows) in [("thead", rows.start..body), ("tbody", body..rows.end)] {
            if rows.is_empty() {
                continue;
            }
            let _ = writeln!(out, "<{tag}>");
            for row in &paper.rows[rows] {
                let _ = write!(out, "<tr{}>", beside.row(row));
                for cell in &row.cells {
                    push_cell(out, row, cell, beside);
                }
                if has_last {
                    out.push_str(&beside.last(row).unwrap_or_default());
                }
                out.push_str("</tr>\n");
            }
            let _ = write!(out, "</{tag}>");
        }
        out.push_str("</table>\n");
    }
}

fn push_cell(out: &mut String, row: &Row, cell: &Cell, beside: &dyn Beside) {
    let label = cell.kind == Kind::Label && !cell.text.is_empty();
    let (tag, attributes) = match (label, row.head) {
        (true, true) => ("th", " scope=\"col\""),
        (true, false) if cell.down > 1 => ("th", " scope=\"rowgroup\""),
        (true, false) => ("th", " scope=\"row\""),
        _ => ("td", ""),
    };
    let own = match cell.kind {
        Kind::Number => "n",
        Kind::Short => "s",
        Kind::Label | Kind::Text => "",
    };
    let more = beside.class(row, cell);
    let class = match (own, more.as_str()) {
        ("", "") => String::new(),
        ("", one) | (one, "") => format!(" class=\"{one}\""),
        (own, more) => format!(" class=\"{own} {more}\""),
    };
    let _ = write!(out, "<{tag}{attributes}{class}");
    for (name, number) in [("colspan", cell.across), ("rowspan", cell.down)] {
        if number > 1 {
            let _ = write!(out, " {name}=\"{number}\"");
        }
    }
    let behind = beside.behind(row, cell);
    match beside.inside(row, cell) {
        Some(inside) => {
            let _ = write!(out, ">{inside}{behind}</{tag}>");
        }
        None => {
            let _ = write!(out, ">{}{behind}</{tag}>", Text(&cell.text));
        }
    }
}
