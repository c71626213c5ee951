//! The fonts at hand: which font sets a character, its glyph and its width.

use crate::fonts::{Face, Fonts};
use crate::leaves::{Measure, Role, Text};
use krilla::text::{Font, GlyphId, KrillaGlyph};
use skrifa::charmap::Charmap;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::{FontRef, MetadataProvider};
use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};

/// A font that was opened.
struct Open<'a> {
    font: Font,
    charmap: Charmap<'a>,
    metrics: GlyphMetrics<'a>,
    units: f32,
}

/// Where a character is set from.
#[derive(Clone, Copy)]
struct Sort {
    /// The number of the font.
    font: usize,
    glyph: u32,
    /// Its width, as a share of the size.
    advance: f32,
    /// Whether no font has it.
    missing: bool,
}

/// All fonts with what was looked up in them.
pub(super) struct TypeCase<'a> {
    open: Vec<Open<'a>>,
    /// The fonts of each role.
    roles: HashMap<Role, Vec<usize>>,
    known: RefCell<HashMap<(Role, char), Sort>>,
}

/// A part of a text in one font.
pub(super) struct Run<'t> {
    pub(super) font: Font,
    pub(super) text: &'t str,
    pub(super) glyphs: Vec<KrillaGlyph>,
    /// Its width, in points.
    pub(super) width: f32,
}

impl<'a> TypeCase<'a> {
    pub(super) fn new(fonts: &'a Fonts) -> Result<TypeCase<'a>, String> {
        let mut case = TypeCase {
            open: Vec::new(),
            roles: HashMap::new(),
            known: RefCell::default(),
        };
        for role in Role::ALL {
            let faces = match role {
                Role::Title => &fonts.title,
                Role::Line => &fonts.line,
                Role::Body => &fonts.body,
            };
            let numbers: Vec<usize> = faces.iter().filter_map(|face| case.add(face)).collect();
            if numbers.is_empty() {
                return Err("没有可用的中文字体".to_owned());
            }
            case.roles.insert(role, numbers);
        }
        Ok(case)
    }

    /// Opens a font; none that cannot be read.
    fn add(&mut self, face: &'a Face) -> Option<usize> {
        let font = Font::new(face.data.clone().into(), face.index)?;
        if let Some(known) = self.open.iter().position(|open| open.font == font) {
            return Some(known);
        }
        let reader = FontRef::from_index(&face.data, face.index).ok()?;
        self.open.push(Open {
            units: font.units_per_em(),
            font,
            charmap: reader.charmap(),
            metrics: reader.glyph_metrics(Size::unscaled(), LocationRef::default()),
        });
        Some(self.open.len() - 1)
    }

    fn sort(&self, role: Role, c: char) -> Sort {
        if let Some(sort) = self.known.borrow().get(&(role, c)) {
            return *sort;
        }
        let fonts = self.roles.get(&role).map_or(&[][..], Vec::as_slice);
        let found = fonts.iter().find_map(|font| {
            let glyph = self.open[*font].charmap.map(c)?;
            (glyph.to_u32() != 0).then_some((*font, glyph))
        });
        let sort = match found {
            Some((font, glyph)) => {
                let open = &self.open[font];
                let advance = open.metrics.advance_width(glyph).unwrap_or(open.units);
                Sort {
                    font,
                    glyph: glyph.to_u32(),
                    advance: advance / open.units,
                    missing: false,
                }
            }
            None => Sort {
                font: fonts.first().copied().unwrap_or_default(),
                glyph: 0,
                advance: 1.0,
                missing: true,
            },
        };
        self.known.borrow_mut().insert((role, c), sort);
        sort
    }

    /// The characters that were asked for and that no font has.
    pub(super) fn missing(&self) -> BTreeSet<char> {
        let known = self.known.borrow();
        let missing = known.iter().filter(|(_, sort)| sort.missing);
        missing.map(|((_, c), _)| *c).collect()
    }

    /// The parts of a text that one font sets.
    pub(super) fn runs<'t>(&self, text: &'t Text) -> Vec<Run<'t>> {
        let mut runs: Vec<Run> = Vec::new();
        let (mut current, mut start) = (None, 0);
        for ((at, c), advance) in text.text.char_indices().zip(&text.advances) {
            let sort = self.sort(text.role, c);
            if current != Some(sort.font) {
                current = Some(sort.font);
                start = at;
                runs.push(Run {
                    font: self.open[sort.font].font.clone(),
                    text: "",
                    glyphs: Vec::new(),
                    width: 0.0,
                });
            }
            let end = at + c.len_utf8();
            if let Some(run) = runs.last_mut() {
                run.text = &text.text[start..end];
                run.width += advance;
                let (glyph, share) = (GlyphId::new(sort.glyph), advance / text.role.size());
                let range = at - start..end - start;
                run.glyphs
                    .push(KrillaGlyph::new(glyph, share, 0.0, 0.0, 0.0, range, None));
            }
        }
        runs
    }
}

impl Measure for TypeCase<'_> {
    fn advance(&self, role: Role, c: char) -> f32 {
        self.sort(role, c).advance
    }
}
