//! The form as PDF: set on pages, the characters in use embedded, a bookmark a form, the data attached.

mod type_case;

use super::MARGINS;
use crate::fonts::Fonts;
use crate::leaves::{Leaf, POINTS, Text, number, set};
use crate::paper::Paper;
use krilla::Document;
use krilla::destination::XyzDestination;
use krilla::embed::{AssociationKind, EmbeddedFile, MimeType};
use krilla::geom::{PathBuilder, Point};
use krilla::metadata::Metadata;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use std::collections::BTreeSet;
use type_case::TypeCase;

/// The name of the attached data.
pub const ATTACHMENT: &str = "jixiao.forms.json";

/// The width of the lines of a table, in points.
const LINE: f32 = 0.5;

/// A document, and what it could not show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// Characters that none of the fonts has: they are missing on the page, and stand in the attached data only.
    pub missing: Vec<char>,
}

/// The document with these forms by their names, each beginning on a page of its own. `data` is attached: `jixiao.forms/1`.
///
/// # Errors
/// When there is no font, or the document cannot be made.
pub fn document(
    title: &str,
    papers: &[(String, Paper)],
    fonts: &Fonts,
    data: Option<Vec<u8>>,
) -> Result<Pdf, String> {
    let mut case = TypeCase::new(fonts)?;
    let mut document = Document::new();
    let mut outline = Outline::new();
    let mut leaves = Vec::new();
    for (name, paper) in papers {
        let top = Point::from_xy(0.0, MARGINS.0 as f32 * POINTS / 2.0);
        let destination = XyzDestination::new(leaves.len(), top);
        outline.push_child(OutlineNode::new(name.clone(), destination));
        leaves.extend(set(paper, &case));
    }
    number(&mut leaves, &case);
    for leaf in &leaves {
        draw(leaf, &mut case, &mut document)?;
    }
    document.set_outline(outline);
    // No date: equal input gives equal bytes.
    let metadata = Metadata::new()
        .title(title.to_owned())
        .language("zh-CN".to_owned())
        .creator("jixiao".to_owned());
    document.set_metadata(metadata);
    if let Some(data) = data {
        document.embed_file(EmbeddedFile {
            path: ATTACHMENT.to_owned(),
            mime_type: MimeType::new("application/json"),
            description: Some("本文件各表的数据，格式 jixiao.forms/1".to_owned()),
            association_kind: AssociationKind::Data,
            data: data.into(),
            modification_date: None,
            compress: Some(true),
            location: None,
        });
    }
    let bytes = document.finish().map_err(|error| format!("{error:?}"))?;
    let missing: BTreeSet<char> = case.missing();
    Ok(Pdf {
        bytes,
        missing: missing.into_iter().collect(),
    })
}

fn draw(leaf: &Leaf, case: &mut TypeCase, document: &mut Document) -> Result<(), String> {
    let settings =
        PageSettings::from_wh(leaf.width, leaf.height).ok_or_else(|| "页面大小不对".to_owned())?;
    let mut page = document.start_page_with(settings);
    let mut surface = page.surface();
    let mut path = PathBuilder::new();
    for [x, y, to_x, to_y] in &leaf.lines {
        path.move_to(*x, *y);
        path.line_to(*to_x, *to_y);
    }
    if let Some(path) = path.finish() {
        surface.set_fill(None);
        surface.set_stroke(Some(Stroke {
            width: LINE,
            ..Stroke::default()
        }));
        surface.draw_path(&path);
    }
    surface.set_stroke(None);
    surface.set_fill(Some(Fill::default()));
    for text in &leaf.texts {
        draw_text(text, case, &mut surface);
    }
    surface.finish();
    page.finish();
    Ok(())
}

/// Draws a text, in one run for each font that it takes.
fn draw_text(text: &Text, case: &mut TypeCase, surface: &mut Surface) {
    let mut x = text.x;
    for run in case.runs(text) {
        surface.draw_glyphs(
            Point::from_xy(x, text.baseline),
            &run.glyphs,
            run.font,
            run.text,
            text.role.size(),
            false,
        );
        x += run.width;
    }
}
