//! The children of an element that are shown, through content controls, insertions and other wrappers.

use crate::xml::{Children, Node};

/// Walks the shown children of `node`. Wrappers are entered, deletions skipped; of alternatives one is taken.
pub(super) fn shown_children(node: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    ShownChildren {
        open: vec![node.children()],
    }
}

/// No recursion: hostile files nest wrappers without end.
struct ShownChildren<'a> {
    open: Vec<Children<'a>>,
}

impl<'a> Iterator for ShownChildren<'a> {
    type Item = Node<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let Some(node) = self.open.last_mut()?.next() else {
                self.open.pop();
                continue;
            };
            match node.name() {
                "sdt" | "sdtContent" | "ins" | "moveTo" | "smartTag" | "customXml"
                | "hyperlink" | "fldSimple" | "dir" | "bdo" | "ruby" | "rubyBase" => {
                    self.open.push(node.children())
                }
                "AlternateContent" => self
                    .open
                    .extend(alternative(node).map(|choice| choice.children())),
                "" | "del" | "moveFrom" | "rt" | "sdtPr" | "sdtEndPr" => {}
                _ => return Some(node),
            }
        }
    }
}

/// The alternative to take: the first that holds something. The others repeat it for older programs.
pub(super) fn alternative(node: Node<'_>) -> Option<Node<'_>> {
    node.children()
        .filter(|child| !child.name().is_empty())
        .find(|child| child.children().next().is_some())
}

/// A property of an element, such as `gridSpan` in the `tcPr` of a cell.
pub(super) fn property<'a>(node: Node<'a>, group: &str, name: &str) -> Option<Node<'a>> {
    node.child(group)?.child(name)
}

/// Whether a switch is on: there, and not said to be off.
pub(super) fn is_on(switch: Option<Node>) -> bool {
    switch.is_some_and(|node| {
        !matches!(
            node.attribute("val").as_deref(),
            Some("0" | "false" | "off")
        )
    })
}
