//! A file as it was before any form was found in it: every cell at its place, so that a person can compare.

use crate::draw::text;
use model::page::Block;
use std::fmt::Write;

/// Cells that a page shows at most.
const MOST: usize = 60_000;

/// The cells of a file as HTML tables, or why there are none.
pub(crate) fn drawn(bytes: &[u8], path: &str) -> String {
    let pages = match pipeline::source(bytes, path) {
        Ok(pages) => pages,
        Err(reason) => return format!("<p class=\"quiet\">{}</p>", text(&reason)),
    };
    let mut out = String::new();
    let mut left = MOST;
    for block in &pages.blocks {
        push(&mut out, block, &mut left);
    }
    if left == 0 {
        out.push_str("<p class=\"quiet\">格子太多，后面的没有显示；请下载原件看。</p>");
    }
    out
}

fn push(out: &mut String, block: &Block, left: &mut usize) {
    if let Some(name) = &block.name {
        let _ = write!(out, "<h3>{}</h3>", text(name));
    }
    out.push_str("<div class=\"scroll\"><table class=\"cells\"><tbody>");
    for (number, row) in (1..).zip(&block.rows) {
        let _ = write!(out, "<tr><th scope=\"row\">{number}</th>");
        for cell in &row.cells {
            if *left == 0 {
                break;
            }
            *left -= 1;
            let spans = match (cell.columns, cell.rows) {
                (1, 1) => String::new(),
                (across, down) => format!(" colspan=\"{across}\" rowspan=\"{down}\""),
            };
            let _ = write!(out, "<td{spans}>{}", text(&cell.text));
            for nested in &cell.nested {
                push(out, nested, left);
            }
            out.push_str("</td>");
        }
        out.push_str("</tr>");
    }
    out.push_str("</tbody></table></div>");
}
