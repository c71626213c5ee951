//! Containers taken apart and put together again, so that a change reaches what is inside.

use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// What a container holds.
#[derive(Clone, Debug)]
pub enum Parts {
    /// Files of a zip: name and content.
    Zip(Vec<(String, Vec<u8>)>),
    /// Objects of a PDF, from 1: the dictionary of a stream and the stream, or nothing and the whole object.
    Pdf(Vec<(String, Vec<u8>)>),
}

/// The parts of a zip; `None` for everything else.
pub fn of(bytes: &[u8]) -> Option<Parts> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut parts = Vec::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).ok()?;
        let name = part.name().ok()?.into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).ok()?;
        parts.push((name, content));
    }
    Some(Parts::Zip(parts))
}

impl Parts {
    /// The parts, to be changed.
    pub fn list(&mut self) -> &mut Vec<(String, Vec<u8>)> {
        match self {
            Parts::Zip(list) | Parts::Pdf(list) => list,
        }
    }

    /// The container of these parts; of parts whose names a zip refuses, those before them.
    pub fn join(&self) -> Vec<u8> {
        match self {
            Parts::Zip(list) => zipped(list),
            Parts::Pdf(list) => pdf(list),
        }
    }
}

fn zipped(list: &[(String, Vec<u8>)]) -> Vec<u8> {
    // Not packed: what is soaked is what comes after unpacking.
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in list {
        let written = zip.start_file(name.as_str(), options);
        if written.is_err() || zip.write_all(content).is_err() {
            break;
        }
    }
    zip.finish().map(Cursor::into_inner).unwrap_or_default()
}

fn pdf(list: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for ((dictionary, content), number) in list.iter().zip(1..) {
        places.push(out.len());
        out.extend(format!("{number} 0 obj\n").bytes());
        if dictionary.is_empty() {
            out.extend(content);
        } else {
            let length = content.len();
            out.extend(format!("<<{dictionary}/Length {length}>>\nstream\n").bytes());
            out.extend(content);
            out.extend(b"\nendstream");
        }
        out.extend(b"\nendobj\n");
    }
    let (size, start) = (list.len() + 1, out.len());
    out.extend(format!("xref\n0 {size}\n0000000000 65535 f \n").bytes());
    for place in places {
        out.extend(format!("{place:010} 00000 n \n").bytes());
    }
    out.extend(
        format!("trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n").bytes(),
    );
    out
}
