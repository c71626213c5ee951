//! A static site of published forms: a list, a page a form, totals, changes and the open data. It needs no server and works from a
//! folder; without script everything but the search is there.

mod changes;
mod data;
mod department;
pub mod files;
mod findings;
mod form;
pub mod fragment;
mod frame;
mod home;
pub mod search;
mod totals;

use crate::head;
use files::File;
use jiff::civil::Date;
use model::{Form, FormVerdict, Source};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is published.
pub struct Site {
    /// The title of the site.
    pub title: String,
    /// Who publishes; the department, where all forms have one and nothing else is said.
    pub publisher: Option<String>,
    /// Where the site will stand, with a slash at its end.
    pub address: Option<String>,
    /// How the data may be used, if it was said.
    pub licence: Option<Licence>,
    /// The day of publication.
    pub as_of: Date,
    /// The forms.
    pub entries: Vec<Entry>,
    /// Forms that were published before and are no longer.
    pub withdrawn: Vec<Withdrawn>,
    /// Whether the points of the check are published too.
    pub with_findings: bool,
    /// The version of the rules.
    pub rules_version: String,
    /// The titles of the rules that spoke, by their codes.
    pub rule_titles: BTreeMap<String, String>,
    /// The names of the profiles that forms were judged by, by their ids.
    pub profile_names: BTreeMap<String, String>,
    /// Whether a server answers the search: then the pages bring no script and not the texts of all forms.
    pub answered: bool,
}

/// A licence by its short name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Licence(pub String);

impl Licence {
    /// Where its text stands, for the licences of open data.
    pub fn address(&self) -> Option<&'static str> {
        match self.0.as_str() {
            "CC-BY-4.0" => Some("https://creativecommons.org/licenses/by/4.0/"),
            "CC-BY-SA-4.0" => Some("https://creativecommons.org/licenses/by-sa/4.0/"),
            "CC0-1.0" => Some("https://creativecommons.org/publicdomain/zero/1.0/"),
            "ODbL-1.0" => Some("https://opendatacommons.org/licenses/odbl/1-0/"),
            _ => None,
        }
    }
}

/// A published form.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The identifier that its address is made of; the same for every version.
    pub id: String,
    /// SHA-256 of all that the form says.
    pub hash: String,
    /// The form.
    pub form: Form,
    /// Where it was read from, as far as that is published.
    pub source: Source,
    /// What the check says of it, where that is published.
    pub verdict: Option<FormVerdict>,
    /// The day on which this version became public, where it is not that of the whole site.
    pub since: Option<Date>,
    /// Earlier versions, the newest first.
    pub past: Vec<Past>,
    /// Endings of the files that it can be downloaded as.
    pub downloads: Vec<&'static str>,
}

/// An earlier version of a form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Past {
    /// The identifier of the form.
    pub id: String,
    /// SHA-256 of all that this version said.
    pub hash: String,
    /// The day on which another one took its place, or it was withdrawn.
    pub until: Date,
    /// The version; none where it held what may not be published, or was to be forgotten.
    pub form: Option<Form>,
    /// What the project was called, for a version whose content is not kept.
    pub name: String,
}

/// A form that is no longer published; its address stays and says so.
#[derive(Clone, Debug, PartialEq)]
pub struct Withdrawn {
    /// Its versions, the newest first.
    pub past: Vec<Past>,
}

/// All earlier versions, as they are kept between publications.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct History {
    /// Always `jixiao.history/1`.
    pub schema: String,
    /// The versions, those of one form together, the newest first.
    pub versions: Vec<Past>,
}

impl Entry {
    /// The address of its page within the site.
    pub fn page(&self) -> String {
        page_of(&self.id)
    }

    /// How many rows stand on inferred places.
    pub fn inferred(&self) -> usize {
        let rows = self.form.indicators.iter();
        rows.filter(|row| row.is_inferred()).count()
    }

    fn name(&self) -> &str {
        head::name(&self.form)
    }

    fn department(&self) -> &str {
        let form = &self.form;
        let names = [&form.department.name, &form.unit.name];
        let mut filled = names
            .into_iter()
            .flatten()
            .filter(|name| !name.trim().is_empty());
        filled.next().map_or(NO_DEPARTMENT, String::as_str)
    }
}

/// Where forms without a department stand.
const NO_DEPARTMENT: &str = "（未写主管部门）";

fn page_of(id: &str) -> String {
    format!("forms/{id}.html")
}

impl Site {
    /// Who publishes.
    pub fn publisher(&self) -> String {
        if let Some(own) = &self.publisher {
            return own.clone();
        }
        let mut departments = self.entries.iter().map(Entry::department);
        let first = departments.next();
        let only = first
            .filter(|first| *first != NO_DEPARTMENT && departments.all(|other| other == *first));
        only.unwrap_or("发布单位未注明").to_owned()
    }

    /// The name and version of a profile.
    fn profile_name(&self, choice: &model::ProfileChoice) -> String {
        let name = self.profile_names.get(&choice.id).unwrap_or(&choice.id);
        match choice.version.as_str() {
            "" => name.clone(),
            version => format!("{name}，{version}版"),
        }
    }

    /// Whether a form with this identifier is or was published.
    pub fn knows(&self, id: &str) -> bool {
        let gone = self.withdrawn.iter().flat_map(|gone| &gone.past);
        self.entries.iter().any(|entry| entry.id == id)
            || gone.into_iter().any(|past| past.id == id)
    }

    /// The earlier versions of everything.
    pub fn history(&self) -> History {
        let entries = self.entries.iter().map(|entry| &entry.past);
        let withdrawn = self.withdrawn.iter().map(|gone| &gone.past);
        History {
            schema: crate::open_data::HISTORY_SCHEMA.to_owned(),
            versions: entries.chain(withdrawn).flatten().cloned().collect(),
        }
    }

    /// The forms by department, both in the order of their names.
    fn departments(&self) -> BTreeMap<&str, Vec<&Entry>> {
        let mut departments: BTreeMap<&str, Vec<&Entry>> = BTreeMap::new();
        for entry in &self.entries {
            departments
                .entry(entry.department())
                .or_default()
                .push(entry);
        }
        for entries in departments.values_mut() {
            entries.sort_by_key(|entry| {
                (
                    entry.form.unit.name.clone(),
                    entry.name().to_owned(),
                    entry.id.clone(),
                )
            });
        }
        departments
    }

    /// The pages over all forms, one of them telling of these tables of the open data; those of single forms are made one by one with [`Site::form`].
    pub fn pages(&self, tables: &[crate::open_data::Table]) -> Vec<File> {
        let mut files = vec![
            File::text("index.html".to_owned(), home::page(self)),
            File::text("totals.html".to_owned(), totals::page(self)),
            File::text("changes.html".to_owned(), changes::page(self)),
            File::text("data.html".to_owned(), data::page(self, tables)),
            File::text(
                "site.css".to_owned(),
                [crate::paint::html::PAPER, include_str!("site.css")].concat(),
            ),
        ];
        if !self.answered {
            let script = include_str!("search.js").to_owned();
            files.push(File::text("search.js".to_owned(), script));
            let texts = home::search_data(self);
            files.push(File::text("search-data.js".to_owned(), texts));
        }
        for (name, entries) in self.departments() {
            let text = department::page(self, name, &entries);
            files.push(File::text(department::path(name), text));
        }
        files.extend(self.withdrawn.iter().filter_map(|gone| self.gone(gone)));
        if self.with_findings {
            files.push(File::text("findings.html".to_owned(), findings::page(self)));
        }
        files
    }

    /// The page that stays at the address of a form that was withdrawn.
    pub fn gone(&self, gone: &Withdrawn) -> Option<File> {
        form::withdrawn(self, gone)
    }

    /// The page of a form, which is drawn on `paper`.
    pub fn form(&self, entry: &Entry, paper: &crate::paper::Paper) -> File {
        File::text(entry.page(), form::page(self, entry, paper))
    }
}

#[cfg(test)]
pub(crate) mod tests;
