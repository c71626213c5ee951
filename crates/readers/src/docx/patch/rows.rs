//! Rows put into a table and taken out of it: merged labels stay merged, a label in a row that goes moves to the row below.

use super::super::table::{column_span, merge};
use super::super::walk::shown_children;
use super::cell::unclear;
use super::guard::Guards;
use super::locate::{Spot, columns};
use crate::Limits;
use crate::patch::span::Span;
use crate::patch::splice::Splice;
use crate::patch::{escaped, refuse_unwritable};
use crate::ruled::Merge;
use crate::xml::Node;

/// A row below the one at `spot`.
pub(super) fn insert(
    spot: Spot,
    texts: &[(u32, String)],
    text: &str,
) -> Result<Vec<Splice>, String> {
    let row = whole(spot, text)?;
    let limits = Limits::default();
    let cells = columns(spot.row, &limits);
    let first = texts.iter().map(|(column, _)| *column).min().unwrap_or(1);
    if let Some((column, _)) = texts
        .iter()
        .find(|(column, _)| cells.iter().all(|(at, _)| at != column))
    {
        return Err(by_hand(&format!(
            "上一行没有第{column}列的格子，新行排不进去"
        )));
    }
    let w = row.prefix();
    let mut new = format!("<{}>", row.name);
    for part in spot.row.children().filter(|part| !part.name().is_empty()) {
        match part.name() {
            "tblPrEx" | "trPr" => new.push_str(span(part, text)?.text(text)),
            _ => {}
        }
    }
    for (column, cell) in &cells {
        let own = texts.iter().find(|(at, _)| at == column);
        let down = merge(*cell, "vMerge");
        if merge(*cell, "hMerge") != Merge::No {
            return Err(by_hand("这一行有横向合并的旧式格子"));
        }
        let said = match (own, down) {
            (Some(_), Merge::Begins | Merge::Continues) => {
                return Err(by_hand("名称或指标值与上下行合并成一格，新行要先拆开合并"));
            }
            (Some((_, said)), Merge::No) => said.clone(),
            (None, Merge::No) if *column < first => label(*cell),
            (None, _) => String::new(),
        };
        refuse_unwritable(&said)?;
        new.push_str(&like(*cell, &said, w, text)?);
    }
    new.push_str(&format!("</{}>", row.name));
    Ok(vec![Splice::insert(row.whole.end, new)])
}

/// The row at `spot` taken out.
pub(super) fn delete(spot: Spot, text: &str) -> Result<Vec<Splice>, String> {
    let row = whole(spot, text)?;
    let rows = || spot.table.children().filter(|child| child.is("tr"));
    if rows().count() < 2 {
        return Err(by_hand("这是表格里唯一的一行"));
    }
    let below = rows().skip_while(|other| *other != spot.row).nth(1);
    let limits = Limits::default();
    let below = below.map(|row| columns(row, &limits)).unwrap_or_default();
    let mut splices = vec![Splice::new(row.whole, "")];
    for (column, cell) in columns(spot.row, &limits) {
        if merge(cell, "vMerge") != Merge::Begins {
            continue;
        }
        let under = below.iter().find(|(at, other)| {
            *at == column
                && merge(*other, "vMerge") == Merge::Continues
                && column_span(*other, &limits) == column_span(cell, &limits)
        });
        if let Some((_, under)) = under {
            let moved = span(cell, text)?;
            splices.push(Splice::new(span(*under, text)?.whole, moved.text(text)));
        }
    }
    Ok(splices)
}

/// The span of a row that is nothing but cells of text, directly in its table.
fn whole(spot: Spot, text: &str) -> Result<Span, String> {
    Guards::of(spot.row, text)?;
    let direct = |outer: Node, inner: Node| outer.children().any(|child| child == inner);
    let cells = shown_children(spot.row).filter(|child| child.is("tc"));
    let plain = direct(spot.table, spot.row)
        && cells.into_iter().all(|cell| direct(spot.row, cell))
        && !spot.row.descendants().any(|inner| {
            matches!(
                inner.name(),
                "drawing"
                    | "pict"
                    | "object"
                    | "fldChar"
                    | "fldSimple"
                    | "sdt"
                    | "tbl"
                    | "footnoteReference"
                    | "endnoteReference"
                    | "commentReference"
            )
        });
    match plain {
        true => span(spot.row, text),
        false => Err(by_hand("这一行有图片、域、控件、批注或里层表格")),
    }
}

/// A cell like another one, with this text; a merge down goes on in it.
fn like(cell: Node, said: &str, w: &str, text: &str) -> Result<String, String> {
    let own = span(cell, text)?;
    let mut out = format!("<{}>", own.name);
    if let Some(properties) = cell.child("tcPr") {
        let whole = span(properties, text)?;
        let written = whole.text(text);
        match properties.child("vMerge") {
            Some(down) if merge(cell, "vMerge") != Merge::No => {
                let down = span(down, text)?;
                let (from, to) = (down.whole.start, down.whole.end);
                let start = whole.whole.start;
                out.push_str(written.get(..from - start).unwrap_or(""));
                out.push_str(&format!("<{}/>", down.name));
                out.push_str(written.get(to - start..).unwrap_or(""));
            }
            _ => out.push_str(written),
        }
    }
    let part = |node: Option<Node>| -> Result<&str, String> {
        node.map_or(Ok(""), |node| Ok(span(node, text)?.text(text)))
    };
    let paragraph = cell.child("p");
    let run = paragraph.and_then(|paragraph| paragraph.child("r"));
    let properties = paragraph.and_then(|paragraph| paragraph.child("pPr"));
    let manner = run.and_then(|run| run.child("rPr"));
    let manner = manner.or_else(|| properties.and_then(|properties| properties.child("rPr")));
    out.push_str(&format!("<{w}p>{}", part(properties)?));
    for (number, line) in said.split('\n').filter(|_| !said.is_empty()).enumerate() {
        let line_break = if number > 0 {
            format!("<{w}br/>")
        } else {
            String::new()
        };
        out.push_str(&format!(
            "<{w}r>{}{line_break}<{w}t xml:space=\"preserve\">{}</{w}t></{w}r>",
            part(manner)?,
            escaped(line)
        ));
    }
    out.push_str(&format!("</{w}p></{}>", own.name));
    Ok(out)
}

/// The text of a cell that labels its row; a running number is none.
fn label(cell: Node) -> String {
    let paragraphs = shown_children(cell).filter(|child| child.is("p"));
    let lines: Vec<String> = paragraphs
        .map(|paragraph| super::super::paragraph::read(paragraph).text)
        .collect();
    let text = lines.join("\n");
    match text.trim().chars().all(|c| c.is_ascii_digit()) {
        true => String::new(),
        false => text.trim().to_owned(),
    }
}

fn span(node: Node, text: &str) -> Result<Span, String> {
    Span::of(text, node).ok_or_else(unclear)
}

fn by_hand(why: &str) -> String {
    format!("{why}；请在 Word 或 WPS 中手工加行或删行")
}
