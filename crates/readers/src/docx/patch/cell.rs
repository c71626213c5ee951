//! The text of one cell or paragraph changed in its runs.

use super::super::walk::shown_children;
use super::glyphs::{Glyph, Kind, Shown, TextNode, is_plain};
use super::guard::Guards;
use super::locate::Map;
use crate::patch::hunk::{Hunk, hunks};
use crate::patch::span::Span;
use crate::patch::splice::Splice;
use crate::patch::{CellEdit, escaped, moved_on, refuse_unwritable};
use crate::xml::Node;
use model::Place;
use std::collections::BTreeSet;

/// The splices of an edit, or why it is not made.
pub(super) fn edit(edit: &CellEdit, map: &Map, text: &str) -> Result<Vec<Splice>, String> {
    refuse_unwritable(&edit.to)?;
    let (around, paragraphs) = match &edit.at {
        Place::Text { line, .. } => {
            let paragraph = map.paragraph(*line)?;
            (paragraph, vec![paragraph])
        }
        place => {
            let cell = map.cell(place)?.cell;
            let paragraphs = shown_children(cell).filter(|child| child.is("p"));
            (cell, paragraphs.collect())
        }
    };
    let guards = Guards::of(around, text)?;
    let shown = Shown::of(paragraphs, &guards, text);
    let now = shown.text();
    if now != edit.from {
        return Err(moved_on(&now, &edit.from));
    }
    let changes = Changes {
        shown: &shown,
        text,
        splices: Vec::new(),
        touched: BTreeSet::new(),
    };
    changes.made(&now, &edit.to)
}

/// The splices of one cell in the making.
struct Changes<'a, 't> {
    shown: &'t Shown<'a>,
    text: &'t str,
    splices: Vec<Splice>,
    /// Text elements that change.
    touched: BTreeSet<usize>,
}

impl<'a> Changes<'a, '_> {
    fn made(mut self, from: &str, to: &str) -> Result<Vec<Splice>, String> {
        if self.shown.glyphs.is_empty() {
            self.first_text(to)?;
            return Ok(self.splices);
        }
        for hunk in hunks(from, to) {
            self.hunk(self.widened(hunk))?;
        }
        self.keep_spaces()?;
        Ok(self.splices)
    }

    /// Where a paragraph's end goes, what is left of the last paragraph moves to the first one.
    fn widened(&self, mut hunk: Hunk) -> Hunk {
        let glyphs = &self.shown.glyphs;
        let gone = &glyphs[hunk.range.clone()];
        if gone.iter().any(|glyph| glyph.kind == Kind::Break) {
            let rest = &glyphs[hunk.range.end..];
            let rest = rest.iter().take_while(|glyph| glyph.kind != Kind::Break);
            let rest: String = rest.map(|glyph| glyph.shown).collect();
            hunk.range.end += rest.chars().count();
            hunk.text.push_str(&rest);
        }
        hunk
    }

    fn hunk(&mut self, hunk: Hunk) -> Result<(), String> {
        let glyphs = &self.shown.glyphs;
        let gone = &glyphs[hunk.range.clone()];
        let held = gone.iter().find_map(|glyph| match glyph.kind {
            Kind::Fixed(why) => Some(why),
            _ => None,
        });
        if let Some(why) = held {
            return Err(by_hand(why));
        }
        if !hunk.text.is_empty() {
            self.put_in(&hunk)?;
        }
        for glyph in gone {
            if let Kind::Text(number) = glyph.kind {
                self.touched.insert(number);
            }
            match self.splices.last_mut() {
                _ if glyph.bytes.is_empty() => {}
                // Neighbours go together.
                Some(last) if last.text.is_empty() && last.range.end == glyph.bytes.start => {
                    last.range.end = glyph.bytes.end;
                }
                _ => self.splices.push(Splice::new(glyph.bytes.clone(), "")),
            }
        }
        self.drop_emptied(&hunk)
    }

    /// Puts the new text where the old one began, else behind what stands before it, else before what follows.
    fn put_in(&mut self, hunk: &Hunk) -> Result<(), String> {
        let glyphs = &self.shown.glyphs;
        let line_of = |glyph: &&Glyph| glyph.kind != Kind::Break;
        let first = glyphs[hunk.range.clone()].iter().take_while(line_of);
        let first = first.into_iter().find_map(|glyph| match glyph.kind {
            Kind::Text(number) => Some((number, glyph.bytes.start)),
            _ => None,
        });
        let before = glyphs[..hunk.range.start].last().filter(line_of);
        let behind = glyphs.get(hunk.range.end).filter(line_of);
        let at = first
            .or_else(|| match before?.kind {
                Kind::Text(number) => Some((number, before?.bytes.end)),
                _ => None,
            })
            .or_else(|| match behind?.kind {
                Kind::Text(number) => Some((number, behind?.bytes.start)),
                _ => None,
            });
        if let Some((number, byte)) = at {
            self.touched.insert(number);
            let new = self.lines_in(&hunk.text, &self.shown.texts[number])?;
            self.splices.push(Splice::insert(byte, new));
            return Ok(());
        }
        match before.or(behind).map(|glyph| glyph.kind) {
            Some(Kind::Fixed(why)) => Err(by_hand(why)),
            _ => Err(by_hand(
                "这里是制表位、换行或符号，旁边没有可以接着写的文字",
            )),
        }
    }

    /// New text inside a text element; its further lines become paragraphs like the one they stand in.
    fn lines_in(&self, new: &str, place: &TextNode<'a>) -> Result<String, String> {
        let Some((first, rest)) = new.split_once('\n') else {
            return Ok(escaped(new));
        };
        let tags = Tags::of(place, self.text)?;
        let properties = place.paragraph.child("pPr");
        let direct = properties.is_none_or(|properties| properties.child("sectPr").is_none())
            && place.paragraph.children().any(|child| child == place.run)
            && place.run.children().any(|child| child == place.node);
        let mut out = escaped(first);
        for line in rest.split('\n') {
            out.push_str(&match direct {
                true => tags.paragraph(self.text),
                false => tags.line_break(),
            });
            out.push_str(&escaped(line));
        }
        Ok(out)
    }

    /// Takes out paragraphs of which nothing is left, where they are nothing but text.
    fn drop_emptied(&mut self, hunk: &Hunk) -> Result<(), String> {
        let gone = &self.shown.glyphs[hunk.range.clone()];
        let ended = gone.iter().filter(|glyph| glyph.kind == Kind::Break);
        for end in ended {
            let paragraph = self.shown.paragraphs[end.paragraph];
            if !is_plain(paragraph) {
                return Err(by_hand("要合并的几段里有文字以外的内容"));
            }
            let span = Span::of(self.text, paragraph).ok_or_else(unclear)?;
            self.splices
                .retain(|splice| !within(&splice.range, &span.whole));
            self.splices.push(Splice::new(span.whole, ""));
        }
        Ok(())
    }

    /// Spaces at the ends of a text are only kept where the element says so.
    fn keep_spaces(&mut self) -> Result<(), String> {
        for number in &self.touched {
            let node = self.shown.texts[*number].node;
            let span = Span::of(self.text, node).ok_or_else(unclear)?;
            let inside = |splice: &&Splice| within(&splice.range, &span.inner);
            let mut new = self.splices.iter().filter(inside).peekable();
            if node.attribute("space").is_some() || new.peek().is_none() {
                continue;
            }
            let mut old = String::new();
            node.push_text(&mut old);
            let has_space = |text: &str| text.contains(char::is_whitespace);
            if has_space(&old) || new.any(|splice| has_space(&splice.text)) {
                let at = span.whole.start + 1 + span.name.len();
                let space = Splice::insert(at, " xml:space=\"preserve\"");
                self.splices.push(space);
            }
        }
        Ok(())
    }

    /// The first text of a cell that shows nothing: in the manner of its first run, else of its paragraph.
    fn first_text(&mut self, new: &str) -> Result<(), String> {
        let paragraph = self.shown.paragraphs.first().copied();
        let paragraph = paragraph.ok_or_else(|| by_hand("这一格里没有段落"))?;
        let span = Span::of(self.text, paragraph).ok_or_else(unclear)?;
        let run = paragraph.children().find(|child| child.is("r"));
        let from_mark = paragraph.child("pPr").and_then(|mark| mark.child("rPr"));
        let manner = run.and_then(|run| run.child("rPr")).or(from_mark);
        let manner = manner.and_then(|manner| Span::of(self.text, manner));
        let manner = manner.map_or("", |manner| manner.text(self.text));
        let w = span.prefix();
        let mut lines = String::new();
        for (number, line) in new.split('\n').enumerate() {
            if number > 0 {
                lines.push_str(&format!("<{w}br/>"));
            }
            lines.push_str(&format!(
                "<{w}t xml:space=\"preserve\">{}</{w}t>",
                escaped(line)
            ));
        }
        let run = format!("<{w}r>{manner}{lines}</{w}r>");
        self.splices.push(match span.is_closed() {
            false => Splice::insert(span.inner.end, run),
            true => {
                let tag = span.tag(self.text).trim_end_matches("/>").trim_end();
                let whole = format!("{tag}>{run}</{}>", span.name);
                Splice::new(span.whole, whole)
            }
        });
        Ok(())
    }
}

/// What closes and opens again around a new line.
struct Tags<'t> {
    text: String,
    run: String,
    paragraph: String,
    run_manner: &'t str,
    paragraph_node: Option<Span>,
}

impl<'t> Tags<'t> {
    fn of(place: &TextNode, text: &'t str) -> Result<Tags<'t>, String> {
        let span = |node: Node| Span::of(text, node);
        let name = |node: Node| span(node).map(|span| span.name).ok_or_else(unclear);
        let manner = place.run.child("rPr").and_then(span);
        Ok(Tags {
            text: name(place.node)?,
            run: name(place.run)?,
            paragraph: name(place.paragraph)?,
            run_manner: manner.map_or("", |manner| manner.text(text)),
            paragraph_node: place.paragraph.child("pPr").and_then(span),
        })
    }

    fn open(&self) -> String {
        format!("<{} xml:space=\"preserve\">", self.text)
    }

    fn line_break(&self) -> String {
        let w = self.text.strip_suffix('t').unwrap_or("");
        format!("</{}><{w}br/>{}", self.text, self.open())
    }

    fn paragraph(&self, text: &str) -> String {
        let properties = self.paragraph_node.as_ref();
        format!(
            "</{}></{}></{}><{}>{}<{}>{}{}",
            self.text,
            self.run,
            self.paragraph,
            self.paragraph,
            properties.map_or("", |span| span.text(text)),
            self.run,
            self.run_manner,
            self.open(),
        )
    }
}

fn within(inner: &std::ops::Range<usize>, outer: &std::ops::Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// A reason with what to do.
fn by_hand(why: &str) -> String {
    format!("{why}；请在 Word 或 WPS 中手工改")
}

pub(super) fn unclear() -> String {
    by_hand("这里的内容对不上文件里的位置")
}
