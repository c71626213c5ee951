//! Zip archives: their entries one after another, in sorted order, within limits, never written anywhere.

use crate::kinds::{self, Look};
use crate::limits::{Limits, size};
use model::{DocumentError, ErrorKind};
use std::io::{Read, Seek};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use zip::ZipArchive;
use zip::result::ZipError;

/// Anything an archive can be read from.
pub trait Source: Read + Seek + Send {}
impl<T: Read + Seek + Send> Source for T {}

/// How many bytes an archive and those within it have unpacked so far.
pub type Unpacked = Arc<AtomicU64>;

/// An open archive.
pub struct Archive {
    zip: ZipArchive<Box<dyn Source>>,
    /// Names, and their numbers in the archive.
    entries: std::vec::IntoIter<(String, usize)>,
    unpacked: Unpacked,
    limits: Limits,
}

/// What an archive turns out to be.
pub enum Kind {
    /// Files to look into.
    Archive(Archive),
    /// One document in a zip container: docx, xlsx, ods.
    Document,
}

/// Opens an archive, or says that it is a document in a zip container.
///
/// # Errors
///
/// Damaged, or with more entries than the limit.
pub fn open(
    source: Box<dyn Source>,
    limits: &Limits,
    unpacked: Unpacked,
) -> Result<Kind, DocumentError> {
    let zip = ZipArchive::new(source).map_err(|_| {
        damaged("压缩包打不开：内容不完整或不是zip格式。请重新下载或重新压缩后再试。")
    })?;
    if zip.len() > limits.entries {
        let message = format!(
            "压缩包里有{}个文件，超过上限{}个，没有读。请分成几个压缩包。",
            zip.len(),
            limits.entries
        );
        return Err(DocumentError {
            kind: ErrorKind::TooLarge,
            message,
        });
    }
    let is_office =
        |name: &[u8]| matches!(name, b"[Content_Types].xml" | b"mimetype" | b"content.xml");
    if zip.file_names_raw().any(is_office) {
        return Ok(Kind::Document);
    }
    let mut entries: Vec<(String, usize)> = zip
        .file_names_raw()
        .enumerate()
        .map(|(number, name)| (readable_name(name), number))
        .filter(|(name, _)| !name.is_empty())
        .collect();
    entries.sort();
    Ok(Kind::Archive(Archive {
        zip,
        entries: entries.into_iter(),
        unpacked,
        limits: limits.clone(),
    }))
}

/// How many files a file holds that may be read: those of an archive, without looking into archives within it; else itself.
pub fn count(bytes: Vec<u8>) -> usize {
    let source = Box::new(std::io::Cursor::new(bytes));
    match open(source, &Limits::default(), Unpacked::default()) {
        Ok(Kind::Archive(mut archive)) => {
            let names = std::iter::from_fn(|| archive.next_name());
            names
                .map(|(name, _)| kinds::by_entry(&name))
                .filter(|look| !matches!(look, Look::Other | Look::Junk))
                .count()
        }
        _ => 1,
    }
}

impl Archive {
    /// The next entry's name; `None` after the last one. Folders are left out.
    pub fn next_name(&mut self) -> Option<(String, usize)> {
        self.entries.by_ref().find(|(name, _)| !name.ends_with('/'))
    }

    /// The count shared with the archives within this one.
    pub fn unpacked(&self) -> Unpacked {
        self.unpacked.clone()
    }

    /// The bytes of an entry.
    ///
    /// # Errors
    ///
    /// Encrypted, damaged, or beyond a limit.
    pub fn read(&mut self, number: usize) -> Result<Vec<u8>, DocumentError> {
        let Limits {
            file,
            unpacked,
            ratio,
            ratio_from,
            ..
        } = self.limits;
        let close = &mut self.entries;
        let mut entry = match self.zip.by_index(number) {
            Ok(entry) => entry,
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                return Err(DocumentError {
                    kind: ErrorKind::Encrypted,
                    message: "压缩包里的这个文件有密码。请解压后再试。".to_owned(),
                });
            }
            Err(ZipError::UnsupportedArchive(_)) => {
                return Err(DocumentError {
                    kind: ErrorKind::Unsupported,
                    message: "压缩包用了不常见的压缩方法。请解压后再试，或改用普通zip压缩。"
                        .to_owned(),
                });
            }
            Err(_) => return Err(damaged("压缩包里的这个文件已损坏。请重新压缩后再试。")),
        };
        let packed = entry.compressed_size().max(1);
        let room = unpacked.saturating_sub(self.unpacked.load(Ordering::Relaxed));
        let by_ratio = packed.saturating_mul(ratio).max(ratio_from);
        let most = file.min(room).min(by_ratio);
        let mut bytes = Vec::new();
        let outcome = entry.by_ref().take(most + 1).read_to_end(&mut bytes);
        let read = bytes.len() as u64;
        self.unpacked.fetch_add(read.min(most), Ordering::Relaxed);
        if read > most {
            let limit = if most == file {
                format!("这个文件解压后超过{}", size(file))
            } else if most == by_ratio {
                format!("这个文件解压后比压缩时大{ratio}倍以上")
            } else {
                *close = Vec::new().into_iter();
                format!("压缩包解压后总共超过{}，其余文件没有读", size(unpacked))
            };
            let message = format!("{limit}，没有读。如确是正常文件，请单独解压后再试。");
            return Err(DocumentError {
                kind: ErrorKind::TooLarge,
                message,
            });
        }
        match outcome {
            Ok(_) => Ok(bytes),
            Err(_) => Err(damaged("压缩包里的这个文件已损坏。请重新压缩后再试。")),
        }
    }
}

fn damaged(message: &str) -> DocumentError {
    DocumentError {
        kind: ErrorKind::Damaged,
        message: message.to_owned(),
    }
}

/// The name as UTF-8 or GB18030, always below the archive: no drive, no root, no step upwards.
fn readable_name(raw: &[u8]) -> String {
    match std::str::from_utf8(raw) {
        Ok(text) => below(text),
        Err(_) => below(&encoding_rs::GB18030.decode_without_bom_handling(raw).0),
    }
}

/// A path's parts that lead downwards, joined by `/`; the final `/` of a folder stays.
fn below(name: &str) -> String {
    let name = name.replace('\\', "/");
    let mut parts: Vec<&str> = name
        .split('/')
        .filter(|part| !matches!(*part, "" | "." | ".."))
        .collect();
    if parts
        .first()
        .is_some_and(|part| part.len() == 2 && part.ends_with(':'))
    {
        parts.remove(0);
    }
    let mut path = parts.join("/");
    if name.ends_with('/') && !path.is_empty() {
        path.push('/');
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Cursor, Write};
    use zip::write::{SimpleFileOptions, ZipWriter};

    fn archive(files: &[(&str, &[u8])], limits: &Limits) -> Archive {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            writer
                .start_file(*name, SimpleFileOptions::default())
                .unwrap();
            writer.write_all(bytes).unwrap();
        }
        match open(
            Box::new(writer.finish().unwrap()),
            limits,
            Unpacked::default(),
        ) {
            Ok(Kind::Archive(archive)) => archive,
            _ => panic!("an archive"),
        }
    }

    #[test]
    fn no_entry_leads_out_of_the_archive() {
        for (name, expected) in [
            ("../../a.txt", "a.txt"),
            ("/etc/a.txt", "etc/a.txt"),
            ("C:\\表\\a.txt", "表/a.txt"),
            ("./b/../a.txt", "b/a.txt"),
            ("表/", "表/"),
            ("..", ""),
        ] {
            assert_eq!(below(name), expected, "{name}");
        }
    }

    #[test]
    fn names_in_gbk_are_readable() {
        let (raw, _, _) = encoding_rs::GBK.encode("绩效目标表/申报.txt");
        assert_eq!(readable_name(&raw), "绩效目标表/申报.txt");
    }

    #[test]
    fn a_bomb_stops_at_the_ratio_and_the_rest_is_read() {
        let limits = Limits {
            ratio_from: 1 << 10,
            ..Limits::default()
        };
        let zeros = vec![0; 1 << 20];
        let mut archive = archive(&[("a.txt", &zeros), ("b.txt", b"text")], &limits);
        let (_, first) = archive.next_name().unwrap();
        assert_eq!(archive.read(first).unwrap_err().kind, ErrorKind::TooLarge);
        let (name, second) = archive.next_name().unwrap();
        assert_eq!(
            (name.as_str(), archive.read(second).unwrap()),
            ("b.txt", b"text".to_vec())
        );
    }

    #[test]
    fn a_full_archive_is_closed() {
        let limits = Limits {
            unpacked: 5,
            ..Limits::default()
        };
        let mut archive = archive(
            &[("a.txt", b"1234"), ("b.txt", b"1234"), ("c.txt", b"1")],
            &limits,
        );
        let mut outcomes = Vec::new();
        while let Some((_, number)) = archive.next_name() {
            outcomes.push(archive.read(number).map_err(|error| error.kind));
        }
        assert_eq!(outcomes, [Ok(b"1234".to_vec()), Err(ErrorKind::TooLarge)]);
    }
}
