//! What `check` answers: a verdict for each form, and a summary over all inputs.

use crate::{DocumentError, Finding, Source, Verified};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The schema name of [`Findings`].
pub const FINDINGS_SCHEMA: &str = "jixiao.findings/1";

/// Verdicts over any number of documents: `jixiao.findings/1`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Findings {
    /// Always `jixiao.findings/1`.
    pub schema: String,
    /// The version of the rules.
    pub rules_version: String,
    /// The date of the verdict.
    pub as_of: Date,
    /// One entry a document.
    pub documents: Vec<DocumentVerdict>,
    /// Findings over several forms.
    #[serde(default)]
    pub package: Vec<Finding>,
    /// Counts over everything.
    pub summary: Summary,
}

/// The verdict on one document.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DocumentVerdict {
    /// Where it came from.
    pub source: Source,
    /// Why it could not be opened.
    #[serde(default)]
    pub error: Option<DocumentError>,
    /// One verdict a form.
    #[serde(default)]
    pub forms: Vec<FormVerdict>,
}

/// The verdict on one form.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FormVerdict {
    /// The form's title.
    pub title: Option<String>,
    /// The project's name.
    pub project: Option<String>,
    /// The profile it was judged by.
    pub profile: ProfileChoice,
    /// How much of the reading was inferred.
    pub quality: Quality,
    /// What was recomputed and holds.
    #[serde(default)]
    pub verified: Vec<Verified>,
    /// What does not.
    #[serde(default)]
    pub findings: Vec<Finding>,
    /// Findings set aside with a reason.
    #[serde(default)]
    pub waived: Vec<Finding>,
    /// The codes of the rules that looked at the form, for the counts; not part of what is written.
    #[serde(skip)]
    pub examined: Vec<Cow<'static, str>>,
}

impl FormVerdict {
    /// The findings a person sees first: those that no other one covers.
    pub fn leading(&self) -> impl Iterator<Item = &Finding> {
        self.findings
            .iter()
            .filter(|finding| finding.covered_by.is_none())
    }
}

/// A finding that a person has set aside, with the reason.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Waiver {
    /// The fingerprint of the finding.
    pub fingerprint: String,
    /// Why it is set aside.
    pub reason: String,
    /// Who decided, when stated.
    #[serde(default)]
    pub by: Option<String>,
    /// The last day on which it holds; null for ever.
    #[serde(default)]
    pub until: Option<Date>,
}

/// Which profile judged a form and why.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ProfileChoice {
    /// The profile's id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// Why it was chosen, in Chinese.
    pub chosen_by: String,
}

/// How much of a form's reading was inferred.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Quality {
    /// Rows whose place was inferred.
    pub inferred: u32,
    /// Texts that fit no field.
    pub unplaced: u32,
    /// Rows that differ between open readings.
    pub ambiguous: u32,
    /// Whether the form was judged; false when it is too damaged or of a kind that no rule speaks about.
    pub judged: bool,
}

/// Counts over all inputs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Summary {
    /// Documents seen.
    pub documents: u32,
    /// Documents that could not be opened.
    pub unread: u32,
    /// Forms found.
    pub forms: u32,
    /// Findings at error level, places confirmed.
    pub error: u32,
    /// Findings at warning level.
    pub warning: u32,
    /// Findings at hint level.
    pub hint: u32,
    /// Counts by rule.
    pub by_code: BTreeMap<String, CodeCount>,
}

/// How often a rule looked and what it found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CodeCount {
    /// Forms examined.
    pub examined: u32,
    /// Findings.
    pub found: u32,
    /// Of them on inferred places.
    pub inferred: u32,
}
