//! PATH arguments as a row of inputs: files, folders in sorted order, archives, streams; one in memory at a time.

mod named;
mod walks;

use crate::archive::Archive;
use crate::limits::Limits;
use crate::save::reason;
use model::{DocumentError, ErrorKind};
use std::io::{self, BufRead};
use std::path::PathBuf;

/// One input.
#[derive(Debug)]
pub struct Input {
    /// The path as given, continued below folders and archives with `/`.
    pub path: String,
    /// The file on disk it comes from; none for standard input.
    pub file: Option<PathBuf>,
    /// Whether a person named this very file.
    pub named: bool,
    /// What it holds.
    pub content: Content,
}

/// What an input holds.
#[derive(Debug)]
pub enum Content {
    /// A whole file.
    Bytes(Vec<u8>),
    /// A line of a stream; lines count from 1.
    Line(u64, Vec<u8>),
    /// It could not be had, and why.
    Failed(DocumentError),
}

/// The inputs that paths lead to, one after another.
pub struct Inputs {
    /// Still to come; the last is next.
    waiting: Vec<Source>,
    left_out: Option<PathBuf>,
    limits: Limits,
    skipped: u64,
    passed_over: Vec<String>,
}

/// Names of files that were passed over which are kept.
const NAMED: usize = 20;

/// An archive that is being looked into.
struct Zip {
    archive: Archive,
    /// How many archives it lies within, itself included.
    depth: usize,
    /// Whether it held anything to read so far.
    found: bool,
}

enum Source {
    Named(PathBuf),
    Folder {
        root: PathBuf,
        shown: String,
        walk: walkdir::IntoIter,
        found: bool,
    },
    Archive {
        path: String,
        file: Option<PathBuf>,
        zip: Zip,
    },
    Stream {
        path: String,
        file: Option<PathBuf>,
        source: Box<dyn BufRead + Send>,
        number: u64,
    },
}

impl Inputs {
    /// The inputs of these paths, in their order. `-` is standard input.
    pub fn new(paths: &[PathBuf], limits: Limits) -> Inputs {
        Inputs {
            waiting: paths.iter().rev().cloned().map(Source::Named).collect(),
            left_out: None,
            limits,
            skipped: 0,
            passed_over: Vec::new(),
        }
    }

    /// Leaves out one file of a folder: the result of an earlier run.
    pub fn without(mut self, file: Option<PathBuf>) -> Inputs {
        self.left_out = file;
        self
    }

    /// How many files were passed over so far because they are no documents.
    pub fn skipped(&self) -> u64 {
        self.skipped
    }

    /// The first of them, by their paths.
    pub fn passed_over(&self) -> &[String] {
        &self.passed_over
    }

    fn pass_over(&mut self, path: &str) {
        self.skipped += 1;
        if self.passed_over.len() < NAMED {
            self.passed_over.push(path.to_owned());
        }
    }
}

impl Iterator for Inputs {
    type Item = Input;

    fn next(&mut self) -> Option<Input> {
        loop {
            let input = match self.waiting.pop()? {
                Source::Named(path) => self.named(path),
                Source::Folder {
                    root,
                    shown,
                    walk,
                    found,
                } => self.next_of_folder(root, shown, walk, found),
                Source::Archive { path, file, zip } => self.next_of_archive(path, file, zip),
                Source::Stream {
                    path,
                    file,
                    source,
                    number,
                } => self.next_of_stream(path, file, source, number),
            };
            if input.is_some() {
                return input;
            }
        }
    }
}

fn failed(kind: ErrorKind, message: String) -> Content {
    Content::Failed(DocumentError { kind, message })
}

fn unreadable(error: &io::Error) -> String {
    format!(
        "打不开：{}。请关闭正在使用它的程序，或检查权限后再试。",
        reason(error)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;
    use std::io::Write;
    use std::path::Path;
    use zip::write::{SimpleFileOptions, ZipWriter};

    fn listing(paths: &[PathBuf], root: &Path) -> String {
        let mut out = String::new();
        let mut inputs = Inputs::new(
            paths,
            Limits {
                line: 20,
                ..Limits::default()
            },
        );
        let root = format!("{}/", root.display());
        for input in &mut inputs {
            let content = match input.content {
                Content::Bytes(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
                Content::Line(number, bytes) => {
                    format!("{number}: {}", String::from_utf8_lossy(&bytes))
                }
                Content::Failed(error) => format!("{:?}", error.kind),
            };
            out += &format!(
                "{}{} | {content}\n",
                if input.named { "*" } else { "" },
                input.path.replace(&root, "")
            );
        }
        format!("{out}skipped {}", inputs.skipped())
    }

    fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            writer
                .start_file(*name, SimpleFileOptions::default())
                .unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn a_folder_of_mixed_files_comes_in_sorted_order() {
        let root = tempfile::tempdir().unwrap();
        let put = |name: &str, bytes: &[u8]| {
            let path = root.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        };
        let inner = zip(&[("深.txt", b"deep")]);
        put("d/b.txt", b"b");
        put("d/a.TXT", b"a");
        put("d/~$a.docx", b"lock");
        put("d/.git/x.txt", b"hidden");
        put("d/照片.png", b"png");
        put("d/说明", b"words");
        put("d/a_核对结果.html", b"result");
        put(
            "d/c/x.zip",
            &zip(&[
                ("二/y.txt", b"y"),
                ("Thumbs.db", b"t"),
                ("z.zip", &inner),
                ("__MACOSX/q.txt", b"q"),
            ]),
        );
        put("d/c/office", &zip(&[("[Content_Types].xml", b"")]));
        put("d/s.ndjson", b"{}\n\n{\"a\":\"0123456789012345\"}\n{}\n");
        let text = listing(
            &[root.path().join("d"), root.path().join("none.txt")],
            root.path(),
        );
        assert!(text.contains("d/c/office | PK"), "{text}");
        let rest: Vec<&str> = text
            .lines()
            .filter(|line| line.contains(" | ") && !line.contains("PK"))
            .collect();
        assert_eq!(
            rest,
            [
                "d/a.TXT | a",
                "d/b.txt | b",
                "d/c/x.zip/z.zip/深.txt | deep",
                "d/c/x.zip/二/y.txt | y",
                "d/s.ndjson | 1: {}",
                "d/s.ndjson 第3行 | TooLarge",
                "d/s.ndjson | 4: {}",
                "*none.txt | Unreadable",
            ]
        );
        assert!(text.ends_with("skipped 3"), "{text}");
    }

    #[test]
    fn broken_and_empty_containers_are_reported_once() {
        let root = tempfile::tempdir().unwrap();
        let path = |name: &str, bytes: &[u8]| {
            let path = root.path().join(name);
            std::fs::write(&path, bytes).unwrap();
            path
        };
        let whole = zip(&[("a.txt", b"text")]);
        let paths = [
            path("cut.zip", &whole[..whole.len() / 2]),
            path("not.zip", b"words"),
            path("a.rar", b"Rar!\x1A\x07\x00"),
            path("cut.docx", b"PK\x03\x04rest"),
            path("none.ndjson", b""),
            path("photos.zip", &zip(&[("a.png", b"png")])),
        ];
        std::fs::create_dir(root.path().join("empty")).unwrap();
        let mut paths = paths.to_vec();
        paths.push(root.path().join("empty"));
        let text = listing(&paths, root.path());
        let heads: Vec<&str> = text.lines().take(7).collect();
        assert_eq!(
            heads,
            [
                "*cut.zip | Damaged",
                "*not.zip | Damaged",
                "*a.rar | Unsupported",
                "*cut.docx | PK\u{3}\u{4}rest",
                "none.ndjson | Empty",
                "photos.zip | Empty",
                "*empty | Empty",
            ]
        );
    }
}
