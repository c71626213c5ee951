//! A site of what is public now, whose versions and withdrawals somebody keeps: the pages of a server.

use super::{Held, Plan, forget, screen};
use crate::convert::{Outside, Written, write};
use law::profile::Profile;
use model::Document;
use writers::site::files::File;
use writers::site::{Entry, Site, Withdrawn};

/// Fills a site with forms and withdrawals. Each form is screened again, as by rules that may be newer than its publication; those that
/// do not pass are not shown and are given back.
pub fn standing(
    entries: Vec<Entry>,
    withdrawn: Vec<Withdrawn>,
    plan: &Plan,
    site: Site,
) -> (Site, Vec<Held>) {
    let mut site = Site {
        entries: Vec::with_capacity(entries.len()),
        withdrawn,
        ..site
    };
    let mut held = Vec::new();
    for entry in entries {
        match screen(entry.form, &entry.source, 1) {
            Ok((form, _)) => site.entries.push(Entry {
                form,
                downloads: plan.downloads.iter().map(|kind| kind.ending()).collect(),
                ..entry
            }),
            Err(mut one) => {
                one.path = entry.id;
                held.push(one);
            }
        }
    }
    site.publisher = Some(site.publisher());
    site.entries.sort_by(|a, b| a.id.cmp(&b.id));
    forget(&mut site, &plan.forget);
    (site, held)
}

/// One download of a form.
///
/// # Errors
/// When the file cannot be made.
pub fn download(
    entry: &Entry,
    kind: Written,
    profile: Option<&Profile>,
    outside: &Outside,
) -> Result<File, String> {
    let document = Document {
        source: entry.source.clone(),
        forms: vec![entry.form.clone()],
        ..Document::default()
    };
    let written = write(&document, kind, profile, outside).map_err(|error| error.to_string())?;
    Ok(File {
        path: format!("forms/{}.{}", entry.id, kind.ending()),
        bytes: written.bytes,
    })
}
