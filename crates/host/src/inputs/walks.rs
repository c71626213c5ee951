//! The next input of a folder, an archive, or a stream of one document a line.

use super::{Content, Input, Inputs, Source, Zip, failed, unreadable};
use crate::kinds::{self, Look};
use crate::limits::size;
use crate::lines::{self, Line};
use crate::save::is_same_file;
use model::ErrorKind;
use std::io::{BufRead, Cursor};
use std::path::PathBuf;

impl Inputs {
    pub(super) fn next_of_folder(
        &mut self,
        root: PathBuf,
        shown: String,
        mut walk: walkdir::IntoIter,
        mut found: bool,
    ) -> Option<Input> {
        while let Some(entry) = walk.next() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    let path = error.path().unwrap_or(&root).to_owned();
                    let message = error
                        .io_error()
                        .map_or_else(|| "文件夹互相套着，没有读。".to_owned(), unreadable);
                    self.waiting.push(Source::Folder {
                        root,
                        shown,
                        walk,
                        found: true,
                    });
                    let content = failed(ErrorKind::Unreadable, message);
                    return Some(Input {
                        path: path.to_string_lossy().into_owned(),
                        file: Some(path),
                        named: false,
                        content,
                    });
                }
            };
            let name = entry.file_name().to_string_lossy().into_owned();
            let look = kinds::by_name(&name);
            if entry.file_type().is_dir() {
                if entry.depth() > 0 && look == Look::Junk {
                    walk.skip_current_dir();
                }
                continue;
            }
            // A link could lead out of the folder that was named.
            if !entry.file_type().is_file() || look == Look::Junk {
                continue;
            }
            let left_out = self
                .left_out
                .as_deref()
                .is_some_and(|file| is_same_file(file, entry.path()));
            if look == Look::Other || left_out {
                if !left_out {
                    self.pass_over(&entry.path().to_string_lossy());
                }
                continue;
            }
            found = true;
            let below = entry.path().strip_prefix(&root).unwrap_or(entry.path());
            let below = below.to_string_lossy().replace('\\', "/");
            let path = if shown.is_empty() {
                below
            } else {
                format!("{shown}/{below}")
            };
            let file = entry.into_path();
            self.waiting.push(Source::Folder {
                root,
                shown,
                walk,
                found,
            });
            return self.file(path, file, false);
        }
        (!found).then(|| Input {
            path: if shown.is_empty() {
                root.to_string_lossy().into_owned()
            } else {
                shown
            },
            file: Some(root),
            named: true,
            content: failed(
                ErrorKind::Empty,
                "文件夹里没有可以读的文件。可以读的有txt、csv、docx、xlsx、html等。".to_owned(),
            ),
        })
    }

    pub(super) fn next_of_archive(
        &mut self,
        path: String,
        file: Option<PathBuf>,
        mut zip: Zip,
    ) -> Option<Input> {
        let Some((name, number)) = zip.archive.next_name() else {
            return (!zip.found).then(|| Input {
                path,
                file,
                named: false,
                content: failed(
                    ErrorKind::Empty,
                    "压缩包里没有可以读的文件。可以读的有txt、csv、docx、xlsx、html等。".to_owned(),
                ),
            });
        };
        let look = kinds::by_entry(&name);
        let read = !matches!(look, Look::Junk | Look::Other);
        let read = read.then(|| zip.archive.read(number));
        zip.found |= read.is_some();
        let (unpacked, depth) = (zip.archive.unpacked(), zip.depth);
        let inner = format!("{path}/{name}");
        self.waiting.push(Source::Archive {
            path,
            file: file.clone(),
            zip,
        });
        if look == Look::Other {
            self.pass_over(&inner);
        }
        let bytes = match read? {
            Ok(bytes) => bytes,
            Err(error) => {
                return Some(Input {
                    path: inner,
                    file,
                    named: false,
                    content: Content::Failed(error),
                });
            }
        };
        match look {
            _ if kinds::is_result(&bytes) => {
                self.pass_over(&inner);
                None
            }
            Look::Unknown if kinds::by_content(&bytes) == Look::Other => {
                self.pass_over(&inner);
                None
            }
            Look::Stream => {
                let source = Box::new(Cursor::new(bytes));
                self.waiting.push(Source::Stream {
                    path: inner,
                    file,
                    source,
                    number: 0,
                });
                None
            }
            _ => {
                let input = Input {
                    path: inner,
                    file,
                    named: false,
                    content: Content::Bytes(bytes),
                };
                self.expand(input, depth, unpacked)
            }
        }
    }

    pub(super) fn next_of_stream(
        &mut self,
        path: String,
        file: Option<PathBuf>,
        mut source: Box<dyn BufRead + Send>,
        number: u64,
    ) -> Option<Input> {
        let number = number + 1;
        let line = lines::next(&mut *source, self.limits.line);
        let mut shown = path.clone();
        let content = match line {
            Ok(None) if number > 1 => return None,
            Ok(None) => failed(
                ErrorKind::Empty,
                "文件里没有内容。请确认已保存，再重新提供。".to_owned(),
            ),
            Err(error) => failed(ErrorKind::Unreadable, unreadable(&error)),
            Ok(Some(line)) => {
                self.waiting.push(Source::Stream {
                    path: path.clone(),
                    file: file.clone(),
                    source,
                    number,
                });
                match line {
                    Line::Whole(bytes) if bytes.trim_ascii().is_empty() => return None,
                    Line::Whole(bytes) => Content::Line(number, bytes),
                    Line::TooLong => {
                        shown = format!("{path} 第{number}行");
                        let limit = size(self.limits.line as u64);
                        let message =
                            format!("这一行超过{limit}，没有读，其余各行照常。请拆小后再试。");
                        failed(ErrorKind::TooLarge, message)
                    }
                }
            }
        };
        Some(Input {
            path: shown,
            file,
            named: false,
            content,
        })
    }
}
