//! Pages as one HTML file: paragraphs, tables with `rowspan` and `colspan`, flattened text as it is.

use super::grid::{Slot, slots};
use super::{Setting, escape, setting};
use model::page::{Block, CellLayout, Row};

const STYLE: &str = "body{font-family:SimSun,serif}h1,p.c{text-align:center}p.r{text-align:right}\
table{border-collapse:collapse;width:100%}td{border:1px solid #000;padding:4px}";

/// One file in UTF-8. Tables inside cells are kept.
pub fn html(blocks: &[Block]) -> Vec<u8> {
    let lines = blocks
        .iter()
        .filter(|block| block.layout == CellLayout::Prose);
    let title = lines
        .flat_map(|block| &block.rows)
        .map(text_of)
        .find(|line| setting(line) == Setting::Title)
        .unwrap_or_default();
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n<title>{}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n",
        escape(&title)
    );
    for block in blocks {
        match block.layout {
            CellLayout::Prose => block
                .rows
                .iter()
                .for_each(|row| paragraph(&text_of(row), &mut out)),
            CellLayout::Ruled => table(&block.rows, &mut out),
            CellLayout::Flattened => {
                out.push_str("<pre>\n");
                for row in &block.rows {
                    let cells: Vec<String> =
                        row.cells.iter().map(|cell| escape(&cell.text)).collect();
                    out.push_str(&format!("{}\n", cells.join("\t")));
                }
                out.push_str("</pre>\n");
            }
        }
    }
    out.push_str("</body>\n</html>\n");
    out.into_bytes()
}

fn text_of(row: &Row) -> String {
    row.cells.iter().map(|cell| cell.text.as_str()).collect()
}

fn paragraph(line: &str, out: &mut String) {
    let text = escape(line);
    out.push_str(&match setting(line) {
        Setting::Title => format!("<h1>{text}</h1>\n"),
        Setting::Centred => format!("<p class=\"c\">{text}</p>\n"),
        Setting::Right => format!("<p class=\"r\">{text}</p>\n"),
        Setting::Plain => format!("<p>{text}</p>\n"),
    });
}

fn table(rows: &[Row], out: &mut String) {
    out.push_str("<table>\n");
    for line in slots(rows) {
        out.push_str("<tr>");
        for slot in line {
            match slot {
                Slot::Covered(_) => {}
                Slot::Gap => out.push_str("<td></td>"),
                Slot::Cell(cell) => {
                    out.push_str("<td");
                    for (name, span) in [("rowspan", cell.rows), ("colspan", cell.columns)] {
                        if span > 1 {
                            out.push_str(&format!(" {name}=\"{span}\""));
                        }
                    }
                    out.push_str(&format!(">{}", escape(&cell.text).replace('\n', "<br>")));
                    for inner in &cell.nested {
                        table(&inner.rows, out);
                    }
                    out.push_str("</td>");
                }
            }
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</table>\n");
}
