//! A recovered form to a file of another kind: laid out by the template of the profile that fits it, then painted.

use law::profile::Profile;
use model::{Document, Form};
use writers::fonts::Fonts;
use writers::paper::{Paper, lay_out};
use writers::{csv, json, paint};

/// What a form can be written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// Word.
    Docx,
    /// Excel, a sheet a form.
    Xlsx,
    /// A web page that prints as the official form.
    Html,
    /// Markdown.
    Markdown,
    /// One indicator a line.
    Csv,
    /// `jixiao.forms/1`.
    Json,
    /// Tab text to be pasted into the budget system.
    Tab,
    /// PDF, in a build with the feature `pdf`.
    Pdf,
    /// OFD, in a build with the feature `pdf`.
    Ofd,
}

impl Written {
    /// All kinds with the endings of their files.
    pub const ALL: [(Written, &'static str); 9] = [
        (Written::Docx, "docx"),
        (Written::Xlsx, "xlsx"),
        (Written::Html, "html"),
        (Written::Markdown, "md"),
        (Written::Csv, "csv"),
        (Written::Json, "json"),
        (Written::Tab, "tsv"),
        (Written::Pdf, "pdf"),
        (Written::Ofd, "ofd"),
    ];

    /// The kind with this ending.
    pub fn by_ending(ending: &str) -> Option<Written> {
        let ending = ending.to_ascii_lowercase();
        let mut all = Written::ALL.iter();
        all.find(|(_, own)| *own == ending).map(|(kind, _)| *kind)
    }

    /// The ending of its files.
    pub fn ending(self) -> &'static str {
        let mut all = Written::ALL.iter();
        all.find(|(kind, _)| *kind == self)
            .map_or("", |(_, ending)| ending)
    }
}

/// Why a document could not be written.
#[derive(Debug)]
pub struct WriteError(pub String);

impl std::fmt::Display for WriteError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "写不出这个文件：{}", self.0)
    }
}

impl std::error::Error for WriteError {}

/// A form on paper, by the template of `profile`, else of the profile that fits it.
pub fn paper(form: &Form, profile: Option<&Profile>) -> Paper {
    let profile = profile.unwrap_or_else(|| law::profile::choose(form).profile);
    lay_out(form, profile.template(form.kind, form.title.as_deref()))
}

/// What writing takes from outside.
#[derive(Clone, Debug, Default)]
pub struct Outside {
    /// The fonts, for PDF.
    pub fonts: Fonts,
}

/// A file that was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Output {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What the file does not show as it should, in words.
    pub notes: Vec<String>,
}

/// The forms of a document as a file. Equal input gives equal bytes.
///
/// # Errors
/// When the file cannot be made, or not by this build.
pub fn write(
    document: &Document,
    kind: Written,
    profile: Option<&Profile>,
    outside: &Outside,
) -> Result<Output, WriteError> {
    let names: Vec<String> = document
        .forms
        .iter()
        .map(|form| writers::head::name(form).to_owned())
        .collect();
    let papers = || -> Vec<Paper> {
        let forms = document.forms.iter();
        forms.map(|form| paper(form, profile)).collect()
    };
    let title = names.first().map_or("", String::as_str);
    let failed = |error: &dyn std::fmt::Display| WriteError(error.to_string());
    let bytes = match kind {
        Written::Docx => {
            let data = attached(document)?;
            paint::docx::document(title, &papers(), Some(&data)).map_err(|error| failed(&error))?
        }
        Written::Xlsx => {
            let papers: Vec<(String, Paper)> = names.into_iter().zip(papers()).collect();
            paint::xlsx::book(&papers).map_err(|error| failed(&error))?
        }
        Written::Html => paint::html::page(title, &papers()).into_bytes(),
        Written::Markdown => paint::markdown::text(&papers()).into_bytes(),
        Written::Csv => (csv::head_line() + &csv::rows(document)).into_bytes(),
        Written::Json => json::forms(vec![document.clone()])
            .map(String::into_bytes)
            .map_err(|error| failed(&error))?,
        Written::Tab => {
            let fitting = || match document.forms.first() {
                Some(form) => law::profile::choose(form).profile,
                None => law::profile::general(),
            };
            let intake = profile.map_or_else(|| &fitting().intake, |profile| &profile.intake);
            let (text, notes) = writers::intake::text(&document.forms, intake);
            return Ok(Output {
                bytes: text.into_bytes(),
                notes,
            });
        }
        Written::Pdf | Written::Ofd => {
            let title = title.to_owned();
            let papers = names.into_iter().zip(papers()).collect();
            return on_leaves(document, kind, &title, papers, outside);
        }
    };
    Ok(Output {
        bytes,
        notes: Vec::new(),
    })
}

/// The data that goes with the page: the forms, without where they were read from.
pub(crate) fn attached(document: &Document) -> Result<String, WriteError> {
    let plain = Document {
        source: model::Source::default(),
        notes: Vec::new(),
        ..document.clone()
    };
    json::forms(vec![plain]).map_err(|error| WriteError(error.to_string()))
}

/// PDF and OFD.
#[cfg(feature = "pdf")]
fn on_leaves(
    document: &Document,
    kind: Written,
    title: &str,
    papers: Vec<(String, Paper)>,
    outside: &Outside,
) -> Result<Output, WriteError> {
    if kind == Written::Ofd {
        let bytes = paint::ofd::document(title, &papers);
        return Ok(Output {
            bytes: bytes.map_err(|error| WriteError(error.to_string()))?,
            notes: Vec::new(),
        });
    }
    let data = attached(document)?.into_bytes();
    let pdf = paint::pdf::document(title, &papers, &outside.fonts, Some(data));
    let pdf = pdf.map_err(WriteError)?;
    let missing: String = pdf.missing.iter().collect();
    let note = format!(
        "字体里没有“{missing}”，PDF 的页面上缺这些字（附带的数据里有）。请装上收字更多的字体，或用 --fonts 指明字体文件夹后重写。"
    );
    Ok(Output {
        bytes: pdf.bytes,
        notes: (!missing.is_empty()).then_some(note).into_iter().collect(),
    })
}

/// PDF and OFD, which this build cannot write.
#[cfg(not(feature = "pdf"))]
fn on_leaves(
    _: &Document,
    kind: Written,
    _: &str,
    _: Vec<(String, Paper)>,
    _: &Outside,
) -> Result<Output, WriteError> {
    Err(WriteError(format!(
        "这个版本不带 {} 功能。请用命令 cargo build --release -p cli --features full 重新构建，或改写 docx",
        kind.ending().to_uppercase()
    )))
}
