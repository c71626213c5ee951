//! Where an element stands in the text that it was parsed from.

use crate::xml::{Node, local};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::ops::Range;

/// The bytes of an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    /// With its tags.
    pub(crate) whole: Range<usize>,
    /// Between its tags; empty behind the tag of an element without end tag.
    pub(crate) inner: Range<usize>,
    /// Its name as written, with the prefix.
    pub(crate) name: String,
}

impl Span {
    /// The span of an element of `text`, the text that its tree was parsed from.
    pub(crate) fn of(text: &str, node: Node) -> Option<Span> {
        Span::at(text, node.start())
    }

    /// The span of the element that begins at a byte.
    pub(crate) fn at(text: &str, start: usize) -> Option<Span> {
        let mut reader = Reader::from_str(text.get(start..)?);
        let event = reader.read_event().ok()?;
        let behind = start + reader.buffer_position() as usize;
        match event {
            Event::Start(tag) => {
                let name = tag.name().as_ref().to_owned();
                let inner = reader.read_to_end(tag.name()).ok()?;
                let end = start + reader.buffer_position() as usize;
                Some(Span {
                    whole: start..end,
                    inner: behind..start + inner.end as usize,
                    name,
                })
            }
            Event::Empty(tag) => Some(Span {
                whole: start..behind,
                inner: behind..behind,
                name: tag.name().as_ref().to_owned(),
            }),
            _ => None,
        }
    }

    /// Whether it has no end tag.
    pub(crate) fn is_closed(&self) -> bool {
        self.inner.start == self.whole.end
    }

    /// The prefix of its name with the colon: `w:`.
    pub(crate) fn prefix(&self) -> &str {
        &self.name[..self.name.len() - local(&self.name).len()]
    }

    /// Its text with its tags.
    pub(crate) fn text<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.whole.clone()).unwrap_or("")
    }

    /// The tag that opens it.
    pub(crate) fn tag<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.whole.start..self.inner.start).unwrap_or("")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::xml::parse;

    #[test]
    fn elements_are_found_in_their_text() {
        let text = "\u{FEFF}<?xml version='1.0'?><!-- <w:b> --><w:a x='>'>甲<w:b/>&amp;<w:b c='1'>乙<w:b/></w:b ></w:a>";
        let tree = parse(text, "x").unwrap();
        let spans: Vec<Span> = tree
            .named("b")
            .filter_map(|node| Span::of(text, node))
            .collect();
        let texts: Vec<&str> = spans.iter().map(|span| span.text(text)).collect();
        assert_eq!(texts, ["<w:b/>", "<w:b c='1'>乙<w:b/></w:b >", "<w:b/>"]);
        assert_eq!(&text[spans[1].inner.clone()], "乙<w:b/>");
        assert!(spans[0].is_closed() && !spans[1].is_closed());
        assert_eq!(
            (spans[1].prefix(), spans[1].tag(text)),
            ("w:", "<w:b c='1'>")
        );
        let root = Span::of(text, tree.root().unwrap()).unwrap();
        assert_eq!(root.whole.end, text.len());
    }
}
