//! How a rule speaks: findings with their place, facts and fix, and statements that hold.

use crate::rule::{Check, Rule};
use crate::subject::{Row, Subject};
use law::regulation::citation;
use model::{Edit, Facts, Finding, Fix, Place, Related, Safety, Severity, Verified};
use serde_json::Value as Json;

/// Collects what one rule says about one form.
pub struct Report<'s> {
    rule: &'static Rule,
    subject: &'s Subject<'s>,
    findings: Vec<Finding>,
    verified: Vec<Verified>,
    compared: bool,
}

impl<'s> Report<'s> {
    pub(crate) fn new(rule: &'static Rule, subject: &'s Subject<'s>) -> Report<'s> {
        Report {
            rule,
            subject,
            findings: Vec::new(),
            verified: Vec::new(),
            compared: false,
        }
    }

    /// Says that what the rule needs lies beside the form, so that the form counts as examined.
    pub fn compared(&mut self) {
        self.compared = true;
    }

    /// Whether the form was examined: one with nothing beside it was not compared.
    pub(crate) fn has_looked(&self, check: &Check) -> bool {
        self.compared || !matches!(check, Check::Beside(_))
    }

    /// A finding on a row.
    pub fn row(&mut self, row: &Row, message: impl Into<String>) -> Said<'_> {
        let at = row.row.place();
        self.push(
            Some(row.row.id.clone()),
            at,
            row.row.is_inferred(),
            message.into(),
        )
    }

    /// A finding on a row's value.
    pub fn value(&mut self, row: &Row, message: impl Into<String>) -> Said<'_> {
        let at = if row.row.cells.value.is_empty() {
            row.row.place()
        } else {
            row.row.cells.value.clone()
        };
        self.push(
            Some(row.row.id.clone()),
            at,
            row.row.is_inferred(),
            message.into(),
        )
    }

    /// A finding on the year's goal.
    pub fn goal(&mut self, message: impl Into<String>) -> Said<'_> {
        let at = self
            .subject
            .form
            .annual_goal()
            .and_then(|goal| goal.at.clone());
        let said = self.push(None, at.into_iter().collect(), false, message.into());
        said.fact("field", "goal.annual")
    }

    /// A finding on cells of the form that are no indicator row.
    pub fn form(&mut self, at: Vec<Place>, message: impl Into<String>) -> Said<'_> {
        self.push(None, at, false, message.into())
    }

    /// A statement that was recomputed and holds.
    pub fn verified(&mut self, message: impl Into<String>, at: Vec<Place>, facts: &[(&str, Json)]) {
        self.verified.push(Verified {
            check: self.rule.code.to_owned(),
            message: message.into(),
            facts: facts
                .iter()
                .map(|(key, value)| ((*key).to_owned(), value.clone()))
                .collect(),
            at,
        });
    }

    fn push(
        &mut self,
        row: Option<String>,
        at: Vec<Place>,
        inferred: bool,
        message: String,
    ) -> Said<'_> {
        let finding = finding(self.rule, self.subject.profile, row, at, inferred, message);
        self.findings.push(finding);
        let index = self.findings.len() - 1;
        Said {
            finding: &mut self.findings[index],
            rule: self.rule,
            profile: self.subject.profile,
        }
    }

    pub(crate) fn finish(self) -> (Vec<Finding>, Vec<Verified>) {
        (self.findings, self.verified)
    }
}

/// A finding of a rule before anything particular is known.
pub(crate) fn finding(
    rule: &Rule,
    profile: &law::profile::Profile,
    row: Option<String>,
    at: Vec<Place>,
    inferred: bool,
    message: String,
) -> Finding {
    Finding {
        id: String::new(),
        code: rule.code.to_owned(),
        name: rule.name.to_owned(),
        severity: profile.severity_of(rule.code, rule.severity),
        message,
        row,
        at,
        span: None,
        facts: Facts::new(),
        covers: Vec::new(),
        covered_by: None,
        related: Vec::new(),
        citations: rule
            .cites
            .iter()
            .map(|key| citation(*key, profile))
            .collect(),
        criterion: (!rule.criterion.is_empty()).then(|| rule.criterion.to_owned()),
        inferred,
        fix: None,
    }
}

/// A finding that was just made; more may be said about it.
pub struct Said<'r> {
    finding: &'r mut Finding,
    rule: &'static Rule,
    profile: &'r law::profile::Profile,
}

impl Said<'_> {
    /// Another severity than the rule's usual one.
    pub fn severity(self, severity: Severity) -> Self {
        let usual = self.profile.severity_of(self.rule.code, self.rule.severity);
        // A profile that lowers the rule lowers all it says; one that leaves it alone lets the rule differ.
        let severity = if usual == self.rule.severity {
            severity
        } else {
            severity.min(usual)
        };
        self.finding.severity = severity;
        self
    }

    /// A number or text behind the message.
    pub fn fact(self, key: &str, value: impl Into<Json>) -> Self {
        self.finding.facts.insert(key.to_owned(), value.into());
        self
    }

    /// Other rows it names.
    pub fn related<'a>(self, rows: impl IntoIterator<Item = &'a Row<'a>>) -> Self {
        let rows = rows.into_iter().map(|row| Related {
            row: Some(row.row.id.clone()),
            ..Related::default()
        });
        self.finding.related.extend(rows);
        self
    }

    /// The form that it was compared with.
    pub fn beside(self, known: &crate::beside::Known) -> Self {
        self.finding.related.push(Related {
            document: Some(known.document.clone()),
            form: Some(known.number),
            row: None,
        });
        self
    }

    /// The characters of the name it speaks of, as bytes of `text`.
    pub fn span(self, text: &str, range: std::ops::Range<usize>) -> Self {
        let count = |end: usize| u32::try_from(text[..end].chars().count()).unwrap_or(u32::MAX);
        self.finding.span = Some([count(range.start), count(range.end)]);
        self
    }

    /// A repair that a person may take.
    pub fn fix(self, title: impl Into<String>, edits: Vec<Edit>) -> Self {
        self.with_fix(title.into(), Safety::Suggested, edits)
    }

    /// A repair that changes nothing of what the text says.
    pub fn safe_fix(self, title: impl Into<String>, edits: Vec<Edit>) -> Self {
        self.with_fix(title.into(), Safety::Safe, edits)
    }

    fn with_fix(self, title: String, safety: Safety, edits: Vec<Edit>) -> Self {
        self.finding.fix = Some(Fix {
            title,
            safety,
            edits,
        });
        self
    }
}
