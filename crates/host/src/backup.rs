//! Backups: one zip with the rows of each table as lines, every content by its digest, and a list of what must be in it.

use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::path::Path;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// The name of the list.
const LIST: &str = "backup.json";

/// What the list says it is.
const SCHEMA: &str = "jixiao.backup/1";

/// Bytes of one row or content that a backup may hold.
const MOST: u64 = 1 << 30;

/// A backup that is being written.
pub struct Writer {
    zip: ZipWriter<BufWriter<File>>,
    table: String,
    rows: BTreeMap<String, u64>,
    contents: u64,
}

fn options(stored: bool) -> SimpleFileOptions {
    let method = match stored {
        true => CompressionMethod::Stored,
        false => CompressionMethod::Deflated,
    };
    SimpleFileOptions::default()
        .compression_method(method)
        .large_file(true)
        .last_modified_time(DateTime::default())
}

impl Writer {
    /// Begins a backup; a file that is there already is not touched.
    ///
    /// # Errors
    /// When the file is there, or cannot be made.
    pub fn new(path: &Path) -> io::Result<Writer> {
        let file = File::options().write(true).create_new(true).open(path)?;
        Ok(Writer {
            zip: ZipWriter::new(BufWriter::new(file)),
            table: String::new(),
            rows: BTreeMap::new(),
            contents: 0,
        })
    }

    /// Adds a row; all rows of a table come one after another.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn line(&mut self, table: &str, row: &str) -> io::Result<()> {
        if self.table != table {
            let name = format!("rows/{table}.ndjson");
            self.zip.start_file(name, options(false))?;
            table.clone_into(&mut self.table);
        }
        *self.rows.entry(table.to_owned()).or_default() += 1;
        self.zip.write_all(row.as_bytes())?;
        self.zip.write_all(b"\n")
    }

    /// Adds a content.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn bytes(&mut self, digest: &str, bytes: &[u8]) -> io::Result<()> {
        let packed = bytes.starts_with(b"PK") || bytes.starts_with(b"%PDF");
        self.zip
            .start_file(format!("content/{digest}"), options(packed))?;
        self.contents += 1;
        self.zip.write_all(bytes)
    }

    /// Writes the list and makes sure that all is on the disk.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn finish(mut self) -> io::Result<()> {
        let list = json!({ "schema": SCHEMA, "rows": self.rows, "contents": self.contents });
        self.zip.start_file(LIST, options(false))?;
        self.zip.write_all(list.to_string().as_bytes())?;
        let file = self.zip.finish()?.into_inner().map_err(io::Error::other)?;
        file.sync_all()
    }
}

/// A piece of a backup.
#[derive(Debug)]
pub enum Piece {
    /// A row of a table.
    Line(String, String),
    /// A content with its digest.
    Bytes(String, Vec<u8>),
}

/// A backup that is being read.
pub struct Reader {
    zip: ZipArchive<BufReader<File>>,
    list: Value,
}

fn damaged(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what.to_owned())
}

impl Reader {
    /// Opens a backup.
    ///
    /// # Errors
    /// When it cannot be read, or is no backup.
    pub fn open(path: &Path) -> io::Result<Reader> {
        let mut zip = ZipArchive::new(BufReader::new(File::open(path)?))
            .map_err(|_| damaged("不是备份文件，或者没有写完"))?;
        let mut text = String::new();
        let list = zip
            .by_name(LIST)
            .map_err(|_| damaged("不是备份文件，或者没有写完"))?;
        list.take(1 << 20).read_to_string(&mut text)?;
        let list: Value = serde_json::from_str(&text).map_err(|_| damaged("备份的目录不完整"))?;
        if list["schema"] != SCHEMA {
            return Err(damaged("是别的版本做的备份，请用那个版本恢复"));
        }
        Ok(Reader { zip, list })
    }

    /// Gives each piece to `take`; in the end all that the list names must have come.
    ///
    /// # Errors
    /// When a piece cannot be read, is missing, or `take` refuses it.
    pub fn each(mut self, take: &mut dyn FnMut(Piece) -> io::Result<()>) -> io::Result<()> {
        let mut rows: BTreeMap<String, u64> = BTreeMap::new();
        let mut contents = 0;
        for number in 0..self.zip.len() {
            let entry = self.zip.by_index(number)?;
            let name = entry.name()?.into_owned();
            if let Some(digest) = name.strip_prefix("content/") {
                let mut bytes = Vec::new();
                entry.take(MOST).read_to_end(&mut bytes)?;
                contents += 1;
                take(Piece::Bytes(digest.to_owned(), bytes))?;
            } else if let Some(table) = name
                .strip_prefix("rows/")
                .and_then(|name| name.strip_suffix(".ndjson"))
            {
                for line in BufReader::new(entry).lines() {
                    *rows.entry(table.to_owned()).or_default() += 1;
                    take(Piece::Line(table.to_owned(), line?))?;
                }
            }
        }
        match self.list["rows"] == json!(rows) && self.list["contents"] == json!(contents) {
            true => Ok(()),
            false => Err(damaged("备份里缺少一部分，没有恢复")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(path: &Path) {
        let mut writer = Writer::new(path).unwrap();
        writer.line("form", "{\"id\":1}").unwrap();
        writer.line("form", "{\"id\":2}").unwrap();
        writer.line("log", "{\"seq\":1}").unwrap();
        writer.bytes("ab12", b"PK\0").unwrap();
        writer.finish().unwrap();
    }

    #[test]
    fn what_was_written_is_read_in_its_order() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("备份.zip");
        written(&path);
        let mut pieces = Vec::new();
        let mut take = |piece| {
            pieces.push(format!("{piece:?}"));
            Ok(())
        };
        Reader::open(&path).unwrap().each(&mut take).unwrap();
        assert_eq!(pieces.len(), 4);
        assert!(pieces[1].contains("id\\\":2"), "{pieces:?}");
        assert!(Writer::new(&path).is_err(), "a backup is never overwritten");
    }

    #[test]
    fn half_a_backup_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("备份.zip");
        written(&path);
        let bytes = std::fs::read(&path).unwrap();
        for cut in [0, 10, bytes.len() / 2, bytes.len() - 1] {
            std::fs::write(&path, &bytes[..cut]).unwrap();
            let whole = Reader::open(&path).and_then(|reader| reader.each(&mut |_| Ok(())));
            assert!(whole.is_err(), "{cut}");
        }
    }
}
