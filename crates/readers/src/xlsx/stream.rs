//! Text out of streamed XML, and what an error of the stream means.

use crate::ReadError;
use crate::archive::Archive;
use crate::xml::character;
use quick_xml::events::Event;
use std::borrow::Cow;
use std::io;

/// The text of `t` elements, those of furigana left out.
#[derive(Default)]
pub(super) struct Text {
    text: String,
    open: bool,
    furigana: bool,
}

impl Text {
    pub(super) fn begins(&mut self, name: &str) {
        match name {
            "t" => self.open = !self.furigana,
            "rPh" => self.furigana = true,
            _ => {}
        }
    }

    pub(super) fn ends(&mut self, name: &str) {
        match name {
            "t" => self.open = false,
            "rPh" => self.furigana = false,
            _ => {}
        }
    }

    pub(super) fn push(&mut self, text: &str) {
        if self.open {
            self.text.push_str(text);
        }
    }

    pub(super) fn take(&mut self) -> String {
        std::mem::take(&mut self.text)
    }
}

/// The characters that an event stands for.
pub(super) fn event_text<'e>(event: &'e Event) -> Option<Cow<'e, str>> {
    match event {
        Event::Text(text) => Some(text.xml10_content()),
        Event::CData(text) => Some(text.xml10_content()),
        Event::GeneralRef(name) => character(name).map(|c| Cow::Owned(c.to_string())),
        _ => None,
    }
}

/// A DTD was met; entities are never expanded.
pub(super) fn refused() -> quick_xml::Error {
    io::Error::new(io::ErrorKind::Unsupported, "DTD").into()
}

/// What an error of the XML means for the file.
pub(super) fn failure(error: quick_xml::Error, archive: &Archive, part: &str) -> ReadError {
    match error {
        quick_xml::Error::Io(error) if error.kind() == io::ErrorKind::Unsupported => {
            ReadError::damaged(&format!("{part} 含有外部实体声明，出于安全不读取"))
        }
        quick_xml::Error::Io(error) => archive.failure(&error, part),
        _ => ReadError::damaged(&format!("{part} 中断或不合格式")),
    }
}
