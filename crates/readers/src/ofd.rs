//! OFD (GB/T 33190) → raw pages: characters and lines of its pages and their templates.
//!
//! Left out: annotations, seals and signatures, which are no part of the form.

mod numbers;
mod object;
mod shape;

use crate::archive::Archive;
use crate::geometry::{Canvas, Document};
use crate::office::resolve;
use crate::xml::{Node, Tree, parse};
use crate::{Limits, ReadError};
use model::page::RawDocument;
use numbers::{POINTS, four};
use std::collections::HashMap;

/// A4, for a document that does not say how large its pages are.
const PAPER: [f32; 4] = [0.0, 0.0, 210.0, 297.0];

/// Reads an OFD file.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<RawDocument, ReadError> {
    let mut archive = Archive::open(bytes, limits)?;
    if archive.has("Encryptions.xml") {
        return Err(ReadError::encrypted());
    }
    let root = part(&mut archive, "OFD.xml")?;
    let tree = parse(&root, "OFD.xml")?;
    let mut document = Document::new(limits);
    for body in tree.named("DocRoot") {
        let mut name = String::new();
        body.push_text(&mut name);
        pages(&mut archive, &resolve("", name.trim()), &mut document)?;
    }
    document.finish()
}

fn part(archive: &mut Archive, name: &str) -> Result<String, ReadError> {
    let text = archive.text(name)?;
    text.ok_or_else(|| ReadError::damaged(&format!("缺少 {name}")))
}

/// Reads the pages of one document of the file.
fn pages(archive: &mut Archive, name: &str, document: &mut Document) -> Result<(), ReadError> {
    let text = part(archive, name)?;
    let tree = parse(&text, name)?;
    let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
    let paper = tree
        .named("PageArea")
        .next()
        .and_then(physical_box)
        .unwrap_or(PAPER);
    let mut templates: HashMap<String, String> = HashMap::new();
    for node in tree.named("TemplatePage") {
        let (Some(id), Some(place)) = (node.attribute("ID"), node.attribute("BaseLoc")) else {
            continue;
        };
        // A template that is missing takes lines away, but the text of the page is still there.
        if let Ok(text) = part(archive, &resolve(folder, &place)) {
            templates.insert(id.into_owned(), text);
        }
    }
    let list = tree.named("Pages").next();
    for node in list
        .into_iter()
        .flat_map(Node::children)
        .filter(|node| node.is("Page"))
    {
        let Some(place) = node.attribute("BaseLoc") else {
            continue;
        };
        let name = resolve(folder, &place);
        let text = part(archive, &name)?;
        let tree = parse(&text, &name)?;
        let own = tree.named("Area").next().and_then(physical_box);
        let mut canvas = canvas(own.unwrap_or(paper));
        for template in tree.named("Template") {
            let id = template.attribute("TemplateID").unwrap_or_default();
            if let Some(text) = templates.get(&*id) {
                draw(&parse(text, "Template")?, &mut canvas);
            }
        }
        draw(&tree, &mut canvas);
        document.page(canvas)?;
    }
    Ok(())
}

fn physical_box(area: Node) -> Option<[f32; 4]> {
    let mut text = String::new();
    area.child("PhysicalBox")?.push_text(&mut text);
    four(&text)
}

fn canvas([_, _, width, height]: [f32; 4]) -> Canvas {
    Canvas {
        width: width * POINTS,
        height: height * POINTS,
        ..Canvas::default()
    }
}

/// Draws the objects of a page or template.
fn draw(tree: &Tree, canvas: &mut Canvas) {
    let content = tree.named("Content").next();
    for node in content.into_iter().flat_map(Node::descendants) {
        match node.name() {
            "TextObject" => object::text(node, canvas),
            "PathObject" => object::path(node, canvas),
            "ImageObject" => canvas.has_picture = true,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests;
