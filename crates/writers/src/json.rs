//! The public JSON: `jixiao.forms/1` and `jixiao.findings/1`, whole or one document a line.

use jiff::civil::Date;
use model::{Document, DocumentVerdict, Finding, Findings, Forms, Summary};
use serde::Serialize;

/// Documents as `jixiao.forms/1`, indented.
///
/// # Errors
///
/// None for the types of `model`; whatever serde reports.
pub fn forms(documents: Vec<Document>) -> serde_json::Result<String> {
    whole(&Forms::new(documents))
}

/// Reads findings that [`findings`] wrote.
///
/// # Errors
/// When the text is no such JSON.
pub fn read_findings(text: &str) -> Result<Findings, serde_json::Error> {
    serde_json::from_str(text)
}

/// Verdicts as `jixiao.findings/1`, indented.
///
/// # Errors
///
/// None for the types of `model`; whatever serde reports.
pub fn findings(findings: &Findings) -> serde_json::Result<String> {
    whole(findings)
}

/// The last line of verdicts printed one document a line.
#[derive(Debug, Serialize)]
pub struct Closing<'a> {
    /// Always `jixiao.findings/1`.
    pub schema: &'a str,
    /// The version of the rules.
    pub rules_version: &'a str,
    /// The date of the verdict.
    pub as_of: Date,
    /// Findings over several forms.
    pub package: &'a [Finding],
    /// Counts over everything.
    pub summary: &'a Summary,
}

/// A document as one line.
///
/// # Errors
///
/// None for the types of `model`; whatever serde reports.
pub fn document_line(document: &Document) -> serde_json::Result<String> {
    line(document)
}

/// A verdict as one line.
///
/// # Errors
///
/// None for the types of `model`; whatever serde reports.
pub fn verdict_line(verdict: &DocumentVerdict) -> serde_json::Result<String> {
    line(verdict)
}

/// The summary as the last line.
///
/// # Errors
///
/// None for the types of `model`; whatever serde reports.
pub fn closing_line(closing: &Closing) -> serde_json::Result<String> {
    line(closing)
}

fn whole(value: &impl Serialize) -> serde_json::Result<String> {
    serde_json::to_string_pretty(value).map(|text| text + "\n")
}

fn line(value: &impl Serialize) -> serde_json::Result<String> {
    serde_json::to_string(value).map(|text| text + "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_back_the_same() {
        let (document, verdict) = crate::example::checked();
        let text = forms(vec![document.clone()]).unwrap();
        assert!(text.starts_with("{\n  \"schema\": \"jixiao.forms/1\""));
        let read: Forms = serde_json::from_str(&text).unwrap();
        assert_eq!(read.documents.first(), Some(&document));
        let line = document_line(&document).unwrap();
        assert_eq!(line.matches('\n').count(), 1);
        let line = verdict_line(&verdict).unwrap();
        assert_eq!(
            serde_json::from_str::<DocumentVerdict>(&line).unwrap(),
            verdict
        );
    }
}
