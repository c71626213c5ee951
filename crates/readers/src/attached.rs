//! The data that goes with a written form: `jixiao.forms/1` inside a docx or PDF of ours. It is never read in place of the page.

use crate::archive::Archive;
use crate::xml::parse;
use crate::{Limits, json};
use model::Document;

/// The name space of the custom part of a docx that holds the data.
const SPACE: &str = "urn:jixiao:forms:1";

/// The name under which a PDF holds it.
#[cfg(feature = "pdf")]
const NAME: &[u8] = b"jixiao.forms.json";

/// The documents attached to a file of this format, as a reading names it; `None` where it has none, or what it has cannot be read.
pub fn attached(bytes: &[u8], format: &str, limits: &Limits) -> Option<Vec<Document>> {
    let text = match format {
        "docx" => of_docx(bytes, limits)?,
        #[cfg(feature = "pdf")]
        "pdf" => crate::pdf::attached(bytes, NAME)?,
        _ => return None,
    };
    json::read(text.as_bytes(), limits).ok()
}

fn of_docx(bytes: &[u8], limits: &Limits) -> Option<String> {
    let mut archive = Archive::open(bytes, limits).ok()?;
    let (part, text) = part_of_docx(&mut archive)?;
    let tree = parse(&text, &part).ok()?;
    let mut data = String::new();
    tree.root()?.push_text(&mut data);
    Some(data)
}

/// The custom part of a docx that holds the data: its name and text.
pub(crate) fn part_of_docx(archive: &mut Archive) -> Option<(String, String)> {
    // Programs that save the file again number its custom parts anew.
    (1..10).find_map(|number| {
        let part = format!("customXml/item{number}.xml");
        let text = archive.text(&part).ok()??;
        let holds = text.contains(SPACE) && parse(&text, &part).is_ok();
        holds.then_some((part, text))
    })
}
