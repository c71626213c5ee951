//! Form → findings and verified statements. One rule is one source and one page; the engine knows none of them by name.
//!
//! The way of a form: [`subject`] analyses every text once → each rule of the [`catalog`] speaks through a [`report`] →
//! [`leaders`] folds what one remedy answers → [`fingerprint`] gives ids. No clock, no file, no other form.

pub mod beside;
pub mod catalog;
mod chance;
mod compare;
mod cost;
mod dates;
mod execution;
pub mod fingerprint;
mod identity;
mod join;
mod leaders;
mod likeness;
mod measured;
mod near;
mod numbers;
mod own;
pub mod package;
pub mod personal;
mod points;
mod printed;
mod progress;
mod quote;
mod report;
mod reported;
mod rule;
mod subject;

pub use rule::{ANY, Check, EVALUATION, MONITORING, Rule, TARGET};

use beside::{Beside, Case};
use jiff::civil::Date;
use law::profile::Profile;
use model::{Finding, Form, Verified};
use report::Report;
use std::borrow::Cow;
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
    pub examined: Vec<Cow<'static, str>>,
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

/// What a check is asked for.
pub struct Asked<'a> {
    /// Which rules are asked for, by code.
    pub wanted: &'a dyn Fn(&str) -> bool,
    /// What lies beside the forms.
    pub beside: &'a Beside,
    /// The date of the verdict.
    pub as_of: Date,
    /// Whether forms are judged as they were published.
    pub published: bool,
    /// Whether rules of the bureau's own speak that are not switched on yet.
    pub drafts: bool,
}

/// Judges one form by a profile.
pub fn check(form: &Form, profile: &Profile, asked: &Asked) -> Outcome {
    let mut subject = Subject::of(form, profile);
    subject.publication |= asked.published;
    let case = Case::of(form, asked.beside, asked.as_of, asked.published);
    let mut outcome = Outcome::default();
    for rule in catalog() {
        let speaks = rule.kinds.contains(&form.kind) && profile.is_on(rule.code);
        if !rule.check.is_of_forms() || !speaks || !(asked.wanted)(rule.code) {
            continue;
        }
        let mut report = Report::new(rule, &subject);
        match rule.check {
            Check::Form(check) => check(&subject, &mut report),
            Check::Beside(check) => check(&subject, &case, &mut report),
            Check::Both(alone, beside) => {
                alone(&subject, &mut report);
                beside(&subject, &case, &mut report);
            }
            Check::Package(_) => {}
        }
        if report.has_looked(&rule.check) {
            outcome.examined.push(Cow::Borrowed(rule.code));
        }
        let (findings, verified) = report.finish();
        outcome.findings.extend(findings);
        outcome.verified.extend(verified);
    }
    for rule in &profile.rules {
        let speaks = (rule.on || asked.drafts) && profile.is_on(&rule.code);
        if !speaks || !(asked.wanted)(&rule.code) {
            continue;
        }
        if let Some(findings) = own::check(&subject, rule) {
            outcome.examined.push(Cow::Owned(rule.code.clone()));
            outcome.findings.extend(findings);
        }
    }
    fingerprint::assign(form, &mut outcome.findings);
    leaders::fold(&mut outcome.findings);
    outcome
}
