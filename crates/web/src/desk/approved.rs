//! Forms as they were approved elsewhere, taken in to be made public: read in the background, screened, and held back or kept until a person
//! decides. They never meet the forms of the review.

use super::import::{self, BATCH, File, Read, named};
use super::incoming::{kind, numbered};
use crate::guard::session::User;
use crate::judge::unread;
use crate::posted::Sent;
use crate::{App, Error};
use model::{Document, Form};
use pipeline::publish::{Admitted, admit};
use pipeline::writers::head;
use serde::{Deserialize, Serialize};
use store::db::Tx;
use store::jobs::{self, Job};
use store::log;
use store::publications::{self, NewApproved};

/// The kind of this work in the job table.
pub(crate) const KIND: &str = "approved";

/// What the work needs.
#[derive(Deserialize, Serialize)]
struct Input {
    files: Vec<File>,
}

/// Keeps files and lets them be read; gives the taking-in.
pub(crate) async fn begin(app: &App, user: &User, files: Vec<Sent>) -> Result<i64, Error> {
    let name = named(&files)?;
    let (now, actor) = (app.clock.now(), user.actor());
    let mut input = Input { files: Vec::new() };
    let mut tx = app.store.begin().await?;
    let publication = publications::begin(&mut tx, now, &actor, &name).await?;
    input.files = import::kept(&mut tx, files).await?;
    let told = serde_json::to_string(&input).map_err(|_| Error::Ours)?;
    jobs::add(&mut tx, now, KIND, Some(publication), &told, user.account).await?;
    let event = log::Event {
        action: "approved",
        subject: &name,
        ..log::Event::default()
    };
    log::append(&mut tx, now, &actor, &event).await?;
    tx.commit().await?;
    app.work.notify_one();
    Ok(publication)
}

/// Reads the files and screens their forms. The files themselves are not kept: the originals lie where they were approved.
pub(crate) async fn run(app: &App, job: &Job) -> Result<String, Error> {
    let publication = job.subject.unwrap_or_default();
    let input = job.input.as_deref().unwrap_or_default();
    let input: Input = serde_json::from_str(input).map_err(|_| Error::Ours)?;
    let known = app.store.approved_paths(publication).await?;
    let mut reading = import::reading(app, &input.files, known).await?;
    let mut done = job.done;
    let mut batch = Vec::new();
    while reading.next(&mut batch, BATCH).await? {
        done += i64::try_from(batch.len()).unwrap_or(0);
        take_in(app, publication, &batch, Some((job.id, done))).await?;
        batch.clear();
    }
    import::read_all(app, job, done, &input.files).await?;
    Ok(format!("读完 {done} 个文件"))
}

/// Screens the forms of some inputs and keeps what may be made public, all by one change; `job` and how much of it is done then.
pub(crate) async fn take_in(
    app: &App,
    publication: i64,
    batch: &[Read],
    job: Option<(i64, i64)>,
) -> Result<(), Error> {
    let mut tx = app.store.begin().await?;
    for read in batch {
        let mut contacts = 0;
        for document in &read.documents {
            contacts += screened(&mut tx, publication, read, document).await?;
        }
        publications::count(&mut tx, publication, contacts).await?;
    }
    if let Some((job, done)) = job {
        jobs::progress(&mut tx, job, done, 0).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Screens the forms of a document; gives in how many places a contact was left out.
async fn screened(
    tx: &mut Tx,
    publication: i64,
    read: &Read,
    document: &Document,
) -> Result<i64, Error> {
    // The name of a project may be what holds it back, so the file stands for it.
    let file = NewApproved {
        path: &read.path,
        name: read.path.rsplit('/').next().unwrap_or(&read.path),
        ..NewApproved::default()
    };
    if document.forms.is_empty() || document.error.is_some() {
        let why = unread(document);
        let why = why.as_deref();
        publications::add(tx, publication, &NewApproved { why, ..file }).await?;
        return Ok(0);
    }
    let mut contacts = 0;
    for (place, form) in numbered(document) {
        let number = u32::try_from(place).unwrap_or(u32::MAX);
        match admit(form.clone(), &document.source, number) {
            Ok(one) => {
                contacts += i64::try_from(one.contacts).unwrap_or(0);
                admitted(tx, publication, read, place, one).await?;
            }
            Err(held) => {
                let why = held.reasons.join("、");
                let new = NewApproved {
                    place,
                    why: Some(&why),
                    ..file.clone()
                };
                publications::add(tx, publication, &new).await?;
            }
        }
    }
    Ok(contacts)
}

/// Keeps a form that may be made public.
async fn admitted(
    tx: &mut Tx,
    publication: i64,
    read: &Read,
    place: i64,
    admitted: Admitted,
) -> Result<(), Error> {
    let kind = kind(&admitted.form);
    let why = inferred(&admitted.form);
    let document = Document {
        source: admitted.source,
        forms: vec![admitted.form],
        ..Document::default()
    };
    let bytes = serde_json::to_vec(&document).map_err(|_| Error::Ours)?;
    let form = &document.forms[0];
    let new = NewApproved {
        path: &read.path,
        place,
        identifier: Some(&admitted.id),
        hash: Some(&admitted.hash),
        bytes: Some(&bytes),
        name: head::name(form),
        department: form.department.name.as_deref(),
        unit: form.unit.name.as_deref(),
        year: form.fiscal_year.map(i64::from),
        kind: Some(&kind),
        why: why.as_deref(),
    };
    publications::add(tx, publication, &new).await?;
    Ok(())
}

/// What is to be looked at in the original before it is made public.
fn inferred(form: &Form) -> Option<String> {
    let rows = form.indicators.iter();
    let rows = rows.filter(|row| row.is_inferred()).count();
    (rows > 0).then(|| format!("{rows} 行的位置按版面推断，公开前请对照原件"))
}
