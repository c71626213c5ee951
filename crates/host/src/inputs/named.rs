//! What a path or a stream of bytes turns out to be: a folder, an archive, one document a line, or a document.

use super::{Content, Input, Inputs, Source, Zip, failed, unreadable};
use crate::archive::{self, Kind, Unpacked};
use crate::kinds::{self, Look};
use crate::limits::size;
use crate::lines::{self, Line};
use model::ErrorKind;
use std::fs::File;
use std::io::{self, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};

const FOREIGN: &str = "这是rar或7z压缩包，不能直接读。请解压后再试，或改用zip压缩。";

impl Inputs {
    pub(super) fn named(&mut self, path: PathBuf) -> Option<Input> {
        if path.as_os_str() == "-" {
            return self.standard_input(BufReader::new(io::stdin()));
        }
        let shown = path.to_string_lossy().into_owned();
        match std::fs::metadata(&path) {
            Err(error) => {
                let kind = if error.kind() == io::ErrorKind::NotFound {
                    "找不到这个文件或文件夹。请检查名称和位置。".to_owned()
                } else {
                    unreadable(&error)
                };
                Some(Input {
                    path: shown,
                    file: Some(path),
                    named: true,
                    content: failed(ErrorKind::Unreadable, kind),
                })
            }
            Ok(about) if about.is_dir() => {
                let walk = walkdir::WalkDir::new(&path).sort_by_file_name().into_iter();
                let shown = match shown.trim_end_matches(['/', '\\']) {
                    "." => String::new(),
                    folder => folder.to_owned(),
                };
                self.waiting.push(Source::Folder {
                    root: path,
                    shown,
                    walk,
                    found: false,
                });
                None
            }
            // A pipe cannot be opened twice.
            Ok(about) if !about.is_file() => {
                let content = match File::open(&path) {
                    Ok(source) => self.whole(source, &[]),
                    Err(error) => failed(ErrorKind::Unreadable, unreadable(&error)),
                };
                let input = Input {
                    path: shown,
                    file: None,
                    named: true,
                    content,
                };
                self.expand(input, 0, Unpacked::default())
            }
            Ok(_) => self.file(shown, path, true),
        }
    }

    /// A file on disk: a stream, an archive, or its bytes.
    pub(super) fn file(&mut self, shown: String, path: PathBuf, named: bool) -> Option<Input> {
        let name = shown
            .rsplit(['/', '\\'])
            .next()
            .unwrap_or(&shown)
            .to_owned();
        let opened = File::open(&path).and_then(|mut file| {
            let mut start = Vec::new();
            file.by_ref()
                .take(kinds::START as u64)
                .read_to_end(&mut start)?;
            io::Seek::rewind(&mut file)?;
            Ok((file, start))
        });
        let (file, start) = match opened {
            Ok(opened) => opened,
            Err(error) => {
                let content = failed(ErrorKind::Unreadable, unreadable(&error));
                return Some(Input {
                    path: shown,
                    file: Some(path),
                    named,
                    content,
                });
            }
        };
        if !named && kinds::is_result(&start) {
            self.pass_over(&shown);
            return None;
        }
        match kinds::by_name(&name) {
            Look::Stream => {
                let source = Box::new(BufReader::new(file));
                self.waiting.push(Source::Stream {
                    path: shown,
                    file: Some(path),
                    source,
                    number: 0,
                });
                return None;
            }
            Look::Unknown if !named && kinds::by_content(&start) == Look::Other => {
                self.pass_over(&shown);
                return None;
            }
            _ => {}
        }
        if kinds::is_zip(&start) || has_extension(&name, "zip") {
            match archive::open(
                Box::new(BufReader::new(file)),
                &self.limits,
                Unpacked::default(),
            ) {
                Ok(Kind::Archive(archive)) if !has_document_extension(&name) => {
                    self.waiting.push(Source::Archive {
                        path: shown,
                        file: Some(path),
                        zip: Zip {
                            archive,
                            depth: 1,
                            found: false,
                        },
                    });
                    return None;
                }
                Err(error) if has_extension(&name, "zip") => {
                    let content = Content::Failed(error);
                    return Some(Input {
                        path: shown,
                        file: Some(path),
                        named,
                        content,
                    });
                }
                // A document in a zip container, or a broken one: its reader knows what to say.
                _ => {}
            }
        }
        let content = match File::open(&path) {
            Ok(file) => self.whole(file, &start),
            Err(error) => failed(ErrorKind::Unreadable, unreadable(&error)),
        };
        Some(Input {
            path: shown,
            file: Some(path),
            named,
            content,
        })
    }

    fn whole(&self, source: impl Read, start: &[u8]) -> Content {
        if kinds::is_foreign_archive(start) {
            return failed(ErrorKind::Unsupported, FOREIGN.to_owned());
        }
        let mut bytes = Vec::new();
        match source.take(self.limits.file + 1).read_to_end(&mut bytes) {
            Err(error) => failed(ErrorKind::Unreadable, unreadable(&error)),
            Ok(read) if read as u64 > self.limits.file => {
                failed(ErrorKind::TooLarge, self.too_large())
            }
            Ok(_) => Content::Bytes(bytes),
        }
    }

    fn too_large(&self) -> String {
        format!(
            "文件超过{}，没有读。请拆成几个文件后再试。",
            size(self.limits.file)
        )
    }

    fn standard_input(&mut self, mut source: BufReader<io::Stdin>) -> Option<Input> {
        let path = "标准输入".to_owned();
        let first = match lines::next(&mut source, self.limits.line) {
            Ok(Some(Line::Whole(line))) if lines::is_stream(&line) => {
                let again = Cursor::new([&line[..], b"\n"].concat()).chain(source);
                let source = Box::new(BufReader::new(again));
                self.waiting.push(Source::Stream {
                    path,
                    file: None,
                    source,
                    number: 0,
                });
                return None;
            }
            Ok(Some(Line::Whole(line))) => [&line[..], b"\n"].concat(),
            Ok(Some(Line::TooLong)) => {
                let content = failed(
                    ErrorKind::TooLarge,
                    format!(
                        "标准输入的第1行超过{}，没有读。请把内容存成文件后再试。",
                        size(self.limits.line as u64)
                    ),
                );
                return Some(Input {
                    path,
                    file: None,
                    named: true,
                    content,
                });
            }
            Ok(None) => Vec::new(),
            Err(error) => {
                let content = failed(ErrorKind::Unreadable, unreadable(&error));
                return Some(Input {
                    path,
                    file: None,
                    named: true,
                    content,
                });
            }
        };
        let start: Vec<u8> = first.iter().take(8).copied().collect();
        let content = self.whole(Cursor::new(first).chain(source), &start);
        self.expand(
            Input {
                path,
                file: None,
                named: true,
                content,
            },
            0,
            Unpacked::default(),
        )
    }

    /// An input in memory: an archive is looked into, anything else is handed on.
    pub(super) fn expand(
        &mut self,
        input: Input,
        depth: usize,
        unpacked: Unpacked,
    ) -> Option<Input> {
        let Content::Bytes(bytes) = &input.content else {
            return Some(input);
        };
        let name = input.path.rsplit('/').next().unwrap_or_default();
        if kinds::is_foreign_archive(bytes) {
            return Some(Input {
                content: failed(ErrorKind::Unsupported, FOREIGN.to_owned()),
                ..input
            });
        }
        if !kinds::is_zip(bytes) || has_document_extension(name) {
            return Some(input);
        }
        let too_deep = depth >= self.limits.depth;
        let Input {
            path,
            file,
            named,
            content: Content::Bytes(bytes),
        } = input
        else {
            return None;
        };
        match archive::open(Box::new(Cursor::new(bytes.clone())), &self.limits, unpacked) {
            Ok(Kind::Archive(_)) if too_deep => {
                let message = format!(
                    "压缩包套了{}层以上，没有读。请先解压里面的压缩包。",
                    self.limits.depth
                );
                let content = failed(ErrorKind::TooLarge, message);
                Some(Input {
                    path,
                    file,
                    named,
                    content,
                })
            }
            Ok(Kind::Archive(archive)) => {
                self.waiting.push(Source::Archive {
                    path,
                    file,
                    zip: Zip {
                        archive,
                        depth: depth + 1,
                        found: false,
                    },
                });
                None
            }
            Ok(Kind::Document) => Some(Input {
                path,
                file,
                named,
                content: Content::Bytes(bytes),
            }),
            Err(error) => Some(Input {
                path,
                file,
                named,
                content: Content::Failed(error),
            }),
        }
    }
}

fn has_extension(name: &str, extension: &str) -> bool {
    Path::new(name)
        .extension()
        .is_some_and(|found| found.eq_ignore_ascii_case(extension))
}

/// Whether the name promises one document; then even a plain zip is left to that document's reader.
fn has_document_extension(name: &str) -> bool {
    kinds::by_name(name) == Look::Document
}
