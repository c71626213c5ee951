//! What `read` answers: documents, each with its forms, its notes, or the reason why it could not be opened.

use crate::{Form, Place};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The schema name of [`Forms`].
pub const FORMS_SCHEMA: &str = "jixiao.forms/1";

/// The recovered structure of any number of documents: `jixiao.forms/1`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Forms {
    /// Always `jixiao.forms/1`.
    pub schema: String,
    /// One entry a document, in the order of the inputs.
    pub documents: Vec<Document>,
}

impl Forms {
    /// The answer for these documents.
    pub fn new(documents: Vec<Document>) -> Forms {
        Forms {
            schema: FORMS_SCHEMA.to_owned(),
            documents,
        }
    }
}

/// One document and the forms found in it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Document {
    /// Where it came from.
    pub source: Source,
    /// Why it could not be opened; null when it was.
    #[serde(default)]
    pub error: Option<DocumentError>,
    /// What the reading has to say about the document as a whole.
    #[serde(default)]
    pub notes: Vec<Note>,
    /// The forms, in reading order.
    #[serde(default)]
    pub forms: Vec<Form>,
}

/// Where a document came from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Source {
    /// The path as given by the caller; inside an archive `archive.zip/entry`.
    pub path: String,
    /// The format by content: `txt`, `csv`, `markdown`, `html`, `docx`, `xlsx`, `json` …; empty when unknown.
    #[serde(default)]
    pub format: String,
    /// SHA-256 of the bytes, in hexadecimal.
    #[serde(default)]
    pub sha256: String,
    /// The address it was published at, when known.
    #[serde(default)]
    pub url: Option<String>,
    /// Who published it, when known.
    #[serde(default)]
    pub publisher: Option<String>,
    /// When it was fetched, when known.
    #[serde(default)]
    pub fetched_at: Option<String>,
}

/// Why a document could not be opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DocumentError {
    /// The kind, for programs.
    pub kind: ErrorKind,
    /// What happened and what to do next, in Chinese.
    pub message: String,
}

/// Kinds of document that cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ErrorKind {
    /// No bytes, or nothing but white space.
    Empty,
    /// A format this build does not read.
    Unsupported,
    /// Protected by a password.
    Encrypted,
    /// The container is broken, or promised parts are missing.
    Damaged,
    /// Beyond a limit that the message names.
    TooLarge,
    /// Pictures only.
    NoText,
    /// The characters were lost before the file reached us.
    Encoding,
    /// Carries a 密级 mark; not read further, nothing kept.
    Classified,
    /// The system did not hand the file over: missing, locked by another program, or no permission.
    Unreadable,
}

/// A remark of the reading: what was read, what is offered, where to look. Never a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Note {
    /// A stable code such as `shifted_row`.
    pub code: String,
    /// The remark, in Chinese.
    pub message: String,
    /// The places it speaks of.
    #[serde(default)]
    pub at: Vec<Place>,
}

impl Note {
    /// A note about these places.
    pub fn new(code: &str, message: impl Into<String>, at: Vec<Place>) -> Note {
        Note {
            code: code.to_owned(),
            message: message.into(),
            at,
        }
    }
}
