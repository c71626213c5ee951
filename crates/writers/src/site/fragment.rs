//! A form as one piece of html for the page of another system: every look stands in the tags themselves, no script, no address.

use crate::html::Text;
use crate::paper::{Kind, Paper};
use std::fmt::Write;

const CELL: &str =
    "border:1px solid #000;padding:4px 6px;font-weight:normal;vertical-align:middle;";

/// The piece.
pub fn fragment(paper: &Paper) -> String {
    let mut out = String::from(
        "<div style=\"font-family:SimSun,'宋体',serif;font-size:14px;line-height:1.5;color:#000;\">\n",
    );
    for line in &paper.above {
        paragraph(&mut out, "left", line);
    }
    let _ = writeln!(
        out,
        "<p style=\"margin:8px 0;text-align:center;font-size:22px;font-weight:bold;\">{}</p>",
        Text(&paper.title)
    );
    for (align, text) in ["left", "center", "right"].into_iter().zip(&paper.line) {
        paragraph(&mut out, align, text);
    }
    out.push_str(
        "<table style=\"width:100%;border-collapse:collapse;table-layout:fixed;\"><tbody>\n",
    );
    let all: u32 = paper.columns.iter().sum();
    out.push_str("<tr style=\"height:0;\">");
    for column in &paper.columns {
        let share = f64::from(*column) * 100.0 / f64::from(all.max(1));
        let _ = write!(
            out,
            "<td style=\"padding:0;border:0;width:{share:.1}%;\"></td>"
        );
    }
    out.push_str("</tr>\n");
    for row in &paper.rows {
        out.push_str("<tr>");
        for cell in &row.cells {
            let align = match cell.kind {
                Kind::Label | Kind::Short => "center",
                Kind::Number => "right",
                Kind::Text => "left",
            };
            let (tag, scope) = match (cell.kind == Kind::Label && !cell.text.is_empty(), row.head) {
                (true, true) => ("th", " scope=\"col\""),
                (true, false) => ("th", " scope=\"row\""),
                (false, _) => ("td", ""),
            };
            let _ = write!(out, "<{tag}{scope} style=\"{CELL}text-align:{align};\"");
            for (name, number) in [("colspan", cell.across), ("rowspan", cell.down)] {
                if number > 1 {
                    let _ = write!(out, " {name}=\"{number}\"");
                }
            }
            let _ = write!(out, ">{}</{tag}>", Text(&cell.text));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody></table>\n");
    for line in &paper.below {
        let _ = writeln!(out, "<p style=\"margin:4px 0;\">{}</p>", Text(line));
    }
    out.push_str("</div>\n");
    out
}

fn paragraph(out: &mut String, align: &str, text: &str) {
    if !text.is_empty() {
        let _ = writeln!(
            out,
            "<p style=\"margin:4px 0;text-align:{align};\">{}</p>",
            Text(text)
        );
    }
}
