//! What all sheets share: their names, the texts they refer to, the formats of their cells.

use super::stream::{Text, event_text, failure, refused};
use crate::ReadError;
use crate::archive::Archive;
use crate::office::{Relation, relations, unescape};
use crate::sheet::{Format, GENERAL, builtin};
use crate::xml::{Node, local, parse};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::borrow::Cow;
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
        let from_1904 = tree
            .named("workbookPr")
            .next()
            .and_then(|node| node.attribute("date1904"));
        let worksheets: HashMap<&str, &Relation> = relations
            .iter()
            .filter(|relation| relation.kind == "worksheet")
            .map(|relation| (relation.id.as_str(), relation))
            .collect();
        let sheet = |node: Node| {
            let id = node.attribute("id")?;
            Some(Sheet {
                name: node.attribute("name").unwrap_or_default().into_owned(),
                part: worksheets.get(&*id)?.target.clone(),
                hidden: !matches!(node.attribute("state").as_deref(), None | Some("visible")),
            })
        };
        let mut workbook = Workbook {
            sheets: tree.named("sheet").filter_map(sheet).collect(),
            from_1904: matches!(from_1904.as_deref(), Some("1" | "true")),
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
        self.strings = outcome.map_err(|error| failure(error, archive, part))?;
        Ok(())
    }

    fn read_styles(&mut self, archive: &mut Archive, part: &str) -> Result<(), ReadError> {
        let Some(text) = archive.text(part)? else {
            return Ok(());
        };
        let tree = parse(&text, part)?;
        let children = |name: &str| {
            let group = tree.root().and_then(|root| root.child(name));
            group
                .into_iter()
                .flat_map(Node::children)
                .filter(|node| !node.name().is_empty())
        };
        let id = |node: Node| {
            node.attribute("numFmtId")
                .and_then(|id| id.parse::<u32>().ok())
        };
        self.styles = children("cellXfs")
            .map(|style| id(style).unwrap_or(0))
            .collect();
        let own: HashMap<u32, Cow<str>> = children("numFmts")
            .filter_map(|format| Some((id(format)?, format.attribute("formatCode")?)))
            .collect();
        for id in &self.styles {
            if !self.formats.contains_key(id) {
                let code = own.get(id).map(|code| &**code);
                let code = code.unwrap_or_else(|| builtin(*id));
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
            Event::DocType(_) => return Err(refused()),
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
