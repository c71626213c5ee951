//! Files taken in: kept first, then read in the background, document by document, so that a restart goes on where it was.

use super::incoming::{Origin, incoming, kind, numbered};
use super::matching::{Match, find};
use crate::desk::compared::{judged, outcome};
use crate::guard::session::User;
use crate::judge::judge;
use crate::posted::Sent;
use crate::{App, Error};
use host::inputs::{Content, Inputs};
use host::limits::Limits;
use model::{Document, ErrorKind};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use store::candidates::{self, Candidate};
use store::db::Tx;
use store::deliveries::{self, NewDocument};
use store::jobs::{self, Job};
use store::organisations::shown;
use store::receive::{Came, receive};
use store::{Actor, StoreError, contents, log, opinions};
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
        while let Err(error) = take_in(app, &taking, &batch, Some((job.id, done))).await {
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
            format!("另有 {skipped} 个文件不是表格文件，或是本程序写的核对结果、网页，没有读。")
        }
    })
}

/// Inputs that are read one after another.
pub(crate) struct Reading {
    read: Receiver<Read>,
    /// Files passed over because they are no documents, or results of this program; known at the end.
    pub skipped: u64,
    ended: Option<JoinHandle<u64>>,
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
            self.skipped = ended.await.map_err(|_| Error::Ours)?;
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
    for file in files {
        let bytes = app.store.content(&file.digest).await?;
        unpack(folder.path(), &file.name, &bytes).map_err(full)?;
    }
    let root = folder.path().to_owned();
    let (send, read) = tokio::sync::mpsc::channel::<Read>(AHEAD);
    let ended = tokio::task::spawn_blocking(move || {
        let prefix = format!("{}/", root.display());
        let mut inputs = Inputs::new(&[root], Limits::default());
        for input in inputs.by_ref() {
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
        inputs.skipped()
    });
    Ok(Reading {
        read,
        skipped: 0,
        ended: Some(ended),
        _folder: folder,
    })
}

/// Writes a file below a folder, whatever its name says, and never over another: of two with the same name both are read.
fn unpack(folder: &Path, name: &str, bytes: &[u8]) -> std::io::Result<()> {
    let path = below(name);
    for number in 1.. {
        let root = match number {
            1 => folder.to_owned(),
            _ => folder.join(format!("同名{number}")),
        };
        let target = root.join(&path);
        // A file can also stand where another name wants a folder.
        match write_new(&target, bytes) {
            Err(_) if number < SAME && is_taken(&root, &target) => {}
            done => return done,
        }
    }
    Ok(())
}

/// Files with one name in one sending.
const SAME: usize = 20_000;

/// Bytes of a file's name, and of a path, that every system takes.
const NAME: usize = 200;
const PATH: usize = 1_000;

/// A name as a path below some folder.
fn below(name: &str) -> PathBuf {
    let parts = name.split(['/', '\\']).filter(|part| !part.is_empty());
    let mut parts: Vec<String> = parts
        .map(|part| host::save::safe_name(&short(part)))
        .collect();
    let last = parts.pop().unwrap_or_else(|| "未命名".to_owned());
    if parts.iter().map(String::len).sum::<usize>() > PATH {
        parts.clear();
    }
    parts.iter().collect::<PathBuf>().join(last)
}

/// A name that is not too long, with its ending.
fn short(name: &str) -> String {
    if name.len() <= NAME {
        return name.to_owned();
    }
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let ending: String = ending.chars().take(8).collect();
    let stem: String = stem.chars().take(NAME / 4 - 10).collect();
    format!("{stem}.{ending}")
}

fn write_new(target: &Path, bytes: &[u8]) -> std::io::Result<()> {
    if let Some(parent) = target.parent() {
        std::fs::create_dir_all(parent)?;
    }
    let mut file = std::fs::File::create_new(target)?;
    std::io::Write::write_all(&mut file, bytes)
}

/// Whether something stands at a place already, or a file on the way to it.
fn is_taken(root: &Path, target: &Path) -> bool {
    let mut way = target.ancestors().skip(1);
    let file_on_way = way
        .by_ref()
        .take_while(|one| *one != root)
        .any(Path::is_file);
    target.exists() || file_on_way
}

/// Why a document gives nothing, in words.
pub(crate) fn problem(document: &Document) -> Option<String> {
    if let Some(error) = &document.error {
        return Some(error.message.clone());
    }
    if !document.forms.is_empty() {
        return None;
    }
    let notes: Vec<&str> = document
        .notes
        .iter()
        .map(|note| note.message.as_str())
        .collect();
    Some(match notes.is_empty() {
        true => "里面没有找到绩效目标表".to_owned(),
        false => notes.join("；"),
    })
}

/// What is to be said of the reading: rows whose places were inferred, text that was left over.
fn notes(document: &Document) -> Option<String> {
    let mut said: Vec<String> = Vec::new();
    for (number, form) in numbered(document) {
        let rows = form.indicators.iter();
        let inferred = rows.filter(|row| row.is_inferred()).count();
        let of = match document.forms.len() {
            1 => String::new(),
            _ => format!("第{number}张："),
        };
        if inferred > 0 {
            said.push(format!("{of}{inferred} 行的位置按版面推断"));
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

/// Keeps inputs and takes their forms in, all or none; `progress` is the job with how much of it is done then.
pub(crate) async fn take_in(
    app: &App,
    taking: &Taking,
    batch: &[Read],
    progress: Option<(i64, i64)>,
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
    if let Some((job, done)) = progress {
        jobs::progress(&mut tx, job, done, 0).await?;
    }
    tx.commit().await?;
    for form in answered {
        answer(app, form).await?;
    }
    Ok(())
}

/// Keeps a document and takes its forms in; gives the forms that were answered by it.
async fn keep(
    tx: &mut Tx,
    app: &App,
    taking: &Taking,
    read: &Read,
    document: &Document,
    matches: Vec<Match>,
) -> Result<Vec<i64>, Error> {
    let (now, today) = (app.clock.now(), app.clock.today());
    let verdicts = judge(document, today).forms;
    let error = document.error.as_ref();
    let secret = error.is_some_and(|error| error.kind == ErrorKind::Classified);
    let (problem, notes) = (problem(document), notes(document));
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
            Some(Match::One(onto)) => {
                receive(tx, now, &taking.actor, &incoming, Some(onto)).await?;
                answered.push(onto);
            }
            None => {
                receive(tx, now, &taking.actor, &incoming, None).await?;
            }
        }
    }
    Ok(answered)
}

/// Notes what a returned version shows of each opinion that was sent on the versions before it.
async fn answer(app: &App, form: i64) -> Result<(), Error> {
    let kept = app.store.form(form).await?;
    let version = app.store.version(kept.version).await?;
    let new = judged(app, &version).await?;
    let said = app.store.opinions(form).await?;
    let mut tx = app.store.begin().await?;
    for opinion in said.iter().filter(|opinion| opinion.letter.is_some()) {
        if opinion.version != kept.version && opinion.outcome.as_deref() != Some("settled") {
            opinions::outcome(&mut tx, opinion.id, outcome(opinion, &new), version.id).await?;
        }
    }
    tx.commit().await?;
    Ok(())
}

/// Takes a returned form in whose project a person named: the form `onto`, or none of them.
pub(crate) async fn settle(
    app: &App,
    user: &User,
    candidate: &Candidate,
    onto: Option<i64>,
) -> Result<i64, Error> {
    let document = app.store.document(candidate.document).await?;
    let digest = document.content.ok_or(Error::NotFound)?;
    let bytes = app.store.content(&digest).await?;
    let mut read = crate::judge::read(app, document.path.clone(), bytes).await?;
    let document = match read.is_empty() {
        true => return Err(Error::NotFound),
        false => read.remove(0),
    };
    let (now, today) = (app.clock.now(), app.clock.today());
    let verdicts = judge(&document, today).forms;
    let at = usize::try_from(candidate.place - 1).map_err(|_| Error::NotFound)?;
    let (Some(form), Some(verdict)) = (document.forms.get(at), verdicts.get(at)) else {
        return Err(Error::NotFound);
    };
    let kind = kind(form);
    let origin = Origin {
        document: Some(candidate.document),
        place: candidate.place,
        cause: if onto.is_some() {
            "returned"
        } else {
            "received"
        },
        state: State::Received,
    };
    let incoming = incoming(form, verdict, &kind, today, origin);
    let mut tx = app.store.begin().await?;
    let settled = onto.map_or("new".to_owned(), |form| form.to_string());
    candidates::settle(&mut tx, candidate, &settled).await?;
    let came = receive(&mut tx, now, &user.actor(), &incoming, onto).await?;
    tx.commit().await?;
    if onto.is_some() && !matches!(came, Came::Same(_)) {
        answer(app, came.form()).await?;
    }
    Ok(came.form())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_files_with_the_same_name_every_one_is_kept_and_no_name_leads_out_or_is_too_long() {
        let folder = tempfile::tempdir().unwrap();
        let long = format!("{}.docx", "很长".repeat(400));
        let deep = "a/".repeat(3_000);
        let names = [
            "表.txt",
            "表.txt",
            "表.txt",
            "a",
            "a/b.txt",
            "a/b.txt",
            "/",
            "..",
            "../x",
            "..\\x",
            &long,
            &deep,
            "𠀀".repeat(300).as_str(),
        ]
        .map(str::to_owned);
        for (name, number) in names.iter().zip(0u8..) {
            unpack(folder.path(), name, &[number]).unwrap();
        }
        let files = walk(folder.path());
        assert_eq!(files.len(), names.len(), "{files:?}");
        assert!(files.iter().any(|path| path.ends_with("同名3/表.txt")));
        assert!(
            files
                .iter()
                .any(|path| path.to_string_lossy().ends_with(".docx"))
        );
        let mut said: Vec<u8> = files
            .iter()
            .map(|path| std::fs::read(path).unwrap()[0])
            .collect();
        said.sort_unstable();
        assert_eq!(said, (0..13).collect::<Vec<u8>>());
    }

    fn walk(folder: &Path) -> Vec<PathBuf> {
        let entries = std::fs::read_dir(folder).unwrap();
        let paths = entries.map(|entry| entry.unwrap().path());
        paths
            .flat_map(|path| {
                if path.is_dir() {
                    walk(&path)
                } else {
                    vec![path]
                }
            })
            .collect()
    }
}
