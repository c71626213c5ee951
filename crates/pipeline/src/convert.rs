//! A recovered form to a file of another kind: laid out by the template of the profile that fits it, then painted.

use law::profile::{Profile, Template};
use model::{Document, Form, FormKind};
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
}

impl Written {
    /// All kinds with the endings of their files.
    pub const ALL: [(Written, &'static str); 6] = [
        (Written::Docx, "docx"),
        (Written::Xlsx, "xlsx"),
        (Written::Html, "html"),
        (Written::Markdown, "md"),
        (Written::Csv, "csv"),
        (Written::Json, "json"),
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
    lay_out(form, template(profile, form.kind))
}

fn template(profile: &Profile, kind: FormKind) -> &Template {
    let name = match kind {
        FormKind::Target => "target",
        FormKind::SelfEvaluation => "self_evaluation",
        FormKind::Monitoring => "monitoring",
        FormKind::Department => "department",
    };
    let own = profile.paper.get(name);
    // Every profile takes its templates over from `general`, which has all of them.
    own.unwrap_or_else(|| &law::profile::general().paper[name])
}

/// The forms of a document as a file. Equal input gives equal bytes.
///
/// # Errors
/// When the file cannot be made.
pub fn write(
    document: &Document,
    kind: Written,
    profile: Option<&Profile>,
) -> Result<Vec<u8>, WriteError> {
    let papers = || -> Vec<Paper> {
        let forms = document.forms.iter();
        forms.map(|form| paper(form, profile)).collect()
    };
    let first = document.forms.first();
    let title = first.map(|form| writers::head::name(form).to_owned());
    let title = title.unwrap_or_default();
    let failed = |error: &dyn std::fmt::Display| WriteError(error.to_string());
    match kind {
        Written::Docx => paint::docx::document(&title, &papers()).map_err(|error| failed(&error)),
        Written::Xlsx => {
            let names = document.forms.iter();
            let names = names.map(|form| writers::head::name(form).to_owned());
            let papers: Vec<(String, Paper)> = names.zip(papers()).collect();
            paint::xlsx::book(&papers).map_err(|error| failed(&error))
        }
        Written::Html => Ok(paint::html::page(&title, &papers()).into_bytes()),
        Written::Markdown => Ok(paint::markdown::text(&papers()).into_bytes()),
        Written::Csv => Ok((csv::head_line() + &csv::rows(document)).into_bytes()),
        Written::Json => json::forms(vec![document.clone()])
            .map(String::into_bytes)
            .map_err(|error| failed(&error)),
    }
}
