//! One paragraph as shown: text, tabs, breaks, symbols and check boxes of its runs.

use super::walk::{alternative, is_on, property, shown_children};
use crate::symbol::shown;
use crate::xml::Node;

/// What a paragraph holds.
#[derive(Default)]
pub(super) struct Paragraph<'a> {
    pub(super) text: String,
    /// The contents of text boxes anchored in it.
    pub(super) text_boxes: Vec<Node<'a>>,
    pub(super) has_picture: bool,
}

/// Reads a paragraph.
pub(super) fn read(node: Node<'_>) -> Paragraph<'_> {
    let mut paragraph = Paragraph::default();
    for child in shown_children(node) {
        match child.name() {
            "r" if !is_on(property(child, "rPr", "vanish")) => paragraph.run(child),
            "oMath" | "oMathPara" => paragraph.formula(child),
            _ => {}
        }
    }
    paragraph
}

impl<'a> Paragraph<'a> {
    fn run(&mut self, run: Node<'a>) {
        // Runs stand inside a run only below furigana, where a list of open ones is enough.
        let mut open = vec![run];
        while let Some(run) = open.pop() {
            for node in shown_children(run) {
                match node.name() {
                    "t" => node.push_text(&mut self.text),
                    "fldChar" => self.text.extend(check_box(node)),
                    "r" => open.push(node),
                    "drawing" | "pict" | "object" => self.drawing(node),
                    _ => self.text.extend(mark(node)),
                }
            }
        }
    }

    fn formula(&mut self, formula: Node) {
        for node in formula.descendants().filter(|node| node.name() == "t") {
            node.push_text(&mut self.text);
        }
    }

    fn drawing(&mut self, drawing: Node<'a>) {
        let before = self.text_boxes.len();
        let mut open = vec![drawing];
        while let Some(node) = open.pop() {
            match node.name() {
                "txbxContent" => self.text_boxes.push(node),
                "AlternateContent" => open.extend(alternative(node)),
                _ => {
                    // The last of the list is looked at first.
                    let from = open.len();
                    open.extend(node.children());
                    open[from..].reverse();
                }
            }
        }
        self.has_picture |= self.text_boxes.len() == before;
    }
}

/// The character that an element of a run other than its text shows: a tab, a break, a hyphen, a symbol.
pub(super) fn mark(node: Node) -> Option<char> {
    match node.name() {
        "tab" | "ptab" => Some('\t'),
        "br" if matches!(node.attribute("type").as_deref(), Some("page" | "column")) => None,
        "br" | "cr" => Some('\n'),
        "noBreakHyphen" => Some('-'),
        "sym" => symbol(node),
        _ => None,
    }
}

fn symbol(node: Node) -> Option<char> {
    let code = u32::from_str_radix(&node.attribute("char")?, 16).ok()?;
    shown(&node.attribute("font").unwrap_or_default(), code)
}

/// The check box of an older form field, whose state stands in the field and not in the text.
pub(super) fn check_box(node: Node) -> Option<char> {
    let field = property(node, "ffData", "checkBox")?;
    Some(
        if is_on(field.child("checked").or(field.child("default"))) {
            '☑'
        } else {
            '□'
        },
    )
}
