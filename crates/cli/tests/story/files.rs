//! Files that people of the story have, and what the program reads in those that it gave back.

use crate::server::program;
use demo::{City, Project};
use model::{Document, Form};
use pipeline::convert::{Outside, Written, write};
use serde_json::Value;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use zip::write::SimpleFileOptions;

/// A sample of the repository.
pub fn sample(name: &str) -> PathBuf {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples/forms");
    samples.canonicalize().unwrap().join(name)
}

/// How many forms are imported.
pub fn count() -> usize {
    let count = std::env::var("JIXIAO_STORY_FORMS").ok();
    count.and_then(|count| count.parse().ok()).unwrap_or(300)
}

/// The city in the year of the machine.
pub fn city() -> City {
    demo::city(host::clock::today().year())
}

/// A form in a kind of file.
pub fn written(form: &Form, ending: &str) -> Vec<u8> {
    if ending == "tsv" {
        return demo::paste(form).into_bytes();
    }
    let document = Document {
        forms: vec![form.clone()],
        ..Document::default()
    };
    let kind = Written::by_ending(ending).unwrap();
    let file = write(&document, kind, None, &Outside::default());
    file.unwrap().bytes
}

/// The file that a project's unit sent in, with its name.
pub fn sent(project: &Project<'_>) -> (String, Vec<u8>) {
    // A page that the program itself wrote is a result of it, and is passed over among other files.
    let ending = match project.ending() {
        "html" => "docx",
        ending => ending,
    };
    let (department, unit) = (&project.department.name, &project.unit.name);
    let name = format!("{department}/{unit}/{}.{ending}", project.file_name());
    (name, written(&project.form(), ending))
}

/// One archive of files.
pub fn archive(files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        archive
            .start_file(name, SimpleFileOptions::default())
            .unwrap();
        archive.write_all(&bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// All text inside a docx or xlsx.
pub fn text_of(path: &Path) -> String {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    let mut all = String::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        all += &String::from_utf8_lossy(&bytes);
    }
    all
}

/// The first form that the program reads in a file: what each of its cells says, with a name.
pub fn read(path: &Path) -> Vec<(String, String)> {
    let output = Command::new(program())
        .args(["read", "--format", "json"])
        .arg(path)
        .output()
        .unwrap();
    let read: Value = serde_json::from_slice(&output.stdout).unwrap();
    let mut cells = Vec::new();
    texts(&read["documents"][0]["forms"][0], "", &mut cells);
    cells
}

/// The texts of a value; places and what only repeats a text are left out.
fn texts(value: &Value, name: &str, cells: &mut Vec<(String, String)>) {
    match value {
        Value::String(text) => cells.push((name.to_owned(), text.clone())),
        Value::Array(all) => {
            for (at, one) in all.iter().enumerate() {
                texts(one, &format!("{name}/{at}"), cells);
            }
        }
        Value::Object(all) => {
            for (key, one) in all.iter().filter(|(key, _)| *key != "at") {
                texts(one, &format!("{name}/{key}"), cells);
            }
        }
        _ => {}
    }
}

/// What two files say differently: name, before, after.
pub fn differences(before: &Path, after: &Path) -> Vec<(String, String, String)> {
    let (before, after) = (read(before), read(after));
    let told = |cells: &[(String, String)], name: &str| {
        let found = cells.iter().find(|(known, _)| known == name);
        found.map(|(_, text)| text.clone()).unwrap_or_default()
    };
    let mut names: Vec<&String> = before.iter().chain(&after).map(|(name, _)| name).collect();
    names.sort();
    names.dedup();
    names
        .into_iter()
        .map(|name| (name.clone(), told(&before, name), told(&after, name)))
        .filter(|(_, was, is)| was != is)
        .collect()
}
