//! PDF → raw pages: what is printed, with places; pictures are not looked into.

mod allowance;
mod device;
mod guard;

use crate::geometry::{Canvas, Document};
use crate::{Limits, ReadError};
use device::{Exhausted, Paper};
use hayro_interpret::hayro_syntax::object::Name;
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::kurbo::{Affine, Rect};
use hayro_interpret::{Context, InterpreterCache, InterpreterSettings, interpret_page};
use model::page::RawDocument;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Pages of one document.
const PAGES: usize = 20_000;

/// Reads a PDF.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<RawDocument, ReadError> {
    guard::check(bytes, limits)?;
    // The only way to leave a page that draws without end is through the interpreter; and a panic in it (an overflow in a
    // font, in debug builds) must not end a program that reads thousands of files.
    let outcome = catch_unwind(AssertUnwindSafe(|| pages(bytes, limits)));
    outcome.unwrap_or_else(|cause| {
        Err(if cause.is::<Exhausted>() {
            ReadError::too_large(
                "绘制页面的步骤数",
                &format!("{} 步", device::steps(bytes.len())),
            )
        } else {
            ReadError::damaged("PDF 的页面内容读不出来")
        })
    })
}

/// The first json attached to a PDF that names `name`. The streams are known not to be too large: the pages were read before.
pub(crate) fn attached(bytes: &[u8], name: &[u8]) -> Option<String> {
    guard::find(bytes, name)?;
    let found = catch_unwind(AssertUnwindSafe(|| {
        let pdf = Pdf::new(bytes.to_vec()).ok()?;
        let found = pdf.objects().into_iter().find_map(|object| {
            let stream = object.into_stream()?;
            let dict = stream.dict();
            let kind = dict.get::<Name>("Subtype")?;
            (kind.as_ref() == b"application/json")
                .then(|| stream.decoded().ok())?
                .map(|data| data.into_owned())
        })?;
        String::from_utf8(found).ok()
    }));
    found.ok().flatten()
}

fn pages(bytes: &[u8], limits: &Limits) -> Result<RawDocument, ReadError> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => ReadError::encrypted(),
        LoadPdfError::Decryption(_) => ReadError::damaged("PDF 的加密信息读不出来"),
        LoadPdfError::Invalid => ReadError::damaged("PDF 的目录读不出来，文件可能没有下载完"),
    })?;
    if guard::find(bytes, b"/Encrypt").is_some() {
        guard::check_encrypted(&pdf, bytes.len(), limits)?;
    }
    if pdf.pages().len() > PAGES {
        return Err(ReadError::too_large("页数", &format!("{PAGES} 页")));
    }
    let cache = InterpreterCache::new();
    let mut document = Document::new(limits);
    let mut steps = device::steps(bytes.len());
    let mut unknown = 0;
    let mut known = 0;
    for page in pdf.pages().iter() {
        let paper = draw(page, &pdf, &cache, steps);
        steps = paper.steps;
        unknown += paper.unknown;
        let canvas = paper.canvas();
        known += canvas.glyphs.len();
        document.page(canvas)?;
    }
    if unknown > known {
        return Err(ReadError::unmapped());
    }
    document.finish()
}

fn draw<'a>(page: &'a Page<'a>, pdf: &'a Pdf, cache: &InterpreterCache<'a>, steps: usize) -> Paper {
    let (width, height) = page.render_dimensions();
    let transform = Affine::new(page.initial_transform(true).as_coeffs());
    let bounds = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let settings = InterpreterSettings::default();
    let mut context = Context::new(transform, bounds, cache, pdf.xref(), settings);
    let canvas = Canvas {
        width,
        height,
        ..Canvas::default()
    };
    let mut paper = Paper::new(canvas, steps);
    interpret_page(page, &mut context, &mut paper);
    paper
}

#[cfg(test)]
mod tests;
