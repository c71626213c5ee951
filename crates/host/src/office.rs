//! The last resort for old Office files that our readers refuse: converted by LibreOffice where it is installed, then read.
//!
//! What reads well, and what is encrypted, too large, marked 密级 or a picture, never comes here.

mod program;
mod road;
mod run;
#[cfg(test)]
mod tests;

use model::{Document, ErrorKind, Note, Source};
use std::time::Duration;

/// How long one conversion may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// What a converter is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Job<'a> {
    /// The file as it came.
    pub bytes: &'a [u8],
    /// The extension that tells what it is: `rtf`, `doc`, `wps`, `xls` …; never a part of the user's file name.
    pub from: &'static str,
    /// The extension that is wanted: `docx` or `xlsx`.
    pub to: &'static str,
}

/// Why nothing was converted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// LibreOffice is not installed.
    Missing,
    /// It did not come to an end in time and was stopped.
    TimedOut,
    /// It came to an end without a result.
    Failed,
}

impl Failure {
    /// What is added to the message of the reader.
    fn remark(self) -> String {
        match self {
            Failure::Missing => {
                "本机如装有 LibreOffice，程序会自动用它转换后再读，也可以安装后再试。".to_owned()
            }
            Failure::TimedOut => format!(
                "已试用本机的 LibreOffice 转换，{} 秒内没有完成，已停止；原文件没有改动。",
                PATIENCE.as_secs()
            ),
            Failure::Failed => "已试用本机的 LibreOffice 转换，没有成功，文件可能不完整、设有密码或不是 Office 文件；原文件没有改动。".to_owned(),
        }
    }
}

/// Reads the documents of one file like [`pipeline::read`], with LibreOffice as the last resort.
pub fn read(bytes: &[u8], path: &str) -> Vec<Document> {
    read_with(bytes, path, |job| {
        let program = program::installed().ok_or(Failure::Missing)?;
        run::convert(&program, job, PATIENCE)
    })
}

/// Reads the documents of one file; `convert` is asked only for old Office files that our readers refuse.
pub fn read_with(
    bytes: &[u8],
    path: &str,
    convert: impl FnOnce(Job) -> Result<Vec<u8>, Failure>,
) -> Vec<Document> {
    let mut documents = pipeline::read(bytes, path);
    let [document] = documents.as_mut_slice() else {
        return documents;
    };
    let Some(job) = road::job(document, bytes, path) else {
        return documents;
    };
    match convert(job) {
        Ok(converted) => {
            let name = format!("{}.{}", run::NAME, job.to);
            settle(document, pipeline::read(&converted, &name));
        }
        Err(failure) => remark(document, &failure.remark()),
    }
    documents
}

/// Puts what was found in the converted file in the place of the refusal, under the source that the user knows.
fn settle(document: &mut Document, found: Vec<Document>) {
    let refused = document.error.as_ref().map(|error| error.kind);
    let damaged = refused == Some(ErrorKind::Damaged);
    // LibreOffice takes what it does not know for plain text: only a form proves that it understood.
    let doubtful = damaged || document.source.format == "ole";
    let Ok([mut found]) = <[Document; 1]>::try_from(found) else {
        return remark(document, &Failure::Failed.remark());
    };
    match found.error.as_ref().map(|error| error.kind) {
        // Nothing of a classified document is kept, not even its hash.
        Some(ErrorKind::Classified) => {
            found.source = Source {
                sha256: String::new(),
                ..document.source.clone()
            };
            *document = found;
        }
        Some(ErrorKind::Damaged | ErrorKind::Unsupported) => {
            remark(document, &Failure::Failed.remark());
        }
        _ if doubtful && found.forms.is_empty() => remark(
            document,
            "已试用本机的 LibreOffice 转换，转换后没有找到表；原文件没有改动。",
        ),
        error => {
            found.source = document.source.clone();
            if error.is_none() {
                found.notes.insert(0, note(damaged));
            }
            *document = found;
        }
    }
}

fn note(damaged: bool) -> Note {
    let mut message = "原文件的格式不能直接读取，已用本机的 LibreOffice 转换后读取；表中所说的位置是转换后文件里的位置，请对照原件查看。".to_owned();
    if damaged {
        message += "原文件不完整，转换后可能缺少内容，请核对是否齐全。";
    }
    Note::new("converted", message, Vec::new())
}

fn remark(document: &mut Document, words: &str) {
    if let Some(error) = &mut document.error {
        error.message += words;
    }
}
