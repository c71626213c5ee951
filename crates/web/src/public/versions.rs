//! Rows of the store as forms, earlier versions and withdrawals of a site.

use crate::{App, Error};
use model::Document;
use pipeline::writers::site::{Entry, Licence, Past, Site, Withdrawn};
use std::collections::BTreeMap;
use store::publications::{Approved, Standing};

/// What is kept under an identifier.
pub(super) enum Kept {
    /// A form that is public.
    Public(Box<Entry>),
    /// One that was.
    Gone(Withdrawn),
}

/// Longest identifier that is looked up.
const LONGEST: usize = 40;

/// What is kept under an identifier.
///
/// # Errors
/// When nothing is.
pub(super) async fn kept(app: &App, id: &str) -> Result<Kept, Error> {
    let plain = |sign: char| sign.is_ascii_alphanumeric() || sign == '-';
    if id.is_empty() || id.len() > LONGEST || !id.chars().all(plain) {
        return Err(Error::NotFound);
    }
    let mut versions = Vec::new();
    for row in app.store.public_versions(id).await? {
        let bytes = match &row.content {
            Some(digest) => Some(app.store.content(digest).await?),
            None => None,
        };
        versions.push((row, bytes));
    }
    together(app, versions).ok_or(Error::NotFound)
}

/// The versions of one form, the newest first, as what a site shows of it.
pub(super) fn together(app: &App, versions: Vec<(Approved, Option<Vec<u8>>)>) -> Option<Kept> {
    let mut now = None;
    let mut past = Vec::new();
    for (row, bytes) in versions {
        let id = row.identifier.clone().unwrap_or_default();
        let hash = row.hash.clone().unwrap_or_default();
        let read = |bytes: &[u8]| serde_json::from_slice::<Document>(bytes).ok();
        let document = bytes.as_deref().filter(|_| row.hidden == 0).and_then(read);
        if row.state == Standing::Current.key() {
            let mut document = document?;
            let form = document.forms.pop()?;
            now = Some(Entry {
                id,
                hash,
                form,
                source: document.source,
                verdict: None,
                since: row.published_at.map(|at| app.clock.day(at)),
                past: Vec::new(),
                downloads: Vec::new(),
            });
        } else {
            past.push(Past {
                id,
                hash,
                until: app.clock.day(row.ended_at.unwrap_or_default()),
                form: document.and_then(|mut document| document.forms.pop()),
                name: row.name,
            });
        }
    }
    match now {
        Some(entry) => Some(Kept::Public(Box::new(Entry { past, ..entry }))),
        None if past.is_empty() => None,
        None => Some(Kept::Gone(Withdrawn { past })),
    }
}

/// The site without its forms, as of the last change.
pub(super) async fn site(app: &App) -> Result<Site, Error> {
    let since = app.store.public_since().await?;
    let options = app.options();
    Ok(Site {
        title: options.site.title,
        publisher: Some(options.bureau),
        address: (!options.site.address.is_empty()).then_some(options.site.address),
        licence: (!options.site.licence.is_empty()).then_some(Licence(options.site.licence)),
        as_of: since.map_or_else(|| app.clock.today(), |at| app.clock.day(at)),
        entries: Vec::new(),
        withdrawn: Vec::new(),
        with_findings: false,
        rules_version: pipeline::rules::VERSION.to_owned(),
        rule_titles: BTreeMap::new(),
        profile_names: BTreeMap::new(),
        answered: true,
    })
}
