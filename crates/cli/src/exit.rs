//! The exit code: the gravest thing that happened.

use model::{DocumentVerdict, Finding, Severity};
use std::process::ExitCode;

/// A wrong command line, or a failure of our own.
pub const FAILED: u8 = 3;

/// What happened so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Exit {
    /// Findings at error level, on places that the document states.
    pub errors: bool,
    /// Whether findings at warning level and on inferred places count as well.
    pub strict: bool,
    /// Something could not be read, or a file named by hand holds no form.
    pub unread: bool,
}

impl Exit {
    /// Takes note of a verdict.
    pub fn note(&mut self, verdict: &DocumentVerdict) {
        self.unread |= verdict.error.is_some();
        let mut forms = verdict.forms.iter();
        self.errors |= forms.any(|form| self.counts(&form.findings));
    }

    /// Takes note of findings over several forms.
    pub fn note_package(&mut self, package: &[Finding]) {
        self.errors |= self.counts(package);
    }

    fn counts(self, findings: &[Finding]) -> bool {
        findings.iter().any(|finding| {
            let grave = finding.severity == Severity::Error && !finding.inferred;
            grave || (self.strict && finding.severity >= Severity::Warning)
        })
    }

    fn code(self) -> u8 {
        match self {
            Exit { unread: true, .. } => 2,
            Exit { errors: true, .. } => 1,
            _ => 0,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_not_be_read_outweighs_findings() {
        assert_eq!(
            Exit {
                errors: true,
                unread: true,
                ..Exit::default()
            }
            .code(),
            2
        );
        assert_eq!(
            Exit {
                errors: true,
                ..Exit::default()
            }
            .code(),
            1
        );
        assert_eq!(Exit::default().code(), 0);
    }
}
