//! What all sheets share: their names, the texts they refer to, the formats of their cells.

use super::cells::{Text, event_text, local};
use super::code::{Format, GENERAL};
use crate::ReadError;
use crate::archive::Archive;
use crate::office::{attribute, parse, relations, unescape};
use quick_xml::Reader;
use quick_xml::events::Event;
use roxmltree::Node;
use std::collections::HashMap;

/// A workbook without its cells.
pub(super) struct Workbook {
    pub(super) sheets: Vec<Sheet>,
    /// Whether day 0 is 1904-01-01.
    pub(super) from_1904: bool,
    strings: Vec<Box<str>>,
    /// The format id of each cell style.
    styles: Vec<u32>,
    formats: HashMap<u32, Format>,
}

/// A sheet of a workbook.
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) part: String,
    pub(super) hidden: bool,
}

impl Workbook {
    /// Reads the workbook part and those it refers to. Sheets of charts and macros are left out.
    pub(super) fn read(archive: &mut Archive, part: &str) -> Result<Workbook, ReadError> {
        let relations = relations(archive, part)?;
        let target = |kind: &str| {
            relations
                .iter()
                .find(|relation| relation.kind == kind)
                .map(|relation| relation.target.as_str())
        };
        let text = archive.text(part)?.unwrap_or_default();
        let tree = parse(&text, part)?;
        let named = |name: &'static str| {
            tree.descendants()
                .filter(move |node| node.tag_name().name() == name)
        };
        let from_1904 = named("workbookPr")
            .next()
            .and_then(|node| attribute(node, "date1904"));
        let sheet = |node: Node| {
            let id = attribute(node, "id")?;
            let relation = relations
                .iter()
                .find(|relation| relation.id == id && relation.kind == "worksheet")?;
            Some(Sheet {
                name: node.attribute("name").unwrap_or("").to_owned(),
                part: relation.target.clone(),
                hidden: !matches!(node.attribute("state"), None | Some("visible")),
            })
        };
        let mut workbook = Workbook {
            sheets: named("sheet").filter_map(sheet).collect(),
            from_1904: matches!(from_1904, Some("1" | "true")),
            strings: Vec::new(),
            styles: Vec::new(),
            formats: HashMap::new(),
        };
        if let Some(part) = target("sharedStrings") {
            workbook.read_strings(archive, part)?;
        }
        if let Some(part) = target("styles") {
            workbook.read_styles(archive, part)?;
        }
        Ok(workbook)
    }

    /// A shared text.
    pub(super) fn string(&self, index: usize) -> Option<&str> {
        self.strings.get(index).map(|text| &**text)
    }

    /// The format of a cell style.
    pub(super) fn format(&self, style: usize) -> &Format {
        let id = self.styles.get(style);
        id.and_then(|id| self.formats.get(id)).unwrap_or(&GENERAL)
    }

    fn read_strings(&mut self, archive: &mut Archive, part: &str) -> Result<(), ReadError> {
        let outcome = match archive.stream(part)? {
            None => return Err(ReadError::damaged(&format!("缺少 {part}"))),
            Some(stream) => shared_strings(Reader::from_reader(stream)),
        };
        self.strings = outcome.map_err(|error| super::cells::failure(error, archive, part))?;
        Ok(())
    }

    fn read_styles(&mut self, archive: &mut Archive, part: &str) -> Result<(), ReadError> {
        let Some(text) = archive.text(part)? else {
            return Ok(());
        };
        let tree = parse(&text, part)?;
        let group = |name: &str| {
            tree.root_element()
                .children()
                .find(|node| node.tag_name().name() == name)
        };
        let children = |name: &str| {
            group(name)
                .into_iter()
                .flat_map(|group| group.children())
                .filter(Node::is_element)
        };
        let id = |node: Node| {
            node.attribute("numFmtId")
                .and_then(|id| id.parse::<u32>().ok())
        };
        self.styles = children("cellXfs")
            .map(|style| id(style).unwrap_or(0))
            .collect();
        let own: HashMap<u32, &str> = children("numFmts")
            .filter_map(|format| Some((id(format)?, format.attribute("formatCode")?)))
            .collect();
        for id in &self.styles {
            if !self.formats.contains_key(id) {
                let code = own
                    .get(id)
                    .copied()
                    .unwrap_or_else(|| super::code::builtin(*id));
                self.formats.insert(*id, Format::parse(code));
            }
        }
        Ok(())
    }
}

fn shared_strings(
    mut reader: Reader<impl std::io::BufRead>,
) -> Result<Vec<Box<str>>, quick_xml::Error> {
    let (mut strings, mut text, mut buffer) = (Vec::new(), Text::default(), Vec::new());
    loop {
        let event = reader.read_event_into(&mut buffer)?;
        match &event {
            Event::Start(tag) => match local(tag.name().as_ref()) {
                "si" => text = Text::default(),
                name => text.begins(name),
            },
            Event::Empty(tag) if local(tag.name().as_ref()) == "si" => strings.push(Box::default()),
            Event::End(tag) => match local(tag.name().as_ref()) {
                "si" => strings.push(unescape(&text.take()).into_boxed_str()),
                name => text.ends(name),
            },
            Event::DocType(_) => return Err(super::cells::refused()),
            Event::Eof => return Ok(strings),
            event => {
                if let Some(part) = event_text(event) {
                    text.push(&part);
                }
            }
        }
        buffer.clear();
    }
}
