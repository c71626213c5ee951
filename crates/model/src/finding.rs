//! What a check says: findings with their facts and fixes, and statements that hold.

use crate::{Place, Value};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

/// Facts of a finding or statement, by name. Programs read these, never the message.
pub type Facts = Map<String, Json>;

/// How sure and how grave a finding is.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Often legitimate; depends on what the author meant. 可参考.
    Hint,
    /// Very likely to be sent back. 建议改.
    Warning,
    /// True on its face: arithmetic, an empty required cell, a printed rule. 必改.
    Error,
}

impl Severity {
    /// The word on a clerk's screen.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "必改",
            Severity::Warning => "建议改",
            Severity::Hint => "可参考",
        }
    }
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    /// The fingerprint: stable while code, project, class and name stay the same.
    pub id: String,
    /// The rule's code, e.g. `E07`.
    pub code: String,
    /// The rule's name, e.g. `deadline-in-name`.
    pub name: String,
    /// The severity after the profile.
    pub severity: Severity,
    /// Where, what and what now, in Chinese.
    pub message: String,
    /// The row it stands on; null for the form.
    #[serde(default)]
    pub row: Option<String>,
    /// The cells it speaks of.
    #[serde(default)]
    pub at: Vec<Place>,
    /// The characters of the cell it speaks of, from and to, counted in characters.
    #[serde(default)]
    pub span: Option<[u32; 2]>,
    /// The numbers and texts behind the message.
    #[serde(default)]
    pub facts: Facts,
    /// Findings folded under this one.
    #[serde(default)]
    pub covers: Vec<String>,
    /// The finding that leads this one.
    #[serde(default)]
    pub covered_by: Option<String>,
    /// Other rows or forms it names.
    #[serde(default)]
    pub related: Vec<Related>,
    /// The clauses behind it.
    #[serde(default)]
    pub citations: Vec<Citation>,
    /// The review criterion it belongs to.
    #[serde(default)]
    pub criterion: Option<String>,
    /// Whether it stands on an inferred place.
    #[serde(default)]
    pub inferred: bool,
    /// An offered repair.
    #[serde(default)]
    pub fix: Option<Fix>,
}

impl Finding {
    /// The field of the form that it stands on, by the name of [`Edit`]: `goal.annual`, `project.period`; none for a row, and where it
    /// speaks of no single field.
    pub fn field(&self) -> Option<&str> {
        self.facts.get("field").and_then(Json::as_str)
    }
}

/// Another row or form that a finding names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Related {
    /// The document's path; null for the same document.
    pub document: Option<String>,
    /// The form's number in its document, from 1; null for the same form.
    pub form: Option<u32>,
    /// The row.
    pub row: Option<String>,
}

/// A clause that a finding rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Citation {
    /// The stable key, e.g. `R88-13-2`.
    pub key: String,
    /// Document title and number.
    pub document: String,
    /// The clause, printed only where it was checked against the official text.
    pub clause: Option<String>,
    /// Whether the document binds the unit (依据) or is a reference (参照).
    pub binding: bool,
}

/// An offered repair. Never applied unasked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Fix {
    /// What it does, in Chinese.
    pub title: String,
    /// Whether it only rewrites what is there.
    pub safety: Safety,
    /// The edits, applied together.
    pub edits: Vec<Edit>,
}

/// How far a fix may be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Safety {
    /// Rewrites what is there without changing what it says.
    Safe,
    /// Needs a person to agree.
    Suggested,
}

/// One change to a form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "op", rename_all = "snake_case")]
pub enum Edit {
    /// Sets a field; refused when `from` no longer matches.
    Set {
        /// The row, or null for a field of the form.
        row: Option<String>,
        /// `name`, `value`, `level2`, `weight`, `goal.annual` …
        field: String,
        /// The text there now.
        from: String,
        /// The text afterwards.
        to: String,
    },
    /// Inserts a row.
    Insert {
        /// The row it follows.
        after: String,
        /// The new row.
        row: EditRow,
    },
    /// Deletes a row.
    Delete {
        /// The row.
        row: String,
    },
}

/// A row to insert.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct EditRow {
    /// 一级指标.
    pub level1: Option<String>,
    /// 二级指标.
    pub level2: Option<String>,
    /// 三级指标.
    pub name: String,
    /// 指标值, as text.
    pub value: String,
}

impl Edit {
    /// Sets the name of a row.
    pub fn name(row: &crate::Indicator, to: impl Into<String>) -> Edit {
        Edit::Set {
            row: Some(row.id.clone()),
            field: "name".into(),
            from: row.name.clone(),
            to: to.into(),
        }
    }

    /// Sets the value of a row.
    pub fn value(row: &crate::Indicator, to: impl Into<String>) -> Edit {
        let from: &Value = &row.value;
        Edit::Set {
            row: Some(row.id.clone()),
            field: "value".into(),
            from: from.raw.clone(),
            to: to.into(),
        }
    }
}

/// A statement that was recomputed and holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Verified {
    /// The rule that checked it.
    pub check: String,
    /// The statement with its numbers, in Chinese.
    pub message: String,
    /// The numbers.
    #[serde(default)]
    pub facts: Facts,
    /// The cells.
    #[serde(default)]
    pub at: Vec<Place>,
}
