//! What is said over several documents: counts, and findings that need all forms together.

use crate::Options;
use law::profile::Profile;
use model::{Document, DocumentVerdict, Finding, FormVerdict, Severity, Summary};
use rules::Check;
use rules::package::{self, Package, PackageForm};

/// Collects what is said over several documents, in bounded memory: of a form only what rules over several forms compare.
#[derive(Debug)]
pub struct Batch {
    options: Options,
    summary: Summary,
    forms: Vec<PackageForm>,
    /// Whether a rule over several forms is asked for.
    compares: bool,
}

impl Batch {
    /// An empty batch.
    pub fn new(options: &Options) -> Batch {
        Batch {
            options: options.clone(),
            summary: Summary::default(),
            forms: Vec::new(),
            compares: rules::catalog()
                .iter()
                .any(|rule| !rule.check.is_of_forms() && options.wants(rule.code)),
        }
    }

    /// Counts a document and keeps what rules over several forms need of it. `own` is the profile that overruled the choice a form, if
    /// one did.
    pub fn add(
        &mut self,
        document: &Document,
        verdict: &DocumentVerdict,
        own: Option<&'static Profile>,
    ) {
        self.summary.documents += 1;
        self.summary.unread += u32::from(document.error.is_some());
        self.summary.forms += u32::try_from(document.forms.len()).unwrap_or(u32::MAX);
        for (number, (form, verdict)) in (1..).zip(document.forms.iter().zip(&verdict.forms)) {
            self.count(verdict);
            let id = &verdict.profile.id;
            let own = own.filter(|profile| profile.id == *id);
            let Some(profile) = own.or_else(|| law::profile::find(id)) else {
                continue;
            };
            if self.compares {
                self.forms
                    .extend(PackageForm::of(document, number, form, profile));
            }
        }
    }

    fn count(&mut self, verdict: &FormVerdict) {
        for code in &verdict.examined {
            let count = self.summary.by_code.entry(code.clone().into_owned());
            count.or_default().examined += 1;
        }
        verdict
            .findings
            .iter()
            .for_each(|finding| count(&mut self.summary, finding));
    }

    /// The findings over several forms, and the counts over everything.
    pub fn finish(mut self) -> (Vec<Finding>, Summary) {
        let package = Package {
            forms: &self.forms,
            budgets: &self.options.beside.outside().budgets,
        };
        let found = package::check(&package, &|code| self.options.wants(code));
        let examined = u32::try_from(self.forms.len()).unwrap_or(u32::MAX);
        for rule in rules::catalog() {
            if matches!(rule.check, Check::Package(_))
                && self.options.wants(rule.code)
                && examined > 1
            {
                self.summary
                    .by_code
                    .entry(rule.code.to_owned())
                    .or_default()
                    .examined = examined;
            }
        }
        found
            .iter()
            .for_each(|finding| count(&mut self.summary, finding));
        (found, self.summary)
    }
}

/// Counts a finding. One on an inferred place is counted with its rule, not among the levels: a person has to look first.
fn count(summary: &mut Summary, finding: &Finding) {
    let code = summary.by_code.entry(finding.code.clone()).or_default();
    code.found += 1;
    if finding.inferred {
        code.inferred += 1;
        return;
    }
    match finding.severity {
        Severity::Error => summary.error += 1,
        Severity::Warning => summary.warning += 1,
        Severity::Hint => summary.hint += 1,
    }
}
