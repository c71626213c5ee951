//! The children of an element that are shown, through content controls, insertions and other wrappers.

use roxmltree::{Children, Node};

/// Walks the shown children of `node`. Wrappers are entered, deletions skipped; of alternatives one is taken.
pub(super) fn shown_children<'a, 'i>(node: Node<'a, 'i>) -> impl Iterator<Item = Node<'a, 'i>> {
    ShownChildren {
        open: vec![node.children()],
    }
}

/// No recursion: hostile files nest wrappers without end.
struct ShownChildren<'a, 'i> {
    open: Vec<Children<'a, 'i>>,
}

impl<'a, 'i> Iterator for ShownChildren<'a, 'i> {
    type Item = Node<'a, 'i>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let Some(node) = self.open.last_mut()?.next() else {
                self.open.pop();
                continue;
            };
            match node.tag_name().name() {
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
pub(super) fn alternative<'a, 'i>(node: Node<'a, 'i>) -> Option<Node<'a, 'i>> {
    node.children()
        .filter(Node::is_element)
        .find(Node::has_children)
}

/// A property of an element, such as `gridSpan` in the `tcPr` of a cell.
pub(super) fn property<'a, 'i>(
    node: Node<'a, 'i>,
    group: &str,
    name: &str,
) -> Option<Node<'a, 'i>> {
    let group = node
        .children()
        .find(|child| child.tag_name().name() == group)?;
    group
        .children()
        .find(|child| child.tag_name().name() == name)
}

/// Whether a switch is on: there, and not said to be off.
pub(super) fn is_on(switch: Option<Node>) -> bool {
    switch.is_some_and(|node| {
        !matches!(
            crate::office::attribute(node, "val"),
            Some("0" | "false" | "off")
        )
    })
}
