//! The glossary names every public type of `model`, `law` and `workflow`, and every variant of the words a user meets.

use std::fs;
use std::path::{Path, PathBuf};

const GLOSSARY: &str = "../../docs/glossary.md";
const SOURCES: [&str; 3] = ["../model/src", "src", "../workflow/src"];

/// Enumerations whose variants are terms of their own.
const TERMS: [&str; 14] = [
    "Action",
    "AmountState",
    "CellLayout",
    "ErrorKind",
    "FormKind",
    "Horizon",
    "IndicatorClass",
    "MoneyUnit",
    "Operator",
    "Placement",
    "Safety",
    "Severity",
    "State",
    "ValueKind",
];

#[test]
fn every_public_type_stands_in_the_glossary() {
    let glossary = glossary();
    let missing: Vec<String> = declarations()
        .into_iter()
        .map(|(name, _)| name)
        .filter(|name| !has(&glossary, name))
        .collect();
    assert!(
        missing.is_empty(),
        "docs/glossary.md 还缺少：{}",
        missing.join("、")
    );
}

#[test]
fn every_word_a_user_meets_stands_in_the_glossary() {
    let glossary = glossary();
    for (name, body) in declarations() {
        if !TERMS.contains(&name.as_str()) {
            continue;
        }
        let variants: Vec<&str> = body.lines().filter_map(variant).collect();
        assert!(!variants.is_empty(), "{name}");
        for word in variants {
            assert!(
                has(&glossary, word),
                "docs/glossary.md 还缺少 {name}::{word}"
            );
        }
    }
}

#[test]
fn a_term_stands_once() {
    let glossary = glossary();
    let mut seen = Vec::new();
    for line in glossary.lines().filter(|line| line.starts_with("| ")) {
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        assert_eq!(cells.len(), 3, "{line}");
        assert!(!seen.contains(&cells[0]), "{}", cells[0]);
        if !["术语", "---"].contains(&cells[0]) {
            seen.push(cells[0]);
        }
    }
}

fn glossary() -> String {
    fs::read_to_string(here().join(GLOSSARY)).expect("docs/glossary.md is part of the repository")
}

fn has(glossary: &str, name: &str) -> bool {
    glossary.contains(&format!("`{name}`"))
}

fn here() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Public types at the start of a line, each with the text up to its closing brace.
fn declarations() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for file in SOURCES
        .iter()
        .flat_map(|folder| rust_files(&here().join(folder)))
    {
        let text = fs::read_to_string(&file).expect("a source that was just listed");
        for start in ["\npub enum ", "\npub struct "] {
            for (at, _) in text.match_indices(start) {
                let rest = &text[at + start.len()..];
                let end = rest
                    .find(|c: char| !c.is_alphanumeric())
                    .unwrap_or(rest.len());
                let body = &rest[..rest.find("\n}").unwrap_or(rest.len())];
                found.push((rest[..end].to_owned(), body.to_owned()));
            }
        }
    }
    found
}

/// The variant that a line of an enumeration declares.
fn variant(line: &str) -> Option<&str> {
    let word = line.strip_prefix("    ")?.trim_end_matches(',');
    let plain = word.starts_with(|c: char| c.is_ascii_uppercase());
    (plain && word.chars().all(char::is_alphanumeric)).then_some(word)
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry of that folder").path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}
