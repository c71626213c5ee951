//! Shared texts of several fonts: how many runs they have, and the manner of the first.

use super::content::{manner, written};
use crate::ReadError;
use crate::archive::Archive;
use crate::office::relations;
use crate::xml::parse;
use std::collections::HashMap;

/// The number of runs and the properties of the first, of shared texts that have runs.
#[derive(Default)]
pub(super) struct Rich(HashMap<usize, (usize, Option<String>)>);

impl Rich {
    /// Those of a workbook.
    pub(super) fn read(archive: &mut Archive, main: &str) -> Result<Rich, ReadError> {
        let relations = relations(archive, main)?;
        let part = relations
            .into_iter()
            .find(|relation| relation.kind == "sharedStrings");
        let Some(part) = part.map(|relation| relation.target) else {
            return Ok(Rich::default());
        };
        let text = archive.text(&part)?.unwrap_or_default();
        if !text.contains("rPr") {
            return Ok(Rich::default());
        }
        let tree = parse(&text, &part)?;
        let texts = tree.named("si").enumerate();
        let rich = texts.filter_map(|(index, node)| {
            let (_, runs) = written(node);
            (runs > 0).then(|| (index, (runs, manner(node, &text))))
        });
        Ok(Rich(rich.collect()))
    }

    /// Those of one text.
    pub(super) fn of(&self, index: usize) -> (usize, Option<String>) {
        self.0.get(&index).cloned().unwrap_or_default()
    }
}
