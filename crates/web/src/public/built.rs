//! The pages over all forms and the open data: drawn once after a change, by whoever asks first while the others wait, and kept in a folder
//! that goes with the program. The store alone is what they are made from, so a restart or another server draws the same.

use super::answer::{self, Asked};
use super::versions::{Kept, site, together};
use crate::app::Options;
use crate::{App, Error};
use axum::response::Response;
use pipeline::convert::{Outside, Written};
use pipeline::publish::{Plan, standing};
use pipeline::writers::open_data;
use pipeline::writers::site::search::Index;
use pipeline::writers::site::{Entry, Site, Withdrawn};
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;
use store::contents::digest;
use store::publications::Approved;
use tempfile::TempDir;
use tokio::sync::{Mutex, OnceCell};

/// Versions that are fetched at once.
const PAGE: i64 = 500;

/// What the public pages have at hand.
#[derive(Default)]
pub(crate) struct Public {
    built: Mutex<Option<Arc<Built>>>,
    /// What writing a file takes from the machine; none where PDF cannot be written.
    outside: OnceCell<Option<Outside>>,
}

impl Public {
    /// What a form can be downloaded as.
    pub(super) async fn kinds(&self, app: &App) -> Result<Vec<Written>, Error> {
        let mut kinds = vec![Written::Docx, Written::Xlsx];
        if self.found(app).await?.is_some() {
            kinds.push(Written::Pdf);
        }
        Ok(kinds)
    }

    pub(super) async fn outside(&self, app: &App) -> Result<Outside, Error> {
        Ok(self.found(app).await?.clone().unwrap_or_default())
    }

    async fn found(&self, app: &App) -> Result<&Option<Outside>, Error> {
        let find = || app.heavy(|| crate::selfcheck::outside(Written::Pdf).ok());
        self.outside
            .get_or_try_init(|| async {
                let found: Option<Outside> = find().await?;
                Ok(found.filter(|outside| !outside.fonts.body.is_empty()))
            })
            .await
    }
}

/// The pages over all forms at one moment.
pub(super) struct Built {
    /// What they were drawn from: the mark of the store and the options.
    from: (i64, Options),
    /// The first page, while nothing is asked.
    pub home: String,
    /// What the search looks through.
    pub index: Index,
    files: HashMap<String, Lying>,
    _folder: TempDir,
}

/// A file in the folder.
struct Lying {
    path: PathBuf,
    tag: String,
    size: u64,
}

/// The pages as they are now.
///
/// # Errors
/// When they cannot be drawn.
pub(super) async fn current(app: &App) -> Result<Arc<Built>, Error> {
    let mut held = app.public.built.lock().await;
    let from = (app.store.public_mark().await?, app.options());
    if let Some(built) = held.as_ref().filter(|built| built.from == from) {
        return Ok(Arc::clone(built));
    }
    let built = Arc::new(build(app, from).await?);
    *held = Some(Arc::clone(&built));
    Ok(built)
}

/// Draws the pages before somebody asks for them.
pub(crate) fn warm(app: &App) {
    if app.options().publishing {
        let app = app.clone();
        tokio::spawn(async move {
            if let Err(error) = current(&app).await {
                eprintln!("公开页没有备好：{error}");
            }
        });
    }
}

/// A page over all forms or a file of the open data.
pub(super) async fn ready(app: &App, path: &str, asked: Asked) -> Result<Response, Error> {
    // Somebody who tidies the folder of passing files may have taken ours: then they are drawn once more.
    for _ in 0..2 {
        let built = current(app).await?;
        let lying = built.files.get(path).ok_or(Error::NotFound)?;
        if asked.knows(&lying.tag) {
            return Ok(answer::unchanged(&lying.tag));
        }
        match tokio::fs::File::open(&lying.path).await {
            Ok(file) => return Ok(answer::streamed(&lying.tag, path, lying.size, file)),
            Err(_) => *app.public.built.lock().await = None,
        }
    }
    Err(Error::Ours)
}

/// Everything that is or was public.
async fn everything(app: &App) -> Result<(Vec<Entry>, Vec<Withdrawn>), Error> {
    let (mut entries, mut withdrawn) = (Vec::new(), Vec::new());
    let mut sort = |kept: Option<Kept>| match kept {
        Some(Kept::Public(entry)) => entries.push(*entry),
        Some(Kept::Gone(gone)) => withdrawn.push(gone),
        None => {}
    };
    let mut one: Vec<(Approved, Option<Vec<u8>>)> = Vec::new();
    let mut last: Option<Approved> = None;
    loop {
        let rows = app.store.public_everything(last.as_ref(), PAGE).await?;
        let Some((newest, _)) = rows.last() else {
            break;
        };
        last = Some(newest.clone());
        for row in rows {
            if one
                .first()
                .is_some_and(|(first, _)| first.identifier != row.0.identifier)
            {
                sort(together(app, std::mem::take(&mut one)));
            }
            one.push(row);
        }
    }
    sort(together(app, one));
    Ok((entries, withdrawn))
}

async fn build(app: &App, from: (i64, Options)) -> Result<Built, Error> {
    let (entries, withdrawn) = everything(app).await?;
    let plan = Plan {
        downloads: app.public.kinds(app).await?,
        ..Plan::default()
    };
    let head = site(app).await?;
    let drawn = app.heavy(move || draw(entries, withdrawn, &plan, head));
    let (home, index, files, folder) = drawn.await??;
    Ok(Built {
        from,
        home,
        index,
        files,
        _folder: folder,
    })
}

type Drawn = (String, Index, HashMap<String, Lying>, TempDir);

fn draw(
    entries: Vec<Entry>,
    withdrawn: Vec<Withdrawn>,
    plan: &Plan,
    head: Site,
) -> Result<Drawn, Error> {
    let full = |_| Error::Store(store::StoreError::Full);
    let (site, _) = standing(entries, withdrawn, plan, head);
    let folder = tempfile::tempdir().map_err(full)?;
    let tables = open_data::tables(&site);
    let pages = site.pages(&tables);
    let data = open_data::files(&site, &tables).map_err(Error::Refused)?;
    let index = Index::of(&site);
    let (mut home, mut files) = (String::new(), HashMap::new());
    for (number, file) in pages.into_iter().chain(data).enumerate() {
        match file.path.as_str() {
            "index.html" => home = String::from_utf8_lossy(&file.bytes).into_owned(),
            // They are drawn when asked for, as those of the forms in force.
            path if path.starts_with("forms/") => {}
            _ => {
                let path = folder.path().join(number.to_string());
                std::fs::write(&path, &file.bytes).map_err(full)?;
                let lying = Lying {
                    path,
                    tag: digest(&file.bytes)[..32].to_owned(),
                    size: file.bytes.len() as u64,
                };
                files.insert(file.path, lying);
            }
        }
    }
    Ok((home, index, files, folder))
}
