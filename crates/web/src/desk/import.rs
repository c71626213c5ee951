//! Files taken in: kept first, then read in the background, document by document, so that a restart goes on where it was.

use super::incoming::{Origin, incoming, kind, numbered};
use super::matching::{Match, find};
use super::returned::{answer, arrive};
use super::unpack::unpack;
use crate::guard::session::User;
use crate::judge::{judge, unread};
use crate::posted::Sent;
use crate::{App, Error};
use host::inputs::{Content, Inputs};
use host::limits::Limits;
use model::{Document, ErrorKind};
use pipeline::writers::points::short_path;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use store::arrivals::Arrival;
use store::candidates::{self, Candidate};
use store::db::Tx;
use store::deliveries::{self, NewDocument};
use store::jobs::{self, Job};
use store::organisations::shown;
use store::{Actor, StoreError, contents, log};
use tempfile::TempDir;
use tokio::sync::mpsc::Receiver;
use tokio::task::JoinHandle;
use workflow::State;

/// The kind of this work in the job table.
pub(crate) const KIND: &str = "import";

/// Inputs that wait to be stored while others are read.
const AHEAD: usize = 64;

/// Inputs that are stored by one change.
pub(crate) const BATCH: usize = 32;

/// How often a change is tried again that somebody else's crossed.
const TRIES: usize = 5;

/// What the work needs.
#[derive(Deserialize, Serialize)]
struct Input {
    files: Vec<File>,
    actor: String,
    role: String,
}

/// A file that was sent.
#[derive(Deserialize, Serialize)]
pub(crate) struct File {
    /// Its name.
    pub name: String,
    /// Its bytes, by digest.
    pub digest: String,
}

/// What a sending is called; nothing sent is refused.
pub(crate) fn named(files: &[Sent]) -> Result<String, Error> {
    match files {
        [] => Err(Error::Refused(
            "没有选文件。请选文件、文件夹或 zip 压缩包。".to_owned(),
        )),
        [one] => Ok(one.name.clone()),
        [first, ..] => {
            let folder = first.name.split('/').next().unwrap_or(&first.name);
            Ok(format!("{folder} 等 {} 个文件", files.len()))
        }
    }
}

/// Keeps files until they are read.
pub(crate) async fn kept(tx: &mut Tx, files: Vec<Sent>) -> Result<Vec<File>, Error> {
    let mut all = Vec::new();
    for sent in files {
        let name = sent.name.clone();
        let bytes = sent.bytes().map_err(|_| Error::Ours)?;
        let digest = contents::keep(tx, &bytes).await?;
        all.push(File { name, digest });
    }
    Ok(all)
}

/// Notes that all of a job's files were read; those that nothing else names are no longer kept.
pub(crate) async fn read_all(app: &App, job: &Job, done: i64, files: &[File]) -> Result<(), Error> {
    let mut tx = app.store.begin().await?;
    jobs::progress(&mut tx, job.id, done, done).await?;
    for file in files {
        contents::drop_unused(&mut tx, &file.digest).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Keeps files and lets them be read; gives the taking-in.
pub(crate) async fn begin(
    app: &App,
    user: &User,
    files: Vec<Sent>,
    returned: bool,
) -> Result<i64, Error> {
    let name = named(&files)?;
    let now = app.clock.now();
    let mut input = Input {
        files: Vec::new(),
        actor: user.name.clone(),
        role: user.role.key().to_owned(),
    };
    let mut tx = app.store.begin().await?;
    let actor = user.actor();
    let delivery = deliveries::begin(&mut tx, now, &actor, &name, returned).await?;
    input.files = kept(&mut tx, files).await?;
    let told = serde_json::to_string(&input).map_err(|_| Error::Ours)?;
    jobs::add(&mut tx, now, KIND, Some(delivery), &told, user.account).await?;
    let event = log::Event {
        action: "delivery",
        subject: &name,
        ..log::Event::default()
    };
    log::append(&mut tx, now, &actor, &event).await?;
    tx.commit().await?;
    app.work.notify_one();
    Ok(delivery)
}

/// An input that was read.
pub(crate) struct Read {
    /// Its path.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What was read of it.
    pub documents: Vec<Document>,
}

/// Reads the files and takes their forms in.
pub(crate) async fn run(app: &App, job: &Job) -> Result<String, Error> {
    let delivery = job.subject.unwrap_or_default();
    let input = job.input.as_deref().unwrap_or_default();
    let input: Input = serde_json::from_str(input).map_err(|_| Error::Ours)?;
    let actor = Actor {
        account: Some(job.created_by),
        name: input.actor.clone(),
        role: input.role.clone(),
    };
    let known = app.store.known_paths(delivery).await?;
    let returned = app.store.delivery(delivery).await?.returned != 0;
    let mut reading = reading(app, &input.files, known).await?;
    let taking = Taking {
        actor,
        delivery,
        returned,
    };
    let mut done = job.done;
    let mut batch = Vec::new();
    while reading.next(&mut batch, BATCH).await? {
        done += i64::try_from(batch.len()).unwrap_or(0);
        let mut tries = 0;
        // A person may have saved one of these forms in the meantime: nothing was kept, so it is done again.
        while let Err(error) =
            take_in(app, &taking, &batch, Some((job.id, done, reading.expected))).await
        {
            tries += 1;
            if !matches!(error, Error::Store(StoreError::Conflict)) || tries > TRIES {
                return Err(error);
            }
        }
        batch.clear();
    }
    // What was sent as an archive is now kept file by file.
    read_all(app, job, done, &input.files).await?;
    Ok(match reading.skipped {
        0 => String::new(),
        skipped => {
            let named = reading.passed_over.join("、");
            let more = if skipped > reading.passed_over.len() as u64 {
                " 等"
            } else {
                ""
            };
            format!(
                "另有 {skipped} 个文件没有读，因为是图片之类，或是本程序写的核对结果、网页：{named}{more}。扫描件请改用 Word、Excel 或带文字的 PDF。"
            )
        }
    })
}

/// Inputs that are read one after another.
pub(crate) struct Reading {
    read: Receiver<Read>,
    /// Files passed over because they are no documents, or results of this program; known at the end.
    pub skipped: u64,
    /// About how many files there are, before they are read.
    pub expected: i64,
    /// The first of them, by their names.
    pub passed_over: Vec<String>,
    ended: Option<JoinHandle<(u64, Vec<String>)>>,
    /// Where the files lie while they are read.
    _folder: TempDir,
}

impl Reading {
    /// Adds the next ones, at most `most`; false at the end.
    ///
    /// # Errors
    /// When the reading did not end in its own way.
    pub async fn next(&mut self, batch: &mut Vec<Read>, most: usize) -> Result<bool, Error> {
        if self.read.recv_many(batch, most).await > 0 {
            return Ok(true);
        }
        if let Some(ended) = self.ended.take() {
            (self.skipped, self.passed_over) = ended.await.map_err(|_| Error::Ours)?;
        }
        Ok(false)
    }
}

/// Begins to read kept files but for the paths that were taken in before the program was ended.
pub(crate) async fn reading(
    app: &App,
    files: &[File],
    known: HashSet<String>,
) -> Result<Reading, Error> {
    let full = |_| Error::Store(StoreError::Full);
    let folder = tempfile::tempdir().map_err(full)?;
    let mut expected = 0;
    for file in files {
        let bytes = app.store.content(&file.digest).await?;
        unpack(folder.path(), &file.name, &bytes).map_err(full)?;
        expected += host::archive::count(bytes);
    }
    let root = folder.path().to_owned();
    let (send, read) = tokio::sync::mpsc::channel::<Read>(AHEAD);
    let ended = tokio::task::spawn_blocking(move || {
        let own = root.display().to_string();
        let prefix = format!("{own}/");
        let mut inputs = Inputs::new(&[root], Limits::default());
        for input in inputs.by_ref() {
            // Nothing that can be read: what was passed over is told by name.
            if input.path == own {
                continue;
            }
            let path = input.path.strip_prefix(&prefix).unwrap_or(&input.path);
            let path = match input.content {
                Content::Line(number, _) => format!("{path}#{number}"),
                _ => path.to_owned(),
            };
            if known.contains(&path) {
                continue;
            }
            let bytes = match &input.content {
                Content::Bytes(bytes) | Content::Line(_, bytes) => bytes.clone(),
                Content::Failed(_) => Vec::new(),
            };
            let documents = host::opened::documents(path.clone(), input.content);
            let read = Read {
                path,
                bytes,
                documents,
            };
            if send.blocking_send(read).is_err() {
                break;
            }
        }
        let named = inputs.passed_over().iter();
        let named = named.map(|path| path.strip_prefix(&prefix).unwrap_or(path).to_owned());
        (inputs.skipped(), named.collect())
    });
    Ok(Reading {
        read,
        skipped: 0,
        expected: i64::try_from(expected).unwrap_or(0),
        passed_over: Vec::new(),
        ended: Some(ended),
        _folder: folder,
    })
}

/// What is to be said of the reading: rows whose places were inferred, text that was left over.
fn notes(document: &Document) -> Option<String> {
    let mut said: Vec<String> = Vec::new();
    for (number, form) in numbered(document) {
        let inferred: Vec<String> = form
            .indicators
            .iter()
            .filter(|row| row.is_inferred())
            .map(short_path)
            .collect();
        let of = match document.forms.len() {
            1 => String::new(),
            _ => format!("第{number}张："),
        };
        if !inferred.is_empty() {
            let named = inferred.iter().take(3).cloned().collect::<Vec<_>>();
            let named = named.join("、");
            let more = if inferred.len() > 3 { "等" } else { "" };
            said.push(format!(
                "{of}{} 行的位置按版面推断（{named}{more}）",
                inferred.len()
            ));
        }
        if !form.unplaced.is_empty() {
            said.push(format!("{of}{} 处文字没有归入栏目", form.unplaced.len()));
        }
        if !form.readings.is_empty() {
            said.push(format!("{of}另有 {} 种读法", form.readings.len()));
        }
    }
    (!said.is_empty()).then(|| said.join("；"))
}

/// One taking-in, as each of its files needs it.
pub(crate) struct Taking {
    /// Who takes in.
    pub actor: Actor,
    /// The taking-in.
    pub delivery: i64,
    /// Whether these are forms that come back.
    pub returned: bool,
}

/// Keeps inputs and takes their forms in, all or none; `progress` is the job with how much of it is done then, and of how much.
pub(crate) async fn take_in(
    app: &App,
    taking: &Taking,
    batch: &[Read],
    progress: Option<(i64, i64, i64)>,
) -> Result<(), Error> {
    let mut matches: Vec<Match> = Vec::new();
    let forms = batch.iter().flat_map(|read| &read.documents);
    for form in forms.flat_map(|document| &document.forms) {
        if taking.returned {
            matches.push(find(app, form).await?);
        }
    }
    let mut answered = Vec::new();
    let mut tx = app.store.begin().await?;
    let mut matched = matches.into_iter();
    for read in batch {
        for document in &read.documents {
            let forms = matched.by_ref().take(document.forms.len()).collect();
            answered.extend(keep(&mut tx, app, taking, read, document, forms).await?);
        }
    }
    if let Some((job, done, all)) = progress {
        jobs::progress(&mut tx, job, done, all).await?;
    }
    tx.commit().await?;
    for arrival in answered {
        answer(app, arrival).await?;
    }
    Ok(())
}

/// Keeps a document and takes its forms in; gives the arrivals of forms that answer opinions.
async fn keep(
    tx: &mut Tx,
    app: &App,
    taking: &Taking,
    read: &Read,
    document: &Document,
    matches: Vec<Match>,
) -> Result<Vec<Arrival>, Error> {
    let (now, today) = (app.clock.now(), app.clock.today());
    let verdicts = judge(document, today).forms;
    let error = document.error.as_ref();
    let secret = error.is_some_and(|error| error.kind == ErrorKind::Classified);
    let (problem, notes) = (unread(document), notes(document));
    let new = NewDocument {
        delivery: taking.delivery,
        path: &read.path,
        format: match document.source.format.as_str() {
            "" => "—",
            format => format,
        },
        bytes: Some(read.bytes.as_slice()).filter(|bytes| !secret && !bytes.is_empty()),
        size: i64::try_from(read.bytes.len()).unwrap_or(i64::MAX),
        forms: i64::try_from(document.forms.len()).unwrap_or(i64::MAX),
        problem: problem.as_deref(),
        notes: notes.as_deref().filter(|_| !secret),
    };
    let id = deliveries::add(tx, &new).await?;
    let mut answered = Vec::new();
    let mut matches = matches.into_iter();
    for ((place, form), verdict) in numbered(document).zip(&verdicts) {
        let kind = kind(form);
        let origin = Origin {
            document: Some(id),
            place,
            cause: if taking.returned {
                "returned"
            } else {
                "received"
            },
            state: State::Received,
        };
        let incoming = incoming(form, verdict, &kind, today, origin);
        match matches.next() {
            Some(Match::Unclear(forms, why)) => {
                let ids: Vec<String> = forms.iter().map(i64::to_string).collect();
                let candidate = Candidate {
                    id: 0,
                    delivery: taking.delivery,
                    document: id,
                    place,
                    name: form.project_name().to_owned(),
                    unit: shown(&form.unit.name).to_owned(),
                    amount: incoming.amount,
                    why: why.to_owned(),
                    forms: ids.join(","),
                    settled: None,
                };
                candidates::add(tx, &candidate).await?;
            }
            matched => {
                let onto = match matched {
                    Some(Match::One(onto)) => Some(onto),
                    _ => None,
                };
                let arrival =
                    arrive(tx, now, &taking.actor, taking.delivery, &incoming, onto).await?;
                if onto.is_some() {
                    answered.push(arrival);
                }
            }
        }
    }
    Ok(answered)
}
