//! What a site said before: its forms and their earlier versions, from its own data.

use super::content_hash;
use model::{Form, Forms};
use std::collections::BTreeMap;
use writers::site::{History, Past};

/// What was published before.
#[derive(Debug, Default)]
pub struct Former {
    forms: Vec<(String, Form)>,
    past: Vec<Past>,
}

/// One form of it.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// The version that was in force, with its hash.
    pub(super) now: Option<(String, Form)>,
    /// Those before it, the newest first.
    pub(super) past: Vec<Past>,
}

impl Former {
    /// Reads `data/forms.json` and `data/history.json` of a site.
    ///
    /// # Errors
    /// A message, when one of them is broken.
    pub fn read(forms: &[u8], history: &[u8]) -> Result<Former, String> {
        let forms: Forms = parsed("forms.json", forms)?;
        let history: History = parsed("history.json", history)?;
        let documents = forms.documents.into_iter();
        let forms = documents.filter_map(|document| {
            let path = document.source.path.strip_prefix("forms/")?;
            let id = path.strip_suffix(".html")?.to_owned();
            Some((id, document.forms.into_iter().next()?))
        });
        Ok(Former {
            forms: forms.collect(),
            past: history.versions,
        })
    }

    pub(super) fn by_id(self) -> BTreeMap<String, Known> {
        let mut all: BTreeMap<String, Known> = BTreeMap::new();
        for past in self.past {
            all.entry(past.id.clone()).or_default().past.push(past);
        }
        for (id, form) in self.forms {
            all.entry(id).or_default().now = Some((content_hash(&form), form));
        }
        all
    }
}

fn parsed<T: serde::de::DeserializeOwned>(name: &str, bytes: &[u8]) -> Result<T, String> {
    serde_json::from_slice(bytes)
        .map_err(|error| format!("data/{name} 读不懂（{error}），无法接着以前的版本"))
}
