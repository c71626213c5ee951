//! A zip file under limits: declared sizes are checked when it is opened, actual ones while it is read.

use crate::error::mebibytes;
use crate::{Limits, ReadError};
use std::collections::HashMap;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// An open zip file.
pub(crate) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// Entries by their name in lower case: some programs spell parts their own way.
    names: HashMap<String, usize>,
    /// Bytes that may still be unpacked.
    left: u64,
    refusal: ReadError,
}

impl<'a> Archive<'a> {
    /// Opens an archive; fails when it is broken or says itself that it is beyond a limit.
    pub(crate) fn open(bytes: &'a [u8], limits: &Limits) -> Result<Archive<'a>, ReadError> {
        // An entry takes 46 bytes in the directory, so a small file needs no counting before the directory is read.
        if bytes.len() / 46 > limits.entries && directory_entries(bytes) > limits.entries {
            return Err(too_many(limits));
        }
        let zip = ZipArchive::new(Cursor::new(bytes))
            .map_err(|_| ReadError::damaged("压缩包的目录读不出来，文件可能没有下载完"))?;
        if zip.len() > limits.entries {
            return Err(too_many(limits));
        }
        let by_ratio = limits
            .ratio_from
            .max(limits.ratio.saturating_mul(bytes.len() as u64));
        let refusal = if by_ratio < limits.unpacked {
            ReadError::too_large("压缩比", &format!("{} 倍", limits.ratio))
        } else {
            ReadError::too_large("解压后的大小", &mebibytes(limits.unpacked))
        };
        let left = by_ratio.min(limits.unpacked);
        let names = zip.file_names().enumerate();
        let names = names
            .filter_map(|(index, name)| Some((key(&name.ok()?), index)))
            .collect();
        let mut archive = Archive {
            zip,
            names,
            left,
            refusal,
        };
        if archive.declared_size() > u128::from(left) {
            return Err(archive.refusal);
        }
        Ok(archive)
    }

    fn declared_size(&mut self) -> u128 {
        let sizes = (0..self.zip.len()).filter_map(|index| self.zip.by_index_data(index).ok());
        sizes.map(|entry| u128::from(entry.size())).sum()
    }

    /// Whether an entry of this name is there, letter case aside.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.index(name).is_some()
    }

    /// Whether the name of an entry, in lower case, satisfies a test.
    pub(crate) fn any(&self, test: impl Fn(&str) -> bool) -> bool {
        self.names.keys().any(|name| test(name))
    }

    fn index(&self, name: &str) -> Option<usize> {
        self.names.get(&key(name)).copied()
    }

    /// The text of a part; `None` when it is not there.
    pub(crate) fn text(&mut self, name: &str) -> Result<Option<String>, ReadError> {
        let mut bytes = Vec::new();
        let Some(mut part) = self.stream(name)? else {
            return Ok(None);
        };
        let outcome = part.read_to_end(&mut bytes);
        drop(part);
        outcome.map_err(|error| self.failure(&error, name))?;
        if let Ok(text) = String::from_utf8(bytes) {
            return Ok(Some(text));
        }
        Err(ReadError::damaged(&format!("{name} 不是 UTF-8 文字")))
    }

    /// A part as a stream; `None` when it is not there. What goes wrong while it is read is explained by
    /// [`Archive::failure`].
    pub(crate) fn stream(&mut self, name: &str) -> Result<Option<impl BufRead>, ReadError> {
        let Some(index) = self.index(name) else {
            return Ok(None);
        };
        let Archive { zip, left, .. } = self;
        match zip.by_index(index) {
            Ok(part) => Ok(Some(BufReader::with_capacity(
                32 << 10,
                Counted { part, left },
            ))),
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                Err(ReadError::encrypted())
            }
            Err(_) => Err(ReadError::damaged(&format!("其中的 {name} 打不开"))),
        }
    }

    /// What a failure while reading a part means.
    pub(crate) fn failure(&self, error: &io::Error, name: &str) -> ReadError {
        if error.kind() == io::ErrorKind::QuotaExceeded {
            self.refusal.clone()
        } else {
            ReadError::damaged(&format!("其中的 {name} 读不完整"))
        }
    }
}

/// A reader that stops when the archive's allowance is used up.
struct Counted<'a, R> {
    part: R,
    left: &'a mut u64,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.part.read(buffer)?;
        *self.left = (*self.left)
            .checked_sub(read as u64)
            .ok_or_else(|| io::Error::from(io::ErrorKind::QuotaExceeded))?;
        Ok(read)
    }
}

/// A name for comparison.
pub(crate) fn key(name: &str) -> String {
    name.replace('\\', "/").to_ascii_lowercase()
}

fn too_many(limits: &Limits) -> ReadError {
    ReadError::too_large("压缩包里的文件数", &format!("{} 个", limits.entries))
}

fn directory_entries(bytes: &[u8]) -> usize {
    bytes
        .windows(4)
        .filter(|window| window == b"PK\x01\x02")
        .count()
}
