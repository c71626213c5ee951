//! Form → findings and verified statements. One rule is one source and one page; the engine knows none of them by name.
//!
//! The way of a form: [`subject`] analyses every text once → each rule of the [`catalog`] speaks through a [`report`] →
//! [`leaders`] folds what one remedy answers → [`fingerprint`] gives ids. No clock, no file, no other form.

pub mod catalog;
mod chance;
mod cost;
mod dates;
mod execution;
mod fingerprint;
mod identity;
mod leaders;
mod likeness;
mod measured;
mod numbers;
pub mod package;
mod points;
mod printed;
mod progress;
mod quote;
mod report;
mod rule;
mod subject;

pub use rule::{ANY, Check, EVALUATION, MONITORING, Rule, TARGET};

use law::profile::Profile;
use model::{Finding, Form, Verified};
use report::Report;
use subject::Subject;

/// The version that verdicts name: it changes whenever a rule says something else.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What the rules say about one form.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// What was recomputed and holds.
    pub verified: Vec<Verified>,
    /// What does not, led and covered.
    pub findings: Vec<Finding>,
    /// The codes of the rules that looked at the form.
    pub examined: Vec<&'static str>,
}

/// All rules, in the order of their codes.
pub fn catalog() -> &'static [&'static Rule] {
    catalog::ALL
}

/// The rule with this code.
pub fn find(code: &str) -> Option<&'static Rule> {
    catalog()
        .iter()
        .copied()
        .find(|rule| rule.code.eq_ignore_ascii_case(code))
}

/// Judges one form by a profile. `wanted` says which rules are asked for.
pub fn check(form: &Form, profile: &Profile, wanted: &dyn Fn(&str) -> bool) -> Outcome {
    let subject = Subject::of(form, profile);
    let mut outcome = Outcome::default();
    for rule in catalog() {
        let Check::Form(check) = rule.check else {
            continue;
        };
        if !rule.kinds.contains(&form.kind) || !profile.is_on(rule.code) || !wanted(rule.code) {
            continue;
        }
        outcome.examined.push(rule.code);
        let mut report = Report::new(rule, &subject);
        check(&subject, &mut report);
        let (findings, verified) = report.finish();
        outcome.findings.extend(findings);
        outcome.verified.extend(verified);
    }
    fingerprint::assign(form, &mut outcome.findings);
    leaders::fold(&mut outcome.findings);
    outcome
}
