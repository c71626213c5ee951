//! An XML part as a tree, in time and memory proportional to its text.
//!
//! Names are local ones: transitional and strict files differ only in their namespaces. Trees that resolve namespaces were left
//! out, for a hostile part of 100 KB can keep them busy for minutes.

use crate::ReadError;
use crate::error::mebibytes;
use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::attributes::Attributes;
use quick_xml::events::{BytesRef, Event};
use std::borrow::Cow;

/// Nodes of one tree, at some 50 bytes each: more than the text of 2,000 forms needs.
const NODES: usize = 8_000_000;

/// Bytes of a part held in memory.
const BYTES: usize = 256 << 20;

/// A parsed part.
pub(crate) struct Tree<'t> {
    /// In the order of the text, so that the nodes below one follow it.
    nodes: Vec<Data<'t>>,
}

struct Data<'t> {
    part: Part<'t>,
    /// The first node after those below this one.
    end: u32,
    /// The byte of the text at which it begins.
    from: u32,
}

enum Part<'t> {
    Element { name: &'t str, attributes: &'t str },
    Text(&'t str),
    Char(char),
}

/// A node of a tree: an element, or a piece of text, which has an empty name.
#[derive(Clone, Copy)]
pub(crate) struct Node<'a> {
    tree: &'a Tree<'a>,
    at: u32,
}

/// Parses a part. DTDs, and with them entities, are refused.
pub(crate) fn parse<'t>(text: &'t str, name: &str) -> Result<Tree<'t>, ReadError> {
    if text.len() > BYTES {
        return Err(ReadError::too_large(
            &format!("{name} 的大小"),
            &mebibytes(BYTES as u64),
        ));
    }
    let whole = text.len();
    let text = text.trim_start_matches('\u{FEFF}');
    let mark = whole - text.len();
    let broken = |at: usize| {
        let line = text.as_bytes()[..at.min(text.len())]
            .iter()
            .filter(|b| **b == b'\n')
            .count()
            + 1;
        ReadError::damaged(&format!(
            "{name} 在第 {line} 行（第 {at} 字节）中断或不合格式"
        ))
    };
    let mut reader = Reader::from_str(text);
    let mut nodes = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut before = 0;
    loop {
        let event = reader
            .read_event()
            .map_err(|_| broken(reader.error_position() as usize))?;
        let after = (reader.buffer_position() as usize).min(text.len());
        let raw = text.get(before..after).unwrap_or("");
        let from = (mark + before) as u32;
        before = after;
        match event {
            Event::Start(_) => {
                open.push(nodes.len());
                nodes.push(Data::new(element(raw), from));
            }
            Event::Empty(_) => {
                nodes.push(Data::new(element(raw), from));
                close(&mut nodes, None);
            }
            Event::End(_) => {
                let at = open.pop();
                close(&mut nodes, at);
            }
            Event::Text(_) => {
                nodes.push(Data::new(Part::Text(raw), from));
                close(&mut nodes, None);
            }
            Event::CData(_) => {
                let text = raw
                    .strip_prefix("<![CDATA[")
                    .and_then(|rest| rest.strip_suffix("]]>"));
                nodes.push(Data::new(Part::Text(text.unwrap_or("")), from));
                close(&mut nodes, None);
            }
            Event::GeneralRef(name) => {
                nodes.extend(character(&name).map(|c| Data::new(Part::Char(c), from)));
                close(&mut nodes, None);
            }
            Event::DocType(_) => {
                return Err(ReadError::damaged(&format!(
                    "{name} 含有外部实体声明，出于安全不读取"
                )));
            }
            Event::Eof if !open.is_empty() => return Err(broken(text.len())),
            Event::Eof => return Ok(Tree { nodes }),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
        if nodes.len() > NODES {
            return Err(ReadError::too_large(
                &format!("{name} 的节点数"),
                &format!("{NODES} 个"),
            ));
        }
    }
}

/// The character that a reference stands for; entities of a DTD stand for none.
pub(crate) fn character(name: &BytesRef) -> Option<char> {
    match &**name {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => name.resolve_char_ref().ok().flatten(),
    }
}

/// A name without its prefix.
pub(crate) fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

fn element(raw: &str) -> Part<'_> {
    let inner = raw.trim_start_matches('<').trim_end_matches(['/', '>']);
    let length = inner
        .find(|c: char| c.is_ascii_whitespace())
        .unwrap_or(inner.len());
    let (name, attributes) = inner.split_at(length);
    Part::Element {
        name: local(name),
        attributes,
    }
}

/// Ends the element at `at`, or the last node.
fn close(nodes: &mut [Data], at: Option<usize>) {
    let end = nodes.len() as u32;
    if let Some(node) = at
        .or(nodes.len().checked_sub(1))
        .and_then(|at| nodes.get_mut(at))
    {
        node.end = end;
    }
}

impl PartialEq for Node<'_> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.tree, other.tree) && self.at == other.at
    }
}

impl<'t> Data<'t> {
    fn new(part: Part<'t>, from: u32) -> Data<'t> {
        Data { part, end: 0, from }
    }
}

impl Tree<'_> {
    /// The outermost element.
    pub(crate) fn root(&self) -> Option<Node<'_>> {
        let at = self
            .nodes
            .iter()
            .position(|node| matches!(node.part, Part::Element { .. }))?;
        Some(Node {
            tree: self,
            at: at as u32,
        })
    }

    /// All elements of a name, in the order of the text.
    pub(crate) fn named(&self, name: &str) -> impl Iterator<Item = Node<'_>> {
        (0..self.nodes.len() as u32)
            .map(|at| Node { tree: self, at })
            .filter(move |node| node.is(name))
    }
}

impl<'a> Node<'a> {
    /// The local name; empty for text.
    pub(crate) fn name(self) -> &'a str {
        match self.data().part {
            Part::Element { name, .. } => name,
            Part::Text(_) | Part::Char(_) => "",
        }
    }

    /// Whether it is an element of this name.
    pub(crate) fn is(self, name: &str) -> bool {
        self.name() == name
    }

    /// An attribute by its local name.
    pub(crate) fn attribute(self, name: &str) -> Option<Cow<'a, str>> {
        let Part::Element { attributes, .. } = self.data().part else {
            return None;
        };
        let mut attributes = Attributes::new(attributes, 0);
        let mut attributes = attributes.with_checks(false).flatten();
        let found = attributes.find(|attribute| local(attribute.key.as_ref()) == name)?;
        found.normalized_value(XmlVersion::Implicit1_0).ok()
    }

    /// The nodes directly below, text included.
    pub(crate) fn children(self) -> Children<'a> {
        Children {
            tree: self.tree,
            at: self.at + 1,
            end: self.data().end,
        }
    }

    /// The first element of this name directly below.
    pub(crate) fn child(self, name: &str) -> Option<Node<'a>> {
        self.children().find(|child| child.is(name))
    }

    /// All nodes below, in the order of the text.
    pub(crate) fn descendants(self) -> impl Iterator<Item = Node<'a>> {
        let tree = self.tree;
        (self.at + 1..self.data().end).map(move |at| Node { tree, at })
    }

    /// The byte of the parsed text at which it begins.
    pub(crate) fn start(self) -> usize {
        self.data().from as usize
    }

    /// Adds the text directly below.
    pub(crate) fn push_text(self, out: &mut String) {
        for child in self.children() {
            child.push_own_text(out);
        }
    }

    /// Adds the text that this node is; an element is none.
    pub(crate) fn push_own_text(self, out: &mut String) {
        match self.data().part {
            Part::Text(text) => out.push_str(text),
            Part::Char(c) => out.push(c),
            Part::Element { .. } => {}
        }
    }

    fn data(self) -> &'a Data<'a> {
        &self.tree.nodes[self.at as usize]
    }
}

/// The nodes directly below a node.
pub(crate) struct Children<'a> {
    tree: &'a Tree<'a>,
    at: u32,
    end: u32,
}

impl<'a> Iterator for Children<'a> {
    type Item = Node<'a>;

    fn next(&mut self) -> Option<Node<'a>> {
        let node = (self.at < self.end).then_some(Node {
            tree: self.tree,
            at: self.at,
        })?;
        self.at = node.data().end;
        Some(node)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draw(node: Node) -> String {
        let mut text = String::new();
        node.push_text(&mut text);
        let inner: String = node
            .children()
            .filter(|child| !child.name().is_empty())
            .map(draw)
            .collect();
        format!("({}{text}{inner})", node.name())
    }

    #[test]
    fn elements_text_and_attributes() {
        let text = "<?xml version='1.0'?><!-- > -->\n<w:a xmlns:w='u' w:b=\"1 &lt; 2/>\" c = 'd'>甲&amp;<w:e/>乙<![CDATA[<丙>]]>&#20154;<f>丁</f ></w:a>\n";
        let tree = parse(text, "x").unwrap();
        let root = tree.root().unwrap();
        assert_eq!(draw(root), "(a甲&乙<丙>人(e)(f丁))");
        assert_eq!(root.attribute("b").as_deref(), Some("1 < 2/>"));
        assert_eq!(root.attribute("c").as_deref(), Some("d"));
        assert_eq!(root.attribute("x"), None);
        assert_eq!(root.descendants().filter(|node| node.is("f")).count(), 1);
        assert_eq!(tree.named("e").count(), 1);
    }

    #[test]
    fn broken_parts_and_dtds_are_refused() {
        for text in [
            "<a>",
            "<a></b>",
            "<a",
            "</a>",
            "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
        ] {
            assert!(parse(text, "x").is_err(), "{text}");
        }
        assert!(parse("", "x").unwrap().root().is_none());
    }

    #[test]
    fn namespaces_and_attributes_without_end_cost_no_more_than_others() {
        let many: String = (0..100_000)
            .map(|i| format!("xmlns:a{i}='u{i}' b{i}='' "))
            .collect();
        let text = format!("<a {many}>{}</a>", "<b xmlns:z='z'/>".repeat(100_000));
        assert_eq!(parse(&text, "x").unwrap().named("b").count(), 100_000);
    }
}
