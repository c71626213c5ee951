//! What a form of a page sends: fields and files, with the secret of the session checked. Files go to disk beyond a megabyte.

use crate::guard::session;
use crate::{App, Error};
use axum::body::to_bytes;
use axum::extract::multipart::{Multipart, MultipartError};
use axum::extract::{FromRequest, Request};
use axum::http::header;
use std::io::{Read, Seek, SeekFrom, Write};
use tempfile::SpooledTempFile;

/// Bytes of a file that are held in memory.
const HELD: usize = 1 << 20;

/// Bytes of all fields that are no files.
const FIELDS: usize = 16 << 20;

/// Files and fields of one sending.
const PARTS: usize = 20_000;

/// A file that was sent.
pub(crate) struct Sent {
    /// Its name, without folders that browsers may put before it; with them where a folder was chosen.
    pub name: String,
    /// Its bytes.
    pub file: SpooledTempFile,
    /// How many there are.
    pub size: u64,
}

impl Sent {
    /// All bytes.
    pub fn bytes(mut self) -> std::io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.file.seek(SeekFrom::Start(0))?;
        self.file.read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

/// What was sent.
#[derive(Default)]
pub(crate) struct Posted {
    fields: Vec<(String, String)>,
    /// The files, empty ones left out.
    pub files: Vec<Sent>,
}

impl Posted {
    /// A field, trimmed; empty where there is none.
    pub fn text(&self, name: &str) -> &str {
        self.raw(name).map_or("", str::trim)
    }

    /// A field that says something.
    pub fn some(&self, name: &str) -> Option<&str> {
        Some(self.text(name)).filter(|text| !text.is_empty())
    }

    /// A field as it was sent.
    pub fn raw(&self, name: &str) -> Option<&str> {
        let found = self.fields.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// A number.
    pub fn number(&self, name: &str) -> Option<i64> {
        self.text(name).parse().ok()
    }

    /// All fields, in their order.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        self.fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

fn unfit<E>(_: E) -> Error {
    Error::Refused("发来的内容不完整，没有接收。请回到页面再试一次。".to_owned())
}

/// Bytes of a sending that is too large which are still taken and thrown away. A browser that is still sending shows no answer, only that
/// the connection was reset.
const THROWN_AWAY: usize = 1 << 30;

/// Files and fields of a multipart body, of `most` bytes of files at most.
///
/// # Errors
/// When it is none, broken, or too large.
pub(crate) async fn multipart(mut parts: Multipart, most: u64) -> Result<Posted, Error> {
    let taken = take(&mut parts, most).await;
    if matches!(taken, Err(Error::TooLarge(_))) {
        throw_away(&mut parts).await;
    }
    taken
}

/// Reads what is left of a sending.
async fn throw_away(parts: &mut Multipart) {
    let mut left = THROWN_AWAY;
    while let Ok(Some(mut part)) = parts.next_field().await {
        while let Ok(Some(chunk)) = part.chunk().await {
            let Some(less) = left.checked_sub(chunk.len()) else {
                return;
            };
            left = less;
        }
    }
}

async fn take(parts: &mut Multipart, most: u64) -> Result<Posted, Error> {
    let mut posted = Posted::default();
    let (mut left, mut plain) = (most, FIELDS);
    let too_large = || Error::TooLarge(host::limits::size(most));
    let cut = |error: MultipartError| match error.status().as_u16() {
        413 => too_large(),
        _ => unfit(error),
    };
    while let Some(mut part) = parts.next_field().await.map_err(cut)? {
        if posted.fields.len() + posted.files.len() >= PARTS {
            return Err(Error::Refused(format!(
                "一次最多 {PARTS} 个文件，没有接收。请装进压缩包再上传。"
            )));
        }
        let name = part.name().unwrap_or_default().to_owned();
        let Some(file_name) = part.file_name().map(str::to_owned) else {
            let mut bytes = Vec::new();
            while let Some(chunk) = part.chunk().await.map_err(cut)? {
                plain = plain.checked_sub(chunk.len()).ok_or_else(too_large)?;
                bytes.extend_from_slice(&chunk);
            }
            let text = String::from_utf8(bytes).map_err(unfit)?;
            posted.fields.push((name, text));
            continue;
        };
        let mut file = SpooledTempFile::new(HELD);
        let mut size = 0;
        while let Some(chunk) = part.chunk().await.map_err(cut)? {
            let length = chunk.len() as u64;
            left = left.checked_sub(length).ok_or_else(too_large)?;
            size += length;
            file.write_all(&chunk)
                .map_err(|_| Error::Store(store::StoreError::Full))?;
        }
        if !file_name.is_empty() {
            posted.files.push(Sent {
                name: file_name,
                file,
                size,
            });
        }
    }
    Ok(posted)
}

impl FromRequest<App> for Posted {
    type Rejection = Error;

    async fn from_request(request: Request, app: &App) -> Result<Posted, Error> {
        let (mut parts, body) = request.into_parts();
        let user = session::user(app, &mut parts).await?;
        let request = Request::from_parts(parts, body);
        let kind = request.headers().get(header::CONTENT_TYPE);
        let is_multipart = kind
            .and_then(|kind| kind.to_str().ok())
            .is_some_and(|kind| kind.starts_with("multipart/form-data"));
        let posted = match is_multipart {
            true => {
                let parts = Multipart::from_request(request, app).await.map_err(unfit)?;
                // Who is not logged in sends one file to be checked.
                let most = match user {
                    Some(_) => app.settings.upload,
                    None => FIELDS as u64,
                };
                multipart(parts, most).await?
            }
            false => {
                let bytes = to_bytes(request.into_body(), FIELDS)
                    .await
                    .map_err(|_| Error::TooLarge(host::limits::size(FIELDS as u64)))?;
                Posted {
                    fields: serde_urlencoded::from_bytes(&bytes).map_err(unfit)?,
                    files: Vec::new(),
                }
            }
        };
        // Who is not logged in has nothing that another site could use.
        match user {
            Some(user) if posted.raw("secret") != Some(user.secret.as_str()) => Err(Error::Foreign),
            _ => Ok(posted),
        }
    }
}
