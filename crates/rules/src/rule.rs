//! What a rule is.

use crate::beside::Case;
use crate::package::Package;
use crate::report::Report;
use crate::subject::Subject;
use law::regulation::Key;
use model::{Finding, FormKind, Severity};

/// One rule: one source and one page.
#[derive(Debug)]
pub struct Rule {
    /// The code, for ever: `E07`.
    pub code: &'static str,
    /// The English name: what is wrong.
    pub name: &'static str,
    /// The usual severity; a profile may lower it.
    pub severity: Severity,
    /// The clauses it stands on.
    pub cites: &'static [Key],
    /// The kinds of form it speaks about: of an approved target only the sums can still be mended in a later form.
    pub kinds: &'static [FormKind],
    /// The review criterion its points belong to.
    pub criterion: &'static str,
    /// The page: documentation, fixture and snapshot.
    pub page: &'static str,
    /// What it looks at.
    pub check: Check,
}

/// Target forms only.
pub const TARGET: &[FormKind] = &[FormKind::Target];

/// All kinds of form of a project.
pub const ANY: &[FormKind] = &[
    FormKind::Target,
    FormKind::SelfEvaluation,
    FormKind::Monitoring,
];

/// Self-evaluations only.
pub const EVALUATION: &[FormKind] = &[FormKind::SelfEvaluation];

/// Monitoring forms only.
pub const MONITORING: &[FormKind] = &[FormKind::Monitoring];

/// What a rule looks at.
#[derive(Debug)]
pub enum Check {
    /// One form.
    Form(fn(&Subject, &mut Report)),
    /// One form and what lies beside it; silent where nothing does.
    Beside(fn(&Subject, &Case, &mut Report)),
    /// One form, and once more with what lies beside it.
    Both(fn(&Subject, &mut Report), fn(&Subject, &Case, &mut Report)),
    /// All forms of a run together.
    Package(fn(&Rule, &Package) -> Vec<Finding>),
}

impl Check {
    /// Whether it looks at single forms.
    pub fn is_of_forms(&self) -> bool {
        !matches!(self, Check::Package(_))
    }
}

impl Rule {
    /// The Chinese title: the first line of the page without the code.
    pub fn title(&self) -> &'static str {
        let line = self.page.lines().next().unwrap_or("");
        line.trim_start_matches('#')
            .trim()
            .trim_start_matches(self.code)
            .trim()
    }

    /// What the page says before its first example.
    pub fn summary(&self) -> &'static str {
        let body = self.page.split_once('\n').map_or("", |(_, body)| body);
        body.split("\n## ").next().unwrap_or("").trim()
    }
}
