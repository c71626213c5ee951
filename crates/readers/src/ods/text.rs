//! The text of a cell: its paragraphs, with the spaces, tabs and breaks that are elements of their own.

use crate::xml::Node;

/// The paragraphs of a cell, one a line. Notes and drawings that hang on it are left out.
pub(super) fn of(cell: Node) -> String {
    let paragraphs = cell
        .children()
        .filter(|node| matches!(node.name(), "p" | "h"));
    let lines: Vec<String> = paragraphs.map(paragraph).collect();
    lines.join("\n")
}

fn paragraph(node: Node) -> String {
    let mut out = String::new();
    let mut open = vec![node.children()];
    while let Some(children) = open.last_mut() {
        let Some(node) = children.next() else {
            open.pop();
            continue;
        };
        match node.name() {
            "" => {
                let mut text = String::new();
                node.push_own_text(&mut text);
                push_collapsed(&text, &mut out);
            }
            "s" => {
                let count = node.attribute("c").and_then(|count| count.parse().ok());
                out.extend(std::iter::repeat_n(' ', count.unwrap_or(1).clamp(1, 1_000)));
            }
            "tab" => out.push('\t'),
            "line-break" => out.push('\n'),
            "annotation" | "note" | "frame" | "ruby-text" => {}
            _ => open.push(node.children()),
        }
    }
    out
}

/// White space in a paragraph is one space, however it is laid out in the file.
fn push_collapsed(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            ' ' | '\t' | '\n' | '\r' if out.ends_with([' ', '\n']) || out.is_empty() => {}
            ' ' | '\t' | '\n' | '\r' => out.push(' '),
            c => out.push(c),
        }
    }
}
