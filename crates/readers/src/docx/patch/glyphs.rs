//! The shown characters of a cell or paragraph, each with the bytes that it stands for.

use super::super::paragraph;
use super::super::walk::{is_on, property, shown_children};
use super::guard::{FIELD, Guards};
use crate::pages::trimmed;
use crate::patch::span::Span;
use crate::xml::Node;
use std::ops::Range;

/// A shown character.
#[derive(Clone)]
pub(super) struct Glyph {
    pub(super) shown: char,
    /// Its bytes in the part; of a mark those of its element, of a break none.
    pub(super) bytes: Range<usize>,
    pub(super) kind: Kind,
    /// The paragraph it stands in, from 0; of a break the one behind it.
    pub(super) paragraph: usize,
}

/// What a glyph is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A character of the text element with this number.
    Text(usize),
    /// A tab, break or symbol, an element of its own.
    Mark,
    /// The end of a paragraph.
    Break,
    /// What is not changed, and why.
    Fixed(&'static str),
}

/// A text element, and the run that it stands in.
#[derive(Clone, Copy)]
pub(super) struct TextNode<'a> {
    pub(super) node: Node<'a>,
    pub(super) run: Node<'a>,
    pub(super) paragraph: Node<'a>,
}

/// The glyphs of a cell or paragraph as the reader shows them: without white space at their ends.
pub(super) struct Shown<'a> {
    pub(super) glyphs: Vec<Glyph>,
    pub(super) paragraphs: Vec<Node<'a>>,
    pub(super) texts: Vec<TextNode<'a>>,
}

impl<'a> Shown<'a> {
    /// Those of these paragraphs.
    pub(super) fn of(paragraphs: Vec<Node<'a>>, guards: &Guards, text: &str) -> Shown<'a> {
        let mut collect = Collect {
            guards,
            text,
            texts: Vec::new(),
            fields: 0,
            line: Vec::new(),
            paragraph: 0,
        };
        let mut glyphs: Vec<Glyph> = Vec::new();
        for (number, &node) in paragraphs.iter().enumerate() {
            collect.paragraph = number;
            collect.paragraph(node);
            let mut line = std::mem::take(&mut collect.line);
            while line.last().is_some_and(|glyph| glyph.shown.is_whitespace()) {
                line.pop();
            }
            if !glyphs.is_empty() {
                glyphs.push(Glyph {
                    shown: '\n',
                    bytes: 0..0,
                    kind: Kind::Break,
                    paragraph: number,
                });
            }
            glyphs.append(&mut line);
        }
        let shown: String = glyphs.iter().map(|glyph| glyph.shown).collect();
        let kept = trimmed(&shown);
        let before = shown.chars().count() - shown.trim_start_matches(edge).chars().count();
        glyphs.drain(..before);
        glyphs.truncate(kept.chars().count());
        Shown {
            glyphs,
            texts: collect.texts,
            paragraphs,
        }
    }

    /// The text.
    pub(super) fn text(&self) -> String {
        self.glyphs.iter().map(|glyph| glyph.shown).collect()
    }
}

/// What [`trimmed`] takes off.
fn edge(c: char) -> bool {
    trimmed(c.encode_utf8(&mut [0; 4])).is_empty()
}

struct Collect<'a, 't> {
    guards: &'t Guards,
    text: &'t str,
    texts: Vec<TextNode<'a>>,
    /// Fields that are open; they may run over paragraphs.
    fields: usize,
    line: Vec<Glyph>,
    paragraph: usize,
}

impl<'a> Collect<'a, '_> {
    fn paragraph(&mut self, node: Node<'a>) {
        for child in shown_children(node) {
            match child.name() {
                "r" if !is_on(property(child, "rPr", "vanish")) => self.run(child, node),
                "oMath" | "oMathPara" => {
                    for inner in child.descendants().filter(|inner| inner.is("t")) {
                        self.fixed(inner, "这里有公式");
                    }
                }
                _ => {}
            }
        }
    }

    /// A run, in the order in which the reader takes its parts.
    fn run(&mut self, run: Node<'a>, paragraph: Node<'a>) {
        let mut open = vec![run];
        while let Some(run) = open.pop() {
            for node in shown_children(run) {
                match node.name() {
                    "t" => self.text(node, run, paragraph),
                    "r" => open.push(node),
                    "fldChar" => {
                        match node.attribute("fldCharType").as_deref() {
                            Some("begin") => self.fields += 1,
                            Some("end") => self.fields = self.fields.saturating_sub(1),
                            _ => {}
                        }
                        if let Some(c) = paragraph::check_box(node) {
                            self.push(c, node.start()..node.start(), Kind::Fixed(FIELD));
                        }
                    }
                    _ => {
                        if let Some(c) = paragraph::mark(node) {
                            let span = Span::of(self.text, node);
                            let bytes = span.map_or(0..0, |span| span.whole);
                            self.push(c, bytes, Kind::Mark);
                        }
                    }
                }
            }
        }
    }

    fn text(&mut self, node: Node<'a>, run: Node<'a>, paragraph: Node<'a>) {
        let number = self.texts.len();
        self.texts.push(TextNode {
            node,
            run,
            paragraph,
        });
        for piece in node.children() {
            let start = piece.start();
            let mut own = String::new();
            piece.push_own_text(&mut own);
            let source = self.text.get(start..).unwrap_or("");
            if source.starts_with("<![CDATA[") {
                self.fixed(node, "这里的文字用特殊方式保存");
                return;
            }
            if source.starts_with('&') {
                let length = source.find(';').map_or(1, |at| at + 1);
                for c in own.chars() {
                    self.push(c, start..start + length, Kind::Text(number));
                }
                continue;
            }
            for (at, c) in own.char_indices() {
                let from = start + at;
                self.push(c, from..from + c.len_utf8(), Kind::Text(number));
            }
        }
    }

    fn fixed(&mut self, node: Node, why: &'static str) {
        let mut text = String::new();
        node.push_text(&mut text);
        for c in text.chars() {
            self.push(c, node.start()..node.start(), Kind::Fixed(why));
        }
    }

    fn push(&mut self, shown: char, bytes: Range<usize>, kind: Kind) {
        let kind = match self.guards.at(bytes.start) {
            Some(why) => Kind::Fixed(why),
            None if self.fields > 0 => Kind::Fixed(FIELD),
            None => kind,
        };
        self.line.push(Glyph {
            shown,
            bytes,
            kind,
            paragraph: self.paragraph,
        });
    }
}

/// Whether a paragraph holds nothing but runs of text: it can go when all of its text goes.
pub(super) fn is_plain(paragraph: Node) -> bool {
    let in_run = [
        "",
        "rPr",
        "t",
        "tab",
        "br",
        "cr",
        "sym",
        "lastRenderedPageBreak",
    ];
    paragraph.children().all(|child| match child.name() {
        "" | "pPr" | "proofErr" => true,
        "r" => child.children().all(|part| in_run.contains(&part.name())),
        _ => false,
    })
}
