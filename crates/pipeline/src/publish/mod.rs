//! Forms to a site: what may not be published is held back first, versions are told from what was published before, and every form
//! gets an identifier that its address keeps.

mod addresses;
mod former;
mod privacy;
mod standing;

use crate::convert::{Outside, Written, paper, write};
use crate::{Options, check};
use jiff::civil::Date;
use law::profile::Profile;
use model::{Document, Form, FormVerdict, Source};
use std::collections::{BTreeMap, BTreeSet};
use writers::open_data::sha256;
use writers::site::files::File;
use writers::site::{Entry, Past, Site, Withdrawn, fragment};

pub use addresses::{Addresses, is_web};
pub use former::Former;
pub use privacy::{Held, screen};
pub use standing::{download, standing};

/// Characters of an identifier behind the year.
const ID: usize = 12;

/// What is asked of a publication, apart from the forms.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// What each form can be downloaded as.
    pub downloads: Vec<Written>,
    /// Whether pieces for another system are written too.
    pub cms: bool,
    /// Identifiers of forms of whose earlier versions nothing but hash and day is kept.
    pub forget: Vec<String>,
}

/// Forms on their way to a site.
#[derive(Debug, Default)]
pub struct Collection {
    entries: Vec<Entry>,
    /// Addresses that found their forms.
    used: BTreeSet<String>,
    rule_titles: BTreeMap<String, String>,
    profile_names: BTreeMap<String, String>,
    /// What was held back.
    pub held: Vec<Held>,
    /// Contacts that were left out, in how many places.
    pub contacts: usize,
    /// What else there is to say, in words.
    pub notes: Vec<String>,
}

impl Collection {
    /// Takes in the forms of a document. `addresses` tell where they were published before; with `options` they are checked, and the
    /// verdicts are published.
    pub fn add(&mut self, document: Document, addresses: &Addresses, options: Option<&Options>) {
        let verdicts = options.map(|options| check(&document, options).forms);
        for (index, form) in document.forms.into_iter().enumerate() {
            let verdict = verdicts.as_ref().and_then(|all| all.get(index)).cloned();
            if let Some(verdict) = &verdict {
                self.name(verdict, options.and_then(|options| options.profile));
            }
            let source = addresses.sourced(&document.source, &form);
            self.used.extend(source.url.clone());
            match admit(form, &source, index as u32 + 1) {
                Ok(admitted) => {
                    self.contacts += admitted.contacts;
                    self.entries.push(Entry {
                        id: admitted.id,
                        hash: admitted.hash,
                        form: admitted.form,
                        source: admitted.source,
                        verdict,
                        since: None,
                        past: Vec::new(),
                        downloads: Vec::new(),
                    });
                }
                Err(held) => self.held.push(held),
            }
        }
    }

    /// Keeps the names of what a verdict speaks of.
    fn name(&mut self, verdict: &FormVerdict, named: Option<&'static Profile>) {
        let id = &verdict.profile.id;
        let profile = named.or_else(|| law::profile::find(id));
        if let Some(profile) = profile {
            self.profile_names.insert(id.clone(), profile.name.clone());
        }
        for code in verdict.examined.iter().map(|code| code.as_ref()) {
            let built_in = rules::find(code).map(|rule| rule.title());
            let mut own = profile.iter().flat_map(|profile| &profile.rules);
            let title = built_in.or_else(|| {
                let rule = own.find(|rule| rule.code == code)?;
                Some(rule.title.as_str())
            });
            if let Some(title) = title {
                self.rule_titles.insert(code.to_owned(), title.to_owned());
            }
        }
    }

    /// How many of these addresses found no form.
    pub fn unused(&self, addresses: &Addresses) -> usize {
        let unused = addresses.urls().filter(|url| !self.used.contains(*url));
        unused.count()
    }

    /// Whether there is nothing to publish.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Puts the forms into a site whose other fields are filled in: equal ones once, and after what was published before.
    pub fn into_site(mut self, former: Former, plan: &Plan, site: Site) -> (Site, Report) {
        let (entries, mut notes) = apart(self.entries);
        self.notes.append(&mut notes);
        let mut site = Site {
            entries,
            rule_titles: self.rule_titles,
            profile_names: self.profile_names,
            ..site
        };
        // Every page names it: found once, not by a walk over all forms for each.
        site.publisher = Some(site.publisher());
        site.entries.sort_by(|a, b| a.id.cmp(&b.id));
        let mut before = former.by_id();
        let mut changed = 0;
        for entry in &mut site.entries {
            entry.downloads = plan.downloads.iter().map(|kind| kind.ending()).collect();
            let Some(known) = before.remove(&entry.id) else {
                continue;
            };
            entry.past = known.past;
            if let Some((hash, form)) = known.now.filter(|(hash, _)| *hash != entry.hash) {
                changed += 1;
                entry
                    .past
                    .insert(0, past(entry.id.clone(), hash, site.as_of, form));
            }
        }
        for (id, known) in before {
            let mut versions = known.past;
            if let Some((hash, form)) = known.now {
                versions.insert(0, past(id, hash, site.as_of, form));
            }
            site.withdrawn.push(Withdrawn { past: versions });
        }
        let emptied = forget(&mut site, &plan.forget);
        if emptied > 0 {
            self.notes.push(format!(
                "以前的版本里有 {emptied} 版的内容不再公开，只留摘要和日期"
            ));
        }
        let inferred = site.entries.iter().filter(|entry| entry.inferred() > 0);
        let (forms, rows) =
            inferred.fold((0, 0), |sum, entry| (sum.0 + 1, sum.1 + entry.inferred()));
        if rows > 0 {
            self.notes.push(format!(
                "{forms} 张表有 {rows} 行的位置按版面推断，公开前请对照原件；页面和数据里都注明了"
            ));
        }
        let report = Report {
            held: self.held,
            contacts: self.contacts,
            changed,
            notes: self.notes,
        };
        (site, report)
    }
}

/// A form that may be published.
#[derive(Clone, Debug)]
pub struct Admitted {
    /// The identifier that its address is made of.
    pub id: String,
    /// SHA-256 of all that it says.
    pub hash: String,
    /// The form without contacts.
    pub form: Form,
    /// Where it was read from, as far as that is published.
    pub source: Source,
    /// Contacts that were left out, in how many places.
    pub contacts: usize,
}

/// Screens a form and gives it its identifier. `number` is its place in its document, from 1.
///
/// # Errors
/// When it holds personal data.
pub fn admit(form: Form, source: &Source, number: u32) -> Result<Admitted, Held> {
    let (form, contacts) = screen(form, source, number)?;
    Ok(Admitted {
        id: id(&form),
        hash: content_hash(&form),
        form,
        source: Source {
            path: String::new(),
            ..source.clone()
        },
        contacts,
    })
}

/// Takes the content from earlier versions that may not be published any more, or are to be forgotten; says from how many.
fn forget(site: &mut Site, asked: &[String]) -> usize {
    let entries = site.entries.iter_mut().flat_map(|entry| &mut entry.past);
    let withdrawn = site.withdrawn.iter_mut().flat_map(|gone| &mut gone.past);
    let mut emptied = 0;
    for version in entries.chain(withdrawn) {
        let form = version.form.as_ref();
        let personal =
            form.is_some_and(|form| screen(form.clone(), &Source::default(), 1).is_err());
        if personal || asked.contains(&version.id) {
            emptied += usize::from(version.form.is_some());
            version.form = None;
            if privacy::is_personal(&version.name) {
                version.name = "（名称不再公开）".to_owned();
            }
        }
    }
    emptied
}

/// A version that another one takes the place of.
fn past(id: String, hash: String, until: Date, form: Form) -> Past {
    Past {
        id,
        hash,
        until,
        name: writers::head::name(&form).to_owned(),
        form: Some(form),
    }
}

/// What there is to say about a publication.
#[derive(Debug, Default)]
pub struct Report {
    /// What was held back.
    pub held: Vec<Held>,
    /// Contacts that were left out, in how many places.
    pub contacts: usize,
    /// Forms with a new version.
    pub changed: usize,
    /// What else, in words.
    pub notes: Vec<String>,
}

/// Equal forms once; different forms of one identity get identifiers of their own.
fn apart(entries: Vec<Entry>) -> (Vec<Entry>, Vec<String>) {
    let mut by_id: BTreeMap<String, Vec<Entry>> = BTreeMap::new();
    let mut notes = Vec::new();
    let mut twice: Vec<String> = Vec::new();
    for entry in entries {
        let known = by_id.entry(entry.id.clone()).or_default();
        if known.iter().any(|other| other.hash == entry.hash) {
            twice.push(writers::head::name(&entry.form).to_owned());
        } else {
            known.push(entry);
        }
    }
    if let Some(first) = twice.first() {
        let more = if twice.len() > 1 { "等" } else { "" };
        let count = twice.len();
        notes.push(format!(
            "{count} 张表与另一张内容完全相同，只公开一次（“{first}”{more}）"
        ));
    }
    let mut all = Vec::new();
    for mut same in by_id.into_values() {
        if same.len() > 1 {
            notes.push(format!(
                "“{}”有 {} 张年度、单位、项目都相同而内容不同的表，各成一页。如果一张是另一张的新版本，请先公开旧的、再公开新的，程序会记下变动",
                writers::head::name(&same[0].form),
                same.len()
            ));
            // In the order of what they say, so that their addresses do not depend on the names of files.
            same.sort_by(|a, b| a.hash.cmp(&b.hash));
            for (number, entry) in (1..).zip(&mut same).skip(1) {
                entry.id = format!("{}-{number}", entry.id);
            }
        }
        all.extend(same);
    }
    (all, notes)
}

/// The files of one form: its page, its downloads, its piece for another system. Notes say what a file does not show as it should.
///
/// # Errors
/// When a file cannot be made.
pub fn files(
    site: &Site,
    entry: &Entry,
    plan: &Plan,
    profile: Option<&Profile>,
    outside: &Outside,
) -> Result<(Vec<File>, Vec<String>), String> {
    let sheet = paper(&entry.form, profile);
    let mut files = vec![site.form(entry, &sheet)];
    let mut notes = Vec::new();
    let document = Document {
        source: entry.source.clone(),
        forms: vec![entry.form.clone()],
        ..Document::default()
    };
    for kind in &plan.downloads {
        let output =
            write(&document, *kind, profile, outside).map_err(|error| error.to_string())?;
        notes.extend(output.notes);
        files.push(File {
            path: format!("forms/{}.{}", entry.id, kind.ending()),
            bytes: output.bytes,
        });
    }
    if plan.cms {
        let piece = fragment::fragment(&sheet);
        files.push(File::text(format!("cms/{}.html", entry.id), piece));
    }
    Ok((files, notes))
}

/// What a form is, whatever it says of it: kind, year, and code, else unit and name.
fn id(form: &Form) -> String {
    let norm = |text: Option<&str>| text.map(model::text::norm).unwrap_or_default();
    let year = form
        .fiscal_year
        .map_or_else(|| "0000".to_owned(), |year| year.to_string());
    let own = match norm(form.project.code.as_deref()) {
        code if code.is_empty() => {
            format!(
                "{}|{}",
                norm(form.office()),
                norm(Some(writers::head::name(form)))
            )
        }
        code => code,
    };
    let hash = sha256(format!("{:?}|{year}|{own}", form.kind).as_bytes());
    format!("{year}-{}", &hash[..ID])
}

/// SHA-256 of all that a form says.
pub fn content_hash(form: &Form) -> String {
    let mut text = String::new();
    for fact in model::change::facts(form) {
        let said = model::text::squeezed(&fact.text);
        text.push_str(&format!("{}\t{}\t{said}\n", fact.subject, fact.field));
    }
    for extra in &form.extra {
        text.push_str(&format!("{}\t\t{}\n", extra.label, extra.text));
    }
    for other in &form.unplaced {
        text.push_str(&format!("\t\t{}\n", other.text));
    }
    sha256(text.as_bytes())
}

#[cfg(test)]
mod tests;
