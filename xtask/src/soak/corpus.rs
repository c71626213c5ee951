//! The files that inputs are made of: the samples, the data of the readers' tests, and what no sample has made by hand.

use super::made;
use super::parts::{self, Parts};
use super::targets::Target;
use anyhow::{Context, Result, ensure};
use model::Forms;
use std::fs;
use std::path::Path;

/// A whole file.
#[derive(Clone, Debug)]
pub struct Seed {
    /// Its name.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
    /// What is inside, where changing the packed bytes would only test the unpacker.
    pub parts: Option<Parts>,
}

impl Seed {
    fn new(name: &str, bytes: Vec<u8>) -> Seed {
        Seed {
            name: name.to_owned(),
            parts: parts::of(&bytes),
            bytes,
        }
    }
}

const FOLDERS: &[&str] = &[
    "samples/forms",
    "samples/layouts",
    "samples/second",
    "crates/readers/tests/data",
];

/// All files, in the order of their names; `more` is a further folder. Fails where a folder cannot be read.
pub fn load(root: &Path, more: Option<&Path>) -> Result<Vec<Seed>> {
    let mut seeds = Vec::new();
    for folder in FOLDERS {
        seeds.extend(files(&root.join(folder))?);
    }
    let packages = root.join("samples/packages");
    for name in crate::judged::folders(&packages)? {
        let beside = packages.join(name).join("beside");
        if beside.is_dir() {
            seeds.extend(files(&beside)?);
        }
    }
    seeds.extend(json(&seeds)?);
    let pdf = made::pdf();
    seeds.push(Seed {
        name: "made.pdf".into(),
        bytes: pdf.join(),
        parts: Some(pdf),
    });
    seeds.push(Seed::new("made.ofd", made::ofd().join()));
    if let Some(folder) = more {
        seeds.extend(files(folder)?);
    }
    Ok(seeds)
}

/// The files that a target's inputs are made of. Fails where there are none.
pub fn for_target<'a>(seeds: &'a [Seed], target: &Target) -> Result<Vec<&'a Seed>> {
    let fits = |seed: &&Seed| {
        let ending = seed.name.rsplit('.').next().unwrap_or_default();
        target.endings.is_empty() || target.endings.contains(&ending)
    };
    let found: Vec<&Seed> = seeds.iter().filter(fits).collect();
    ensure!(!found.is_empty(), "没有可供 {} 变异的样例文件", target.name);
    Ok(found)
}

fn files(folder: &Path) -> Result<Vec<Seed>> {
    let entries = fs::read_dir(folder).with_context(|| format!("无法打开 {}", folder.display()))?;
    let mut paths = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path.is_file() {
            paths.push(path);
        }
    }
    paths.sort();
    let mut seeds = Vec::new();
    for path in paths {
        let bytes = fs::read(&path).with_context(|| format!("无法读取 {}", path.display()))?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        seeds.push(Seed::new(&name, bytes));
    }
    Ok(seeds)
}

/// Recovered forms, as the program writes them: one document a file, and some documents a line each.
fn json(seeds: &[Seed]) -> Result<Vec<Seed>> {
    let mut out = Vec::new();
    let mut lines = Vec::new();
    for seed in seeds
        .iter()
        .filter(|seed| seed.name.ends_with(".html"))
        .take(8)
    {
        let documents = pipeline::read(&seed.bytes, &seed.name);
        for document in &documents {
            lines.extend(serde_json::to_vec(document)?);
            lines.push(b'\n');
        }
        let name = format!("{}.json", seed.name);
        out.push(Seed::new(
            &name,
            serde_json::to_vec(&Forms::new(documents))?,
        ));
        if out.len() % 3 == 0 {
            out.push(Seed::new(&format!("{}.ndjson", seed.name), lines.clone()));
        }
    }
    Ok(out)
}
