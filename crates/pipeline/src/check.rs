//! One document's forms to one verdict each.

use crate::Options;
use jiff::civil::Date;
use model::{
    Document, DocumentVerdict, Form, FormKind, FormVerdict, ProfileChoice, Quality, Waiver,
};
use std::collections::HashSet;

/// Judges every form of a document.
pub fn check(document: &Document, options: &Options) -> DocumentVerdict {
    DocumentVerdict {
        source: document.source.clone(),
        error: document.error.clone(),
        forms: document
            .forms
            .iter()
            .map(|form| judge(form, options))
            .collect(),
    }
}

fn judge(form: &Form, options: &Options) -> FormVerdict {
    let (profile, why) = match options.profile {
        Some(profile) => (profile, "由用户指定".to_owned()),
        None => {
            let chosen = law::profile::choose(form);
            (chosen.profile, chosen.why)
        }
    };
    let quality = quality(form);
    // A page of false findings helps nobody: a form too damaged to judge says so.
    let outcome = if quality.judged {
        let asked = rules::Asked {
            wanted: &|code| options.wants(code),
            beside: &options.beside,
            as_of: options.as_of,
            published: options.published,
            drafts: options.drafts,
        };
        rules::check(form, profile, &asked)
    } else {
        rules::Outcome::default()
    };
    FormVerdict {
        title: form.title.clone(),
        project: form.project.name.clone(),
        profile: ProfileChoice {
            id: profile.id.clone(),
            version: profile.version.clone(),
            chosen_by: why,
        },
        quality,
        verified: outcome.verified,
        findings: outcome.findings,
        waived: Vec::new(),
        examined: outcome.examined,
    }
}

fn quality(form: &Form) -> Quality {
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let open: HashSet<&str> = form
        .readings
        .iter()
        .flat_map(|reading| &reading.rows)
        .map(|row| row.row.as_str())
        .collect();
    Quality {
        inferred: count(
            form.indicators
                .iter()
                .filter(|row| row.is_inferred())
                .count(),
        ),
        unplaced: count(form.unplaced.len()),
        ambiguous: count(open.len()),
        judged: form.kind != FormKind::Department && !is_damaged(form),
    }
}

/// Whether most of what was read is guesswork that does not even make whole rows.
fn is_damaged(form: &Form) -> bool {
    let rows = form.indicators.len();
    let whole = |row: &&model::Indicator| {
        row.class.is_some() && !row.name.is_empty() && !row.value.is_empty()
    };
    let whole = form.indicators.iter().filter(whole).count();
    let guessed = form
        .indicators
        .iter()
        .filter(|row| row.is_inferred())
        .count();
    whole * 2 < rows && guessed * 2 > rows || form.unplaced.len() > 2 * rows + 20
}

/// The verdict on one form that stands alone.
pub fn check_form(form: &Form, options: &Options) -> FormVerdict {
    let document = Document {
        forms: vec![form.clone()],
        ..Document::default()
    };
    check(&document, options).forms.pop().unwrap_or_default()
}

/// Sets aside the findings that a person has waived, as long as the waiver holds on `as_of`. What a waived finding covered is
/// set aside with it.
pub fn waive(verdict: &mut DocumentVerdict, waivers: &[Waiver], as_of: Date) {
    let holds = |id: &str| {
        waivers.iter().any(|waiver| {
            waiver.fingerprint == id && waiver.until.is_none_or(|until| as_of <= until)
        })
    };
    for form in &mut verdict.forms {
        let (waived, kept): (Vec<_>, Vec<_>) = std::mem::take(&mut form.findings)
            .into_iter()
            .partition(|finding| {
                holds(&finding.id) || finding.covered_by.as_deref().is_some_and(holds)
            });
        form.findings = kept;
        for finding in &mut form.findings {
            finding.covers.retain(|id| !holds(id));
        }
        form.waived.extend(waived);
    }
}
