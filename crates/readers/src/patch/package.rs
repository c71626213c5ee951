//! A package with some parts changed: the others are copied as they are packed, with their names, dates and order.

use crate::archive::key;
use crate::{Limits, ReadError};
use std::io::{Cursor, Write};
use zip::result::ZipResult;
use zip::{ZipArchive, ZipWriter};

/// The package with these parts in place of those of their names.
pub(crate) fn with_parts(
    bytes: &[u8],
    parts: &[(&str, &str)],
    limits: &Limits,
) -> Result<Vec<u8>, ReadError> {
    let written = rewritten(bytes, parts);
    let written = written.map_err(|_| ReadError::damaged("压缩包里有不能照原样写回的部分"))?;
    match written.len() as u64 > limits.file {
        true => Err(ReadError::too_large(
            "改好的文件的大小",
            &crate::error::mebibytes(limits.file),
        )),
        false => Ok(written),
    }
}

fn rewritten(bytes: &[u8], parts: &[(&str, &str)]) -> ZipResult<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))?;
    let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(bytes.len() + 1024)));
    writer.set_raw_comment(archive.comment().into())?;
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index)?;
        let name = entry.name()?.into_owned();
        let new = parts.iter().find(|(part, _)| key(part) == key(&name));
        match new {
            None => writer.raw_copy_file(entry)?,
            Some((_, text)) => {
                writer.start_file(name, entry.options())?;
                writer.write_all(text.as_bytes())?;
            }
        }
    }
    Ok(writer.finish()?.into_inner())
}
