//! The form as a page of its own that prints as the official form. No script, no outside link.

use crate::html::Text;
use crate::paper::{Cell, Kind, Paper};
use std::fmt::Write;

/// How a form looks, on a screen and printed; the pages of a site use it too.
pub(crate) const PAPER: &str = include_str!("paper.css");

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

/// One form as a piece of a page.
pub fn push(out: &mut String, paper: &Paper) {
    let side = if paper.landscape { " landscape" } else { "" };
    let _ = writeln!(out, "<section class=\"paper{side}\">");
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
    push_table(out, paper);
    for line in &paper.below {
        let _ = writeln!(out, "<p class=\"below\">{}</p>", Text(line));
    }
    out.push_str("</section>\n");
}

/// The table; in parts, each with the head that a browser repeats on every printed page.
fn push_table(out: &mut String, paper: &Paper) {
    let all: u32 = paper.columns.iter().sum();
    for rows in paper.parts() {
        out.push_str("<table><colgroup>");
        for column in &paper.columns {
            let share = f64::from(*column) * 100.0 / f64::from(all.max(1));
            let _ = write!(out, "<col style=\"width:{share:.1}%\">");
        }
        out.push_str("</colgroup>");
        let heads = paper.rows[rows.clone()].iter().take_while(|row| row.head);
        let body = rows.start + heads.count();
        for (tag, rows) in [("thead", rows.start..body), ("tbody", body..rows.end)] {
            if rows.is_empty() {
                continue;
            }
            let _ = writeln!(out, "<{tag}>");
            for row in &paper.rows[rows] {
                out.push_str("<tr>");
                for cell in &row.cells {
                    push_cell(out, cell, row.head);
                }
                out.push_str("</tr>\n");
            }
            let _ = write!(out, "</{tag}>");
        }
        out.push_str("</table>\n");
    }
}

fn push_cell(out: &mut String, cell: &Cell, head: bool) {
    let label = cell.kind == Kind::Label && !cell.text.is_empty();
    let (tag, attributes) = match (label, head) {
        (true, true) => ("th", " scope=\"col\""),
        (true, false) if cell.down > 1 => ("th", " scope=\"rowgroup\""),
        (true, false) => ("th", " scope=\"row\""),
        _ => ("td", ""),
    };
    let class = match cell.kind {
        Kind::Number => " class=\"n\"",
        Kind::Short => " class=\"s\"",
        Kind::Label | Kind::Text => "",
    };
    let _ = write!(out, "<{tag}{attributes}{class}");
    for (name, number) in [("colspan", cell.across), ("rowspan", cell.down)] {
        if number > 1 {
            let _ = write!(out, " {name}=\"{number}\"");
        }
    }
    let _ = write!(out, ">{}</{tag}>", Text(&cell.text));
}
